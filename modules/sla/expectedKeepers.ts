import type { Coin, Coins } from '../../chain/types/coin.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Context, QueryContext } from '../../chain/types/context.js'

/** What sla asks of bank. */
export interface BankKeeper {
  getBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint
  sendCoins(ctx: Context, from: Uint8Array, to: Uint8Array, coins: Coins): void
  sendCoinsFromAccountToModule(ctx: Context, from: Uint8Array, module: string, coins: Coins): void
  burnCoins(ctx: Context, module: string, coins: Coins): void
}

/** What sla asks of who pays suppliers: income that is held back until guarantees are settled. */
export interface HoldbackKeeper {
  /**
   * Gives the client at most `coin` of what is held back of the supplier's income under a wholesale agreement.
   * @returns what was given
   */
  pay(ctx: Context, wholesaleId: bigint, client: Uint8Array, coin: Coin): bigint
}

/** Who follows agreements and memberships in the block in which they change (rules.md H17). */
export interface Followers {
  agreementChanged(ctx: Context, agreement: PlainTypes['infonex.sla.v1.Agreement']): void
  membershipChanged(ctx: Context, membership: PlainTypes['infonex.sla.v1.Membership']): void
  /** A guarantee window under a wholesale agreement has its verdict. */
  windowSettled(ctx: Context, wholesaleId: bigint, isBreached: boolean): void
}
