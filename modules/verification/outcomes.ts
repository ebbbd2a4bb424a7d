import { minBig } from '../../chain/types/arith.js'
import { u64Key } from '../../chain/collections/keys.js'
import type { Context } from '../../chain/types/context.js'
import { dismiss } from './attesters.js'
import { CLOCK } from './clocks.js'
import { eventDemandEnded } from './events.js'
import { PURPOSE } from './expectedKeepers.js'
import { referenceOf, type VerificationKeeper } from './keeper.js'
import { DEMAND, type Demand, OUTCOME, STANDING } from './state.js'

/** Stores a demand with its indexes and its clock; genesis too. */
export function enter(keeper: VerificationKeeper, ctx: Context, opened: Demand): void {
  const { id, channelId, sequence, supplier, status, dueMs: ms, dueHeight: height } = opened
  keeper.demands.set(ctx, id, opened)
  keeper.demandIds.set(ctx, [[channelId, sequence], opened.requestDigest], id)
  if (status !== DEMAND.ended) {
    keeper.openBySupplier.add(ctx, [keeper.addresses.toBytes(supplier), id])
    keeper.openByChannel.add(ctx, [channelId, id])
  }
  keeper.clocks.start(ctx, KINDS.get(status) ?? CLOCK.demand, { ms, height }, referenceOf(id))
  const { drawHeight } = opened
  if (drawHeight > 0n)
    keeper.clocks.start(ctx, CLOCK.draw, { ms: 0n, height: drawHeight }, referenceOf(id))
}

/** Stops the clocks of a demand that goes on to another status. */
export function stopClocks(keeper: VerificationKeeper, ctx: Context, demand: Demand): void {
  const { id, status, dueMs: ms, dueHeight: height, drawHeight } = demand
  keeper.clocks.stop(ctx, KINDS.get(status) ?? CLOCK.demand, { ms, height }, referenceOf(id))
  if (drawHeight > 0n)
    keeper.clocks.stop(ctx, CLOCK.draw, { ms: 0n, height: drawHeight }, referenceOf(id))
}

/** The clock that runs in each status. */
const KINDS = new Map<number, (typeof CLOCK)['answer'] | (typeof CLOCK)['review']>([
  [DEMAND.open, CLOCK.answer],
  [DEMAND.attesting, CLOCK.answer],
  [DEMAND.answered, CLOCK.review],
])

/** Whether the ciphertext of an answered demand is on chain, and not with its attesters alone. */
export function isOnChain({ status, quorum, attested }: Demand): boolean {
  return status === DEMAND.answered && (quorum === 0 || attested.length < quorum)
}

const STANDINGS = new Map<number, number>([
  [OUTCOME.answered, STANDING.delivered],
  [OUTCOME.unanswered, STANDING.undelivered],
  [OUTCOME.wrong, STANDING.wrong],
])
const FAULTS = new Map([
  [OUTCOME.unanswered, 'undelivered'],
  [OUTCOME.wrong, 'wrong'],
  [OUTCOME.declined, 'declined'],
] as const)
type Outcome = (typeof OUTCOME)[keyof typeof OUTCOME]

/** Each side pays its bytes; what is left of the deposit is the demander's again. */
function payOut(keeper: VerificationKeeper, ctx: Context, ended: Demand): void {
  const { bank, sla, account } = keeper.deps
  const supplier = keeper.addresses.toBytes(ended.supplier)
  let left = BigInt(ended.deposit)
  const pay = (to: Uint8Array, wanted: bigint): void => {
    const amount = minBig(wanted, left)
    left -= amount
    if (amount > 0n) bank.sendCoins(ctx, account, to, [{ denom: ended.depositDenom, amount }])
  }
  pay(supplier, BigInt(ended.fee))
  const each = BigInt(ended.attestFee)
  for (const attester of ended.attested) {
    const to = keeper.addresses.toBytes(attester)
    if (ended.outcome === OUTCOME.answered) pay(to, each)
    else if (ended.outcome === OUTCOME.wrong && ended.depositDenom === sla.bondDenom(ctx))
      sla.slash(ctx, supplier, each, { address: to }, PURPOSE.dispute, referenceOf(ended.id))
  }
  pay(keeper.addresses.toBytes(ended.demander), left)
}

/**
 * Ends a demand: the deposit goes where it belongs, and service disputes are told. Attesters of a wrong answer
 * have done their part: the supplier's bond pays them.
 */
export function end(
  keeper: VerificationKeeper,
  ctx: Context,
  over: Demand,
  outcome: Outcome,
): void {
  const { sla } = keeper.deps
  stopClocks(keeper, ctx, over)
  const { ms: dueMs, height: dueHeight } = keeper.windowEnd(ctx)
  const fee = outcome === OUTCOME.answered ? BigInt(over.fee) : 0n
  const ended: Demand = {
    ...over,
    fee: fee.toString(),
    status: DEMAND.ended,
    outcome,
    dueMs,
    dueHeight,
    drawHeight: 0n,
  }
  const supplier = keeper.addresses.toBytes(over.supplier)
  keeper.openBySupplier.delete(ctx, [supplier, over.id])
  keeper.openByChannel.delete(ctx, [over.channelId, over.id])
  if (isOnChain(over)) keeper.answers.delete(ctx, over.id)
  dismiss(keeper, ctx, over)
  enter(keeper, ctx, ended)
  payOut(keeper, ctx, ended)
  const standing = STANDINGS.get(outcome)
  if (standing !== undefined) keeper.setStanding(ctx, over.receiptId, standing)
  const fault = FAULTS.get(outcome as 2 | 3 | 4)
  if (fault !== undefined) keeper.addFault(ctx, over.supplier, fault)
  ctx.events.push(eventDemandEnded(ended))
  keeper.hook?.demandEnded(ctx, ended)
  const reference = referenceOf(over.id)
  const left = sla.lockedFor(ctx, supplier, PURPOSE.dispute, reference)
  if (left > 0n) sla.unlock(ctx, supplier, PURPOSE.dispute, reference, left)
}

/** Ends the demands whose clocks have run out, oldest first, a bounded number a block (rules.md C16). */
export function endDue(keeper: VerificationKeeper, ctx: Context): void {
  const { endsPerBlock: max } = keeper.paramsOrDefault(ctx)
  for (const id of keeper.clocks.take(ctx, CLOCK.answer, max))
    end(keeper, ctx, keeper.mustDemand(ctx, u64Key.decode(id)), OUTCOME.unanswered)
  for (const id of keeper.clocks.take(ctx, CLOCK.review, max))
    end(keeper, ctx, keeper.mustDemand(ctx, u64Key.decode(id)), OUTCOME.answered)
}
