/** What a stranger may ask of the RPC. Defaults are CometBFT's where it has one. */
export interface RpcLimits {
  /** Largest request body and WebSocket message. */
  readonly maxBodyBytes: number
  readonly maxHeaderBytes: number
  /** Requests in one array. */
  readonly maxBatch: number
  /** Responses to one array together; what comes after is refused. */
  readonly maxResponseBytes: number
  /** Arrays and objects within each other. */
  readonly maxDepth: number
  readonly maxIdChars: number
  readonly defaultPerPage: number
  readonly maxPerPage: number
  /** Headers that `blockchain` returns. */
  readonly maxBlockMetas: number
  readonly maxQueryChars: number
  /** Clients that hold subscriptions. */
  readonly maxSubscriptionClients: number
  readonly maxSubscriptionsPerClient: number
  readonly maxWebSockets: number
  /** Requests of one WebSocket that are being answered; then it is not read from. */
  readonly maxPendingPerSocket: number
  /** Bytes that may wait for a client when a block begins, and at any time. */
  readonly maxBacklogBytes: number
  readonly maxBacklogPeakBytes: number
  /** TCP connections of all kinds. */
  readonly maxConnections: number
  /** Callers of broadcast_tx_commit that wait for a block. */
  readonly maxCommitWaiters: number
  readonly commitTimeoutMs: number
  /** How long status waits for the first block. */
  readonly firstBlockTimeoutMs: number
  /** In which a whole request must have come in. */
  readonly requestTimeoutMs: number
  readonly keepAliveMs: number
  /** A WebSocket that answers no ping for twice as long is closed. */
  readonly pingMs: number
}

/** What holds unless options say otherwise. */
export const DEFAULT_LIMITS: RpcLimits = {
  maxBodyBytes: 1_000_000,
  maxHeaderBytes: 64 * 1024,
  maxBatch: 100,
  maxResponseBytes: 64 * 1024 * 1024,
  maxDepth: 32,
  maxIdChars: 128,
  defaultPerPage: 30,
  maxPerPage: 100,
  maxBlockMetas: 20,
  maxQueryChars: 512,
  maxSubscriptionClients: 100,
  maxSubscriptionsPerClient: 5,
  maxWebSockets: 2000,
  maxPendingPerSocket: 64,
  maxBacklogBytes: 4 * 1024 * 1024,
  maxBacklogPeakBytes: 32 * 1024 * 1024,
  maxConnections: 4000,
  maxCommitWaiters: 1000,
  commitTimeoutMs: 10_000,
  firstBlockTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  keepAliveMs: 60_000,
  pingMs: 27_000,
}
