import { codec } from '../../chain/codec/proto.js'
import type { ValueCodec } from '../../chain/collections/map.js'
import { remembered } from '../../chain/collections/remembered.js'
import { assert } from '../../chain/types/assert.js'
import { decodePlain, encodePlain, isPlain } from './fastAccount.js'
import { ACCOUNT_TYPES, type Account, type AccountTypeUrl } from './state.js'

const any = codec('google.protobuf.Any')

const codecs = {
  '/cosmos.auth.v1beta1.BaseAccount': codec('cosmos.auth.v1beta1.BaseAccount'),
  '/cosmos.auth.v1beta1.ModuleAccount': codec('cosmos.auth.v1beta1.ModuleAccount'),
  '/cosmos.vesting.v1beta1.ContinuousVestingAccount': codec(
    'cosmos.vesting.v1beta1.ContinuousVestingAccount',
  ),
  '/cosmos.vesting.v1beta1.DelayedVestingAccount': codec(
    'cosmos.vesting.v1beta1.DelayedVestingAccount',
  ),
  '/cosmos.vesting.v1beta1.PeriodicVestingAccount': codec(
    'cosmos.vesting.v1beta1.PeriodicVestingAccount',
  ),
  '/cosmos.vesting.v1beta1.PermanentLockedAccount': codec(
    'cosmos.vesting.v1beta1.PermanentLockedAccount',
  ),
} as const

/** True for the type URL of an account type. */
export function isAccountType(typeUrl: string): typeUrl is AccountTypeUrl {
  return ACCOUNT_TYPES.some((known) => known === typeUrl)
}

/** The account in the wire form of google.protobuf.Any. */
export function accountToAny(account: Account): { type_url: string; value: Uint8Array } {
  const inner = codecs[account.typeUrl] as { encode(value: unknown): Uint8Array }
  return { type_url: account.typeUrl, value: inner.encode(account.value) }
}

const plainAccount: ValueCodec<Account> = {
  encode: (account) =>
    account.typeUrl === '/cosmos.auth.v1beta1.BaseAccount' && isPlain(account.value)
      ? encodePlain(account.value)
      : any.encode(accountToAny(account)),
  decode(bytes) {
    const plain = decodePlain(bytes)
    if (plain !== undefined) return { typeUrl: '/cosmos.auth.v1beta1.BaseAccount', value: plain }
    const { type_url: typeUrl, value } = any.decode(bytes)
    assert(isAccountType(typeUrl), `stored account of unknown type ${typeUrl}`)
    return { typeUrl, value: codecs[typeUrl].decode(value) } as Account
  },
}

/** Stored accounts: google.protobuf.Any of the account, as the SDK's InterfaceValue has it. */
export const accountValue: ValueCodec<Account> = remembered(plainAccount)
