import type { WireCoin } from '../../../chain/codec/coinJson.js'
import { type Coins, parseCoins } from '../../../chain/types/coin.js'
import type { Context } from '../../../chain/types/context.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { BankKeeper } from '../expectedKeepers.js'
import type { AuthKeeper } from '../keeper.js'
import type { Account } from '../state.js'

type BaseVesting = PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount']

/** The keepers that these messages need. */
export interface VestingKeepers {
  readonly auth: AuthKeeper
  readonly bank: BankKeeper
}

/** Coins that are good and not none. @throws TxError sdk 10 */
export function readAmount(wire: readonly WireCoin[]): Coins {
  const coins = parseCoins(wire)
  if (coins.length === 0) throw SdkError.invalidCoins('amount is empty')
  return coins
}

/** The checks that all three messages share, in the SDK's order. @throws TxError */
export function checkNew(
  { auth, bank }: VestingKeepers,
  ctx: Context,
  to: Uint8Array,
  coins: Coins,
): void {
  const text = auth.addresses.toText(to)
  bank.checkSendEnabled(ctx, coins)
  if (bank.isBlockedAddress(to))
    throw SdkError.unauthorized(`${text} is not allowed to receive funds`)
  if (auth.getAccount(ctx, to) !== undefined)
    throw SdkError.invalidRequest(`account ${text} already exists`)
}

/** Makes the account around a fresh base account, and funds it. */
export function createVesting(
  { auth, bank }: VestingKeepers,
  ctx: Context,
  from: Uint8Array,
  to: Uint8Array,
  coins: Coins,
  endTime: bigint,
  finish: (base: BaseVesting) => Account,
): void {
  const baseAccount = {
    address: auth.addresses.toText(to),
    pubKey: null,
    accountNumber: auth.nextNumber.next(ctx),
    sequence: 0n,
  }
  const originalVesting = coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() }))
  auth.setAccount(
    ctx,
    finish({ baseAccount, originalVesting, delegatedFree: [], delegatedVesting: [], endTime }),
  )
  bank.sendCoins(ctx, from, to, coins)
}
