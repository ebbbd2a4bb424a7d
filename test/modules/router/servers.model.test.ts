import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { ACTIVE, DRAINING, type Server } from '../../../modules/router/state.js'
import { address, memoryContext } from '../../support/memoryContext.js'
import { MODELS, offer, servers, TERMS } from './servers.js'

interface Found {
  readonly servers: readonly Server[]
  readonly pagination: { readonly nextKey: Uint8Array; readonly total: bigint }
}

const hexOf = (n: number): string => toHex(MODELS[n] as Uint8Array)
const page = (limit: bigint, key: Uint8Array = new Uint8Array()) => ({
  key,
  offset: 0n,
  limit,
  countTotal: false,
  reverse: false,
})

const offers = fc.subarray([0, 1, 2, 3], { minLength: 1 })
const command = fc.oneof(
  fc.record({ kind: fc.constant('subscribe' as const), who: fc.nat(2), offers }),
  fc.record({
    kind: fc.constant('update' as const),
    who: fc.nat(2),
    id: fc.integer({ min: 1, max: 6 }),
    offers,
    status: fc.constantFrom(ACTIVE, DRAINING),
  }),
  fc.record({
    kind: fc.constant('unsubscribe' as const),
    who: fc.nat(2),
    id: fc.integer({ min: 1, max: 6 }),
  }),
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

/** What a server is in the plainest model of the market. */
interface Known {
  readonly who: number
  readonly offers: readonly number[]
  readonly status: number
}

function apply(s: ReturnType<typeof servers>, known: Map<number, Known>, c: Command, next: number) {
  const operator = address(c.who)
  if (c.kind === 'subscribe') {
    const terms = { ...TERMS, offers: c.offers.map((n) => offer(n)) }
    const got = s.run(s.ctx, 'MsgSubscribeServer', { operator, ...terms })
    assert.deepEqual(got, { serverId: BigInt(next) })
    known.set(next, { who: c.who, offers: c.offers, status: ACTIVE })
    return next + 1
  }
  const before = known.get(c.id)
  const want = before === undefined ? /^router 4/ : before.who !== c.who ? /^router 5/ : undefined
  const msg = { operator, serverId: BigInt(c.id) }
  const refusal =
    c.kind === 'unsubscribe'
      ? s.refusal(s.ctx, 'MsgUnsubscribeServer', msg)
      : s.refusal(s.ctx, 'MsgUpdateServer', {
          ...msg,
          ...TERMS,
          status: c.status,
          offers: c.offers.map((n) => offer(n)),
        })
  if (want !== undefined) {
    assert.match(refusal ?? '', want)
    return next
  }
  assert.equal(refusal, undefined)
  if (c.kind === 'unsubscribe') known.delete(c.id)
  else known.set(c.id, { who: c.who, offers: c.offers, status: c.status })
  return next
}

const dump = (ctx: Context): string[] => [...ctx.kv('router').iterate()].map(String)

await t.test(
  'whatever servers come, change and go, the index and every query say the same',
  async () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const s = servers()
        const known = new Map<number, Known>()
        let next = 1
        for (const c of commands) next = apply(s, known, c, next)
        for (const invariant of s.module.invariants)
          assert.equal(invariant.check(s.ctx), undefined, invariant.name)
        const all = s.ask<Found>('Servers', { modelId: '', pagination: null })
        assert.deepEqual(
          all.servers.map(({ id, status }) => [Number(id), status]),
          [...known].map(([id, { status }]) => [id, status]).sort(([a = 0], [b = 0]) => a - b),
        )
        for (let n = 0; n < MODELS.length; n++) {
          const ofModel = s.ask<Found>('Servers', { modelId: hexOf(n), pagination: null })
          assert.deepEqual(
            ofModel.servers.map(({ id }) => Number(id)),
            [...known]
              .filter(([, { offers: some }]) => some.includes(n))
              .map(([id]) => id)
              .sort((a, b) => a - b),
          )
        }
        const exported = s.module.exportGenesis(s.ctx)
        assert.deepEqual(s.module.validateGenesis(exported), [])
        const fresh = memoryContext()
        s.module.initGenesis(fresh, exported)
        assert.deepEqual(dump(fresh), dump(s.ctx))
        return true
      }),
      { numRuns: 100 },
    )
  },
)

await t.test('pages of one model, one after another, are all of its servers once', async () => {
  fc.assert(
    fc.property(
      fc.array(offers, { maxLength: 12 }),
      fc.bigInt({ min: 1n, max: 5n }),
      (all, limit) => {
        const s = servers()
        for (const some of all)
          s.run(s.ctx, 'MsgSubscribeServer', {
            operator: address(1),
            ...TERMS,
            offers: some.map((n) => offer(n)),
          })
        const got: number[] = []
        let key: Uint8Array | undefined = new Uint8Array()
        while (key !== undefined) {
          const found: Found = s.ask<Found>('Servers', {
            modelId: hexOf(1),
            pagination: page(limit, key),
          })
          assert.ok(BigInt(found.servers.length) <= limit)
          got.push(...found.servers.map(({ id }) => Number(id)))
          key = found.pagination.nextKey.length === 0 ? undefined : found.pagination.nextKey
        }
        assert.deepEqual(
          got,
          all.flatMap((some, i) => (some.includes(1) ? [i + 1] : [])),
        )
        return true
      },
    ),
    { numRuns: 60 },
  )
})

await t.test('queries refuse what is no id, and what is not there', async (t) => {
  const s = servers()
  s.run(s.ctx, 'MsgSubscribeServer', { operator: address(1), ...TERMS })
  t.match(s.ask('Server', { id: 1n }), { server: { id: 1n, region: 'eu-west' } })
  t.throws(() => s.ask('Server', { id: 2n }), { message: /no server 2/ })
  for (const modelId of ['00', 'x'.repeat(64), hexOf(0).slice(1)])
    t.throws(() => s.ask('Servers', { modelId, pagination: null }), {
      message: /want 64 hex digits/,
    })
  const upper = s.ask<Found>('Servers', { modelId: hexOf(0).toUpperCase(), pagination: null })
  t.equal(upper.servers.length, 1)
  t.same(s.ask<Found>('Servers', { modelId: hexOf(2), pagination: null }).servers, [])
})

await t.test('genesis: every problem is named', async (t) => {
  const s = servers()
  for (const n of [0, 1])
    s.run(s.ctx, 'MsgSubscribeServer', { operator: address(1), ...TERMS, offers: [offer(n)] })
  const good = s.module.exportGenesis(s.ctx) as Record<string, never>
  const [one, two] = good['servers'] as unknown as [object, object]
  const rows: [string, object, RegExp][] = [
    ['next id', { next_id: '0' }, /router\.next_id is 0/],
    ['a number not given yet', { next_id: '2' }, /servers\[1\]\.id is 2/],
    ['order', { servers: [two, one] }, /servers\[1\]\.id is 1, want above 2/],
    ['twice', { servers: [one, one] }, /servers\[1\]\.id is 1/],
    ['operator', { servers: [{ ...one, operator: 'x' }] }, /servers\[0\]\.operator is "x"/],
    ['no status', { servers: [{ ...one, status: 0 }] }, /servers\[0\]\.status/],
    ['region', { servers: [{ ...one, region: '' }] }, /servers\[0\]: .*region is ""/],
    ['no offers', { servers: [{ ...one, offers: [] }] }, /servers\[0\]: .*offers has 0/],
  ]
  for (const [name, change, want] of rows) {
    const found = s.module.validateGenesis({ ...good, ...change } as never)
    t.ok(
      found.some((text) => want.test(text)),
      `${name}: ${found.join('; ')}`,
    )
  }
})
