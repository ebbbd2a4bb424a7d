import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { be64 } from '../../chain/types/bytes.js'
import { type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import { explain } from './explain.js'
import type { RouterKeeper } from './keeper.js'
import type { Match } from './matches.js'
import { pathOf } from './seating.js'
import type { Server } from './state.js'
import { checkMatchTerms } from './terms.js'
import { healthView, standingView } from './views.js'

const P = 'infonex.router.v1'

function pathsOf(keeper: RouterKeeper, ctx: QueryContext, server: Server) {
  return server.aggregators.flatMap((aggregator) =>
    server.offers.map(({ modelId }) => {
      const wholesaleId = pathOf(keeper, ctx, server, aggregator, modelId, timeMsOf(ctx))
      return { aggregator, modelId, wholesaleId, ...keeper.roster.compliance(ctx, wholesaleId) }
    }),
  )
}

function stateOf(keeper: RouterKeeper, ctx: QueryContext, id: bigint) {
  const server = keeper.servers.get(ctx, id)
  if (server === undefined) throw grpcNotFound(`no server ${id}`)
  const standings = server.offers.flatMap(({ modelId }) => {
    const model = keeper.numbers.modelOf(ctx, modelId)
    const standing = model === undefined ? undefined : keeper.roster.standing(ctx, [id, model])
    return standing === undefined || standing.declared === 0
      ? []
      : [standingView(modelId, standing)]
  })
  const health = healthView(keeper.health.get(ctx, id))
  return { server, health, standings, paths: pathsOf(keeper, ctx, server) }
}

/** What a refusal says becomes what a query says. */
function argument(body: () => void): void {
  try {
    body()
  } catch (error) {
    if (error instanceof TxError) throw grpcInvalidArgument(error.message)
    throw error
  }
}

/** Queries of matching: standings, requests and leases, dry runs. */
export function matchQueries(keeper: RouterKeeper): readonly AnyQueryHandler[] {
  const { matches, probes } = keeper
  return [
    queryHandler(
      `/${P}.Query/ServerState`,
      `${P}.QueryServerStateRequest`,
      `${P}.QueryServerStateResponse`,
      (ctx, { id }) => stateOf(keeper, ctx, id),
    ),
    queryHandler(
      `/${P}.Query/Match`,
      `${P}.QueryMatchRequest`,
      `${P}.QueryMatchResponse`,
      (ctx, { id }) => {
        const match = matches.get(ctx, id)
        if (match === undefined) throw grpcNotFound(`no match ${id}`)
        return { match }
      },
    ),
    queryHandler(
      `/${P}.Query/Matches`,
      `${P}.QueryMatchesRequest`,
      `${P}.QueryMatchesResponse`,
      (ctx, { client, serverId, pagination }) => {
        if ((client === '') === (serverId === 0n))
          throw grpcInvalidArgument('want client or server_id, one of them')
        const found = (id: bigint): Match => matches.get(ctx, id) as Match
        if (client !== '') {
          const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, client))
          const page = paginate(ctx, matches.byClient.map, pagination, { prefix })
          return { matches: page.items.map(([[, id]]) => found(id)), pagination: page.pagination }
        }
        const prefix = be64(serverId)
        const page = paginate(ctx, matches.byServer.map, pagination, { prefix })
        return { matches: page.items.map(([[, id]]) => found(id)), pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Candidates`,
      `${P}.QueryCandidatesRequest`,
      `${P}.QueryCandidatesResponse`,
      (ctx, { client, terms, limit }) => {
        const bytes = readQueryAddress(keeper.addresses, client)
        argument(() => checkMatchTerms(terms))
        return explain(keeper, ctx, bytes, terms as NonNullable<typeof terms>, limit)
      },
    ),
    queryHandler(
      `/${P}.Query/Params`,
      `${P}.QueryParamsRequest`,
      `${P}.QueryParamsResponse`,
      (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
    ),
    queryHandler(
      `/${P}.Query/Probes`,
      `${P}.QueryProbesRequest`,
      `${P}.QueryProbesResponse`,
      (ctx) => ({
        probers: [...probes.probers.walk(ctx)].map(([, prober]) => prober),
        duties: [...probes.duties.walk(ctx)].map(([, duty]) => duty),
        pool: keeper.bank.getBalance(ctx, keeper.account, keeper.sla.bondDenom(ctx)).toString(),
      }),
    ),
  ]
}
