import { divFloor, minBig } from '../../../chain/types/arith.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf } from '../amount.js'
import { settle } from '../claims.js'
import { takeHoldback } from '../contract/maturing.js'
import { eventCredited, eventDispute } from '../events.js'
import { BOND_PURPOSE } from '../expectedKeepers.js'
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
  const held = takeHoldback(keeper, ctx, { owner, denom, wholesaleId }, wanted)
  let left = wanted - held
  const credit = keeper.credits.get(ctx, [owner, denom]) ?? 0n
  const first = minBig(credit, left)
  if (first === credit && credit > 0n) keeper.credits.delete(ctx, [owner, denom])
  else if (first > 0n) keeper.credits.set(ctx, [owner, denom], credit - first)
  left -= first
  if (left === 0n || denom !== keeper.sla.bondDenom(ctx)) return wanted - left
  const to = { address: keeper.account }
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

function decideNotPaid(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute): Decision {
  const channel = keeper.mustChannel(ctx, d.channelId)
  const target = amountOf('before', d.before) + amountOf('amount', d.amount)
  const demand = keeper.demands.demandOf(ctx, d.channelId, d.sequence)
  const lied = demand !== undefined && !demand.isAnswered
  freeBond(keeper, ctx, d, lied)
  if (lied) return { outcome: 'dismissed', amount: 0n }
  // Whoever brought a payment that covers it has ended the quarrel.
  if (channel.settled >= target) return { outcome: 'covered', amount: 0n }
  const upTo = minBig(target, channel.cap)
  const descriptor = d.descriptor as ChannelDescriptor
  return { outcome: 'paid', amount: settle(keeper, ctx, d.channelId, descriptor, upTo) }
}

function decideNotServed(keeper: PaymentKeeper, ctx: Context, d: ServiceDispute): Decision {
  const demand = keeper.demands.demandOf(ctx, d.channelId, d.sequence)
  if (demand === undefined || demand.isAnswered) return { outcome: 'served', amount: 0n }
  const paid = amountOf('amount', d.amount)
  const { compensationBps } = keeper.paramsOrDefault(ctx)
  // Nobody can show that the supplier ever saw the request: it gives back, and owes nothing else.
  const extra = demand.isDeclined === true ? 0n : paid * BigInt(compensationBps)
  const wanted = paid + divFloor(extra, BigInt(BPS))
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
  const demand = keeper.demands.demandOf(ctx, d.channelId, d.sequence)
  if (demand !== undefined && !demand.isFinal) {
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
