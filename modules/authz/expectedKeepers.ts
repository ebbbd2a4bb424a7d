import type { Context } from '../../chain/types/context.js'

/** What authz asks of auth. */
export interface AccountKeeper {
  /** Makes a plain account unless there is one. */
  ensureAccount(ctx: Context, address: Uint8Array): void
}
