/**
 * ABCI 2.0 as CometBFT v0.38 defines it (tendermint.abci), in plain objects: the ONLY surface between an
 * engine and an application. All calls are synchronous. Heights and gas are bigint, times are
 * nanoseconds since 1970 (UTC).
 */
import type { Event } from './event.js'
import type { ProofOp } from './kv.js'

export interface BlockParams {
  /** Largest block in bytes; -1 = 100 MB. */
  readonly maxBytes: bigint
  /** Largest sum of gas wanted; -1 = no limit. */
  readonly maxGas: bigint
}

export interface ConsensusParams {
  readonly block: BlockParams
  readonly evidence: {
    readonly maxAgeNumBlocks: bigint
    readonly maxAgeDurationNs: bigint
    readonly maxBytes: bigint
  }
  readonly validator: { readonly pubKeyTypes: readonly string[] }
  readonly version: { readonly app: bigint }
}

export interface ValidatorUpdate {
  readonly pubKeyType: 'ed25519' | 'secp256k1'
  readonly pubKey: Uint8Array
  readonly power: bigint
}

export interface InfoResponse {
  readonly data: string
  readonly version: string
  readonly appVersion: bigint
  readonly lastBlockHeight: bigint
  readonly lastBlockAppHash: Uint8Array
}

export interface InitChainRequest {
  readonly timeNs: bigint
  readonly chainId: string
  readonly consensusParams: ConsensusParams
  readonly validators: readonly ValidatorUpdate[]
  /** The bytes of genesis' `app_state` (JSON). */
  readonly appStateBytes: Uint8Array
  readonly initialHeight: bigint
}

export interface InitChainResponse {
  readonly consensusParams: ConsensusParams | undefined
  readonly validators: readonly ValidatorUpdate[]
  readonly appHash: Uint8Array
}

export interface TxResult {
  readonly code: number
  readonly data: Uint8Array
  readonly log: string
  readonly info: string
  readonly gasWanted: bigint
  readonly gasUsed: bigint
  readonly events: readonly Event[]
  readonly codespace: string
}

export interface CheckTxRequest {
  readonly tx: Uint8Array
  readonly kind: 'new' | 'recheck'
}

/** A CheckTx answer; the two hints beyond ABCI are read by the embedded mempool only. */
export interface CheckTxResponse extends TxResult {
  /** Node-local order hint: larger goes first, within the order of each sender's sequences. */
  readonly priority?: bigint
  /** Who sent it and with which sequence, so that a mempool can keep per-sender order. */
  readonly sender?: string
  readonly sequence?: bigint
}

export interface CommitVote {
  readonly validatorAddress: Uint8Array
  readonly power: bigint
  /** 1 absent, 2 commit, 3 nil (BlockIDFlag). */
  readonly blockIdFlag: 1 | 2 | 3
}

export interface CommitInfo {
  readonly round: number
  readonly votes: readonly CommitVote[]
}

export interface PrepareProposalRequest {
  readonly maxTxBytes: bigint
  readonly txs: readonly Uint8Array[]
  readonly localLastCommit: CommitInfo
  readonly height: bigint
  readonly timeNs: bigint
  readonly nextValidatorsHash: Uint8Array
  readonly proposerAddress: Uint8Array
}

export interface ProcessProposalRequest {
  readonly txs: readonly Uint8Array[]
  readonly proposedLastCommit: CommitInfo
  readonly hash: Uint8Array
  readonly height: bigint
  readonly timeNs: bigint
  readonly nextValidatorsHash: Uint8Array
  readonly proposerAddress: Uint8Array
}

export interface FinalizeBlockRequest {
  readonly txs: readonly Uint8Array[]
  readonly decidedLastCommit: CommitInfo
  readonly hash: Uint8Array
  readonly height: bigint
  readonly timeNs: bigint
  readonly nextValidatorsHash: Uint8Array
  readonly proposerAddress: Uint8Array
}

export interface FinalizeBlockResponse {
  readonly events: readonly Event[]
  readonly txResults: readonly TxResult[]
  readonly validatorUpdates: readonly ValidatorUpdate[]
  readonly consensusParamUpdates: ConsensusParams | undefined
  readonly appHash: Uint8Array
}

export interface QueryRequest {
  readonly path: string
  readonly data: Uint8Array
  /** 0 = latest committed. */
  readonly height: bigint
  readonly prove: boolean
}

export interface QueryResponse {
  readonly code: number
  readonly log: string
  readonly info: string
  readonly index: bigint
  readonly key: Uint8Array
  readonly value: Uint8Array
  readonly proofOps: readonly ProofOp[] | undefined
  readonly height: bigint
  readonly codespace: string
}

/** A state-sync snapshot: `hash` is over its chunks, `metadata` is the application's. */
export interface Snapshot {
  readonly height: bigint
  readonly format: number
  readonly chunks: number
  readonly hash: Uint8Array
  readonly metadata: Uint8Array
}

export type OfferSnapshotResult = 'accept' | 'abort' | 'reject' | 'rejectFormat' | 'rejectSender'
export type ApplyChunkResult = 'accept' | 'abort' | 'retry' | 'retrySnapshot' | 'rejectSnapshot'

/** What an engine may call, and nothing else. Every method returns before any other may be called. */
export interface Application {
  info(): InfoResponse
  initChain(request: InitChainRequest): InitChainResponse
  checkTx(request: CheckTxRequest): CheckTxResponse
  prepareProposal(request: PrepareProposalRequest): { readonly txs: readonly Uint8Array[] }
  processProposal(request: ProcessProposalRequest): { readonly accept: boolean }
  finalizeBlock(request: FinalizeBlockRequest): FinalizeBlockResponse
  /** Durable when it returns. `retainHeight`: blocks below it may be pruned; 0 = keep all. */
  commit(): { readonly retainHeight: bigint }
  query(request: QueryRequest): QueryResponse
  listSnapshots(): readonly Snapshot[]
  loadSnapshotChunk(height: bigint, format: number, chunk: number): Uint8Array
  offerSnapshot(snapshot: Snapshot, appHash: Uint8Array): OfferSnapshotResult
  applySnapshotChunk(index: number, chunk: Uint8Array, sender: string): ApplyChunkResult
}
