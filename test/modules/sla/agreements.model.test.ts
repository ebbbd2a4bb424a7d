/** The life of agreements against a model of it: only these ways lead from one status to the next. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import type { Context } from '../../../chain/types/context.js'
import { isInForce, servesUntil } from '../../../modules/sla/agreement.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import type { Agreement } from '../../../modules/sla/state.js'
import { address, later, memoryContext } from '../../support/memoryContext.js'
import {
  AGGREGATOR,
  agreedChain,
  type AgreedChain,
  CLIENT,
  HOUR_MS,
  OTHER,
  retailMsg,
  SUPPLIER,
  wholesaleMsg,
} from './agreed.js'

const PARAMS = { ...DEFAULT_PARAMS, endsPerBlock: 1, proposalMs: 6n * HOUR_MS }
const HOURS = [0, 1, 3, 9] as const
const STEPS = {
  withdraw: 'MsgWithdrawProposal',
  suspend: 'MsgSuspendAgreement',
  resume: 'MsgResumeAgreement',
  terminate: 'MsgTerminateAgreement',
} as const

/** Which of the agreements that are there; the last is none. */
const id = fc.nat(3)
/** Which of its parties; the last is a stranger. */
const who = fc.constantFrom(0, 1, 0, 1, 0, 1, 2)
const command = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('propose' as const),
      retail: fc.boolean(),
      byAggregator: fc.boolean(),
      until: fc.constantFrom(...HOURS),
      notice: fc.constantFrom(1, 2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('accept' as const), who, id }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(...(Object.keys(STEPS) as (keyof typeof STEPS)[])),
      who,
      id,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      hours: fc.constantFrom(0, 1, 1, 2),
    }),
  },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

/** Two agreements that run for a while, and one that runs on. */
const BEGIN: readonly Command[] = [3, 9, 0].flatMap((until): readonly Command[] => [
  { kind: 'propose', retail: until > 0, byAggregator: true, until: until as 0, notice: 2 },
  { kind: 'accept', who: 1, id: 0 },
])

/** What an agreement is in the model. `since` = when a suspension or an end takes effect. */
interface Known {
  status: 'proposed' | 'active' | 'suspended' | 'ending' | 'ended'
  readonly parties: readonly [number, number]
  actor: number
  readonly until: bigint
  readonly notice: bigint
  due: bigint
}

const STATUS = { proposed: 1, active: 2, suspended: 3, ending: 4, ended: 5 } as const
const least = (...times: bigint[]): bigint => times.reduce((a, b) => (a < b ? a : b))
const NEVER = 1n << 60n

class Model {
  readonly known = new Map<number, Known>()
  next = 1

  /** Codes in the order of the checks; undefined = it goes. */
  want(c: { who: number; id: number; kind: string }, now: bigint): string | undefined {
    const a = this.known.get(c.id)
    if (a === undefined) return 'sla 22'
    if (!a.parties.includes(c.who)) return 'sla 17'
    const from: Record<string, readonly string[]> = {
      accept: ['proposed'],
      withdraw: ['proposed'],
      suspend: ['active'],
      resume: ['suspended'],
      terminate: ['active', 'suspended'],
    }
    if (from[c.kind]?.includes(a.status) !== true) return 'sla 24'
    if (c.kind === 'accept') {
      if (c.who === a.actor) return 'sla 17'
      return now >= a.due ? 'sla 24' : now >= a.until ? 'sla 23' : undefined
    }
    if (c.kind === 'resume' && c.who !== a.actor) return 'sla 17'
    return c.kind !== 'withdraw' && now >= a.until ? 'sla 24' : undefined
  }

  apply(c: { who: number; id: number; kind: string }, now: bigint): void {
    const a = this.known.get(c.id) as Known
    const suspended = a.status === 'suspended'
    if (c.kind === 'withdraw') this.known.delete(c.id)
    else if (c.kind === 'accept' || c.kind === 'resume')
      Object.assign(a, { status: 'active', due: NEVER })
    else if (c.kind === 'suspend') Object.assign(a, { status: 'suspended', due: now + a.notice })
    else
      Object.assign(a, {
        status: 'ending',
        due: least(suspended ? a.due : now + a.notice, a.until),
      })
    a.actor = c.who
  }

  /** The end of a block: at most one goes, the earliest. */
  end(now: bigint): void {
    const due = (a: Known): bigint =>
      a.status === 'proposed' || a.status === 'ending'
        ? a.due
        : a.status === 'ended'
          ? NEVER
          : a.until
    const over = [...this.known]
      .filter(([, a]) => due(a) <= now)
      .sort(([i, a], [j, b]) => Number(due(a) - due(b)) || i - j)
    for (const [id, a] of over.slice(0, PARAMS.endsPerBlock)) {
      if (a.status === 'proposed') this.known.delete(id)
      else Object.assign(a, { due: least(a.due, a.until), status: 'ended' })
    }
  }
}

/** The agreement and the signer that a command is about. */
function aim(m: Model, c: { who: number; id: number }): { who: number; id: number } {
  const all = [...m.known.keys()]
  const id = all[all.length - 1 - c.id] ?? m.next
  return { id, who: m.known.get(id)?.parties[c.who] ?? OTHER }
}

function step(s: AgreedChain, ctx: Context, m: Model, given: Command): Context {
  const now = ctx.timeMs
  const c = 'who' in given ? { ...given, ...aim(m, given) } : given
  if (c.kind === 'wait') {
    const at = later(ctx, 1n, BigInt(c.hours) * 3600n)
    s.module.endBlock?.(at)
    m.end(at.timeMs)
    return at
  }
  if (c.kind === 'propose') {
    const until = c.until === 0 ? 0n : now + BigInt(c.until) * HOUR_MS
    const side = c.retail ? CLIENT : SUPPLIER
    const sender = c.byAggregator ? AGGREGATOR : side
    const notice = BigInt(c.notice) * HOUR_MS
    const change = { sender: address(sender), untilMs: until, noticeMs: notice }
    const msg = c.retail ? retailMsg(s.retail, change) : wholesaleMsg(s.wholesale, change)
    assert.equal(s.propose(ctx, msg), BigInt(m.next))
    m.known.set(m.next++, {
      status: 'proposed',
      parties: [AGGREGATOR, side],
      actor: sender,
      until: until === 0n ? NEVER : until,
      notice,
      due: now + PARAMS.proposalMs,
    })
    return ctx
  }
  const want = m.want(c, now)
  const got =
    c.kind === 'accept'
      ? s.refusedAccept(ctx, BigInt(c.id), c.who, 20 + c.who)
      : s.step(ctx, STEPS[c.kind], c.who, BigInt(c.id))
  assert.equal(got?.split(':')[0], want, `${c.kind} of ${c.id} by ${c.who}`)
  if (got === undefined) m.apply(c, now)
  return ctx
}

function agree(s: AgreedChain, ctx: Context, m: Model): void {
  const now = ctx.timeMs
  for (const [id, a] of m.known) {
    const agreement = s.keeper.agreement(ctx, BigInt(id))
    if (agreement === undefined) assert.fail(`agreement ${id} is there`)
    assert.equal(agreement.status, STATUS[a.status])
    assert.equal(agreement.actor, address(a.actor))
    const end = least(a.due, a.until)
    const serves = a.status !== 'proposed' && a.status !== 'ended' && now < end
    assert.equal(isInForce(agreement, now), serves, `${id} serves`)
    if (a.status !== 'proposed') assert.equal(servesUntil(agreement) ?? NEVER, end)
  }
  assert.equal([...s.keeper.agreements.agreements.walk(ctx)].length, m.known.size)
}

const dump = (ctx: Context): string[] => [...ctx.kv('sla').iterate()].map(String)

await t.test(
  'H23: whatever parties and strangers do, an agreement goes the ways of its life alone, serves to the end of every notice and no longer, and all that counts it agrees',
  async () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 5, maxLength: 40, size: 'max' }), (commands) => {
        const s = agreedChain()
        s.keeper.params.set(s.ctx, PARAMS)
        const m = new Model()
        let { ctx } = s
        for (const c of [...BEGIN, ...commands]) {
          ctx = step(s, ctx, m, c)
          agree(s, ctx, m)
        }
        for (const invariant of s.module.invariants)
          assert.equal(invariant.check(ctx), undefined, invariant.name)
        const exported = s.module.exportGenesis(ctx)
        assert.deepEqual(s.module.validateGenesis(exported), [])
        const fresh = memoryContext()
        s.module.initGenesis(fresh, exported)
        assert.deepEqual(dump(fresh), dump(ctx))
        return true
      }),
      { numRuns: 100 },
    )
  },
)

await t.test('every change says the whole agreement in its event', async (t) => {
  const s = agreedChain()
  const id = s.sell(s.ctx)
  s.step(s.ctx, 'MsgSuspendAgreement', CLIENT, id)
  s.step(s.ctx, 'MsgResumeAgreement', CLIENT, id)
  s.step(s.ctx, 'MsgTerminateAgreement', CLIENT, id)
  const end = later(s.ctx, 1n, 3600n).with({ events: s.ctx.events })
  s.module.endBlock?.(end)
  const told = s.ctx.events
    .filter((e) => e.type === 'infonex.sla.v1.EventAgreement')
    .map((e) => Object.fromEntries(e.attributes.map(({ key, value }) => [key, value])))
  t.same(
    told.map(({ kind }) => kind),
    ['proposed', 'accepted', 'suspended', 'resumed', 'terminated', 'ended'],
  )
  const last = codec('infonex.sla.v1.Agreement').decode(
    Buffer.from(told.at(-1)?.['agreement'] ?? '', 'base64'),
  )
  t.same(last, s.keeper.agreement(end, id) as Agreement)
})
