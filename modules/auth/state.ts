import type { PlainTypes } from '../../proto/gen/plain.js'
import type { AnyValue } from '../../chain/types/module.js'

type BaseVesting = PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount']

/** What all accounts have: who they are and what they have signed. */
export type BaseAccount = PlainTypes['cosmos.auth.v1beta1.BaseAccount']

/** The account types, by type URL; the values are those of the wire. */
export interface AccountTypes {
  '/cosmos.auth.v1beta1.BaseAccount': BaseAccount
  '/cosmos.auth.v1beta1.ModuleAccount': PlainTypes['cosmos.auth.v1beta1.ModuleAccount']
  '/cosmos.vesting.v1beta1.ContinuousVestingAccount': PlainTypes['cosmos.vesting.v1beta1.ContinuousVestingAccount']
  '/cosmos.vesting.v1beta1.DelayedVestingAccount': PlainTypes['cosmos.vesting.v1beta1.DelayedVestingAccount']
  '/cosmos.vesting.v1beta1.PeriodicVestingAccount': PlainTypes['cosmos.vesting.v1beta1.PeriodicVestingAccount']
  '/cosmos.vesting.v1beta1.PermanentLockedAccount': PlainTypes['cosmos.vesting.v1beta1.PermanentLockedAccount']
}

export type AccountTypeUrl = keyof AccountTypes

/** An account as it is stored: one of the types, told apart by its type URL. */
export type Account = {
  [T in AccountTypeUrl]: { readonly typeUrl: T; readonly value: AccountTypes[T] }
}[AccountTypeUrl]

/** All account types there are. */
export const ACCOUNT_TYPES: readonly AccountTypeUrl[] = [
  '/cosmos.auth.v1beta1.BaseAccount',
  '/cosmos.auth.v1beta1.ModuleAccount',
  '/cosmos.vesting.v1beta1.ContinuousVestingAccount',
  '/cosmos.vesting.v1beta1.DelayedVestingAccount',
  '/cosmos.vesting.v1beta1.PeriodicVestingAccount',
  '/cosmos.vesting.v1beta1.PermanentLockedAccount',
]

const NOBODY: BaseAccount = { address: '', pubKey: null, accountNumber: 0n, sequence: 0n }

/** The part of a vesting account that all vesting types share; undefined for the other types. */
export function vestingOf(account: Account): BaseVesting | undefined {
  switch (account.typeUrl) {
    case '/cosmos.auth.v1beta1.BaseAccount':
    case '/cosmos.auth.v1beta1.ModuleAccount':
      return undefined
    case '/cosmos.vesting.v1beta1.ContinuousVestingAccount':
    case '/cosmos.vesting.v1beta1.DelayedVestingAccount':
    case '/cosmos.vesting.v1beta1.PeriodicVestingAccount':
    case '/cosmos.vesting.v1beta1.PermanentLockedAccount':
      return account.value.baseVestingAccount ?? undefined
  }
}

/** Address, key, number and sequence of any account. */
export function baseOf(account: Account): BaseAccount {
  if (account.typeUrl === '/cosmos.auth.v1beta1.BaseAccount') return account.value
  if (account.typeUrl === '/cosmos.auth.v1beta1.ModuleAccount')
    return account.value.baseAccount ?? NOBODY
  return vestingOf(account)?.baseAccount ?? NOBODY
}

/** The same account with another base part. */
export function withBase(account: Account, base: BaseAccount): Account {
  switch (account.typeUrl) {
    case '/cosmos.auth.v1beta1.BaseAccount':
      return { typeUrl: account.typeUrl, value: base }
    case '/cosmos.auth.v1beta1.ModuleAccount':
      return { ...account, value: { ...account.value, baseAccount: base } }
    case '/cosmos.vesting.v1beta1.ContinuousVestingAccount':
      return { ...account, value: { ...account.value, baseVestingAccount: vesting(account, base) } }
    case '/cosmos.vesting.v1beta1.DelayedVestingAccount':
      return { ...account, value: { ...account.value, baseVestingAccount: vesting(account, base) } }
    case '/cosmos.vesting.v1beta1.PeriodicVestingAccount':
      return { ...account, value: { ...account.value, baseVestingAccount: vesting(account, base) } }
    case '/cosmos.vesting.v1beta1.PermanentLockedAccount':
      return { ...account, value: { ...account.value, baseVestingAccount: vesting(account, base) } }
  }
}

function vesting(account: Account, baseAccount: BaseAccount): BaseVesting | null {
  const base = vestingOf(account)
  return base === undefined ? null : { ...base, baseAccount }
}

/** A plain account that has signed nothing yet. */
export function newBaseAccount(address: string, accountNumber: bigint): Account {
  return {
    typeUrl: '/cosmos.auth.v1beta1.BaseAccount',
    value: { address, pubKey: null, accountNumber, sequence: 0n },
  }
}

/** The key as the kernel passes it about. */
export function pubKeyOf(base: BaseAccount): AnyValue | null {
  return base.pubKey === null ? null : { typeUrl: base.pubKey.type_url, value: base.pubKey.value }
}
