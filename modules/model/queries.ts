import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { fromHex } from '../../chain/types/bytes.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { ModelKeeper } from './keeper.js'

const P = 'infonex.model.v1'

function idOf(text: string): Uint8Array {
  if (!/^[0-9a-fA-F]{64}$/.test(text))
    throw grpcInvalidArgument(`id is "${text.slice(0, 70)}", want 64 hex digits`)
  return fromHex(text)
}

export function modelQueries(keeper: ModelKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Model`,
      `${P}.QueryModelRequest`,
      `${P}.QueryModelResponse`,
      (ctx, request) => {
        const model = keeper.get(ctx, idOf(request.id))
        if (model === undefined) throw grpcNotFound(`no model ${request.id}`)
        return { model }
      },
    ),
    queryHandler(
      `/${P}.Query/Models`,
      `${P}.QueryModelsRequest`,
      `${P}.QueryModelsResponse`,
      (ctx, { owner, pagination }) => {
        if (owner === '') {
          const page = paginate(ctx, keeper.models, pagination)
          return { models: page.items.map(([, model]) => model), pagination: page.pagination }
        }
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, owner))
        const page = paginate(ctx, keeper.byOwner.map, pagination, { prefix })
        const models = page.items.map(([[, id]]) => keeper.mustGet(ctx, id))
        return { models, pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/GraphChunk`,
      `${P}.QueryGraphChunkRequest`,
      `${P}.QueryGraphChunkResponse`,
      (ctx, { id, index }) => {
        const data = keeper.chunks.get(ctx, [idOf(id), index])
        if (data === undefined) throw grpcNotFound(`no piece ${index} of the graph of model ${id}`)
        return { data }
      },
    ),
    queryHandler(
      `/${P}.Query/Params`,
      `${P}.QueryParamsRequest`,
      `${P}.QueryParamsResponse`,
      (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
    ),
  ]
}
