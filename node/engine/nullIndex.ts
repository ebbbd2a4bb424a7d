import { EngineError, type EventIndex } from './types.js'

const off = (): Promise<never> =>
  Promise.reject(new EngineError(-32603, 'Internal error', 'transaction indexing is disabled'))

/** Keeps nothing: CometBFT's `indexer = "null"`. */
export const nullIndex: EventIndex = {
  put: () => Promise.resolve(),
  // Above every height, so that nothing is fed again.
  lastHeight: () => Promise.resolve((1n << 63n) - 1n),
  tx: off,
  searchTxs: off,
  searchBlocks: off,
  prune: () => Promise.resolve(),
}
