import type { PlainTypes } from '../../proto/gen/plain.js'
import type { QueryContext } from '../types/context.js'
import type { QueryHandler } from '../types/module.js'
import { codec, type MessageName } from './proto.js'

/** One query, its types taken from the names of its messages. */
export function queryHandler<Q extends MessageName, R extends MessageName>(
  path: string,
  request: Q,
  response: R,
  run: (ctx: QueryContext, request: PlainTypes[Q]) => PlainTypes[R],
): QueryHandler<PlainTypes[Q], PlainTypes[R]> {
  return { path, request: codec(request), response: codec(response), run }
}
