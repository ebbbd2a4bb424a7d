/** Demands against a model that knows clocks and money alone: whoever stalls, each ends, and nothing is lost. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import { PURPOSE } from '../../../modules/verification/expectedKeepers.js'
import { referenceOf } from '../../../modules/verification/keeper.js'
import { DEMAND, OUTCOME } from '../../../modules/verification/state.js'
import { address, addressBytes, at, later } from '../../support/memoryContext.js'
import { exportAll } from '../setup.js'
import {
  AGGREGATOR,
  answerMsg,
  BOND,
  type Court,
  court,
  type Demand,
  demandMsg,
  open,
  outputsOf,
  PAYER,
  secretOf,
  START,
  STRANGER,
  SUPPLIER,
} from './court.js'

const ACCOUNTS = ['payment', 'sla', 'verification'] as const

/** All coins of those who play, and of the modules between them. */
function allCoins(c: Court, ctx: Context): bigint {
  const people = [PAYER, SUPPLIER, AGGREGATOR, STRANGER].map((n) => c.balance(ctx, n))
  const held = ACCOUNTS.map((name) => c.bank.getBalance(ctx, c.auth.moduleAddress(name), 'uinx'))
  return [...people, ...held].reduce((a, b) => a + b, 0n)
}

const command = fc.oneof(
  fc.record({
    do: fc.constant('demand' as const),
    n: fc.nat(3),
    by: fc.constantFrom('receipt' as const, 'request' as const),
  }),
  fc.record({ do: fc.constant('answer' as const), n: fc.nat(3), right: fc.boolean() }),
  fc.record({ do: fc.constant('decline' as const), n: fc.nat(3) }),
  fc.record({ do: fc.constant('prove' as const), n: fc.nat(3) }),
  fc.record({
    do: fc.constant('wait' as const),
    blocks: fc.constantFrom(1n, 10n, 20n, 25n),
    seconds: fc.constantFrom(1n, 60n, 180n),
  }),
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

interface Known {
  status: number
  outcome: number
  byRequest: boolean
  right: boolean
  fee: bigint
  ms: bigint
  height: bigint
}

/** What the rules say of one command; undefined = it is refused. */
function expected(
  model: Map<number, Known>,
  now: Context,
  cmd: Exclude<Command, { do: 'wait' }>,
): Known | undefined {
  const known = model.get(cmd.n)
  const clock = { ms: now.timeMs + 3_600_000n, height: now.height + 20n }
  if (cmd.do === 'demand') {
    if (known !== undefined) return undefined
    const byRequest = cmd.by === 'request'
    return { status: 1, outcome: 0, byRequest, right: false, fee: 0n, ...clock }
  }
  if (known === undefined || (now.timeMs >= known.ms && now.height >= known.height))
    return undefined
  if (cmd.do === 'answer' && known.status === DEMAND.open)
    return { ...known, status: 2, right: cmd.right, ...clock }
  if (cmd.do === 'decline' && known.status === DEMAND.open && known.byRequest)
    return { ...known, status: 3, outcome: OUTCOME.declined }
  if (cmd.do === 'prove' && known.status === DEMAND.answered && !known.right)
    return { ...known, status: 3, outcome: OUTCOME.wrong }
  return undefined
}

function tryTo(c: Court, ctx: Context, cmd: Exclude<Command, { do: 'wait' }>): Demand | undefined {
  const sequence = BigInt(cmd.n) + 1n
  const demand = c.keeper.demandFor(ctx, c.channelId, sequence)
  try {
    if (cmd.do === 'demand') open(c, ctx, sequence, cmd.by)
    else if (demand === undefined) return undefined
    else if (cmd.do === 'answer')
      c.run(ctx, 'MsgAnswerDemand', answerMsg(c, demand, outputsOf(cmd.right ? sequence : 99n)))
    else if (cmd.do === 'decline')
      c.run(ctx, 'MsgDeclineDemand', { supplier: demand.supplier, demandId: demand.id })
    else
      c.run(ctx, 'MsgProveWrongDelivery', {
        ...{ demander: demand.demander, demandId: demand.id, secretKey: secretOf(sequence) },
      })
  } catch (error) {
    if (error instanceof TxError) return undefined
    throw error
  }
  return c.keeper.demandFor(ctx, c.channelId, sequence)
}

/** The end of a block: every clock that has run out has ended its demand. */
function endBlock(c: Court, ctx: Context, model: Map<number, Known>): void {
  c.end(ctx)
  for (const known of model.values()) {
    if (ctx.timeMs < known.ms || ctx.height < known.height || known.status === 3) continue
    known.outcome = known.status === 1 ? OUTCOME.unanswered : OUTCOME.answered
    known.status = 3
  }
}

function agrees(c: Court, ctx: Context, model: Map<number, Known>, coins: bigint): void {
  assert.deepEqual(c.broken(ctx), [])
  assert.equal(allCoins(c, ctx), coins)
  let fees = 0n
  let held = 0n
  for (const [n, known] of model) {
    const demand = c.keeper.demandFor(ctx, c.channelId, BigInt(n) + 1n) as Demand
    assert.equal(demand.status, known.status)
    assert.equal(demand.outcome, known.outcome)
    const locked = c.sla.lockedFor(
      ctx,
      addressBytes(SUPPLIER),
      PURPOSE.dispute,
      referenceOf(demand.id),
    )
    assert.equal(locked, known.status === 3 ? 0n : 1_000_000n)
    if (known.outcome === OUTCOME.answered) fees += BigInt(demand.fee)
    if (known.status !== 3) held += BigInt(demand.deposit)
  }
  assert.equal(c.balance(ctx, SUPPLIER), START - BOND + fees)
  assert.equal(c.balance(ctx, PAYER), START - 20_000n - fees - held)
}

await t.test(
  'H5: money is conserved whoever stalls, and each demand ends within its clock',
  (t) => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const c = court()
        const told: string[] = []
        c.keeper.setHook({
          demandOpened: (_, { id }) => void told.push(`opened ${id}`),
          demandEnded: (_, { id, outcome }) => void told.push(`ended ${id} ${outcome}`),
        })
        const model = new Map<number, Known>()
        let ctx = c.ctx
        const coins = allCoins(c, ctx)
        for (const cmd of commands) {
          if (cmd.do === 'wait') {
            endBlock(c, ctx, model)
            ctx = later(ctx, cmd.blocks, cmd.seconds)
          } else {
            const want = expected(model, ctx, cmd)
            const got = tryTo(c, ctx, cmd)
            assert.equal(got === undefined, want === undefined, `${cmd.do} ${cmd.n}`)
            if (want !== undefined) model.set(cmd.n, want)
          }
          agrees(c, ctx, model, coins)
        }
        // However long nobody does anything: two clocks later all is over.
        for (let i = 0; i < 3; i++) {
          endBlock(c, ctx, model)
          ctx = later(ctx, 20n, 180n)
          agrees(c, ctx, model, coins)
        }
        assert.ok([...model.values()].every(({ status }) => status === 3))
        assert.equal(told.filter((text) => text.startsWith('opened')).length, model.size)
        assert.equal(told.filter((text) => text.startsWith('ended')).length, model.size)
      }),
      { numRuns: 60 },
    )
    t.end()
  },
)

await t.test('a deadline needs both its time and its blocks (C16)', (t) => {
  const c = court()
  open(c, c.ctx, 1n)
  const status = (ctx: Context) => c.keeper.demandFor(ctx, c.channelId, 1n)?.outcome
  const stepTo = (blocks: bigint, ms: bigint): Context =>
    at(c.ctx, { height: c.ctx.height + blocks, timeNs: c.ctx.timeNs + ms * 1_000_000n })
  for (const [blocks, ms, want] of [
    [20n, 3_599_999n, 0],
    [19n, 3_600_000n, 0],
    [20n, 3_600_000n, OUTCOME.unanswered],
  ] as const) {
    const ctx = stepTo(blocks, ms)
    c.end(ctx)
    t.equal(status(ctx), want, `${blocks} blocks and ${ms} ms later`)
  }
  t.end()
})

await t.test(
  'a slower clock of one kind holds up no other, and a block ends a bounded number',
  (t) => {
    const c = court()
    c.keeper.params.set(c.ctx, { ...c.keeper.paramsOrDefault(c.ctx), endsPerBlock: 2 })
    for (const n of [1n, 2n, 3n, 4n]) open(c, c.ctx, n)
    const ctx = later(c.ctx, 20n, 180n)
    const over = () =>
      [...c.keeper.demands.walk(ctx)].filter(([, { status }]) => status === DEMAND.ended).length
    c.end(ctx)
    t.equal(over(), 2)
    c.end(ctx)
    t.equal(over(), 4)
    t.end()
  },
)

await t.test(
  'an answer costs no more than was put down for it, whatever prices have become',
  (t) => {
    const c = court()
    const demand = open(c, c.ctx, 1n)
    c.keeper.params.set(c.ctx, { ...c.keeper.paramsOrDefault(c.ctx), answerFee: '1000000' })
    c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, demand))
    t.equal(c.keeper.mustDemand(c.ctx, 1n).fee, '75536')
    const ctx = later(c.ctx, 20n, 180n)
    c.end(ctx)
    t.equal(c.balance(ctx, PAYER), START - 20_000n - 75_536n)
    t.same(c.broken(ctx), [])
    t.end()
  },
)

await t.test('what is kept for the window is forgotten after it, and leaves nothing', (t) => {
  const c = court()
  open(c, c.ctx, 1n)
  open(c, c.ctx, 2n, 'request')
  const one = c.keeper.demandFor(c.ctx, c.channelId, 1n) as Demand
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, one))
  c.run(c.ctx, 'MsgDeclineDemand', { supplier: address(SUPPLIER), demandId: 2n })
  c.run(c.ctx, 'MsgAssertReceipts', {
    ...{ supplier: address(SUPPLIER), root: secretOf(1), count: 1, feeTotal: '5', denom: 'uinx' },
  })
  let ctx = later(c.ctx, 20n, 180n)
  c.end(ctx)
  t.equal(c.keeper.demandFor(ctx, c.channelId, 1n)?.outcome, OUTCOME.answered)
  t.equal(c.keeper.receiptsFor(ctx, c.channelId, 1n)[0]?.standing, 2, 'DELIVERED')
  ctx = later(ctx, 1000n, 605n)
  c.end(ctx)
  const after = exportAll([c.module], ctx) as { verification: { faults: object[] } }
  t.same(after.verification.faults.length, 1, 'what was proven stays')
  // Parameters, numbers to come, faults, seats, and the keys of live servers.
  const left = [...ctx.kv('verification').iterate()].filter(
    ([key]) => ![0, 2, 7, 13, 14, 18].includes(key[0] as number),
  )
  t.same(left, [])
  t.match(
    c.refusal(ctx, 'MsgDemandOutput', demandMsg(c, 1n)),
    /^verification 8/,
    'nor can it be demanded again: the supplier need not have it any more',
  )
  t.end()
})

await t.test('the bond is locked as far as it is free, and the hook may slash it', (t) => {
  const c = court()
  const owner = addressBytes(SUPPLIER)
  c.sla.lock(c.ctx, owner, PURPOSE.verification, new Uint8Array(8), BOND - 1_500_000n)
  open(c, c.ctx, 1n)
  open(c, c.ctx, 2n)
  open(c, c.ctx, 3n)
  const locked = (n: bigint, ctx = c.ctx) =>
    c.sla.lockedFor(ctx, owner, PURPOSE.dispute, referenceOf(n))
  t.same(
    [1n, 2n, 3n].map((n) => locked(n)),
    [1_000_000n, 500_000n, 0n],
  )
  c.keeper.setHook({
    demandOpened: () => undefined,
    demandEnded(ctx, { id, demander }) {
      const to = { address: c.keeper.addresses.toBytes(demander) }
      if (id === 1n) c.sla.slash(ctx, owner, 400_000n, to, PURPOSE.dispute, referenceOf(id))
    },
  })
  const ctx = later(c.ctx, 20n, 180n)
  c.end(ctx)
  t.same(
    [1n, 2n, 3n].map((n) => locked(n, ctx)),
    [0n, 0n, 0n],
  )
  t.equal(c.sla.freeBond(ctx, owner), 1_100_000n)
  t.same(c.broken(ctx), [])
  t.equal(c.keeper.faultsOf(ctx, address(SUPPLIER)).undelivered, 3n)
  t.end()
})
