/**
 * genesis.json: CometBFT's layout and the SDK's (0.50 and 0.53: validators and params under `consensus`).
 * 64-bit numbers are text, as Go's JSON of CometBFT writes them; plain numbers are taken too where they are
 * exact.
 */
import { sha256 } from '../../chain/codec/hash.js'
import type { ConsensusParams, ValidatorUpdate } from '../../chain/types/abci.js'
import { toHex, utf8 } from '../../chain/types/bytes.js'
import { checkParams, DEFAULT_PARAMS } from './comet/params.js'
import { validatorAddress } from './comet/validatorSet.js'
import { formatRfc3339, parseRfc3339 } from './rfc3339.js'
import type { GenesisDoc } from './types.js'

const CHAIN_ID_CHARS_MAX = 50
const KEY_TYPES: Record<string, ValidatorUpdate['pubKeyType'] | undefined> = {
  'tendermint/PubKeyEd25519': 'ed25519',
  'tendermint/PubKeySecp256k1': 'secp256k1',
}
const TYPE_NAMES = {
  ed25519: 'tendermint/PubKeyEd25519',
  secp256k1: 'tendermint/PubKeySecp256k1',
} as const

type Json = Record<string, unknown>

function objectAt(value: unknown, where: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${where}: want an object`)
  return value as Json
}

function textAt(json: Json, name: string, where: string): string {
  const value = json[name]
  if (typeof value !== 'string') throw new Error(`${where}.${name}: want a text`)
  return value
}

function integer(value: unknown, where: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) return BigInt(value)
  throw new Error(`${where}: want a whole number as text, got ${String(value)}`)
}

function integerOr(value: unknown, where: string, fallback: bigint): bigint {
  return value === undefined || value === null ? fallback : integer(value, where)
}

function paramsOf(value: unknown): ConsensusParams {
  if (value === undefined || value === null) return DEFAULT_PARAMS
  const json = objectAt(value, 'consensus_params')
  const part = (name: string): Json =>
    json[name] === undefined || json[name] === null
      ? {}
      : objectAt(json[name], `consensus_params.${name}`)
  const [block, evidence, validator, version] = [
    part('block'),
    part('evidence'),
    part('validator'),
    part('version'),
  ]
  const at = (p: Json, group: string, name: string, fallback: bigint): bigint =>
    integerOr(p[name], `consensus_params.${group}.${name}`, fallback)
  const types = validator['pub_key_types'] ?? DEFAULT_PARAMS.validator.pubKeyTypes
  if (!Array.isArray(types) || types.some((type) => typeof type !== 'string'))
    throw new Error('consensus_params.validator.pub_key_types: want a list of texts')
  const extensions = integerOr(
    part('abci')['vote_extensions_enable_height'],
    'consensus_params.abci.vote_extensions_enable_height',
    0n,
  )
  if (extensions !== 0n)
    throw new Error(
      `consensus_params.abci.vote_extensions_enable_height: want 0, got ${extensions} (no vote extensions here)`,
    )
  const wanted = DEFAULT_PARAMS
  const params: ConsensusParams = {
    block: {
      maxBytes: at(block, 'block', 'max_bytes', wanted.block.maxBytes),
      maxGas: at(block, 'block', 'max_gas', wanted.block.maxGas),
    },
    evidence: {
      maxAgeNumBlocks: at(
        evidence,
        'evidence',
        'max_age_num_blocks',
        wanted.evidence.maxAgeNumBlocks,
      ),
      maxAgeDurationNs: at(
        evidence,
        'evidence',
        'max_age_duration',
        wanted.evidence.maxAgeDurationNs,
      ),
      maxBytes: at(evidence, 'evidence', 'max_bytes', wanted.evidence.maxBytes),
    },
    validator: { pubKeyTypes: types as string[] },
    version: { app: at(version, 'version', 'app', 0n) },
  }
  checkParams(params)
  return params
}

function validatorOf(value: unknown, i: number): GenesisDoc['validators'][number] {
  const where = `validators[${i}]`
  const json = objectAt(value, where)
  const key = objectAt(json['pub_key'], `${where}.pub_key`)
  const pubKeyType = KEY_TYPES[textAt(key, 'type', `${where}.pub_key`)]
  if (pubKeyType === undefined)
    throw new Error(`${where}.pub_key.type: unknown key type ${String(key['type'])}`)
  const pubKey = new Uint8Array(Buffer.from(textAt(key, 'value', `${where}.pub_key`), 'base64'))
  const wantBytes = pubKeyType === 'ed25519' ? 32 : 33
  if (pubKey.length !== wantBytes)
    throw new Error(`${where}.pub_key: want ${wantBytes} bytes, got ${pubKey.length}`)
  const power = integer(json['power'], `${where}.power`)
  if (power <= 0n)
    throw new Error(
      `the genesis file cannot contain validators with no voting power: ${where} has ${power}`,
    )
  const given = json['address']
  const address = toHex(validatorAddress(pubKeyType, pubKey)).toUpperCase()
  if (typeof given === 'string' && given !== '' && given.toUpperCase() !== address)
    throw new Error(
      `incorrect address for validator ${given} in the genesis file, should be ${address}`,
    )
  return {
    pubKeyType,
    pubKey,
    power,
    name: typeof json['name'] === 'string' ? json['name'] : '',
  }
}

function appHashOf(value: unknown): Uint8Array {
  if (value === undefined || value === null) return new Uint8Array(0)
  if (typeof value !== 'string' || !/^(?:[0-9A-Fa-f]{2})*$/.test(value))
    throw new Error('app_hash: want hex')
  return new Uint8Array(Buffer.from(value, 'hex'))
}

/** @throws Error that names the field. */
export function parseGenesisDoc(text: string): GenesisDoc {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`genesis.json is not JSON: ${(error as Error).message}`, { cause: error })
  }
  const json = objectAt(value, 'genesis')
  const consensus =
    json['consensus'] === undefined || json['consensus'] === null
      ? {}
      : objectAt(json['consensus'], 'consensus')
  const chainId = json['chain_id']
  if (typeof chainId !== 'string' || chainId === '')
    throw new Error('genesis doc must include non-empty chain_id')
  if (chainId.length > CHAIN_ID_CHARS_MAX)
    throw new Error(`chain_id in genesis doc is too long (max: ${CHAIN_ID_CHARS_MAX})`)
  const initialHeight = integerOr(json['initial_height'], 'initial_height', 1n)
  if (initialHeight < 0n)
    throw new Error(`initial_height cannot be negative (got ${initialHeight})`)
  const validators = json['validators'] ?? consensus['validators'] ?? []
  if (!Array.isArray(validators)) throw new Error('validators: want a list')
  return {
    genesisTimeNs: parseRfc3339(textAt(json, 'genesis_time', 'genesis')),
    chainId,
    initialHeight: initialHeight === 0n ? 1n : initialHeight,
    consensusParams: paramsOf(json['consensus_params'] ?? consensus['params']),
    validators: validators.map(validatorOf),
    appHash: appHashOf(json['app_hash']),
    appState: json['app_state'] ?? {},
  }
}

/** Consensus params in CometBFT's JSON. */
export function jsonParams(params: ConsensusParams): Json {
  const { block, evidence, validator, version } = params
  return {
    block: { max_bytes: String(block.maxBytes), max_gas: String(block.maxGas) },
    evidence: {
      max_age_num_blocks: String(evidence.maxAgeNumBlocks),
      max_age_duration: String(evidence.maxAgeDurationNs),
      max_bytes: String(evidence.maxBytes),
    },
    validator: { pub_key_types: [...validator.pubKeyTypes] },
    version: { app: String(version.app) },
    abci: { vote_extensions_enable_height: '0' },
  }
}

/** The document as CometBFT writes it. */
export function printGenesisDoc(doc: GenesisDoc): string {
  const json = {
    genesis_time: formatRfc3339(doc.genesisTimeNs),
    chain_id: doc.chainId,
    initial_height: String(doc.initialHeight),
    consensus_params: jsonParams(doc.consensusParams),
    validators: doc.validators.map((v) => ({
      address: toHex(validatorAddress(v.pubKeyType, v.pubKey)).toUpperCase(),
      pub_key: { type: TYPE_NAMES[v.pubKeyType], value: Buffer.from(v.pubKey).toString('base64') },
      power: String(v.power),
      name: v.name,
    })),
    app_hash: toHex(doc.appHash).toUpperCase(),
    app_state: doc.appState,
  }
  return JSON.stringify(json, undefined, 2)
}

/** JSON text of a parsed value, without spaces. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value)
}

/** SHA-256 over the printed document: a chain is bound to it. */
export function genesisHash(doc: GenesisDoc): Uint8Array {
  return sha256(utf8(printGenesisDoc(doc)))
}
