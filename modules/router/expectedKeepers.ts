import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

type SignerKey = PlainTypes['infonex.payment.v1.SignerKey']

/** Who has to know which receipt keys are in use: what they signed stands after they have gone. */
export interface ReceiptKeyHook {
  /** @param before absent: a new server. @param key absent: the server has gone. */
  receiptKeyChanged(
    ctx: Context,
    serverId: bigint,
    operator: string,
    before: SignerKey | undefined,
    key: SignerKey | undefined,
  ): void
}

/** What router asks of the registry of models. */
export interface ModelKeeper {
  /** Whether the graph of a model is on chain and the model is not retired. */
  isOffered(ctx: QueryContext, id: Uint8Array): boolean
}
