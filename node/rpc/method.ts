/** One method of the RPC and what methods work with. */
import type { QueryRequest, QueryResponse } from '../../chain/types/abci.js'
import type { Engine } from '../engine/types.js'
import type { BlockFeed } from './blockFeed.js'
import type { RpcLimits } from './limits.js'
import type { ParamSpec, Params } from './params.js'

/** A client that holds a WebSocket. */
export interface Subscriber {
  /** @throws RpcError when the query is no query or a limit is reached. */
  subscribe(query: string, idJson: string): void
  unsubscribe(query: string): void
  unsubscribeAll(): void
}

/** Who calls, and with which id; absent `subscriber` = over HTTP. */
export interface Caller {
  readonly idJson: string
  readonly subscriber: Subscriber | undefined
}

/** The result as JSON text. */
export type Answer = string | Promise<string>

/** A method as the dispatcher sees it. */
export interface Method {
  readonly params: ParamSpec
  /** Reachable by WebSocket only. */
  readonly socketOnly: boolean
  /** Waits for a block; the other calls of an array need not wait for it. */
  readonly waits: boolean
  /** Its parameter `tx` is a transaction that CheckTx will run on. */
  readonly takesTx: boolean
  readonly call: (params: Readonly<Record<string, unknown>>, caller: Caller) => Answer
}

/** What methods work with. */
export interface RpcContext {
  readonly engine: Engine
  readonly limits: RpcLimits
  readonly feed: BlockFeed
  /** CometBFT version that is reported. */
  readonly version: string
  /** As reported in status. */
  readonly rpcAddress: () => string
  readonly query: (request: QueryRequest) => QueryResponse | Promise<QueryResponse>
}

/** Methods by name. */
export type Methods = Readonly<Record<string, Method>>

/** Declares a method; its parameters have the types of `params`. */
export function method<S extends ParamSpec>(
  params: S,
  call: (params: Params<S>, caller: Caller) => Answer,
  options: { socketOnly?: boolean; waits?: boolean; takesTx?: boolean } = {},
): Method {
  return {
    params,
    socketOnly: options.socketOnly ?? false,
    waits: options.waits ?? false,
    takesTx: options.takesTx ?? false,
    call: call as Method['call'],
  }
}
