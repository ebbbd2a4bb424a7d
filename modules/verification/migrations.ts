import { concatBytes, be64 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { VerificationKeeper } from './keeper.js'
import { VERIFICATION_STORE } from './stores.js'

/** From 1 to 2: demands are found by the digests of their requests, no more by their numbers alone. */
export function indexByDigest(keeper: VerificationKeeper, ctx: Context): void {
  const { prefix } = keeper.demandIds.options
  for (const [id, { channelId, sequence, requestDigest }] of [...keeper.demands.walk(ctx)]) {
    ctx.kv(VERIFICATION_STORE).delete(concatBytes(prefix, channelId, be64(sequence)))
    keeper.demandIds.set(ctx, [[channelId, sequence], requestDigest], id)
  }
}
