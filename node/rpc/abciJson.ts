/** ABCI answers and transactions in CometBFT's JSON. */
import type {
  FinalizeBlockResponse,
  InfoResponse,
  QueryResponse,
  TxResult,
} from '../../chain/types/abci.js'
import type { Event } from '../../chain/types/event.js'
import type { MerkleProof } from '../../proto/comet/merkle.js'
import type { IndexedTx } from '../engine/types.js'
import { consensusParamsJson, validatorUpdateJson } from './blockJson.js'
import { base64, base64OrNull, hex, list, listOrNull, text } from './json.js'

/** An event. */
export function eventJson(event: Event): string {
  const attributes = event.attributes.map(
    (a) => `{"key":${text(a.key)},"value":${text(a.value)},"index":${a.index}}`,
  )
  return `{"type":${text(event.type)},"attributes":${list(attributes)}}`
}

/** What came of a transaction, in CheckTx or in a block. */
export function txResultJson(result: TxResult): string {
  return (
    `{"code":${result.code},"data":${base64OrNull(result.data)},"log":${text(result.log)},` +
    `"info":${text(result.info)},"gas_wanted":"${result.gasWanted}",` +
    `"gas_used":"${result.gasUsed}","events":${list(result.events.map(eventJson))},` +
    `"codespace":${text(result.codespace)}}`
  )
}

/** What tx_result is before there is one. */
export const NO_TX_RESULT_JSON =
  '{"code":0,"data":null,"log":"","info":"","gas_wanted":"0","gas_used":"0","events":[],"codespace":""}'

/** The answer of block_results. */
export function blockResultsJson(height: bigint, results: FinalizeBlockResponse): string {
  const params = results.consensusParamUpdates
  return (
    `{"height":"${height}","txs_results":${listOrNull(results.txResults.map(txResultJson))},` +
    `"finalize_block_events":${listOrNull(results.events.map(eventJson))},` +
    `"validator_updates":${listOrNull(results.validatorUpdates.map(validatorUpdateJson))},` +
    `"consensus_param_updates":${params === undefined ? 'null' : consensusParamsJson(params)},` +
    `"app_hash":${base64(results.appHash)}}`
  )
}

/** FinalizeBlock's answer as the NewBlock event carries it. */
export function finalizeBlockJson(results: FinalizeBlockResponse): string {
  const params = results.consensusParamUpdates
  return (
    `{"events":${list(results.events.map(eventJson))},` +
    `"tx_results":${list(results.txResults.map(txResultJson))},` +
    `"validator_updates":${list(results.validatorUpdates.map(validatorUpdateJson))},` +
    `"consensus_param_updates":${params === undefined ? 'null' : consensusParamsJson(params)},` +
    `"app_hash":${base64(results.appHash)}}`
  )
}

/** The response of abci_info. */
export function infoJson(info: InfoResponse): string {
  return (
    `{"data":${text(info.data)},"version":${text(info.version)},` +
    `"app_version":"${info.appVersion}","last_block_height":"${info.lastBlockHeight}",` +
    `"last_block_app_hash":${base64(info.lastBlockAppHash)}}`
  )
}

/** The response of abci_query. */
export function queryJson(response: QueryResponse): string {
  const ops = response.proofOps?.map(
    (op) => `{"type":${text(op.type)},"key":${base64(op.key)},"data":${base64(op.data)}}`,
  )
  return (
    `{"code":${response.code},"log":${text(response.log)},"info":${text(response.info)},` +
    `"index":"${response.index}","key":${base64OrNull(response.key)},` +
    `"value":${base64OrNull(response.value)},` +
    `"proofOps":${ops === undefined ? 'null' : `{"ops":${list(ops)}}`},` +
    `"height":"${response.height}","codespace":${text(response.codespace)}}`
  )
}

/** That a transaction stands in the block whose header has this data hash. */
export function txProofJson(root: Uint8Array, tx: Uint8Array, proof: MerkleProof): string {
  return (
    `{"root_hash":${hex(root)},"data":${base64(tx)},"proof":{"total":"${proof.total}",` +
    `"index":"${proof.index}","leaf_hash":${base64(proof.leafHash)},` +
    `"aunts":${list(proof.aunts.map(base64))}}}`
  )
}

/** The answer of tx, and one of tx_search. */
export function indexedTxJson(tx: IndexedTx, proof: string | undefined): string {
  return (
    `{"hash":${hex(tx.hash)},"height":"${tx.height}","index":${tx.index},` +
    `"tx_result":${txResultJson(tx.result)},"tx":${base64(tx.tx)}` +
    `${proof === undefined ? '' : `,"proof":${proof}`}}`
  )
}
