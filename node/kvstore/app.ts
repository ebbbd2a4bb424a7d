/**
 * The key-value application of CometBFT's own tests, behind the same interface as ours: the engine knows no
 * module. A transaction is `key=value`; two events of type `app` tell of it.
 */
import { sha256 } from '../../chain/codec/hash.js'
import type {
  Application,
  ApplyChunkResult,
  CheckTxResponse,
  FinalizeBlockRequest,
  FinalizeBlockResponse,
  InfoResponse,
  InitChainResponse,
  OfferSnapshotResult,
  PrepareProposalRequest,
  QueryRequest,
  QueryResponse,
  Snapshot,
  TxResult,
} from '../../chain/types/abci.js'
import { concatBytes, fromHex, fromUtf8, toHex, utf8 } from '../../chain/types/bytes.js'
import type { Event } from '../../chain/types/event.js'
import { sameBytes } from '../../proto/comet/merkle.js'
import type { Commit } from './log.js'

/** Code of a transaction that is not `key=value`. */
export const INVALID_TX_FORMAT = 2
const APP_VERSION = 1n
const EMPTY = new Uint8Array(0)

interface Pair {
  readonly key: string
  readonly value: string
}

function parseTx(tx: Uint8Array): Pair | undefined {
  const text = fromUtf8(tx)
  // Bytes that are not UTF-8 would be stored as something else.
  if (!sameBytes(utf8(text), tx)) return undefined
  const [key = '', value = '', ...more] = text.split('=')
  return key === '' || value === '' || more.length > 0 ? undefined : { key, value }
}

function eventsOf({ key, value }: Pair): Event[] {
  const event = (creator: string, name: string): Event => ({
    type: 'app',
    attributes: [
      { key: 'creator', value: creator, index: true },
      { key: 'key', value: name, index: true },
      { key: 'index_key', value: 'index is working', index: true },
      { key: 'noindex_key', value: 'index is working', index: false },
    ],
  })
  return [event('Cosmoshi Netowoko', key), event('Cosmoshi', value)]
}

function result(code: number, log: string, events: readonly Event[], gas: bigint): TxResult {
  return {
    code,
    data: EMPTY,
    log,
    info: '',
    gasWanted: gas,
    gasUsed: 0n,
    events,
    codespace: '',
  }
}

const BAD = 'want key=value with one = that is neither first nor last'

/** Where commits go; durable when `append` returns. */
export interface CommitSink {
  append(commit: Commit): void
  close(): void
}

/** State in memory, commits in a log; without a log nothing survives. */
export class KvStoreApp implements Application {
  private readonly log: CommitSink | undefined
  private readonly pairs = new Map<string, string>()
  private height = 0n
  private appHash: Uint8Array
  private count = 0
  private pending: { request: FinalizeBlockRequest; appHash: Uint8Array; pairs: Pair[] } | undefined

  constructor(opened?: { log: CommitSink; commit: Commit | undefined }) {
    this.log = opened?.log
    const commit = opened?.commit
    this.appHash = commit === undefined ? sha256(EMPTY) : fromHex(commit.appHash)
    if (commit === undefined) return
    this.height = BigInt(commit.height)
    this.count = commit.count
    for (const [key, value] of commit.pairs) this.pairs.set(key, value)
  }

  info(): InfoResponse {
    return {
      data: JSON.stringify({ size: this.count }),
      version: '1.0.0',
      appVersion: APP_VERSION,
      lastBlockHeight: this.height,
      lastBlockAppHash: this.height === 0n ? EMPTY : this.appHash,
    }
  }

  initChain(): InitChainResponse {
    return { consensusParams: undefined, validators: [], appHash: this.appHash }
  }

  checkTx({ tx }: { readonly tx: Uint8Array }): CheckTxResponse {
    return parseTx(tx) === undefined
      ? result(INVALID_TX_FORMAT, BAD, [], 0n)
      : result(0, '', [], 1n)
  }

  prepareProposal({ txs }: PrepareProposalRequest): { readonly txs: readonly Uint8Array[] } {
    return { txs: txs.filter((tx) => parseTx(tx) !== undefined) }
  }

  processProposal({ txs }: { readonly txs: readonly Uint8Array[] }): { readonly accept: boolean } {
    return { accept: txs.every((tx) => parseTx(tx) !== undefined) }
  }

  finalizeBlock(request: FinalizeBlockRequest): FinalizeBlockResponse {
    const pairs: Pair[] = []
    let { appHash } = this
    const txResults = request.txs.map((tx) => {
      const pair = parseTx(tx)
      if (pair === undefined) return result(INVALID_TX_FORMAT, BAD, [], 0n)
      pairs.push(pair)
      appHash = sha256(concatBytes(appHash, tx))
      return result(0, '', eventsOf(pair), 1n)
    })
    this.pending = { request, appHash, pairs }
    return {
      events: [],
      txResults,
      validatorUpdates: [],
      consensusParamUpdates: undefined,
      appHash,
    }
  }

  commit(): { readonly retainHeight: bigint } {
    const { pending } = this
    if (pending === undefined) throw new Error('commit without a finalized block')
    const count = this.count + pending.pairs.length
    // First the disk: if it refuses, nothing has changed and the block can be finalized again.
    this.log?.append({
      height: String(pending.request.height),
      appHash: toHex(pending.appHash),
      count,
      pairs: pending.pairs.map(({ key, value }) => [key, value]),
    })
    for (const { key, value } of pending.pairs) this.pairs.set(key, value)
    this.count = count
    this.height = pending.request.height
    this.appHash = pending.appHash
    this.pending = undefined
    return { retainHeight: 0n }
  }

  query({ path, data }: QueryRequest): QueryResponse {
    const known = path === '/key' || path === '/store' || path === ''
    const name = fromUtf8(data)
    const value = known ? this.pairs.get(name) : undefined
    const log = known ? (value === undefined ? 'does not exist' : 'exists') : `unknown path ${path}`
    return {
      code: known ? 0 : 1,
      log,
      info: '',
      index: -1n,
      key: data,
      value: utf8(value ?? ''),
      proofOps: undefined,
      height: this.height,
      codespace: '',
    }
  }

  listSnapshots(): readonly Snapshot[] {
    return []
  }

  loadSnapshotChunk(): Uint8Array {
    return EMPTY
  }

  offerSnapshot(): OfferSnapshotResult {
    return 'abort'
  }

  applySnapshotChunk(): ApplyChunkResult {
    return 'abort'
  }

  /** Closes the log. */
  close(): void {
    this.log?.close()
  }
}
