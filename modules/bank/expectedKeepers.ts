import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'

/** What bank asks of auth. */
export interface AccountKeeper {
  /** What the account must keep at header time; costs one read of the account. */
  lockedCoins(ctx: QueryContext, address: Uint8Array): Coins
  /** Makes a plain account unless there is one. */
  ensureAccount(ctx: Context, address: Uint8Array): void
  moduleAddress(name: string): Uint8Array
  /** The account of a module, made at first use. @throws AssertionError if the module has none. */
  moduleAccount(ctx: Context, name: string): Uint8Array
  /** The name of the module whose account this is, if it is one's. */
  moduleOf(address: Uint8Array): string | undefined
  mayModule(name: string, permission: 'minter' | 'burner'): boolean
  /** @throws TxError sdk 4 unless it is the address that may change parameters. */
  checkAuthority(authority: string): void
}
