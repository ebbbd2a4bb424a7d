/** H18, played: what the router assigned convicts nobody; what a server claims beyond it does. */
import fc from 'fast-check'
import t from 'tap'
import type { Receipt, SignedReceipt } from '../../../proto/inference/objects.js'
import { declaredDuring, pastOffers } from '../../../modules/router/capacity.js'
import { ACTIVE, JAILED, type Server } from '../../../modules/router/state.js'
import { FLOOR_MILLI } from '../../../modules/router/match/proven.js'
import type { Match } from '../../../modules/router/matches.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { BOND, clientAt, keyOf, Market, MODEL, supplierAt, uinx } from './market.js'
import { MODELS, offer } from './servers.js'

const SUPPLIER = supplierAt(0)
const SLOTS = 3
/** Declared slots times the queue factor of 2. */
const MOST = 6

/** A server that shows capacity at once, and clients that ask for it at the same time. */
function attacked(change: object = {}) {
  const m = new Market({ overCapacitySlash: '400000' })
  m.aggregator()
  m.supplier(SUPPLIER)
  const id = m.server(SUPPLIER, { offers: [{ ...offer(0), slots: SLOTS }], ...change })
  m.client(clientAt(0))
  m.next()
  // It has proven all that it declares.
  const at = [id, m.keeper.numbers.modelOf(m.ctx, MODEL) as number] as const
  const before = m.keeper.roster.standing(m.ctx, at)
  const after = { ...before, proven: { ...before.proven, milli: 1000 * before.declared } }
  m.keeper.roster.change(m.ctx, at, m.keeper.seats.of(m.ctx, at), before, after)
  return { m, id }
}

/** Receipts of as many requests as it is asked for, all at work for the same second. */
function atOnce(m: Market, count: number, change: Partial<Receipt> = {}, key?: number) {
  const startMs = m.ctx.timeMs
  return Array.from({ length: count }, (_, i) =>
    m.receipt(
      SUPPLIER,
      { startMs: startMs + BigInt(i), endMs: startMs + 1000n, sequence: BigInt(i + 1), ...change },
      key,
    ),
  )
}
const msg = (serverId: bigint, receipts: readonly (SignedReceipt | object)[]) => ({
  ...{ sender: address(300), serverId, receipts },
})
const show = (m: Market, id: bigint, receipts: readonly (SignedReceipt | object)[]) =>
  m.refusal('router', 'MsgSubmitOverCapacity', msg(id, receipts))
const update = (m: Market, id: bigint, slots: number): void => {
  const server = m.keeper.mustGet(m.ctx, id)
  m.run('router', 'MsgUpdateServer', {
    ...{ ...server, serverId: id, status: ACTIVE, offers: [{ ...offer(0), slots }] },
  })
}

await t.test(
  'H18: the router fills a server up to its queue, it confirms all: its receipts convict it of nothing',
  (t) => {
    const { m, id } = attacked()
    const ids = Array.from({ length: 3 * SLOTS }, () => m.request(clientAt(0)))
    m.next(1000, 2)
    const held = ids.filter((one) => (m.match(one) as Match).serverId === id)
    t.ok(held.length > SLOTS, 'the router itself went beyond the declared slots')
    t.ok(held.length <= MOST)
    for (const one of held) m.confirm(one)
    const own = atOnce(m, held.length)
    m.next()
    t.match(show(m, id, own), /^router 21: . receipts, declared slots and queue come to 6/)
    const full = atOnce(m, MOST)
    t.match(show(m, id, full), /^router 21: 6 receipts, declared slots and queue come to 6/)
    t.equal(m.keeper.mustGet(m.ctx, id).status, ACTIVE)
    t.equal(m.parts.sla.bondOf(m.ctx, addressBytes(SUPPLIER)).amount, BOND)
    const free = m.parts.sla.freeBond(m.ctx, addressBytes(SUPPLIER))
    const before = m.parts.bank.getSupply(m.ctx, 'uinx')
    const more = atOnce(m, MOST + 1)
    t.same(m.run('router', 'MsgSubmitOverCapacity', msg(id, more)), { slashed: '400000' })
    t.equal(m.keeper.mustGet(m.ctx, id).status, JAILED)
    // One prepaid unit of each lease stays where it is.
    t.equal(m.parts.sla.freeBond(m.ctx, addressBytes(SUPPLIER)), free - 400_000n)
    t.equal(m.parts.bank.getSupply(m.ctx, 'uinx'), before - 400_000n, 'burned')
    const model = m.keeper.numbers.modelOf(m.ctx, MODEL) as number
    t.equal(m.keeper.roster.standing(m.ctx, [id, model]).proven.milli, FLOOR_MILLI)
    t.match(show(m, id, more), /^router 21: the server is jailed already/, 'once')
    t.same(m.broken, [])
    const next = m.request(clientAt(0))
    m.next(1000, 2)
    t.equal((m.match(next) as Match).serverId, 0n, 'it gets nothing more')
    const back = { ...m.keeper.mustGet(m.ctx, id), serverId: id, status: ACTIVE }
    t.match(m.refusal('router', 'MsgUpdateServer', back), /^router 10/)
    m.next(600_000)
    t.equal(m.refusal('router', 'MsgUpdateServer', back), undefined, 'its time is over')
    t.end()
  },
)

await t.test('H18: receipts are judged by what was declared when they were at work', (t) => {
  const { m, id } = attacked()
  const honest = atOnce(m, MOST)
  const guilty = atOnce(m, MOST + 1)
  m.next()
  update(m, id, 1)
  t.match(show(m, id, honest), /^router 21: 6 receipts, declared .* come to 6/, 'fewer slots now')
  t.match(show(m, id, atOnce(m, 2)), /^router 21: 2 receipts, declared slots and queue come to 2/)
  const few = atOnce(m, 3)
  const straddling = [
    ...few,
    m.receipt(SUPPLIER, { ...(honest[0] as SignedReceipt).receipt, endMs: m.ctx.timeMs + 500n }),
  ]
  m.next()
  update(m, id, 100)
  m.next()
  const offers = [offer(1)]
  m.run('router', 'MsgUpdateServer', { ...m.keeper.mustGet(m.ctx, id), serverId: id, offers })
  t.match(show(m, id, honest), /^router 21: 6 receipts/)
  t.match(
    show(m, id, straddling),
    /^router 21: 4 receipts, .* come to 6/,
    'begun under three slots',
  )
  for (const receipts of [guilty, few]) {
    const before = m.ctx
    const dropped = new Error('dropped')
    try {
      before.atomic((branch) => {
        m.ctx = branch
        t.equal(show(m, id, receipts), undefined, 'no change is a way out')
        throw dropped
      })
    } catch (error) {
      if (error !== dropped) throw error
    }
    m.ctx = before
  }
  m.next(3_600_000)
  t.match(show(m, id, guilty), /^router 21: one starts at .* which is more than 3600000 ms ago/)
  t.end()
})

await t.test('what was declared at a time is what a list of changes says', (t) => {
  const change = fc.record({ slots: fc.nat(3), waitMs: fc.integer({ min: 1, max: 50 }) })
  const offersOf = (n: number) => (n === 0 ? [] : [{ ...offer(0), slots: n }])
  const SINCE = 10
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 20 }),
      fc.nat(400),
      fc.nat(60),
      (changes, fromMs, length) => {
        const at: number[] = []
        let [nowMs, slots] = [SINCE, 2]
        const first = { subscribedMs: BigInt(SINCE), pastOffers: [], offers: offersOf(slots) }
        let server = first as unknown as Server
        for (const one of changes) {
          for (let n = 0; n < one.waitMs; n++) at[nowMs + n] = slots
          nowMs += one.waitMs
          const after = { offers: offersOf(one.slots) }
          server = { ...server, ...after, pastOffers: pastOffers(server, after, BigInt(nowMs)) }
          slots = one.slots
        }
        for (let n = nowMs; n < 2000; n++) at[n] = slots
        const during = at.slice(fromMs, fromMs + length + 1)
        const isThere = fromMs >= SINCE && !during.includes(0)
        const found = declaredDuring(server, MODEL, BigInt(fromMs), BigInt(fromMs + length))
        return found === (isThere ? Math.max(...during) : undefined)
      },
    ),
    { numRuns: 500 },
  )
  t.end()
})

await t.test('slots change at most 128 times in an hour', (t) => {
  const { m, id } = attacked()
  const to = (slots: number) => ({
    ...{ ...m.keeper.mustGet(m.ctx, id), serverId: id, offers: [{ ...offer(0), slots }] },
  })
  for (let n = 0; n < 128; n++) {
    m.next()
    m.run('router', 'MsgUpdateServer', to(n % 2 === 0 ? 4 : 3))
  }
  m.next()
  t.match(m.refusal('router', 'MsgUpdateServer', to(4)), /^router 2: slots were changed 129 times/)
  t.equal(m.refusal('router', 'MsgUpdateServer', to(3)), undefined, 'anything else may change')
  m.next(3_600_000)
  t.equal(m.refusal('router', 'MsgUpdateServer', to(4)), undefined)
  t.equal(m.keeper.mustGet(m.ctx, id).pastOffers.length, 1)
  t.end()
})

await t.test('H18: a server whose bond is smaller loses what there is', (t) => {
  const { m, id } = attacked()
  m.run('sla', 'MsgUnbond', { owner: address(SUPPLIER), amount: uinx(BOND - 1000n) })
  t.equal(show(m, id, atOnce(m, MOST + 1)), undefined)
  t.equal(m.parts.sla.bondOf(m.ctx, addressBytes(SUPPLIER)).amount, BOND - 400_000n)
  t.same(m.broken, [])
  t.end()
})

await t.test('evidence of over-capacity that shows no fault is refused', (t) => {
  const { m, id } = attacked()
  const good = atOnce(m, MOST + 1)
  const start = m.ctx.timeMs
  const replaced = (receipt: SignedReceipt | object): (SignedReceipt | object)[] => [
    ...good.slice(1),
    receipt,
  ]
  const one = (change: Partial<Receipt>, key?: number) => {
    const span = { startMs: start + 9n, endMs: start + 1000n, sequence: 99n }
    return m.receipt(SUPPLIER, { ...span, ...change }, key)
  }
  const rows: readonly (readonly [string, readonly object[], RegExp])[] = [
    ['nothing', [], /^router 21: receipts is empty/],
    ['too many', Array(1025).fill(good[0]), /^router 21: receipts has 1025 entries, want at most/],
    [
      'a model that it does not offer',
      atOnce(m, MOST + 1, { modelId: MODELS[1] as Uint8Array }),
      /^router 21: the server did not offer the model/,
    ],
    ['an absent receipt', replaced({ receipt: null, signature: new Uint8Array(64) }), /^router 21/],
    ['another chain', replaced(one({ chainId: 'x' })), /^router 21: chain_id is "x"/],
    ['ends before it begins', replaced(one({ endMs: 1n })), /^router 21.* had ended at 1 ms/],
    ['signed by another key', replaced(one({}, keyOf(clientAt(0)))), /^router 20/],
    ['signed by nobody', replaced({ ...one({}), signature: new Uint8Array(0) }), /^router 20/],
    [
      'one twice',
      replaced(good[1] as SignedReceipt),
      /^router 21: two receipts are of one request/,
    ],
    ['two models', replaced(one({ modelId: MODELS[1] as Uint8Array })), /^router 21.*different/],
    [
      'from before the server was there',
      replaced(one({ startMs: start - 2000n })),
      /^router 21: the server did not offer the model when/,
    ],
    [
      'one after the others',
      replaced(one({ startMs: start + 1000n, endMs: start + 2000n })),
      /^router 21: the last one starts at .* the first one had ended at/,
    ],
  ]
  for (const [name, receipts, wanted] of rows) t.match(show(m, id, receipts), wanted, name)
  t.match(show(m, 99n, good), /^router 4/)
  t.match(m.refusal('router', 'MsgSubmitOverCapacity', { ...msg(id, good), sender: 'x' }), /^sdk 7/)
  t.equal(m.keeper.mustGet(m.ctx, id).status, ACTIVE)
  t.equal(show(m, id, good), undefined)
  t.end()
})
