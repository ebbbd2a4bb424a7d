/** What the RPC counts, as plain numbers: the hot path increments, whoever wants reads. */
export interface RpcStats {
  /** Calls by method. */
  readonly calls: Map<string, number>
  /** Error answers by JSON-RPC code. */
  readonly errors: Map<number, number>
  webSockets: number
  subscriptions: number
  /** Event messages sent to subscribers. */
  eventsSent: number
  /** Subscribers dropped because they read too slowly. */
  slowClients: number
  /** Connections and clients turned away because of a limit. */
  refusedClients: number
}

/** All zero. */
export function newStats(): RpcStats {
  return {
    calls: new Map(),
    errors: new Map(),
    webSockets: 0,
    subscriptions: 0,
    eventsSent: 0,
    slowClients: 0,
    refusedClients: 0,
  }
}

/** Adds one to a count. */
export function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
