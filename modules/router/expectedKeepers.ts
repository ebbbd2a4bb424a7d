import type { QueryContext } from '../../chain/types/context.js'

/** What router asks of the registry of models. */
export interface ModelKeeper {
  /** Whether the graph of a model is on chain and the model is not retired. */
  isOffered(ctx: QueryContext, id: Uint8Array): boolean
}
