import type { Context, QueryContext } from '../../chain/types/context.js'

/** What feegrant asks of auth. */
export interface AccountKeeper {
  hasAccount(ctx: QueryContext, address: Uint8Array): boolean
  /** Makes a plain account unless there is one. */
  ensureAccount(ctx: Context, address: Uint8Array): void
}

/** What feegrant asks of bank. */
export interface BankKeeper {
  isBlockedAddress(address: Uint8Array): boolean
}
