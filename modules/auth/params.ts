import { type Read, readRecord, readU64 } from '../../chain/codec/genesisJson.js'
import { codec } from '../../chain/codec/proto.js'
import { StoreItem } from '../../chain/collections/item.js'
import { remembered } from '../../chain/collections/remembered.js'
import type { AuthParams } from '../../chain/types/keepers.js'
import type { Json } from '../../chain/types/module.js'
import { AUTH_STORE, PARAMS_PREFIX } from './keys.js'

/** cosmos.auth.v1beta1.Params */
export type Params = AuthParams

/** The SDK's defaults: characters, signatures, gas a byte, gas a signature. */
export const DEFAULT_PARAMS: Params = {
  maxMemoCharacters: 256n,
  txSigLimit: 7n,
  txSizeCostPerByte: 10n,
  sigVerifyCostEd25519: 590n,
  sigVerifyCostSecp256k1: 1000n,
}

/** Where the parameters are stored. */
export const paramsItem = new StoreItem<Params>({
  store: AUTH_STORE,
  prefix: PARAMS_PREFIX,
  name: 'auth params',
  value: remembered(codec('cosmos.auth.v1beta1.Params')),
})

const NAMES: readonly (readonly [keyof Params, string])[] = [
  ['maxMemoCharacters', 'max_memo_characters'],
  ['txSigLimit', 'tx_sig_limit'],
  ['txSizeCostPerByte', 'tx_size_cost_per_byte'],
  ['sigVerifyCostEd25519', 'sig_verify_cost_ed25519'],
  ['sigVerifyCostSecp256k1', 'sig_verify_cost_secp256k1'],
]
/** Bounds that keep a transaction payable and a signature check paid: u64 arithmetic of gas stays far away. */
const MAX = 1_000_000_000n

/** Every parameter out of its bounds, as a sentence. */
export function paramProblems(params: Params): string[] {
  return NAMES.flatMap(([key, name]) =>
    params[key] >= 1n && params[key] <= MAX
      ? []
      : [`params.${name} is ${params[key]}, want 1 to ${MAX}`],
  )
}

const readFields = readRecord({
  max_memo_characters: readU64,
  tx_sig_limit: readU64,
  tx_size_cost_per_byte: readU64,
  sig_verify_cost_ed25519: readU64,
  sig_verify_cost_secp256k1: readU64,
})

export const readParams: Read<Params> = (json, at, problems) => {
  const read = readFields(json, at, problems)
  return {
    maxMemoCharacters: read.max_memo_characters,
    txSigLimit: read.tx_sig_limit,
    txSizeCostPerByte: read.tx_size_cost_per_byte,
    sigVerifyCostEd25519: read.sig_verify_cost_ed25519,
    sigVerifyCostSecp256k1: read.sig_verify_cost_secp256k1,
  }
}

export function paramsJson(params: Params): Json {
  return Object.fromEntries(NAMES.map(([key, name]) => [name, params[key].toString()]))
}
