import type { Engine } from './engine/types.js'

/** What `infonex start` and the tests hand to `startNode`; absent = the default named beside it. */
export interface StartOptions {
  readonly home: string
  /** Which application runs behind the engine; default 'infonex'. */
  readonly app?: 'infonex' | 'kvstore'
  /** For an empty home only; default infonex-dev-1. */
  readonly chainId?: string
  /** tcp://HOST:PORT, port 0 = any free one; default tcp://127.0.0.1:26657. */
  readonly rpcAddress?: string
  /** REST; default tcp://127.0.0.1:1317; false = off. */
  readonly apiAddress?: string | false
  /** HOST:PORT; default 127.0.0.1:9090; false = off. */
  readonly grpcAddress?: string | false
  /** HTTP faucet; default off. */
  readonly faucetAddress?: string | false
  /** Prometheus; default off. */
  readonly metricsAddress?: string | false
  /** 'instant' = a block when a transaction arrives; else a block every blockTimeMs. Default instant. */
  readonly mode?: 'instant' | 'interval'
  /** Default 1000. */
  readonly blockTimeMs?: number
  /** An empty block at the latest after this many ms without one (instant mode); default 5000. */
  readonly idleMs?: number
  /** Node-local, such as '0.0025uinx'; default '0uinx'. */
  readonly minimumGasPrices?: string
  /** As the SDK names them: heights that stay resident and provable. */
  readonly pruning?: 'default' | 'nothing' | 'everything' | 'custom'
  /** With pruning custom: versions kept. */
  readonly pruningKeepRecent?: number
  /** Blocks that the block store keeps; 0 = all. Default 0. */
  readonly minRetainBlocks?: number
  /** Let the first block migrate a state that an older program wrote; default false: it is refused. */
  readonly migrate?: boolean
  /** Signature verification worker threads; default 1; 0 = on the main thread. */
  readonly verifyWorkers?: number
  readonly moniker?: string
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Reported CometBFT version; default 0.38.25. */
  readonly cometVersion?: string
}

export interface NodeUrls {
  readonly rpc: string
  readonly api?: string
  readonly grpc?: string
  readonly faucet?: string
  readonly metrics?: string
}

/** A node that answers. */
export interface RunningNode {
  readonly chainId: string
  readonly urls: NodeUrls
  readonly engine: Engine
  /** What start-up did, in sentences: snapshot and log used, blocks replayed, keys made. */
  readonly report: readonly string[]
  /** Milliseconds from the call to the first answer. */
  readonly readyMs: number
  /** Stops making blocks, waits for what is in flight, closes everything. Idempotent. */
  stop(): Promise<void>
}
