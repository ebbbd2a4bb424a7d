import { KeySet, StoreItem } from '../../chain/collections/item.js'
import { lengthPrefixedBytes, stringKey } from '../../chain/collections/keys.js'
import { remembered } from '../../chain/collections/remembered.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { U256_MAX } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import {
  type Coin,
  type Coins,
  isDenom,
  printCoins,
  subCoins,
  compareDenoms,
} from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { SdkError } from '../../chain/types/errors.js'
import type { AnteBankKeeper } from '../../chain/types/keepers.js'
import {
  amountValue,
  balanceKey,
  boolValue,
  type Metadata,
  metadataValue,
  ownerKey,
  type Params,
  paramsValue,
} from './codec.js'
import { BankError } from './errors.js'
import {
  coinReceived,
  coinsBurned,
  coinSpent,
  coinsMinted,
  messageSender,
  transferred,
} from './events.js'
import type { AccountKeeper } from './expectedKeepers.js'
import {
  BALANCES_PREFIX,
  BANK_STORE,
  METADATA_PREFIX,
  OWNERS_PREFIX,
  PARAMS_PREFIX,
  SEND_ENABLED_PREFIX,
  SUPPLY_PREFIX,
} from './keys.js'

export interface BankOptions {
  readonly addresses: AddressCodec
  readonly accounts: AccountKeeper
  /** Modules whose accounts may receive coins from anybody; the accounts of all others are blocked. */
  readonly openModules?: readonly string[]
}

/** Every denomination may be sent unless an entry says otherwise. */
export const DEFAULT_PARAMS: Params = { sendEnabled: [], defaultSendEnabled: true }

const store = BANK_STORE

/** Owns all coins: who has how much, and how much there is. */
export class BankKeeper implements AnteBankKeeper {
  readonly addresses: AddressCodec
  readonly accounts: AccountKeeper
  readonly #open: readonly string[]

  readonly supply = new StoreMap<string, bigint>({
    store,
    prefix: SUPPLY_PREFIX,
    name: 'supply',
    key: stringKey,
    value: amountValue,
  })
  readonly metadata = new StoreMap<string, Metadata>({
    store,
    prefix: METADATA_PREFIX,
    name: 'denom metadata',
    key: stringKey,
    value: metadataValue,
  })
  readonly balances = new StoreMap<readonly [Uint8Array, string], bigint>({
    store,
    prefix: BALANCES_PREFIX,
    name: 'balances',
    key: balanceKey,
    value: amountValue,
  })
  readonly owners = new KeySet<readonly [string, Uint8Array]>({
    store,
    prefix: OWNERS_PREFIX,
    name: 'owners by denom',
    key: ownerKey,
  })
  readonly sendEnabled = new StoreMap<string, boolean>({
    store,
    prefix: SEND_ENABLED_PREFIX,
    name: 'send enabled',
    key: stringKey,
    value: boolValue,
  })
  readonly paramsItem = new StoreItem<Params>({
    store,
    prefix: PARAMS_PREFIX,
    name: 'bank params',
    value: remembered(paramsValue),
  })

  constructor({ addresses, accounts, openModules }: BankOptions) {
    this.addresses = addresses
    this.accounts = accounts
    this.#open = openModules ?? []
  }

  params(ctx: QueryContext): Params {
    return this.paramsItem.get(ctx) ?? DEFAULT_PARAMS
  }

  getBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint {
    return this.balances.get(ctx, [address, denom]) ?? 0n
  }

  /** All coins of an account. The number of denominations of an account is not bounded. */
  getAllBalances(ctx: QueryContext, address: Uint8Array): Coins {
    const coins: Coin[] = []
    const prefix = lengthPrefixedBytes.encode(address)
    for (const [[, denom], amount] of this.balances.walk(ctx, { prefix }))
      coins.push({ denom, amount })
    return coins
  }

  lockedCoins(ctx: QueryContext, address: Uint8Array): Coins {
    return this.accounts.lockedCoins(ctx, address)
  }

  /** What the account may send now; nothing if it has less than it must keep of any denomination. */
  spendableCoins(ctx: QueryContext, address: Uint8Array): Coins {
    const balances = this.getAllBalances(ctx, address)
    return subCoins(balances, this.lockedCoins(ctx, address)) ?? []
  }

  /** What the account may send now of one denomination. */
  spendableBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint {
    const left = this.getBalance(ctx, address, denom) - this.#locked(ctx, address, denom)
    return left > 0n ? left : 0n
  }

  #locked(ctx: QueryContext, address: Uint8Array, denom: string): bigint {
    return this.lockedCoins(ctx, address).find((coin) => coin.denom === denom)?.amount ?? 0n
  }

  getSupply(ctx: QueryContext, denom: string): bigint {
    return this.supply.get(ctx, denom) ?? 0n
  }

  setSupply(ctx: Context, denom: string, amount: bigint): void {
    if (amount === 0n) this.supply.delete(ctx, denom)
    else this.supply.set(ctx, denom, amount)
  }

  /** Writes a balance and its index entry. Zero is not stored. */
  setBalance(ctx: Context, address: Uint8Array, denom: string, amount: bigint): void {
    this.#changeBalance(ctx, address, denom, 0n, amount)
  }

  /** As setBalance, where `before` is what the store holds (or 0, if that is not known). */
  #changeBalance(
    ctx: Context,
    address: Uint8Array,
    denom: string,
    before: bigint,
    amount: bigint,
  ): void {
    assert(amount >= 0n, 'a balance is not negative')
    if (amount > U256_MAX) throw SdkError.invalidCoins('amount out of range')
    if (amount === 0n) {
      this.owners.delete(ctx, [denom, address])
      this.balances.delete(ctx, [address, denom])
      return
    }
    // PERF: who has some of a denomination is in its index already; the SDK writes the entry again.
    if (before > 0n) ctx.chargeUnchanged(ownerKeyBytes(denom, address), 1)
    else this.owners.add(ctx, [denom, address])
    this.balances.set(ctx, [address, denom], amount)
  }

  /** True for accounts of modules: nobody may send to them by message. */
  isBlockedAddress(address: Uint8Array): boolean {
    const name = this.accounts.moduleOf(address)
    return name !== undefined && !this.#open.includes(name)
  }

  /** @throws TxError bank 5 when one of the denominations may not be sent. */
  checkSendEnabled(ctx: QueryContext, coins: Coins): void {
    if (coins.length === 0) return
    const { defaultSendEnabled } = this.params(ctx)
    for (const { denom } of coins) {
      const entry = this.sendEnabled.has(ctx, denom)
        ? this.sendEnabled.get(ctx, denom)
        : defaultSendEnabled
      if (entry !== true) throw BankError.sendDisabled(`${denom} transfers are currently disabled`)
    }
  }

  /** Takes coins that the account may spend. @throws TxError sdk 5 */
  subUnlockedCoins(ctx: Context, address: Uint8Array, coins: Coins): void {
    this.#sub(ctx, address, coins)
    ctx.events.push(coinSpent(this.addresses.toText(address), printCoins(coins)))
  }

  #sub(ctx: Context, address: Uint8Array, coins: Coins): void {
    checkCoins(coins)
    const allLocked = this.lockedCoins(ctx, address)
    for (const coin of coins) {
      const { denom, amount } = coin
      const balance = this.getBalance(ctx, address, denom)
      const locked = allLocked.find((c) => c.denom === denom)?.amount ?? 0n
      if (locked > balance)
        throw SdkError.insufficientFunds(
          `locked amount exceeds account balance funds: ${locked}${denom} > ${balance}${denom}`,
        )
      if (balance - locked < amount)
        throw SdkError.insufficientFunds(
          `spendable balance ${balance - locked}${denom} is smaller than ${amount}${denom}`,
        )
      this.#changeBalance(ctx, address, denom, balance, balance - amount)
    }
  }

  /** Gives coins to an account. The coins MUST come from somewhere: see sendCoins and mintCoins. */
  addCoins(ctx: Context, address: Uint8Array, coins: Coins): void {
    this.#add(ctx, address, coins)
    ctx.events.push(coinReceived(this.addresses.toText(address), printCoins(coins)))
  }

  #add(ctx: Context, address: Uint8Array, coins: Coins): void {
    checkCoins(coins)
    for (const { denom, amount } of coins) {
      const before = this.getBalance(ctx, address, denom)
      this.#changeBalance(ctx, address, denom, before, before + amount)
    }
  }

  /** Moves coins and makes the recipient's account if there is none. @throws TxError sdk 5 */
  sendCoins(ctx: Context, from: Uint8Array, to: Uint8Array, coins: Coins): void {
    const sender = this.addresses.toText(from)
    const recipient = this.addresses.toText(to)
    const amount = printCoins(coins)
    this.#sub(ctx, from, coins)
    ctx.events.push(coinSpent(sender, amount))
    this.#add(ctx, to, coins)
    ctx.events.push(coinReceived(recipient, amount))
    this.accounts.ensureAccount(ctx, to)
    ctx.events.push(transferred(recipient, sender, amount), messageSender(sender))
  }

  sendCoinsFromAccountToModule(ctx: Context, from: Uint8Array, module: string, coins: Coins): void {
    this.sendCoins(ctx, from, this.accounts.moduleAccount(ctx, module), coins)
  }

  /** @throws TxError sdk 4 when the recipient is the account of a module. */
  sendCoinsFromModuleToAccount(ctx: Context, module: string, to: Uint8Array, coins: Coins): void {
    if (this.isBlockedAddress(to))
      throw SdkError.unauthorized(`${this.addresses.toText(to)} is not allowed to receive funds`)
    this.sendCoins(ctx, this.accounts.moduleAddress(module), to, coins)
  }

  sendCoinsFromModuleToModule(ctx: Context, from: string, to: string, coins: Coins): void {
    this.sendCoins(
      ctx,
      this.accounts.moduleAddress(from),
      this.accounts.moduleAccount(ctx, to),
      coins,
    )
  }

  /** Makes coins in the account of a module. @throws AssertionError unless the module may. */
  mintCoins(ctx: Context, module: string, coins: Coins): void {
    const address = this.accounts.moduleAccount(ctx, module)
    assert(this.accounts.mayModule(module, 'minter'), `module ${module} may mint`)
    this.addCoins(ctx, address, coins)
    for (const { denom, amount } of coins) {
      const supply = this.getSupply(ctx, denom) + amount
      if (supply > U256_MAX) throw SdkError.invalidCoins('supply out of range')
      this.setSupply(ctx, denom, supply)
    }
    ctx.events.push(coinsMinted(this.addresses.toText(address), printCoins(coins)))
  }

  /** Destroys coins of a module. @throws AssertionError unless the module may. */
  burnCoins(ctx: Context, module: string, coins: Coins): void {
    const address = this.accounts.moduleAccount(ctx, module)
    assert(this.accounts.mayModule(module, 'burner'), `module ${module} may burn`)
    this.subUnlockedCoins(ctx, address, coins)
    for (const { denom, amount } of coins)
      this.setSupply(ctx, denom, this.getSupply(ctx, denom) - amount)
    ctx.events.push(coinsBurned(this.addresses.toText(address), printCoins(coins)))
  }
}

/** The type says so, yet money is checked twice. @throws TxError sdk 10 */
/** Size of a key in the index of owners: prefix, denomination, zero byte, size and address. */
function ownerKeyBytes(denom: string, address: Uint8Array): number {
  return 1 + denom.length + 1 + 1 + address.length
}

function checkCoins(coins: Coins): void {
  coins.forEach(({ denom, amount }, i) => {
    const before = coins[i - 1]
    const good =
      amount > 0n &&
      isDenom(denom) &&
      (before === undefined || compareDenoms(before.denom, denom) < 0)
    if (!good) throw SdkError.invalidCoins(printCoins(coins))
  })
}
