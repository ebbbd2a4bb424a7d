import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'

/** What the messages that make vesting accounts ask of bank. */
export interface BankKeeper {
  isBlockedAddress(address: Uint8Array): boolean
  /** @throws TxError bank 5 when one of the denominations may not be sent. */
  checkSendEnabled(ctx: QueryContext, coins: Coins): void
  /** @throws TxError sdk 5 when the sender may not spend so much. */
  sendCoins(ctx: Context, from: Uint8Array, to: Uint8Array, coins: Coins): void
}
