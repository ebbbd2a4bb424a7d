import { codec } from '../../chain/codec/proto.js'
import type { AnyQueryHandler, QueryHandler } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { ConsensusKeeper } from './keeper.js'
import { toWire } from './state.js'

type Request = PlainTypes['cosmos.consensus.v1.QueryParamsRequest']
type Response = PlainTypes['cosmos.consensus.v1.QueryParamsResponse']

export function consensusQueries(keeper: ConsensusKeeper): readonly AnyQueryHandler[] {
  const params: QueryHandler<Request, Response> = {
    path: '/cosmos.consensus.v1.Query/Params',
    request: codec('cosmos.consensus.v1.QueryParamsRequest'),
    response: codec('cosmos.consensus.v1.QueryParamsResponse'),
    run(ctx) {
      const found = keeper.get(ctx)
      return { params: found === undefined ? null : toWire(found) }
    },
  }
  return [params]
}
