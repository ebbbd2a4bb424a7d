import type { CheckTxResponse, QueryResponse } from '../../chain/types/abci.js'
import { SdkError, TxError } from '../../chain/types/errors.js'
import type { Engine } from '../engine/types.js'
import type { NodeServices } from './nodeServices.js'

/** What REST and gRPC need of a node: one door for questions, one for transactions. */
export interface Doors {
  /** As abci_query without a proof; height 0 = the latest. Refusals come as a code, never as a throw. */
  query(path: string, data: Uint8Array, height: bigint): Promise<QueryResponse>
  /** CheckTx and admission. @throws EngineError */
  broadcast(tx: Uint8Array): CheckTxResponse
  readonly engine: Engine
}

const EMPTY = new Uint8Array(0)

/** A refusal as abci_query carries it. */
function refused(error: TxError, height: bigint): QueryResponse {
  const { codespace, code, message } = error
  return answer({ codespace, code, log: message, height })
}

function answer(part: Partial<QueryResponse>): QueryResponse {
  return {
    code: 0,
    log: '',
    info: '',
    index: 0n,
    key: EMPTY,
    value: EMPTY,
    proofOps: undefined,
    height: 0n,
    codespace: '',
    ...part,
  }
}

/**
 * Puts the node's own services (blocks, index) in front of the application. The RPC's abci_query goes
 * through the same `query`, so that CosmJS finds /cosmos.tx.v1beta1.Service/GetTx there too.
 */
export function doorsOf(engine: Engine, services: NodeServices): Doors {
  return {
    engine,
    broadcast: (tx) => engine.broadcast(tx),
    async query(path, data, height) {
      if (!services.has(path)) return engine.app.query({ path, data, height, prove: false })
      try {
        const value = await services.run(path, data)
        return answer({ value, height: engine.status().latestHeight })
      } catch (cause) {
        if (cause instanceof TxError) return refused(cause, height)
        const text = cause instanceof Error ? cause.message : String(cause)
        return refused(SdkError.logic(text), height)
      }
    },
  }
}
