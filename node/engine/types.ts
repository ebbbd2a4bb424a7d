/**
 * What the engine offers to the RPC, and the CometBFT v0.38 structures it keeps, as plain objects.
 * Bytes are Uint8Array, heights bigint, times nanoseconds since 1970 (UTC).
 */
import type {
  Application,
  CheckTxResponse,
  ConsensusParams,
  FinalizeBlockResponse,
  TxResult,
  ValidatorUpdate,
} from '../../chain/types/abci.js'
import type { Block, BlockId, Commit, Validator } from '../../proto/comet/types.js'

export type {
  Block,
  BlockId,
  Commit,
  CommitSig,
  Header,
  PartSetHeader,
  Validator,
} from '../../proto/comet/types.js'

export interface StoredBlock {
  readonly block: Block
  readonly blockId: BlockId
  /** Size of the protobuf block in bytes. */
  readonly sizeBytes: number
}

/** CometBFT's genesis.json as a structure; `appState` is kept as the JSON text's parsed value. */
export interface GenesisDoc {
  readonly genesisTimeNs: bigint
  readonly chainId: string
  readonly initialHeight: bigint
  readonly consensusParams: ConsensusParams
  readonly validators: readonly (ValidatorUpdate & { readonly name: string })[]
  readonly appHash: Uint8Array
  readonly appState: unknown
}

/** Blocks and what came of them. Undefined = not (or no longer) kept. */
export interface BlockStore {
  /** Lowest and highest block kept; 0 and 0 when empty. */
  readonly base: bigint
  readonly height: bigint
  block(height: bigint): Promise<StoredBlock | undefined>
  heightOf(blockHash: Uint8Array): Promise<bigint | undefined>
  /** The commit FOR `height`; canonical if it stands in block height+1, else the seen commit. */
  commit(height: bigint): Promise<{ commit: Commit; canonical: boolean } | undefined>
  results(height: bigint): Promise<FinalizeBlockResponse | undefined>
  /** The set that signs `height`; known up to store height + 1. */
  validators(height: bigint): Promise<readonly Validator[] | undefined>
  consensusParams(height: bigint): Promise<ConsensusParams | undefined>
}

export interface MempoolTx {
  readonly tx: Uint8Array
  /** SHA-256 of the bytes. */
  readonly hash: Uint8Array
  readonly gasWanted: bigint
}

export interface Mempool {
  readonly size: number
  readonly bytes: number
  /** At most `limit` transactions in the order in which they would be proposed. */
  list(limit: number): readonly MempoolTx[]
  /**
   * CheckTx and, if it is good, admission. @throws EngineError when the pool is full, the transaction too
   * large or already in the cache (the texts and codes of CometBFT).
   */
  add(tx: Uint8Array): CheckTxResponse
}

/** What the engine tells after each block, once it is durable; in order, never twice. */
export interface NewBlockEvent {
  readonly stored: StoredBlock
  readonly results: FinalizeBlockResponse
  readonly txHashes: readonly Uint8Array[]
}

export interface IndexedTx {
  readonly height: bigint
  readonly index: number
  readonly tx: Uint8Array
  readonly hash: Uint8Array
  readonly result: TxResult
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly totalCount: number
}

/** Search over transactions and blocks; node/indexer fills it in. */
export interface EventIndex {
  /** Indexes one block; durable when it resolves, and idempotent (a crash may repeat a block). */
  put(event: NewBlockEvent): Promise<void>
  /** Highest height indexed; 0 = none. The engine re-feeds what is missing at start. */
  lastHeight(): Promise<bigint>
  tx(hash: Uint8Array): Promise<IndexedTx | undefined>
  /** @throws QueryError on a query that does not parse. `page` counts from 1. */
  searchTxs(
    query: string,
    options: { page: number; perPage: number; order: 'asc' | 'desc' },
  ): Promise<Page<IndexedTx>>
  searchBlocks(
    query: string,
    options: { page: number; perPage: number; order: 'asc' | 'desc' },
  ): Promise<Page<bigint>>
  prune(below: bigint): Promise<void>
}

export interface EngineStatus {
  readonly moniker: string
  /** 20-byte node id. */
  readonly nodeId: Uint8Array
  readonly validator: Validator
  readonly latestHeight: bigint
  readonly latestBlockHash: Uint8Array
  /** App hash AFTER the latest block, as CometBFT's status shows it. */
  readonly latestAppHash: Uint8Array
  readonly latestTimeNs: bigint
  readonly earliestHeight: bigint
  readonly earliestBlockHash: Uint8Array
  readonly earliestAppHash: Uint8Array
  readonly earliestTimeNs: bigint
}

/** The embedded engine as the RPC sees it. */
export interface Engine {
  readonly app: Application
  readonly genesis: GenesisDoc
  readonly blocks: BlockStore
  readonly mempool: Mempool
  readonly index: EventIndex
  status(): EngineStatus
  /** Admits a transaction and wakes the block maker (instant mode). Result of CheckTx. */
  broadcast(tx: Uint8Array): CheckTxResponse
  /** Begins to check signatures of transactions that are about to be broadcast, on other threads. */
  preverify?(txs: readonly Uint8Array[]): void
  /** Called for every block in order; returns the unsubscriber. A listener MUST NOT throw. */
  onBlock(listener: (event: NewBlockEvent) => void): () => void
  /** Why no blocks are made, such as a full disk; undefined while all is well. */
  readonly halted?: string | undefined
  /** Makes a block now, such as for a deadline that falls due; resolves once it is durable. */
  makeBlock?(): Promise<NewBlockEvent>
}

/** A refusal of the engine with the JSON-RPC code and the text that CometBFT gives. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: number
  /** CometBFT puts the detail into `data`. */
  readonly data: string

  constructor(code: number, message: string, data = '') {
    super(message)
    this.code = code
    this.data = data
  }
}
