/** The embedded engine: one validator that makes blocks of an Application, and nothing else of it. */
import type { Application, CheckTxResponse, FinalizeBlockResponse } from '../../chain/types/abci.js'
import { sha256 } from '../../chain/codec/hash.js'
import { sameBytes } from '../../proto/comet/merkle.js'
import type { Commit } from '../../proto/comet/types.js'
import { KvBlockStore } from './blockStore.js'
import type { ChainState } from './chainState.js'
import { applyBlock, checkSignsAlone, propose, roomOf, signBlock } from './execution.js'
import { handshake } from './handshake.js'
import type { KvDb } from './kvDb.js'
import { TxPool, type MempoolLimits } from './mempool.js'
import { waitMs, type Pace } from './pace.js'
import type {
  Engine,
  EngineStatus,
  EventIndex,
  GenesisDoc,
  NewBlockEvent,
  StoredBlock,
} from './types.js'
import type { BlockSigner } from './validatorKey.js'

/** What an engine is made of; absent = the default named beside it. */
export interface EngineOptions {
  readonly app: Application
  readonly genesis: GenesisDoc
  /** Of the block store alone. */
  readonly db: KvDb
  readonly signer: BlockSigner
  /** 20 bytes. */
  readonly nodeId: Uint8Array
  readonly index: EventIndex
  /** Default 'infonex'. */
  readonly moniker?: string | undefined
  /** Default instant, 1000 ms, 5000 ms. */
  readonly pace?: Partial<Pace> | undefined
  readonly mempool?: Partial<MempoolLimits> | undefined
  /** Blocks kept, if the application lets them go; 0 = all. Default 0. */
  readonly retainBlocks?: number | undefined
  /** A stopped engine tries again after so many ms; 0 = only by `resume`. Default 10,000. */
  readonly retryMs?: number | undefined
  /** Checks signatures of coming transactions ahead of their execution. */
  readonly preverify?: ((txs: readonly Uint8Array[]) => void) | undefined
  /** Told after each block that the start replays. */
  readonly progress?: ((height: bigint, target: bigint) => void) | undefined
  /** Takes what an operator should read. */
  readonly note?: ((text: string) => void) | undefined
  /** Nanoseconds since 1970; default the system's clock. */
  readonly nowNs?: (() => bigint) | undefined
}

const PACE: Pace = { mode: 'instant', blockTimeMs: 1000, idleMs: 5000 }
const RETRY_MS = 10_000
/** Heights to be pruned are gathered until there are so many. */
const PRUNE_EVERY = 10n
const MS = 1_000_000n

type Edge = Pick<StoredBlock, 'blockId'> & { readonly header: StoredBlock['block']['header'] }

const edgeOf = (stored: StoredBlock): Edge => ({
  blockId: stored.blockId,
  header: stored.block.header,
})

/** The engine of a lone validator. `open` brings everything to one height; `start` begins the blocks. */
export class EmbeddedEngine implements Engine {
  readonly app: Application
  readonly genesis: GenesisDoc
  readonly blocks: KvBlockStore
  readonly mempool: TxPool
  readonly index: EventIndex
  private readonly options: EngineOptions
  private readonly pace: Pace
  private readonly listeners = new Set<(event: NewBlockEvent) => void>()
  private state: ChainState
  private lastCommit: Commit | undefined
  private latest: Edge | undefined
  private earliest: Edge | undefined
  /** Highest height that listeners were told of, or that was there at the start. */
  private published: bigint
  private proofDue = false
  private lastStartMs: number | undefined
  private timer: NodeJS.Timeout | undefined
  private timerDueMs = 0
  private running: Promise<unknown> = Promise.resolve()
  private busy = false
  private phase: 'idle' | 'making' | 'stopped' = 'idle'
  private haltReason: string | undefined

  private constructor(options: EngineOptions, store: KvBlockStore, state: ChainState) {
    this.options = options
    this.app = options.app
    this.genesis = options.genesis
    this.blocks = store
    this.index = options.index
    this.pace = { ...PACE, ...definedOf(options.pace) }
    this.state = state
    this.published = state.height
    this.mempool = new TxPool(options.app, roomOf(state), options.mempool)
  }

  /**
   * Handshake, replay and re-indexing. `report` says in sentences what was done.
   * @throws HandshakeError or Error when the parts do not belong together, or the key cannot sign alone.
   */
  static async open(
    options: EngineOptions,
  ): Promise<{ readonly engine: EmbeddedEngine; readonly report: readonly string[] }> {
    const report: string[] = []
    const store = await KvBlockStore.open(options.db)
    const state = await handshake({
      ...options,
      store,
      report: (sentence) => report.push(sentence),
    })
    checkSignsAlone(state, options.signer)
    const signed = options.signer.state.height
    // An exported chain begins above 1, and its validator may have signed up to there.
    const next = store.height === 0n ? options.genesis.initialHeight : store.height + 1n
    if (signed > next)
      throw new Error(
        `the validator has signed height ${signed}, the block store ends at ${store.height}: blocks were lost, or the key signs elsewhere; restore the block store`,
      )
    const engine = new EmbeddedEngine(options, store, state)
    await engine.loadEdges()
    await engine.feedIndex((sentence) => report.push(sentence))
    return { engine, report }
  }

  /** Makes the first block of a new chain, then begins to pace. Resolves when the chain has a block. */
  async start(): Promise<void> {
    if (this.phase !== 'idle') return
    this.phase = 'making'
    if (this.state.height === 0n && this.untilGenesisMs() <= 0) await this.makeBlock()
    else this.schedule()
  }

  get halted(): string | undefined {
    return this.haltReason
  }

  status(): EngineStatus {
    const { signer, nodeId, moniker } = this.options
    const own = this.state.validators.validators.find((v) => sameBytes(v.address, signer.address))
    const empty = new Uint8Array(0)
    return {
      moniker: moniker ?? 'infonex',
      nodeId,
      validator: own ?? {
        address: signer.address,
        pubKeyType: signer.pubKeyType,
        pubKey: signer.pubKey,
        power: 0n,
        proposerPriority: 0n,
      },
      latestHeight: this.state.height,
      latestBlockHash: this.latest?.blockId.hash ?? empty,
      latestAppHash: this.state.appHash,
      latestTimeNs: this.state.lastTimeNs,
      earliestHeight: this.earliest?.header.height ?? 0n,
      earliestBlockHash: this.earliest?.blockId.hash ?? empty,
      earliestAppHash: this.earliest?.header.appHash ?? empty,
      earliestTimeNs: this.earliest?.header.timeNs ?? this.genesis.genesisTimeNs,
    }
  }

  broadcast(tx: Uint8Array): CheckTxResponse {
    const response = this.mempool.add(tx)
    if (response.code === 0 && this.pace.mode === 'instant' && !this.busy) this.schedule()
    return response
  }

  preverify(txs: readonly Uint8Array[]): void {
    this.options.preverify?.(txs)
  }

  onBlock(listener: (event: NewBlockEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Makes a block now. @throws Error when the engine has stopped; the reason is in `halted`. */
  makeBlock(): Promise<NewBlockEvent> {
    const made = this.running.then(() => this.makeGuarded())
    this.running = made.catch(() => undefined)
    return made
  }

  /** Tries to go on after a failure. @throws the error that still stands in the way. */
  resume(): Promise<void> {
    const resumed = this.running.then(() => this.recover())
    this.running = resumed.catch(() => undefined)
    return resumed
  }

  /** Finishes the block in work, makes no more, and closes the block store. Idempotent. */
  async stop(): Promise<void> {
    if (this.phase === 'stopped') return
    this.phase = 'stopped'
    this.disarm()
    await this.running
    await this.blocks.close()
  }

  private nowNs(): bigint {
    return this.options.nowNs?.() ?? BigInt(Date.now()) * MS
  }

  private untilGenesisMs(): number {
    return Number((this.genesis.genesisTimeNs - this.nowNs()) / MS)
  }

  private schedule(): void {
    if (this.phase !== 'making') return
    if (this.haltReason !== undefined) {
      const { retryMs = RETRY_MS } = this.options
      // The reason was noted; another failure notes its own.
      if (retryMs > 0) this.arm(retryMs, () => this.resume())
      return
    }
    // Paced by a clock that never jumps; the system's only says how far off genesis is.
    const nowMs = performance.now()
    const wait = waitMs(this.pace, {
      nowMs,
      lastStartMs: this.lastStartMs,
      notBeforeMs: this.state.height === 0n ? nowMs + this.untilGenesisMs() : 0,
      txsWaiting: this.mempool.size > 0,
      proofDue: this.proofDue,
    })
    this.arm(wait, () => this.makeBlock())
  }

  /** Sets the timer, unless it rings earlier anyway: a stream of transactions must not put it off. */
  private arm(wait: number, ring: () => Promise<unknown>): void {
    const dueMs = performance.now() + wait
    if (this.timer !== undefined && this.timerDueMs <= dueMs) return
    this.disarm()
    this.timerDueMs = dueMs
    this.timer = setTimeout(() => {
      this.timer = undefined
      // A failure stands in `halted` and has been noted.
      ring().catch(() => undefined)
    }, wait)
  }

  private disarm(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async makeGuarded(): Promise<NewBlockEvent> {
    if (this.haltReason !== undefined) throw new Error(this.haltReason)
    if (this.phase === 'stopped') throw new Error('the engine is stopped')
    this.disarm()
    this.busy = true
    try {
      return await this.makeOne()
    } catch (error) {
      this.halt(error)
      throw error
    } finally {
      this.busy = false
      this.schedule()
    }
  }

  private halt(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.haltReason = `no more blocks after height ${this.state.height}: ${reason}`
    this.options.note?.(`The engine has stopped making blocks: ${this.haltReason}`)
  }

  private async makeOne(): Promise<NewBlockEvent> {
    const { app, blocks, options } = this
    this.lastStartMs = performance.now()
    const candidates = this.mempool.reap(roomOf(this.state))
    const { signer } = options
    const proposal = propose(app, this.state, candidates, this.lastCommit, signer.address)
    const { block, bytes, blockId, txHashes } = proposal
    // The order of durability: sign state, block, results, the application's commit, engine state.
    const commit = signBlock(this.state, proposal, signer, this.nowNs())
    await blocks.saveBlock(block, bytes, blockId, commit)
    const before = this.state.appHash
    const applied = await applyBlock(app, blocks, this.state, block, blockId, (state, response) => {
      this.mempool.update(state.height, txHashes, response.txResults, roomOf(state))
    })
    const stored = { block, blockId, sizeBytes: bytes.length }
    const first = this.state.height === 0n
    this.adopt(applied.state, commit, stored)
    const changed = !sameBytes(before, applied.state.appHash)
    this.proofDue = changed && (first || candidates.length > 0)
    const event = { stored, results: applied.response, txHashes }
    await this.publish(event)
    await this.prune(applied.retainHeight)
    return event
  }

  private adopt(state: ChainState, commit: Commit, stored: StoredBlock): void {
    this.state = state
    this.lastCommit = commit
    this.latest = edgeOf(stored)
    this.earliest ??= this.latest
  }

  private async publish(event: NewBlockEvent): Promise<void> {
    await this.index.put(event)
    this.published = event.stored.block.header.height
    for (const listener of [...this.listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.options.note?.(`A listener of blocks threw: ${String(error)}`)
      }
    }
  }

  private async prune(appRetains: bigint): Promise<void> {
    const keep = BigInt(this.options.retainBlocks ?? 0)
    if (keep === 0n || appRetains === 0n) return
    const wanted = this.state.height - keep + 1n
    const retain = appRetains < wanted ? appRetains : wanted
    if (retain < this.blocks.base + PRUNE_EVERY) return
    try {
      await this.blocks.prune(retain)
      await this.index.prune(retain)
      const base = await this.blocks.block(this.blocks.base)
      if (base !== undefined) this.earliest = edgeOf(base)
    } catch (error) {
      // The blocks are safe; the next block tries again.
      this.options.note?.(`Pruning below ${retain} failed: ${String(error)}`)
    }
  }

  private async loadEdges(): Promise<void> {
    const { height } = this.state
    if (height === 0n) return
    this.lastCommit = await this.blocks.seenCommit(height)
    const [latest, earliest] = await Promise.all([
      this.blocks.block(height),
      this.blocks.block(this.blocks.base),
    ])
    if (latest === undefined || earliest === undefined || this.lastCommit === undefined)
      throw new Error(`block ${height} or its commit is missing in the block store`)
    this.latest = edgeOf(latest)
    this.earliest = edgeOf(earliest)
  }

  private async storedEvent(height: bigint): Promise<NewBlockEvent | undefined> {
    const [stored, results] = await Promise.all([
      this.blocks.block(height),
      this.blocks.results(height),
    ])
    return stored === undefined || results === undefined ? undefined : eventOf(stored, results)
  }

  /** Gives the index the blocks that it lacks. */
  private async feedIndex(report: (sentence: string) => void): Promise<void> {
    const last = await this.index.lastHeight()
    const from = last + 1n > this.blocks.base ? last + 1n : this.blocks.base
    for (let height = from; height <= this.state.height; height++) {
      const event = await this.storedEvent(height)
      if (event !== undefined) await this.index.put(event)
    }
    if (from <= this.state.height && this.state.height > 0n)
      report(`Indexed blocks ${from} to ${this.state.height}.`)
  }

  /** As a start does, but in place: what was made meanwhile is told to mempool, index and listeners. */
  private async recover(): Promise<void> {
    if (this.phase === 'stopped' || this.haltReason === undefined) return
    try {
      await this.blocks.reload()
      const before = this.state.height
      this.state = await handshake({ ...this.options, store: this.blocks, report: () => undefined })
      await this.loadEdges()
      for (let height = before + 1n; height <= this.state.height; height++) {
        const event = await this.storedEvent(height)
        if (event === undefined) continue
        this.mempool.update(height, event.txHashes, event.results.txResults, roomOf(this.state))
      }
      for (let height = this.published + 1n; height <= this.state.height; height++) {
        const event = await this.storedEvent(height)
        if (event !== undefined) await this.publish(event)
      }
      this.proofDue = true
      this.haltReason = undefined
      this.options.note?.(`The engine goes on after height ${this.state.height}.`)
    } catch (error) {
      this.halt(error)
      throw error
    } finally {
      this.schedule()
    }
  }
}

function eventOf(stored: StoredBlock, results: FinalizeBlockResponse): NewBlockEvent {
  return { stored, results, txHashes: stored.block.txs.map(sha256) }
}

function definedOf<T extends object>(value: T | undefined): Partial<T> {
  const entries = Object.entries(value ?? {}).filter(([, v]) => v !== undefined)
  return Object.fromEntries(entries) as Partial<T>
}
