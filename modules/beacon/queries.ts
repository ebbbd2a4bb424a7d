import { codec } from '../../chain/codec/proto.js'
import { grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler, QueryHandler } from '../../chain/types/module.js'
import type { RpcTypes } from '../../proto/gen/plain.js'
import type { BeaconKeeper } from './keeper.js'

type SeedRpc = RpcTypes['/infonex.beacon.v1.Query/Seed']
type OnionsRpc = RpcTypes['/infonex.beacon.v1.Query/Onions']
type ParamsRpc = RpcTypes['/infonex.beacon.v1.Query/Params']

/** Onions shown at most; one a validator. */
const MAX_ONIONS = 1000

export function beaconQueries(keeper: BeaconKeeper): readonly AnyQueryHandler[] {
  const seed: QueryHandler<SeedRpc['request'], SeedRpc['response']> = {
    path: '/infonex.beacon.v1.Query/Seed',
    request: codec('infonex.beacon.v1.QuerySeedRequest'),
    response: codec('infonex.beacon.v1.QuerySeedResponse'),
    run(ctx, { height }) {
      if (height === 0n) return { seed: keeper.latestSeed(ctx) }
      const found = keeper.seeds.get(ctx, height)
      if (found === undefined) throw grpcNotFound(`no seed is kept for height ${height}`)
      return { seed: { height, seed: found } }
    },
  }
  const onions: QueryHandler<OnionsRpc['request'], OnionsRpc['response']> = {
    path: '/infonex.beacon.v1.Query/Onions',
    request: codec('infonex.beacon.v1.QueryOnionsRequest'),
    response: codec('infonex.beacon.v1.QueryOnionsResponse'),
    run(ctx) {
      const out = []
      for (const [, onion] of keeper.onions.walk(ctx)) if (out.push(onion) >= MAX_ONIONS) break
      return { onions: out }
    },
  }
  const params: QueryHandler<ParamsRpc['request'], ParamsRpc['response']> = {
    path: '/infonex.beacon.v1.Query/Params',
    request: codec('infonex.beacon.v1.QueryParamsRequest'),
    response: codec('infonex.beacon.v1.QueryParamsResponse'),
    run: (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
  }
  return [seed, onions, params]
}
