import { minBig } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import type { Context } from '../../chain/types/context.js'
import { SlaError } from './errors.js'
import { eventGuaranteeSettled } from './events.js'
import { type GuaranteeWindow, type WindowId, windowKey } from './guaranteeBook.js'
import { type Promised, promised } from './guaranteeWindow.js'
import { compensation, creditBps, isBreached, NO_SAMPLES, withMissing } from './ir/guarantees.js'
import type { SlaKeeper } from './keeper.js'
import { PURPOSE } from './state.js'

interface Paid {
  readonly fromHoldback: bigint
  readonly fromSupplier: bigint
  readonly fromAggregator: bigint
}

/**
 * The waterfall: the supplier's income that is held back, then its bond, as far as it promised the same; then the
 * bond of the aggregator, which sold it. What nobody has is not paid. Bonds pay in their own denomination alone.
 */
function pay(
  keeper: SlaKeeper,
  ctx: Context,
  { terms }: Promised,
  id: WindowId,
  due: { readonly client: bigint; readonly supplier: bigint },
): Paid {
  const { retail, wholesale, denom } = terms
  const bytes = (text: string): Uint8Array => keeper.addresses.toBytes(text)
  const client = bytes(retail.customer)
  const fromHoldback =
    due.supplier === 0n
      ? 0n
      : keeper.holdback.pay(ctx, wholesale.id, client, { denom, amount: due.supplier })
  assert(fromHoldback >= 0n && fromHoldback <= due.supplier, 'what is held back pays what is due')
  const bonds = denom === keeper.paramsOrDefault(ctx).bondDenom
  const take = (owner: string, amount: bigint): bigint =>
    bonds
      ? keeper.slash(
          ctx,
          bytes(owner),
          amount,
          { address: client },
          PURPOSE.compensation,
          windowKey.encode(id),
        )
      : 0n
  const fromSupplier = take(wholesale.provider, due.supplier - fromHoldback)
  const fromAggregator = take(retail.provider, due.client - fromHoldback - fromSupplier)
  return { fromHoldback, fromSupplier, fromAggregator }
}

/** Gives the verdict on a window, once: what was reported of it decides, what was paid under it is the limit (F2). */
function settle(
  keeper: SlaKeeper,
  ctx: Context,
  id: WindowId,
  window: GuaranteeWindow,
  p: Promised,
) {
  const counters = withMissing(window.counters ?? NO_SAMPLES, window.missed)
  const left = keeper.guarantees.leftOf(ctx, id)
  const value = minBig(BigInt(window.value), left.value)
  const bps = creditBps(p.guarantee, counters)
  const client = minBig(compensation(value, [bps]), left.compensation)
  const owed = p.twin === undefined ? 0 : creditBps(p.twin, counters)
  const supplier = minBig(compensation(value, [owed]), client)
  const paid = client === 0n ? undefined : pay(keeper, ctx, p, id, { client, supplier })
  const { fromHoldback, fromSupplier, fromAggregator } = paid ?? {
    fromHoldback: 0n,
    fromSupplier: 0n,
    fromAggregator: 0n,
  }
  keeper.guarantees.settled(ctx, id, value, fromHoldback + fromSupplier + fromAggregator)
  keeper.followers.windowSettled(ctx, p.terms.wholesale.id, isBreached(p.guarantee, counters))
  return {
    height: ctx.height,
    breached: isBreached(p.guarantee, counters),
    creditBps: bps,
    due: client.toString(),
    fromHoldback: fromHoldback.toString(),
    fromSupplier: fromSupplier.toString(),
    fromAggregator: fromAggregator.toString(),
  }
}

/**
 * Asks for the verdict on a window that is over and whose dispute time has passed; guarantee_dispute_blocks later
 * the next call gives it. Between the two reports still count, so that a chain that stood still cuts none off (C16).
 * @throws TxError sla 34, 32, 28, 30 or 33
 */
export function settleWindow(keeper: SlaKeeper, ctx: Context, id: WindowId): GuaranteeWindow {
  const window = keeper.guarantees.windows.get(ctx, id)
  if (window === undefined) throw SlaError.noWindow(`guarantee ${id.guarantee}, ${id.startMs} ms`)
  if (window.verdict !== null) throw SlaError.windowSettled(`at height ${window.verdict.height}`)
  const found = promised(keeper, ctx, id)
  const { guaranteeDisputeMs, guaranteeDisputeBlocks } = keeper.paramsOrDefault(ctx)
  const { endMs } = found
  if (endMs === undefined || ctx.timeMs < endMs + guaranteeDisputeMs)
    throw SlaError.windowOpen(
      `it ends ${endMs === undefined ? 'with the agreement' : `at ${endMs}`}, and is settled ${guaranteeDisputeMs} ms later; now is ${ctx.timeMs}`,
    )
  if (window.settleHeight > ctx.height)
    throw SlaError.windowOpen(`reports count until height ${window.settleHeight}`)
  const asked = window.settleHeight > 0n
  const after: GuaranteeWindow = asked
    ? { ...window, verdict: settle(keeper, ctx, id, window, found) }
    : { ...window, settleHeight: ctx.height + guaranteeDisputeBlocks }
  if (asked) keeper.guarantees.dropReports(ctx, id)
  keeper.guarantees.windows.set(ctx, id, after)
  ctx.events.push(eventGuaranteeSettled(asked ? 'settled' : 'asked', after))
  return after
}
