import type { TxResult } from '../../chain/types/abci.js'

/** What became of a transaction in a block. */
export interface CommittedTx {
  readonly height: bigint
  readonly result: TxResult
}

/** How a signer reaches a chain: in the same process, or over a node's RPC. */
export interface ChainAccess {
  chainId(): Promise<string>
  /** A gRPC-style query. @throws ChainRefusal */
  query(path: string, data: Uint8Array, height?: bigint): Promise<Uint8Array>
  /** CheckTx and admission. @throws ChainRefusal when the mempool itself refuses. */
  broadcast(tx: Uint8Array): Promise<Pick<TxResult, 'code' | 'codespace' | 'log'>>
  /** Waits until the transaction is in a block; undefined when the time runs out or `signal` aborts. */
  waitTx(
    hash: Uint8Array,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<CommittedTx | undefined>
}

/** A query or a transaction that the chain refused. */
export class ChainRefusal extends Error {
  override readonly name = 'ChainRefusal'
  readonly codespace: string
  readonly code: number

  constructor(codespace: string, code: number, message: string) {
    super(message)
    this.codespace = codespace
    this.code = code
  }
}
