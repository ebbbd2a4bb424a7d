import { queryHandler } from '../../chain/codec/queryHandler.js'
import { paginate } from '../../chain/collections/paginate.js'
import { fromHex } from '../../chain/types/bytes.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import type { RouterKeeper } from './keeper.js'
import { matchQueries } from './matchQueries.js'

const P = 'infonex.router.v1'

export function routerQueries(keeper: RouterKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Server`,
      `${P}.QueryServerRequest`,
      `${P}.QueryServerResponse`,
      (ctx, { id }) => {
        const server = keeper.servers.get(ctx, id)
        if (server === undefined) throw grpcNotFound(`no server ${id}`)
        return { server }
      },
    ),
    queryHandler(
      `/${P}.Query/Servers`,
      `${P}.QueryServersRequest`,
      `${P}.QueryServersResponse`,
      (ctx, { modelId, pagination }) => {
        if (modelId === '') {
          const page = paginate(ctx, keeper.servers, pagination)
          return { servers: page.items.map(([, server]) => server), pagination: page.pagination }
        }
        if (!/^[0-9a-fA-F]{64}$/.test(modelId))
          throw grpcInvalidArgument(`model_id is "${modelId.slice(0, 70)}", want 64 hex digits`)
        const prefix = fromHex(modelId)
        const page = paginate(ctx, keeper.byModel.map, pagination, { prefix })
        const servers = page.items.map(([[, id]]) => keeper.mustGet(ctx, id))
        return { servers, pagination: page.pagination }
      },
    ),
    ...matchQueries(keeper),
  ]
}
