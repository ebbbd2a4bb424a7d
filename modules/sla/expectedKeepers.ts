import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'

/** What sla asks of bank. */
export interface BankKeeper {
  getBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint
  sendCoins(ctx: Context, from: Uint8Array, to: Uint8Array, coins: Coins): void
  sendCoinsFromAccountToModule(ctx: Context, from: Uint8Array, module: string, coins: Coins): void
  burnCoins(ctx: Context, module: string, coins: Coins): void
}
