import type * as abci from '../types/abci.js'
import { assert } from '../types/assert.js'
import { Context, queryContext, type BlockInfo, type ExecMode } from '../types/context.js'
import type { QueryContext } from '../types/context.js'
import { SdkError } from '../types/errors.js'
import { GasMeter } from '../types/gas.js'
import type { BlockBranch, ChangeSet, ReadonlyStoreAccess, StoreBranch } from '../types/kv.js'
import { BlockExecutor, sameParams } from './blockExecutor.js'
import { brokenInvariants, checkModules, exportGenesis, initGenesis } from './genesis.js'
import * as kernel from './kernelState.js'
import { migrationNeeded, pendingMigrations } from './migrations.js'
import type { BaseAppOptions } from './options.js'
import { accepts, prepare, type ProposalRules } from './proposals.js'
import { QueryRouter } from './queries.js'
import { TxRunner, type TxOutcome } from './txRunner.js'

const none: Uint8Array = new Uint8Array()

/** The state that genesis wrote; it is committed with the first block. */
interface Genesis {
  readonly request: abci.InitChainRequest
  branch: BlockBranch
  /** A block ran on it already: it must be written anew before another may. */
  used: boolean
}

/** A block that was executed and waits for Commit. */
interface Finalized {
  readonly block: BlockInfo
  readonly appHash: Uint8Array
  readonly changes: ChangeSet
}

/** The application behind ABCI: a deterministic machine over a versioned store. All calls are synchronous. */
export class BaseApp implements abci.Application {
  readonly #options: BaseAppOptions
  readonly #runner: TxRunner
  readonly #executor: BlockExecutor
  readonly #queries: QueryRouter
  #genesis: Genesis | undefined
  #finalized: Finalized | undefined
  /** The latest committed block, or the genesis. */
  #block: BlockInfo
  /** Over the latest state; CheckTx writes into it, Commit resets it. */
  #check: StoreBranch

  /** @throws StateVersionError if the state in `store` is not for this program. */
  constructor(options: BaseAppOptions) {
    this.#options = options
    checkModules(options.modules, options.store.names)
    const { router, ante, reporter } = options
    const haltOnUnexpected = options.haltOnUnexpected ?? false
    const onStage = options.onStage ?? ((): void => undefined)
    this.#runner = new TxRunner({ router, ante, reporter, haltOnUnexpected, onStage })
    this.#executor = new BlockExecutor(options, this.#runner, onStage)
    const handlers = options.modules.flatMap((m) => m.queries)
    this.#queries = new QueryRouter([...handlers, ...(options.queries ?? [])], {
      store: options.store,
      version: options.version,
      reporter,
      contextAt: (height) => this.contextAt(height),
      simulate: (tx) => this.#simulate(tx),
    })
    this.#block = this.#load()
    this.#check = options.store.branch().branch()
  }

  /** Reads back what the kernel left in the state. @throws StateVersionError */
  #load(): BlockInfo {
    const { store, addresses, modules, migrate } = this.#options
    if (store.version === 0n) return blockInfo('', 0n, 0n, undefined)
    const ctx = this.contextAt(store.version)
    assert(ctx !== undefined, 'the latest version is resident')
    addresses.use(kernel.bech32Prefix.get(ctx) ?? addresses.prefix)
    const pending = pendingMigrations(ctx, modules)
    if (pending.length > 0 && migrate !== true) throw migrationNeeded(pending)
    if (pending.length > 0) this.#executor.migrateNext()
    return { ...ctx.block, consensusParams: this.#options.consensusParams.get(ctx) }
  }

  /** Reads the state anew after state sync has replaced it. @throws StateVersionError */
  reload(): void {
    this.#genesis = undefined
    this.#finalized = undefined
    this.#block = this.#load()
    this.#check = this.#options.store.branch().branch()
  }

  /** Query paths that `query` answers, sorted. */
  get queryPaths(): readonly string[] {
    return this.#queries.paths
  }

  /** Type URLs of the messages that the chain runs, sorted. */
  get messageTypes(): readonly string[] {
    return this.#options.router.typeUrls
  }

  /** A reading context over a committed height; undefined if it is not resident. */
  contextAt(height: bigint): QueryContext | undefined {
    const stores = this.#options.store.at(height)
    if (stores === undefined) return undefined
    const bare = queryContext(blockInfo('', height, 0n, undefined), stores)
    const chainId = kernel.chainId.get(bare) ?? ''
    const timeNs = kernel.blockTimeNs.get(bare) ?? 0n
    const params = this.#options.consensusParams.get(bare)
    return queryContext(blockInfo(chainId, height, timeNs, params), stores)
  }

  info(): abci.InfoResponse {
    const { name, version, store } = this.#options
    return {
      data: name,
      version,
      appVersion: this.#block.consensusParams?.version.app ?? 0n,
      lastBlockHeight: store.version,
      lastBlockAppHash: store.appHash,
    }
  }

  initChain(request: abci.InitChainRequest): abci.InitChainResponse {
    const { store } = this.#options
    assert(store.version === 0n, 'InitChain comes before the first block')
    if (request.chainId === '') throw SdkError.invalidChainId('genesis has no chain id')
    assert(request.initialHeight > 0n, 'the initial height is positive')
    const branch = store.branch()
    const validators = this.#runGenesis(request, branch)
    this.#genesis = { request, branch, used: false }
    this.#finalized = undefined
    this.#check = branch.branch()
    return { consensusParams: undefined, validators, appHash: store.appHash }
  }

  /** Until the first block, CheckTx runs as if in it: height 0 is for genesis alone. */
  #runGenesis(
    request: abci.InitChainRequest,
    branch: BlockBranch,
  ): readonly abci.ValidatorUpdate[] {
    const height = request.initialHeight > 1n ? request.initialHeight : 0n
    const { chainId, timeNs, consensusParams } = request
    const block = blockInfo(chainId, height, timeNs, consensusParams)
    const ctx = context(block, 'genesis', branch)
    this.#options.consensusParams.set(ctx, consensusParams)
    initGenesis(ctx, request, this.#options.modules, this.#options.addresses)
    this.#block = { ...block, height: request.initialHeight }
    return ctx.validatorUpdates
  }

  checkTx({ tx, kind }: abci.CheckTxRequest): abci.CheckTxResponse {
    const mode = kind === 'recheck' ? 'recheck' : 'check'
    const base = context(this.#block, mode, this.#check).with({
      minGasPrices: this.#options.minGasPrices ?? [],
    })
    const { systemTx } = this.#options
    if (systemTx?.matches(tx) === true) return refuseSystemTx()
    const { result, hints } = this.#runner.run(base, tx)
    return hints === undefined || result.code !== 0 ? result : { ...result, ...hints }
  }

  #simulate(tx: Uint8Array): TxOutcome {
    const base = context(this.#block, 'simulate', this.#check.branch())
    // Run on bytes of its own: what is cached by identity belongs to transactions of the mempool.
    return this.#runner.run(base, new Uint8Array(tx))
  }

  #proposalRules(): ProposalRules {
    return {
      decode: (bytes) => this.#runner.decode(bytes),
      systemTx: this.#options.systemTx,
      params: this.#block.consensusParams?.block,
    }
  }

  /** The state before the block that is proposed, as that block's context. */
  #proposalContext(request: {
    readonly height: bigint
    readonly timeNs: bigint
    readonly proposerAddress: Uint8Array
  }): QueryContext {
    const { store } = this.#options
    const block = { ...this.#block, ...pick(request), headerHash: none, lastCommitVotes: [] }
    const stores: ReadonlyStoreAccess = this.#genesis?.branch ?? store.at(store.version) ?? fail()
    return queryContext(block, stores)
  }

  prepareProposal(request: abci.PrepareProposalRequest): { readonly txs: readonly Uint8Array[] } {
    const ctx = this.#proposalContext(request)
    return { txs: prepare(this.#proposalRules(), ctx, request.txs, request.maxTxBytes) }
  }

  processProposal(request: abci.ProcessProposalRequest): { readonly accept: boolean } {
    const ctx = this.#proposalContext(request)
    return { accept: accepts(this.#proposalRules(), ctx, request.txs) }
  }

  /**
   * Begins to check the signatures of a coming block on other threads. Not part of ABCI: an engine that
   * knows the next block may call it; results do not depend on it.
   */
  ahead(txs: readonly Uint8Array[]): void {
    const { store } = this.#options
    const stores = this.#genesis?.branch ?? store.at(store.version)
    if (stores !== undefined) this.#executor.ahead(queryContext(this.#block, stores), txs)
  }

  finalizeBlock(request: abci.FinalizeBlockRequest): abci.FinalizeBlockResponse {
    const branch = this.#blockBranch(request.height)
    const block: BlockInfo = {
      ...this.#block,
      ...pick(request),
      headerHash: request.hash,
      lastCommitVotes: request.decidedLastCommit.votes,
    }
    const { store, onStage } = this.#options
    const ctx = context(block, 'block', branch)
    const executed = this.#executor.execute(ctx, request.txs)
    onStage?.('changes')
    const changes = branch.changes()
    onStage?.('hash')
    const appHash = store.stage(request.height, changes)
    const after = this.#options.consensusParams.get(ctx)
    this.#finalized = { block: { ...block, consensusParams: after }, appHash, changes }
    onStage?.('idle')
    const changed = !sameParams(after, block.consensusParams)
    return { ...executed, consensusParamUpdates: changed ? after : undefined, appHash }
  }

  /** A fresh branch for a block; genesis is written anew if a block ran on it already. */
  #blockBranch(height: bigint): BlockBranch {
    const { store } = this.#options
    const genesis = this.#genesis
    assert(genesis !== undefined || store.version > 0n, 'InitChain comes before the first block')
    const wanted = genesis?.request.initialHeight ?? store.version + 1n
    assert(height === wanted, `FinalizeBlock at height ${height}, want ${wanted}`)
    if (genesis === undefined) return store.branch()
    if (genesis.used) {
      genesis.branch = store.branch()
      this.#runGenesis(genesis.request, genesis.branch)
      this.#check = genesis.branch.branch()
    }
    genesis.used = true
    return genesis.branch
  }

  commit(): { readonly retainHeight: bigint } {
    const { store, log, retainHeight, onStage } = this.#options
    const finalized = this.#finalized
    assert(finalized !== undefined, 'FinalizeBlock comes before Commit')
    const { block, appHash, changes } = finalized
    onStage?.('log')
    log.append({ height: block.height, appHash, changes })
    onStage?.('commit')
    store.commit()
    this.#executor.committed()
    this.#finalized = undefined
    this.#genesis = undefined
    this.#block = block
    this.#check = store.branch().branch()
    onStage?.('idle')
    return { retainHeight: retainHeight?.(block.height) ?? 0n }
  }

  query(request: abci.QueryRequest): abci.QueryResponse {
    return this.#queries.query(request)
  }

  listSnapshots(): readonly abci.Snapshot[] {
    return this.#options.snapshots?.listSnapshots() ?? []
  }

  loadSnapshotChunk(height: bigint, format: number, chunk: number): Uint8Array {
    return this.#options.snapshots?.loadSnapshotChunk(height, format, chunk) ?? none
  }

  offerSnapshot(snapshot: abci.Snapshot, appHash: Uint8Array): abci.OfferSnapshotResult {
    return this.#options.snapshots?.offerSnapshot(snapshot, appHash) ?? 'abort'
  }

  applySnapshotChunk(index: number, chunk: Uint8Array, sender: string): abci.ApplyChunkResult {
    return this.#options.snapshots?.applySnapshotChunk(index, chunk, sender) ?? 'abort'
  }

  /** The state at a resident height as `app_state`. @throws TxError sdk 38 */
  exportGenesis(height = this.#options.store.version): ReturnType<typeof exportGenesis> {
    const ctx = this.contextAt(height)
    if (ctx === undefined) throw SdkError.notFound(`state at height ${height} is not kept`)
    return exportGenesis(ctx, this.#options.modules)
  }

  /** Every broken invariant of the latest committed state; empty = all hold. */
  brokenInvariants(): readonly string[] {
    const ctx = this.contextAt(this.#options.store.version)
    return ctx === undefined ? [] : brokenInvariants(ctx, this.#options.modules)
  }
}

function fail(): never {
  throw SdkError.logic('the latest version is not resident')
}

function pick(request: {
  readonly height: bigint
  readonly timeNs: bigint
  readonly proposerAddress: Uint8Array
}): Pick<BlockInfo, 'height' | 'timeNs' | 'proposerAddress'> {
  const { height, timeNs, proposerAddress } = request
  return { height, timeNs, proposerAddress }
}

function refuseSystemTx(): abci.CheckTxResponse {
  const { codespace, code, message } = SdkError.unauthorized(
    'a system transaction comes from the proposer of a block alone',
  )
  const result = { code, codespace, log: message, data: none, info: '' }
  return { ...result, gasWanted: 0n, gasUsed: 0n, events: [] }
}

function blockInfo(
  chainId: string,
  height: bigint,
  timeNs: bigint,
  consensusParams: abci.ConsensusParams | undefined,
): BlockInfo {
  const empty = { proposerAddress: none, headerHash: none, lastCommitVotes: [] }
  return { chainId, height, timeNs, consensusParams, ...empty }
}

function context(block: BlockInfo, mode: ExecMode, stores: Context['stores']): Context {
  return new Context({
    block,
    mode,
    stores,
    gas: new GasMeter(undefined),
    events: [],
    diffs: [],
    validatorUpdates: [],
    txBytes: none,
    minGasPrices: [],
  })
}
