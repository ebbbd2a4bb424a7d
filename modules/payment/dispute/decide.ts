import { divFloor, maxBig, minBig } from '../../../chain/types/arith.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf } from '../amount.js'
import { settle } from '../claims.js'
import { creditReference, takeHoldback, WAITING } from '../contract/maturing.js'
import type { Contract } from '../contract/state.js'
import { POLICY_DUAL } from '../descriptor.js'
import { eventCredited, eventDispute } from '../events.js'
import { BOND_PURPOSE, type DemandState } from '../expectedKeepers.js'
import type { PaymentKeeper } from '../keeper.js'
import { BPS, type ChannelDescriptor } from '../state.js'
import type { ServiceDispute } from './store.js'

export const NOT_PAID = 1
export const NOT_SERVED = 2

/** How a dispute ended, and what it moved. */
export interface Decision {
  readonly outcome: 'paid' | 'covered' | 'dismissed' | 'refunded' | 'served'
  readonly amount: bigint
}

/** Whether the time of a dispute is over (rules.md C16). */
export function isDue(dispute: ServiceDispute, ctx: Context): boolean {
  return ctx.timeMs >= dispute.deadlineMs && ctx.height >= dispute.deadlineHeight
}

/** Up to `wanted` of what a supplier has earned or staked, to a client; gives what there was. */
function takeFromSupplier(
  keeper: PaymentKeeper,
  ctx: Context,
  d: ServiceDispute,
  wanted: bigint,
): bigint {
  const owner = keeper.addresses.toBytes(d.supplier)
  const { denom, wholesaleId } = d
  const from = { owner, denom, wholesaleId }
  let left = wanted - takeHoldback(keeper, ctx, from, wanted)
  left -= takeHoldback(keeper, ctx, from, left, WAITING)
  left -= keeper.takeCredit(ctx, owner, denom, left)
  if (left === 0n || denom !== keeper.sla.bondDenom(ctx)) return wanted - left
  const to = { address: keeper.account }
  // The bond stands for credit of this agreement that was given before its time (H6).
  const reference = creditReference(wholesaleId, denom)
  const stands = minBig(left, keeper.sla.lockedFor(ctx, owner, BOND_PURPOSE.credit, reference))
  left -= keeper.sla.slash(ctx, owner, stands, to, BOND_PURPOSE.credit, reference)
  return wanted - left + keeper.sla.slash(ctx, owner, left, to, BOND_PURPOSE.dispute, d.channelId)
}

/** Ends the lock that the opener has on its bond; a lie costs it. */
function freeBond(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute, lied: boolean): void {
  const bond = amountOf('bond', d.bond)
  if (bond === 0n) return
  const opener = keeper.addresses.toBytes(d.opener)
  if (lied) {
    const to = { address: keeper.addresses.toBytes(d.client) }
    keeper.sla.slash(ctx, opener, bond, to, BOND_PURPOSE.dispute, d.channelId)
    return
  }
  keeper.sla.unlock(ctx, opener, BOND_PURPOSE.dispute, d.channelId, bond)
}

/**
 * The demand for the output of the request in dispute. One for another request of the same number says nothing
 * of it: a client could demand what its supplier has never seen.
 */
export function demandFor(
  keeper: PaymentKeeper,
  ctx: Context,
  d: Pick<ServiceDispute, 'channelId' | 'sequence' | 'requestDigest'>,
): DemandState | undefined {
  const demand = keeper.demands.demandOf(ctx, d.channelId, d.sequence, d.requestDigest)
  if (demand === undefined || !equalBytes(demand.requestDigest, d.requestDigest)) return undefined
  return demand
}

/**
 * What of a channel's money can be for an answer that never came: it lies above the requests before and above
 * what was measured, since whoever has signed for an answer has it, and is given back once (F2). A request says
 * itself what was before it, so that its word is no bound. Policy SUPPLIER measures by the supplier's word: there
 * it is one prepaid unit a channel.
 */
export function refundable(
  contract: Pick<Contract, 'retail' | 'refunded'>,
  descriptor: ChannelDescriptor,
  settled: bigint,
  request: { readonly before: bigint; readonly upTo: bigint; readonly shown?: bigint },
): bigint {
  const allow = amountOf('prepay_allow', descriptor.prepayAllow)
  const measured =
    descriptor.receiptPolicy === POLICY_DUAL ? contract.retail : maxBig(0n, settled - allow)
  const served = maxBig(measured, request.shown ?? 0n)
  const own = minBig(request.upTo, settled) - maxBig(request.before, served)
  return maxBig(0n, minBig(own, settled - served - contract.refunded))
}

/** The demand for the answer that the supplier has shown. */
function demandForShown(
  keeper: PaymentKeeper,
  ctx: Context,
  { channelId, shownSequence: sequence, shownDigest: requestDigest }: ServiceDispute,
): DemandState | undefined {
  if (requestDigest.length === 0) return undefined
  return demandFor(keeper, ctx, { channelId, sequence, requestDigest })
}

/** What the answer that was shown proves to be served: nothing, when its output was demanded and did not come. */
function shownOf(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute): bigint {
  if (d.shownDigest.length === 0) return 0n
  const demand = demandForShown(keeper, ctx, d)
  if (demand !== undefined && !demand.isAnswered) return 0n
  return amountOf('shown_cumulative', d.shownCumulative)
}

function decideNotPaid(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute): Decision {
  const channel = keeper.mustChannel(ctx, d.channelId)
  const target = amountOf('before', d.before) + amountOf('amount', d.amount)
  const demand = demandFor(keeper, ctx, d)
  const lied = demand !== undefined && !demand.isAnswered
  freeBond(keeper, ctx, d, lied)
  if (lied) return { outcome: 'dismissed', amount: 0n }
  // Whoever brought a payment that covers it has ended the quarrel.
  if (channel.settled >= target) return { outcome: 'covered', amount: 0n }
  const upTo = minBig(target, channel.cap)
  const descriptor = d.descriptor as ChannelDescriptor
  return { outcome: 'paid', amount: settle(keeper, ctx, d.channelId, descriptor, upTo) }
}

/**
 * The promise that the client has shown is spent first, so that it is not claimed afterwards, and then given back.
 * @returns what of it the client gets back
 */
function refundOf(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute): bigint {
  const descriptor = d.descriptor as ChannelDescriptor
  const before = amountOf('before', d.before)
  const upTo = before + amountOf('amount', d.amount)
  const contract = keeper.under.contracts.get(ctx, d.channelId) as Contract
  const { settled, cap } = keeper.mustChannel(ctx, d.channelId)
  const most = contract.retail + amountOf('prepay_allow', descriptor.prepayAllow)
  const spent = minBig(minBig(upTo, cap), most)
  if (spent > settled) settle(keeper, ctx, d.channelId, descriptor, spent)
  const shown = shownOf(keeper, ctx, d)
  const due = refundable(contract, descriptor, maxBig(spent, settled), { before, upTo, shown })
  if (due > 0n)
    keeper.under.contracts.update(ctx, d.channelId, (draft) => {
      draft.refunded += due
    })
  return due
}

function decideNotServed(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute): Decision {
  const demand = demandFor(keeper, ctx, d)
  if (demand === undefined || demand.isAnswered) return { outcome: 'served', amount: 0n }
  const due = refundOf(keeper, ctx, d)
  const { compensationBps } = keeper.paramsOrDefault(ctx)
  // Nobody can show that the supplier ever saw the request: it gives back, and owes nothing else.
  const extra = demand.isDeclined === true ? 0n : due * BigInt(compensationBps)
  const wanted = due + divFloor(extra, BigInt(BPS))
  const amount = takeFromSupplier(keeper, ctx, d, wanted)
  keeper.addCredit(ctx, keeper.addresses.toBytes(d.client), d.denom, amount)
  if (amount > 0n) ctx.events.push(eventCredited(d.client, amount, d.denom))
  return { outcome: 'refunded', amount }
}

/**
 * Decides a dispute whose time is over, or puts it off while a demand for the output runs: money moves only
 * after the bytes are on the chain, or were not (rules.md H4). Nobody gains by silence: a client that says
 * nothing pays what it signed, a supplier that does not answer a demand gets nothing and gives back.
 * @returns undefined when it was put off
 */
export function decide(
  keeper: PaymentKeeper,
  ctx: Context,
  d: ServiceDispute,
): Decision | undefined {
  for (const demand of [demandFor(keeper, ctx, d), demandForShown(keeper, ctx, d)]) {
    if (demand === undefined || demand.isFinal) continue
    keeper.disputes.remove(ctx, d)
    const deadlineMs = demand.deadlineMs > ctx.timeMs ? demand.deadlineMs : ctx.timeMs
    keeper.disputes.put(ctx, { ...d, deadlineMs, deadlineHeight: demand.deadlineHeight })
    return undefined
  }
  keeper.disputes.remove(ctx, d)
  const decision =
    d.kind === NOT_PAID ? decideNotPaid(keeper, ctx, d) : decideNotServed(keeper, ctx, d)
  ctx.events.push(eventDispute(d, decision.outcome, decision.amount))
  return decision
}

/** Decides what is due, oldest first, a bounded number a block. */
export function decideDue(keeper: PaymentKeeper, ctx: Context): void {
  const { disputesPerBlock } = keeper.paramsOrDefault(ctx)
  const due: ServiceDispute[] = []
  let seen = 0
  for (const [deadlineMs, id] of keeper.disputes.queue.walk(ctx)) {
    if (ctx.timeMs < deadlineMs || seen >= disputesPerBlock) break
    seen += 1
    const dispute = keeper.disputes.open.get(ctx, id)
    if (dispute !== undefined && isDue(dispute, ctx)) due.push(dispute)
  }
  for (const dispute of due) decide(keeper, ctx, dispute)
}
