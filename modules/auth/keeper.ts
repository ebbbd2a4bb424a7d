import { sha256 } from '../../chain/codec/hash.js'
import { bytesValue, Sequence } from '../../chain/collections/item.js'
import { bytesKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { divFloor } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import { equalBytes, toLatin1, utf8 } from '../../chain/types/bytes.js'
import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { SdkError } from '../../chain/types/errors.js'
import { KV_GAS } from '../../chain/types/gas.js'
import type { AccountView, AnteAccountKeeper } from '../../chain/types/keepers.js'
import type { AnyValue } from '../../chain/types/module.js'
import { accountValue } from './codec.js'
import { ACCOUNTS_PREFIX, AUTH_STORE, NEXT_NUMBER_PREFIX, NUMBERS_PREFIX } from './keys.js'
import { DEFAULT_PARAMS, type Params, paramsItem } from './params.js'
import { type Account, baseOf, newBaseAccount, pubKeyOf, withBase } from './state.js'
import { lockedCoins } from './vesting.js'

/** What a module account may do with coins beyond receiving and sending them. */
export type Permission = 'minter' | 'burner' | 'staking'

export interface AuthOptions {
  readonly addresses: AddressCodec
  /** Modules that have an account, with what each may do. */
  readonly modules: Readonly<Record<string, readonly Permission[]>>
  /** Name of the module whose account may change parameters; the SDK's is `gov`. */
  readonly authority: string
}

const moduleAddresses = new Map<string, Uint8Array>()

/** SHA-256(module name)[0..20], as the SDK derives it. */
export function moduleAddress(name: string): Uint8Array {
  let address = moduleAddresses.get(name)
  if (address === undefined) {
    address = sha256(utf8(name)).slice(0, 20)
    moduleAddresses.set(name, address)
  }
  return address
}

/** Prefix and be64 account number. */
const NUMBER_KEY_BYTES = NUMBERS_PREFIX.length + 8

/** Owns all accounts: who there is, which key speaks for whom, what was signed last. */
export class AuthKeeper implements AnteAccountKeeper {
  readonly addresses: AddressCodec
  readonly authority: Uint8Array
  readonly modules: Readonly<Record<string, readonly Permission[]>>
  readonly #moduleNames = new Map<string, string>()

  readonly accounts = new StoreMap<Uint8Array, Account>({
    store: AUTH_STORE,
    prefix: ACCOUNTS_PREFIX,
    name: 'accounts',
    key: bytesKey,
    value: accountValue,
  })
  readonly addressByNumber = new StoreMap<bigint, Uint8Array>({
    store: AUTH_STORE,
    prefix: NUMBERS_PREFIX,
    name: 'address by account number',
    key: u64Key,
    value: bytesValue,
  })
  readonly nextNumber = new Sequence({
    store: AUTH_STORE,
    prefix: NEXT_NUMBER_PREFIX,
    name: 'next account number',
  })

  constructor({ addresses, modules, authority }: AuthOptions) {
    this.addresses = addresses
    this.modules = modules
    this.authority = moduleAddress(authority)
    for (const name of Object.keys(modules))
      this.#moduleNames.set(toLatin1(moduleAddress(name)), name)
  }

  params(ctx: QueryContext): Params {
    return paramsItem.get(ctx) ?? DEFAULT_PARAMS
  }

  /** @throws TxError sdk 4 unless `authority` is the address that may change parameters. */
  checkAuthority(authority: string): void {
    if (!equalBytes(this.addresses.toBytes(authority), this.authority))
      throw SdkError.unauthorized(
        `invalid authority; expected ${this.addresses.toText(this.authority)}, got ${authority}`,
      )
  }

  getAccount(ctx: QueryContext, address: Uint8Array): Account | undefined {
    return this.accounts.get(ctx, address)
  }

  hasAccount(ctx: QueryContext, address: Uint8Array): boolean {
    return this.accounts.has(ctx, address)
  }

  /** Writes an account and its number, with the reads and writes of the SDK's IndexedMap.Set. */
  setAccount(ctx: Context, account: Account): void {
    const address = this.addresses.toBytes(baseOf(account).address)
    this.#write(ctx, address, this.getAccount(ctx, address), account)
  }

  #write(ctx: Context, address: Uint8Array, before: Account | undefined, after: Account): void {
    const number = baseOf(after).accountNumber
    // PERF: the index of numbers changes with the number alone; the SDK takes the entry out and puts it in again.
    if (before !== undefined && baseOf(before).accountNumber === number) {
      ctx.gas.charge(KV_GAS.deleteCost, 'Delete')
      ctx.gas.charge(KV_GAS.hasCost, 'Has')
      ctx.chargeUnchanged(NUMBER_KEY_BYTES, address.length)
      this.accounts.set(ctx, address, after)
      return
    }
    if (before !== undefined) this.addressByNumber.delete(ctx, baseOf(before).accountNumber)
    assert(!this.addressByNumber.has(ctx, number), `account number ${number} is free`)
    this.addressByNumber.set(ctx, number, address)
    this.accounts.set(ctx, address, after)
  }

  /** Makes a plain account with the next number. The address MUST NOT have one. */
  newAccount(ctx: Context, address: Uint8Array): Account {
    const account = newBaseAccount(this.addresses.toText(address), this.nextNumber.next(ctx))
    this.setAccount(ctx, account)
    return account
  }

  /** Makes a plain account unless the address has one. */
  ensureAccount(ctx: Context, address: Uint8Array): void {
    if (!this.hasAccount(ctx, address)) this.newAccount(ctx, address)
  }

  /** Costs as much as the SDK's GetAccount. */
  view(ctx: QueryContext, address: Uint8Array): AccountView | undefined {
    const account = this.getAccount(ctx, address)
    if (account === undefined) return undefined
    const base = baseOf(account)
    return {
      address: base.address,
      pubKey: pubKeyOf(base),
      accountNumber: base.accountNumber,
      sequence: base.sequence,
    }
  }

  /** Costs as much as the SDK's SetAccount alone: callers have viewed the account before. */
  setPubKey(ctx: Context, address: Uint8Array, pubKey: AnyValue): void {
    const account = this.#mustGet(ctx, address)
    const key = { type_url: pubKey.typeUrl, value: pubKey.value }
    this.#write(ctx, address, account, withBase(account, { ...baseOf(account), pubKey: key }))
  }

  /** Costs as much as the SDK's GetAccount and SetAccount. */
  incrementSequence(ctx: Context, address: Uint8Array): void {
    const account = this.#mustGet(ctx, address)
    const base = baseOf(account)
    this.setAccount(ctx, withBase(account, { ...base, sequence: base.sequence + 1n }))
  }

  #mustGet(ctx: QueryContext, address: Uint8Array): Account {
    const account = this.getAccount(ctx, address)
    if (account === undefined)
      throw SdkError.unknownAddress(`account ${this.addresses.toText(address)} does not exist`)
    return account
  }

  moduleAddress(name: string): Uint8Array {
    return moduleAddress(name)
  }

  /** The name of the module whose account this is, if it is one's. */
  moduleOf(address: Uint8Array): string | undefined {
    return this.#moduleNames.get(toLatin1(address))
  }

  /** Whether the module's account may do this. */
  mayModule(name: string, permission: Permission): boolean {
    return this.modules[name]?.includes(permission) ?? false
  }

  /** The account of a module, made at first use. @throws AssertionError if the module has none. */
  moduleAccount(ctx: Context, name: string): Uint8Array {
    const permissions = this.modules[name]
    assert(permissions !== undefined, `module account ${name} does not exist`)
    const address = moduleAddress(name)
    if (this.getAccount(ctx, address) === undefined)
      this.setAccount(ctx, {
        typeUrl: '/cosmos.auth.v1beta1.ModuleAccount',
        value: {
          baseAccount: {
            address: this.addresses.toText(address),
            pubKey: null,
            accountNumber: this.nextNumber.next(ctx),
            sequence: 0n,
          },
          name,
          permissions: [...permissions],
        },
      })
    return address
  }

  /** What a vesting account must keep at header time; nothing for the other types. */
  lockedCoins(ctx: QueryContext, address: Uint8Array): Coins {
    const account = this.getAccount(ctx, address)
    return account === undefined
      ? []
      : lockedCoins(account, divFloor(ctx.block.timeNs, 1_000_000_000n))
  }
}
