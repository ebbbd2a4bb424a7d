import type { QueryClient } from '@cosmjs/stargate'
import type { PlainTypes, RpcTypes } from '../proto/gen/plain.js'
import { SERVICES } from '../proto/gen/services.js'
import { decodeMessage, encodeMessage, type MessageName } from './pbjsType.js'

/** Paths of all queries the chain knows: /infonex.payment.v1.Query/Channel. */
export type QueryPath = Extract<keyof RpcTypes, `${string}Query/${string}`>

const METHODS = new Map(
  SERVICES.flatMap(({ service, methods }) =>
    methods.map((m) => [`/${service}/${m.name}`, m] as const),
  ),
)

/**
 * One typed query over `abci_query`. Absent request fields take their defaults.
 * @param height 0 = latest committed.
 * @throws Error with the chain's code and text.
 */
export async function queryRpc<P extends QueryPath>(
  base: QueryClient,
  path: P,
  request: Partial<RpcTypes[P]['request']>,
  height = 0,
): Promise<RpcTypes[P]['response']> {
  const method = METHODS.get(path)
  if (method === undefined) throw new Error(`no query ${path}`)
  const data = encodeMessage(
    method.request as MessageName,
    request as Partial<PlainTypes[MessageName]>,
  )
  const { value } = await base.queryAbci(path, data, height === 0 ? undefined : height)
  return decodeMessage(method.response as MessageName, value) as RpcTypes[P]['response']
}

/** The extension for CosmJS' `QueryClient.withExtensions`: `client.infonex.query(path, request)`. */
export interface InfonexExtension {
  readonly infonex: {
    query<P extends QueryPath>(
      path: P,
      request: Partial<RpcTypes[P]['request']>,
      height?: number,
    ): Promise<RpcTypes[P]['response']>
  }
}

export function setupInfonexExtension(base: QueryClient): InfonexExtension {
  return { infonex: { query: (path, request, height) => queryRpc(base, path, request, height) } }
}
