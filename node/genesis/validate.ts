import { genesisProblems, prefixOf } from '../../chain/baseapp/genesis.js'
import type { Read } from '../../chain/codec/genesisJson.js'
import { readInt, readList, readRecord, readText } from '../../chain/codec/genesisJson.js'
import type { AddressCodec } from '../../chain/types/address.js'
import type { AppModule, Json } from '../../chain/types/module.js'
import { parseTimestamp } from '../protoJson/time.js'
import type { GenesisFile } from './genesisFile.js'
import { isObject } from './genesisFile.js'

const CHAIN_ID_CHARS_MAX = 50
const BLOCK_BYTES_MAX = 104_857_600n
const I64_MAX = 2n ** 63n - 1n
/** CometBFT's bound of the total power: an eighth of the largest int64. */
const POWER_MAX = I64_MAX / 8n
const KEY_BYTES: Readonly<Record<string, number>> = {
  'tendermint/PubKeyEd25519': 32,
  'tendermint/PubKeySecp256k1': 33,
}

const positive = readInt(1n, I64_MAX, 'a whole number above 0')
const natural = readInt(0n, I64_MAX, 'a whole number from 0')

/** Reads params as CometBFT does; problems carry the path under `at`. */
const readParams: Read<unknown> = readRecord({
  block: readRecord({
    max_bytes: readInt(-1n, BLOCK_BYTES_MAX, `-1 or 1 to ${BLOCK_BYTES_MAX} bytes`),
    max_gas: readInt(-1n, I64_MAX, '-1 (no limit) or more'),
    time_iota_ms: natural,
  }),
  evidence: readRecord({
    max_age_num_blocks: positive,
    max_age_duration: positive,
    max_bytes: natural,
  }),
  validator: readRecord({
    pub_key_types: readList((json, at, problems) => {
      if (json !== 'ed25519' && json !== 'secp256k1')
        problems.push(`${at} is ${JSON.stringify(json)}, want ed25519 or secp256k1`)
      return json
    }),
  }),
  version: readRecord({ app: natural, app_version: natural }),
  abci: readRecord({
    vote_extensions_enable_height: readInt(0n, 0n, '0: this chain has no vote extensions'),
  }),
})

const readValidator: Read<{ key: string; power: bigint }> = (json, at, problems) => {
  const v = readRecord({
    address: readText,
    pub_key: readRecord({ type: readText, value: readText }),
    power: positive,
    name: readText,
  })(json, at, problems)
  const { type, value } = v.pub_key
  const want = KEY_BYTES[type]
  const bytes = Buffer.from(value, 'base64').length
  if (want === undefined)
    problems.push(`${at}.pub_key.type is "${type}", want ${Object.keys(KEY_BYTES).join(' or ')}`)
  else if (bytes !== want)
    problems.push(`${at}.pub_key.value has ${bytes} bytes, want ${want} in base64`)
  return { key: value, power: v.power }
}

function chainIdProblems(json: Json | undefined): string[] {
  if (typeof json !== 'string' || json === '') return ['chain_id: want a text that is not empty']
  if (json.length > CHAIN_ID_CHARS_MAX)
    return [`chain_id has ${json.length} characters, want ${CHAIN_ID_CHARS_MAX} at most`]
  return []
}

function timeProblems(json: Json | undefined): string[] {
  if (typeof json !== 'string') return ['genesis_time: want an RFC 3339 time']
  try {
    parseTimestamp(json, 'genesis_time')
    return []
  } catch (cause) {
    return [(cause as Error).message]
  }
}

function validatorProblems(json: Json | undefined, at: string): string[] {
  const problems: string[] = []
  const list = readList(readValidator)(json, at, problems)
  const seen = new Set<string>()
  let power = 0n
  list.forEach((v, i) => {
    if (seen.has(v.key)) problems.push(`${at}[${i}].pub_key is there twice`)
    seen.add(v.key)
    power += v.power
  })
  if (power > POWER_MAX)
    problems.push(`${at}: the power of all is ${power}, want ${POWER_MAX} at most`)
  return problems
}

/**
 * Every problem of a genesis, as sentences that name the JSON path; empty = the chain can start from it.
 * `addresses` takes the prefix of the genesis.
 */
export function genesisFileProblems(
  { doc, appState, layout }: GenesisFile,
  modules: readonly AppModule[],
  addresses: AddressCodec,
): readonly string[] {
  const at = layout === 'sdk' ? 'consensus.params' : 'consensus_params'
  const problems = [...timeProblems(doc['genesis_time']), ...chainIdProblems(doc['chain_id'])]
  positive(doc['initial_height'], 'initial_height', problems)
  const params = doc['consensus_params']
  if (isObject(params)) readParams(withoutNulls(params), at, problems)
  else if (params !== null) problems.push(`${at}: want an object`)
  const where = layout === 'sdk' ? 'consensus.validators' : 'validators'
  problems.push(...validatorProblems(doc['validators'] ?? [], where))
  const hash = doc['app_hash']
  if (typeof hash !== 'string' || !/^(?:[0-9a-fA-F]{2})*$/.test(hash))
    problems.push('app_hash: want hex')
  addresses.use(prefixOf(appState) ?? addresses.prefix)
  return [...problems, ...genesisProblems(modules, appState)]
}

/** Go writes null where nothing is set. */
function withoutNulls(json: { readonly [k: string]: Json }): Json {
  return Object.fromEntries(
    Object.entries(json)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, isObject(value) ? withoutNulls(value) : value]),
  )
}
