/**
 * Figures of a node for Prometheus. What CometBFT measures too has CometBFT's name, so that its
 * dashboards fit; the rest begins with infonex_.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CheckTxResponse } from '../../chain/types/abci.js'
import type { Engine } from '../engine/types.js'

/** What the metrics read when they are scraped; what is absent is not shown. */
export interface MetricSources {
  /** Nodes and bytes of the state tree, versions that are resident. */
  readonly store?: () => {
    readonly nodes: number
    readonly bytes: number
    readonly versions: number
  }
  /** Open WebSocket connections and subscriptions on them. */
  readonly websockets?: () => { readonly connections: number; readonly subscriptions: number }
}

/** Which server was asked. */
export type Door = 'rpc' | 'rest' | 'grpc' | 'websocket' | 'faucet'

/** Method names beyond this many are counted as `other`: a stranger must not grow the registry. */
const METHODS_MAX = 300

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** All figures of one node. */
export class NodeMetrics {
  readonly registry = new Registry()
  readonly #requests: Histogram<'door' | 'method' | 'status'>
  readonly #rejected: Counter<'codespace' | 'code'>
  readonly #commit: Histogram
  readonly #methods = new Set<string>()
  readonly #unsubscribe: () => void

  constructor(engine: Engine, sources: MetricSources = {}) {
    const registers = [this.registry]
    this.registry.setDefaultLabels({ chain_id: engine.genesis.chainId })
    collectDefaultMetrics({ register: this.registry })
    this.#requests = new Histogram({
      name: 'infonex_requests_seconds',
      help: 'Requests answered, by server, method and status; the buckets are their latency.',
      labelNames: ['door', 'method', 'status'],
      ...{ buckets: SECONDS, registers },
    })
    this.#rejected = new Counter({
      name: 'cometbft_mempool_failed_txs',
      help: 'Transactions that CheckTx or the mempool refused, by codespace and code.',
      labelNames: ['codespace', 'code'],
      registers,
    })
    this.#commit = new Histogram({
      name: 'infonex_store_commit_seconds',
      help: 'Time to hash a block and make it durable.',
      ...{ buckets: SECONDS, registers },
    })
    this.#mempool(engine)
    this.#store(sources)
    this.#unsubscribe = this.#blocks(engine)
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      ...{ name, help, registers: [this.registry] },
      collect() {
        this.set(read())
      },
    })
  }

  #mempool(engine: Engine): void {
    this.#gauge('cometbft_mempool_size', 'Transactions that wait.', () => engine.mempool.size)
    this.#gauge('cometbft_mempool_size_bytes', 'Bytes that wait.', () => engine.mempool.bytes)
    this.#gauge('cometbft_consensus_height', 'Latest height.', () =>
      Number(engine.status().latestHeight),
    )
    this.#gauge('infonex_block_store_base', 'Lowest height whose block is kept.', () =>
      Number(engine.blocks.base),
    )
  }

  #store({ store, websockets }: MetricSources): void {
    if (store !== undefined) {
      this.#gauge('infonex_store_nodes', 'Nodes of the state tree.', () => store().nodes)
      this.#gauge('infonex_store_bytes', 'Bytes of the state tree.', () => store().bytes)
      this.#gauge('infonex_store_versions', 'Heights that are provable.', () => store().versions)
    }
    if (websockets !== undefined) {
      this.#gauge('infonex_websockets', 'Open WebSockets.', () => websockets().connections)
      this.#gauge('infonex_subscriptions', 'Subscriptions.', () => websockets().subscriptions)
    }
  }

  #blocks(engine: Engine): () => void {
    const registers = [this.registry]
    const interval = new Histogram({
      name: 'cometbft_consensus_block_interval_seconds',
      help: 'Time between blocks, by their headers.',
      ...{ buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30], registers },
    })
    const size = new Gauge({
      ...{ name: 'cometbft_consensus_block_size_bytes', help: 'Latest block.', registers },
    })
    const count = new Gauge({
      ...{ name: 'cometbft_consensus_num_txs', help: 'Transactions in it.', registers },
    })
    const total = new Counter({
      name: 'cometbft_consensus_total_txs',
      help: 'Transactions committed since the start, by outcome.',
      labelNames: ['outcome'],
      registers,
    })
    const gas = new Counter({
      ...{ name: 'infonex_gas_used_total', help: 'Gas used since the start.', registers },
    })
    let before: bigint | undefined
    return engine.onBlock(({ stored, results }) => {
      const { timeNs } = stored.block.header
      if (before !== undefined) interval.observe(Number(timeNs - before) / 1e9)
      before = timeNs
      size.set(stored.sizeBytes)
      count.set(stored.block.txs.length)
      for (const { code, gasUsed } of results.txResults) {
        total.inc({ outcome: code === 0 ? 'ok' : 'failed' })
        gas.inc(Number(gasUsed))
      }
    })
  }

  /** One request answered. `status` is the HTTP, gRPC or JSON-RPC code. */
  request(door: Door, method: string, seconds: number, status: number | string): void {
    const key = `${door} ${method}`
    if (!this.#methods.has(key) && this.#methods.size < METHODS_MAX) this.#methods.add(key)
    const known = this.#methods.has(key) ? method : 'other'
    this.#requests.observe({ door, method: known, status: String(status) }, seconds)
  }

  /** What CheckTx said of a new transaction; successes are not counted here. */
  checked({ code, codespace }: Pick<CheckTxResponse, 'code' | 'codespace'>): void {
    if (code !== 0) this.#rejected.inc({ codespace, code: String(code) })
  }

  /** A refusal by the mempool itself. */
  refused(reason: 'full' | 'cached' | 'large'): void {
    this.#rejected.inc({ codespace: 'mempool', code: reason })
  }

  /** One commit took this long. */
  committed(seconds: number): void {
    this.#commit.observe(seconds)
  }

  /** No block is counted after this. */
  close(): void {
    this.#unsubscribe()
    this.registry.clear()
  }
}
