/** Blocks, commits, validators and parameters in CometBFT's JSON. */
import type { ConsensusParams, ValidatorUpdate } from '../../chain/types/abci.js'
import type { Block, BlockId, Commit, Header, StoredBlock, Validator } from '../engine/types.js'
import { base64, base64OrNull, hex, list, text, time } from './json.js'

/** A block id. */
export function blockIdJson(id: BlockId): string {
  const { total, hash } = id.partSetHeader
  return `{"hash":${hex(id.hash)},"parts":{"total":${total},"hash":${hex(hash)}}}`
}

/** The id of no block. */
export const NO_BLOCK_ID_JSON = '{"hash":"","parts":{"total":0,"hash":""}}'

const NO_COMMIT_JSON = `{"height":"0","round":0,"block_id":${NO_BLOCK_ID_JSON},"signatures":[]}`

/** A header. */
export function headerJson(header: Header): string {
  const { version } = header
  return (
    `{"version":{"block":"${version.block}","app":"${version.app}"},` +
    `"chain_id":${text(header.chainId)},"height":"${header.height}",` +
    `"time":${time(header.timeNs)},"last_block_id":${blockIdJson(header.lastBlockId)},` +
    `"last_commit_hash":${hex(header.lastCommitHash)},"data_hash":${hex(header.dataHash)},` +
    `"validators_hash":${hex(header.validatorsHash)},` +
    `"next_validators_hash":${hex(header.nextValidatorsHash)},` +
    `"consensus_hash":${hex(header.consensusHash)},"app_hash":${hex(header.appHash)},` +
    `"last_results_hash":${hex(header.lastResultsHash)},` +
    `"evidence_hash":${hex(header.evidenceHash)},` +
    `"proposer_address":${hex(header.proposerAddress)}}`
  )
}

/** A commit. */
export function commitJson(commit: Commit): string {
  const signatures = commit.signatures.map(
    (s) =>
      `{"block_id_flag":${s.blockIdFlag},"validator_address":${hex(s.validatorAddress)},` +
      `"timestamp":${time(s.timeNs)},"signature":${base64OrNull(s.signature)}}`,
  )
  return (
    `{"height":"${commit.height}","round":${commit.round},` +
    `"block_id":${blockIdJson(commit.blockId)},"signatures":${list(signatures)}}`
  )
}

/** A whole block. */
export function blockJson(block: Block): string {
  const lastCommit = block.lastCommit === undefined ? NO_COMMIT_JSON : commitJson(block.lastCommit)
  return (
    `{"header":${headerJson(block.header)},"data":{"txs":${list(block.txs.map(base64))}},` +
    `"evidence":{"evidence":[]},"last_commit":${lastCommit}}`
  )
}

/** `block_id` and `block`, as in block, block_by_hash and block_search. */
export function storedBlockJson(stored: StoredBlock): string {
  return `{"block_id":${blockIdJson(stored.blockId)},"block":${blockJson(stored.block)}}`
}

/** What `blockchain` tells of a block. */
export function blockMetaJson(stored: StoredBlock): string {
  return (
    `{"block_id":${blockIdJson(stored.blockId)},"block_size":"${stored.sizeBytes}",` +
    `"header":${headerJson(stored.block.header)},"num_txs":"${stored.block.txs.length}"}`
  )
}

const AMINO_NAMES = {
  ed25519: 'tendermint/PubKeyEd25519',
  secp256k1: 'tendermint/PubKeySecp256k1',
} as const

/** A key under its amino name. */
export function pubKeyJson(key: Pick<Validator, 'pubKeyType' | 'pubKey'>): string {
  return `{"type":"${AMINO_NAMES[key.pubKeyType]}","value":${base64(key.pubKey)}}`
}

/** A member of a validator set. */
export function validatorJson(validator: Validator): string {
  return (
    `{"address":${hex(validator.address)},"pub_key":${pubKeyJson(validator)},` +
    `"voting_power":"${validator.power}","proposer_priority":"${validator.proposerPriority}"}`
  )
}

const SUM_NAMES = {
  ed25519: 'tendermint.crypto.PublicKey_Ed25519',
  secp256k1: 'tendermint.crypto.PublicKey_Secp256K1',
} as const

/** A change of the validator set, as ABCI writes it. */
export function validatorUpdateJson(update: ValidatorUpdate): string {
  const { pubKeyType: type, pubKey, power } = update
  const sum = `{"type":"${SUM_NAMES[type]}","value":{"${type}":${base64(pubKey)}}}`
  return `{"pub_key":{"Sum":${sum}},"power":"${power}"}`
}

/** Consensus parameters. */
export function consensusParamsJson(params: ConsensusParams): string {
  const { block, evidence, validator, version } = params
  return (
    `{"block":{"max_bytes":"${block.maxBytes}","max_gas":"${block.maxGas}"},` +
    `"evidence":{"max_age_num_blocks":"${evidence.maxAgeNumBlocks}",` +
    `"max_age_duration":"${evidence.maxAgeDurationNs}","max_bytes":"${evidence.maxBytes}"},` +
    `"validator":{"pub_key_types":${list(validator.pubKeyTypes.map(text))}},` +
    `"version":{"app":"${version.app}"},"abci":{"vote_extensions_enable_height":"0"}}`
  )
}
