import { coinsJson, readWireCoins } from '../../chain/codec/coinJson.js'
import { toBase64 } from '@cosmjs/encoding'
import {
  type Read,
  readBytes,
  readI64,
  readList,
  readOptional,
  readRecord,
  readText,
  readU32,
  readU64,
  typeUrlOf,
} from '../../chain/codec/genesisJson.js'
import { codec } from '../../chain/codec/proto.js'
import type { Json } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { ACCOUNT_TYPES, type Account, type BaseAccount } from './state.js'

type Any = NonNullable<BaseAccount['pubKey']>
type Object = { readonly [k: string]: Json }

const SECP256K1 = '/cosmos.crypto.secp256k1.PubKey'
const ED25519 = '/cosmos.crypto.ed25519.PubKey'
const MULTISIG = '/cosmos.crypto.multisig.LegacyAminoPubKey'
const secp256k1 = codec('cosmos.crypto.secp256k1.PubKey')
const ed25519 = codec('cosmos.crypto.ed25519.PubKey')
const multisig = codec('cosmos.crypto.multisig.LegacyAminoPubKey')

const readPlainKey = readRecord({ key: readBytes }, ['@type'])

const readPubKey: Read<Any> = (json, at, problems) => {
  const type = typeUrlOf(json)
  if (type === SECP256K1 || type === ED25519) {
    const key = readPlainKey(json, at, problems)
    return { type_url: type, value: (type === SECP256K1 ? secp256k1 : ed25519).encode(key) }
  }
  if (type === MULTISIG) {
    const read = readRecord({ threshold: readU32, public_keys: readList(readPubKey) }, ['@type'])
    const { threshold, public_keys: publicKeys } = read(json, at, problems)
    return { type_url: type, value: multisig.encode({ threshold, publicKeys }) }
  }
  problems.push(`${at}.@type is "${type}", want ${SECP256K1}, ${ED25519} or ${MULTISIG}`)
  return { type_url: type, value: new Uint8Array() }
}

function pubKeyJson(key: Any): Json {
  if (key.type_url !== MULTISIG)
    return {
      '@type': key.type_url,
      key: toBase64((key.type_url === SECP256K1 ? secp256k1 : ed25519).decode(key.value).key),
    }
  const { threshold, publicKeys } = multisig.decode(key.value)
  return { '@type': MULTISIG, threshold, public_keys: publicKeys.map(pubKeyJson) }
}

const baseFields = {
  address: readText,
  pub_key: readOptional(readPubKey),
  account_number: readU64,
  sequence: readU64,
}

function baseFrom(ignored: readonly string[]): Read<BaseAccount> {
  const read = readRecord(baseFields, ignored)
  return (json, at, problems) => {
    const base = read(json, at, problems)
    return {
      address: base.address,
      pubKey: base.pub_key,
      accountNumber: base.account_number,
      sequence: base.sequence,
    }
  }
}

function baseJson(base: BaseAccount | null): Object {
  if (base === null) return {}
  return {
    address: base.address,
    pub_key: base.pubKey === null ? null : pubKeyJson(base.pubKey),
    account_number: base.accountNumber.toString(),
    sequence: base.sequence.toString(),
  }
}

const readVestingFields = readRecord({
  base_account: baseFrom([]),
  original_vesting: readWireCoins,
  delegated_free: readWireCoins,
  delegated_vesting: readWireCoins,
  end_time: readI64,
})

type BaseVesting = PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount']

function readVesting(json: Json | undefined, at: string, problems: string[]) {
  const read = readVestingFields(json, at, problems)
  return {
    baseAccount: read.base_account,
    originalVesting: read.original_vesting,
    delegatedFree: read.delegated_free,
    delegatedVesting: read.delegated_vesting,
    endTime: read.end_time,
  }
}

function vestingJson(vesting: BaseVesting | null): Object {
  if (vesting === null) return {}
  return {
    base_account: baseJson(vesting.baseAccount),
    original_vesting: coinsJson(vesting.originalVesting),
    delegated_free: coinsJson(vesting.delegatedFree),
    delegated_vesting: coinsJson(vesting.delegatedVesting),
    end_time: vesting.endTime.toString(),
  }
}

const readModule = readRecord(
  { base_account: baseFrom([]), name: readText, permissions: readList(readText) },
  ['@type'],
)
const readLocked = readRecord({ base_vesting_account: readVesting }, ['@type'])
const readContinuous = readRecord({ base_vesting_account: readVesting, start_time: readI64 }, [
  '@type',
])
const readPeriod = readRecord({ length: readI64, amount: readWireCoins })
const readPeriodic = readRecord(
  {
    base_vesting_account: readVesting,
    start_time: readI64,
    vesting_periods: readList(readPeriod),
  },
  ['@type'],
)

/** An account of any type; undefined after a problem with its type. */
export const readAccount: Read<Account | undefined> = (json, at, problems) => {
  const type = typeUrlOf(json)
  switch (type) {
    case '/cosmos.auth.v1beta1.BaseAccount':
      return { typeUrl: type, value: baseFrom(['@type'])(json, at, problems) }
    case '/cosmos.auth.v1beta1.ModuleAccount': {
      const { base_account: baseAccount, ...rest } = readModule(json, at, problems)
      return { typeUrl: type, value: { baseAccount, ...rest } }
    }
    case '/cosmos.vesting.v1beta1.DelayedVestingAccount':
    case '/cosmos.vesting.v1beta1.PermanentLockedAccount': {
      const read = readLocked(json, at, problems)
      return { typeUrl: type, value: { baseVestingAccount: read.base_vesting_account } }
    }
    case '/cosmos.vesting.v1beta1.ContinuousVestingAccount': {
      const read = readContinuous(json, at, problems)
      const { base_vesting_account: baseVestingAccount, start_time: startTime } = read
      return { typeUrl: type, value: { baseVestingAccount, startTime } }
    }
    case '/cosmos.vesting.v1beta1.PeriodicVestingAccount': {
      const read = readPeriodic(json, at, problems)
      const { base_vesting_account: baseVestingAccount, start_time: startTime } = read
      const vestingPeriods = read.vesting_periods
      return { typeUrl: type, value: { baseVestingAccount, startTime, vestingPeriods } }
    }
    default:
      problems.push(`${at}.@type is "${type}", want one of ${ACCOUNT_TYPES.join(', ')}`)
      return undefined
  }
}

/** An account as the SDK's genesis JSON has it. */
export function accountJson(account: Account): Json {
  const type = { '@type': account.typeUrl }
  switch (account.typeUrl) {
    case '/cosmos.auth.v1beta1.BaseAccount':
      return { ...type, ...baseJson(account.value) }
    case '/cosmos.auth.v1beta1.ModuleAccount': {
      const { baseAccount, name, permissions } = account.value
      return { ...type, base_account: baseJson(baseAccount), name, permissions }
    }
    case '/cosmos.vesting.v1beta1.DelayedVestingAccount':
    case '/cosmos.vesting.v1beta1.PermanentLockedAccount':
      return { ...type, base_vesting_account: vestingJson(account.value.baseVestingAccount) }
    case '/cosmos.vesting.v1beta1.ContinuousVestingAccount':
      return {
        ...type,
        base_vesting_account: vestingJson(account.value.baseVestingAccount),
        start_time: account.value.startTime.toString(),
      }
    case '/cosmos.vesting.v1beta1.PeriodicVestingAccount':
      return {
        ...type,
        base_vesting_account: vestingJson(account.value.baseVestingAccount),
        start_time: account.value.startTime.toString(),
        vesting_periods: account.value.vestingPeriods.map(({ length, amount }) => ({
          length: length.toString(),
          amount: coinsJson(amount),
        })),
      }
  }
}
