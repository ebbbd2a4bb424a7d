import { divFloor, maxBig, minBig } from '../../chain/types/arith.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { eventChannelLost } from './events.js'
import { type Agreement, KIND } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import { countAnswers, countLatency } from './record.js'

/** Servers of a supplier are seated anew, where they name the aggregator. */
export function pathChanged(
  keeper: RouterKeeper,
  ctx: Context,
  aggregator: string,
  supplier: string,
): void {
  for (const id of keeper.serversOf(ctx, keeper.addresses.toBytes(supplier)))
    if (keeper.servers.get(ctx, id)?.aggregators.includes(aggregator) === true)
      keeper.moved.add(ctx, id)
}

/** An agreement was accepted, suspended, resumed or ended: what it leads to follows in this block (rules.md H17). */
export function agreementChanged(keeper: RouterKeeper, ctx: Context, agreement: Agreement): void {
  if (agreement.kind !== KIND.wholesale) return
  pathChanged(keeper, ctx, agreement.customer, agreement.provider)
  if (agreement.fromMs > ctx.timeMs) keeper.turns.add(ctx, [agreement.fromMs, agreement.id])
  const until = keeper.sla.servesUntil(agreement)
  if (until !== undefined && until > ctx.timeMs) keeper.turns.add(ctx, [until, agreement.id])
}

/** Agreements that begin or end to serve by time alone. */
export function turnAgreements(keeper: RouterKeeper, ctx: Context): void {
  const { endingsPerBlock } = keeper.paramsOrDefault(ctx)
  const due: (readonly [bigint, bigint])[] = []
  for (const key of keeper.turns.walk(ctx)) {
    if (key[0] > ctx.timeMs || due.length >= endingsPerBlock) break
    due.push(key)
  }
  for (const key of due) {
    keeper.turns.delete(ctx, key)
    const agreement = keeper.sla.agreement(ctx, key[1])
    if (agreement !== undefined) pathChanged(keeper, ctx, agreement.customer, agreement.provider)
  }
}

/** A guarantee window under a wholesale agreement has its verdict. */
export function windowSettled(
  keeper: RouterKeeper,
  ctx: Context,
  wholesaleId: bigint,
  isBreached: boolean,
): void {
  keeper.roster.windowClosed(ctx, wholesaleId, isBreached)
  const agreement = keeper.sla.agreement(ctx, wholesaleId)
  if (agreement !== undefined) pathChanged(keeper, ctx, agreement.customer, agreement.provider)
}

/** Answers of a channel that a claim has paid for. */
export interface PaidAnswers {
  /** Of the newest one. */
  readonly sequence: bigint
  /** Protocol fee of all answers of the channel before the claim, and with it, in units of its denomination. */
  readonly feeBefore: bigint
  readonly fee: bigint
  /** How long the newest one took, in ms, as both sides have signed it; undefined = not known. */
  readonly tookMs?: bigint | undefined
}

/** Answers of a channel that were paid for with both signatures. */
export function channelPaid(
  keeper: RouterKeeper,
  ctx: Context,
  id: Uint8Array,
  { sequence, feeBefore, fee, tookMs }: PaidAnswers,
): void {
  const use = keeper.channels.uses.get(ctx, id)
  if (use === undefined || sequence <= use.sequence) return
  const answers = sequence - use.sequence
  keeper.channels.uses.set(ctx, id, { ...use, sequence })
  const match = keeper.matches.get(ctx, use.matchId)
  const { answered, late } = match ?? { answered: 0n, late: 0n }
  if (match !== undefined) keeper.matches.put(ctx, { ...match, answered: answered + answers })
  const view = keeper.payment.viewChannel(ctx, id)
  if (use.isInsisted || view === undefined) return
  // Answers that were shown to be late prove nothing good.
  const onTime = maxBig(answered + answers - late, 0n) - maxBig(answered - late, 0n)
  const client = keeper.addresses.toBytes(view.payer)
  // So many as the fee pays for: who deals with itself loses it, whatever price the two hands agree upon.
  const { countedFeeMilli } = keeper.paramsOrDefault(ctx)
  const backed = (answers: bigint, paid: bigint): bigint =>
    countedFeeMilli === 0
      ? answers
      : minBig(answers, divFloor(paid * 1000n, BigInt(countedFeeMilli)))
  const gained = backed(sequence, fee) - backed(use.sequence, feeBefore)
  const at = [use.serverId, use.model] as const
  const counted = countAnswers(keeper, ctx, at, client, minBig(onTime, maxBig(gained, 0n)))
  if (counted > 0n && tookMs !== undefined) countLatency(keeper, ctx, at, tookMs)
}

/** A channel is gone: leases that it was to pay wait for another. The server stays where it is (rules.md H17). */
export function channelClosed(
  keeper: RouterKeeper,
  ctx: Context,
  id: Uint8Array,
  { retailId, wholesaleId }: { readonly retailId: bigint; readonly wholesaleId: bigint },
): void {
  const use = keeper.channels.uses.get(ctx, id)
  if (use === undefined) return
  const pair = { retailId, wholesaleId, serverId: use.serverId }
  keeper.channels.uses.delete(ctx, id)
  const newest = keeper.channels.newest.get(ctx, pair)
  if (newest !== undefined && equalBytes(newest, id)) keeper.channels.newest.delete(ctx, pair)
  for (const match of keeper.matches.onChannel(ctx, id)) {
    const { anticipation } = match
    if (anticipation === null) continue
    const without = { ...anticipation, channelId: new Uint8Array(0), ratePerS: 0n }
    keeper.matches.put(ctx, { ...match, anticipation: without })
    ctx.events.push(eventChannelLost(match, id))
  }
}
