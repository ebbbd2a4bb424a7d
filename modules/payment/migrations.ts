import type { Context } from '../../chain/types/context.js'
import type { PaymentKeeper } from './keeper.js'
import { DEFAULT_PARAMS } from './params.js'

/** From 1 to 2: parameters of incomes that mature and of service disputes, which version 1 did not have. */
export function completeParams(keeper: PaymentKeeper, ctx: Context): void {
  const { closeGraceMs, closeGraceBlocks, revokeGraceMs, minCap, maxLifetimeMs, ...others } =
    keeper.paramsOrDefault(ctx)
  const { maxClaimsPerBatch, expiriesPerBlock } = others
  keeper.params.set(ctx, {
    ...DEFAULT_PARAMS,
    ...{ closeGraceMs, closeGraceBlocks, revokeGraceMs, minCap, maxLifetimeMs },
    ...{ maxClaimsPerBatch, expiriesPerBlock },
    // A dispute ends within the grace of a close.
    disputeMs: closeGraceMs < DEFAULT_PARAMS.disputeMs ? closeGraceMs : DEFAULT_PARAMS.disputeMs,
  })
}
