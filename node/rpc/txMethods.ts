/** Transactions: broadcast, look up, search, mempool. */
import { sha256 } from '../../chain/codec/hash.js'
import type { CheckTxResponse } from '../../chain/types/abci.js'
import { merkleProof } from '../../proto/comet/merkle.js'
import type { IndexedTx } from '../engine/types.js'
import { NO_TX_RESULT_JSON, indexedTxJson, txProofJson, txResultJson } from './abciJson.js'
import { checkPage, orderOf, pagingOf } from './heights.js'
import { base64, hex, list, listOrNull, text, upperHex } from './json.js'
import { type Answer, type Method, type Methods, type RpcContext, method } from './method.js'
import { required } from './params.js'
import { internalError } from './rpcError.js'
import { search } from './search.js'

/** Nearly every good answer has no data, log and codespace; what is the same is not written anew. */
function broadcastJson(check: CheckTxResponse, tx: Uint8Array): string {
  const { code, data, log, codespace } = check
  const hash = hex(sha256(tx))
  if (code === 0 && data.length === 0 && log === '') {
    return `{"code":0,"data":"","log":"","codespace":${text(codespace)},"hash":${hash}}`
  }
  return (
    `{"code":${code},"data":${hex(data)},"log":${text(log)},` +
    `"codespace":${text(codespace)},"hash":${hash}}`
  )
}

async function commitTx(context: RpcContext, tx: Uint8Array): Promise<string> {
  const { engine, limits, feed } = context
  if (feed.waiting >= limits.maxCommitWaiters) {
    throw internalError(`got ${feed.waiting} callers waiting for blocks already, try again`)
  }
  const hash = sha256(tx)
  const wait = feed.waitFor(hash, limits.commitTimeoutMs)
  let check: CheckTxResponse
  try {
    check = engine.broadcast(tx)
  } catch (error) {
    wait.cancel()
    throw error
  }
  const head = `{"check_tx":${txResultJson(check)}`
  if (check.code !== 0) {
    wait.cancel()
    return `${head},"tx_result":${NO_TX_RESULT_JSON},"hash":${hex(hash)},"height":"0"}`
  }
  const { height, result } = await wait.included
  return `${head},"tx_result":${txResultJson(result)},"hash":${hex(hash)},"height":"${height}"}`
}

/** Proofs of the transactions of one answer; a block is read once. */
class Prover {
  readonly #context: RpcContext
  readonly #blocks = new Map<bigint, { root: Uint8Array; txs: readonly Uint8Array[] }>()

  constructor(context: RpcContext) {
    this.#context = context
  }

  async prove(tx: IndexedTx): Promise<string> {
    let block = this.#blocks.get(tx.height)
    if (block === undefined) {
      const stored = await this.#context.engine.blocks.block(tx.height)
      if (stored === undefined) throw internalError(`block ${tx.height} is not available`)
      const { header, txs } = stored.block
      block = { root: header.dataHash, txs: txs.map((one) => sha256(one)) }
      this.#blocks.set(tx.height, block)
    }
    return txProofJson(block.root, tx.tx, merkleProof(sha256, block.txs, tx.index))
  }
}

async function searchTxs(
  context: RpcContext,
  params: {
    query: string | undefined
    prove: boolean | undefined
    page: bigint | undefined
    per_page: bigint | undefined
    order_by: string | undefined
  },
): Promise<string> {
  const paging = pagingOf(params, context.limits)
  const order = orderOf(params.order_by, 'asc')
  const { items, totalCount } = await search(params.query, (query) =>
    context.engine.index.searchTxs(query, { ...paging, order }),
  )
  checkPage(paging, totalCount)
  const prover = params.prove === true ? new Prover(context) : undefined
  const found: string[] = []
  let size = 0
  for (const tx of items) {
    const json = indexedTxJson(tx, await prover?.prove(tx))
    size += json.length
    if (size > context.limits.maxResponseBytes) {
      throw internalError('the answer is too large; ask for fewer transactions a page')
    }
    found.push(json)
  }
  return `{"txs":${list(found)},"total_count":"${totalCount}"}`
}

function mempoolJson(context: RpcContext, txs: string): string {
  const { size, bytes } = context.engine.mempool
  return `"total":"${size}","total_bytes":"${bytes}","txs":${txs}}`
}

function txMethod(call: (tx: Uint8Array) => Answer, options: { waits?: boolean } = {}): Method {
  return method(
    { tx: 'bytes' },
    (params) => call(required(params.tx, 'tx', 'the bytes of a transaction')),
    { ...options, takesTx: true },
  )
}

/** broadcast_tx_*, tx, tx_search, unconfirmed_txs and their like. */
export function txMethods(context: RpcContext): Methods {
  const { engine, limits } = context
  return {
    broadcast_tx_sync: txMethod((tx) => broadcastJson(engine.broadcast(tx), tx)),
    // As CometBFT: admitted as by sync, but the verdict of CheckTx is not told.
    broadcast_tx_async: txMethod((tx) => {
      engine.broadcast(tx)
      return `{"code":0,"data":"","log":"","codespace":"","hash":${hex(sha256(tx))}}`
    }),
    broadcast_tx_commit: txMethod((tx) => commitTx(context, tx), { waits: true }),
    check_tx: txMethod((tx) => txResultJson(engine.app.checkTx({ tx, kind: 'new' }))),
    tx: method({ hash: 'hash', prove: 'bool' }, async (params) => {
      const hash = required(params.hash, 'hash', '32 bytes')
      const found = await engine.index.tx(hash)
      if (found === undefined) throw internalError(`tx (${upperHex(hash)}) not found`)
      const proof = params.prove === true ? await new Prover(context).prove(found) : undefined
      return indexedTxJson(found, proof)
    }),
    tx_search: method(
      { query: 'text', prove: 'bool', page: 'int', per_page: 'int', order_by: 'text' },
      (params) => searchTxs(context, params),
    ),
    unconfirmed_txs: method({ limit: 'int' }, (params) => {
      const { limit = BigInt(limits.defaultPerPage) } = params
      const most = BigInt(limits.maxPerPage)
      const clipped = limit < 1n ? limits.defaultPerPage : Number(limit > most ? most : limit)
      const txs = engine.mempool.list(clipped).map((entry) => base64(entry.tx))
      return `{"n_txs":"${txs.length}",${mempoolJson(context, listOrNull(txs))}`
    }),
    num_unconfirmed_txs: method(
      {},
      () => `{"n_txs":"${engine.mempool.size}",${mempoolJson(context, 'null')}`,
    ),
    broadcast_evidence: method({ evidence: 'text' }, () => {
      throw internalError(
        'evidence is not taken: this chain is made by one embedded validator, there is no second ' +
          'signer whose double signature could be shown',
      )
    }),
  }
}
