import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import type { QueryContext } from '../../chain/types/context.js'
import { grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { SlaKeeper } from './keeper.js'
import { contractQueries } from './contractQueries.js'
import { agreementQueries, planQueries } from './planQueries.js'
import type { BondState, Membership, UnbondingState } from './state.js'

const P = 'infonex.sla.v1'

/** A bond as queries and genesis show it. */
export function showBond(owner: string, bond: BondState): PlainTypes['infonex.sla.v1.Bond'] {
  return {
    owner,
    amount: bond.amount.toString(),
    locked: bond.locked.toString(),
    unbonding: bond.unbonding.toString(),
  }
}

/** An unbonding as queries and genesis show it. */
export function showUnbonding(
  owner: string,
  id: bigint,
  { amount, completeMs, completeHeight }: UnbondingState,
): PlainTypes['infonex.sla.v1.Unbonding'] {
  return { owner, id, amount: amount.toString(), completeMs, completeHeight }
}

function bondQuery(keeper: SlaKeeper): AnyQueryHandler {
  return queryHandler(
    `/${P}.Query/Bond`,
    `${P}.QueryBondRequest`,
    `${P}.QueryBondResponse`,
    (ctx, { owner, pagination }) => {
      const address = readQueryAddress(keeper.addresses, owner)
      const prefix = lengthPrefixedBytes.encode(address)
      const page = paginate(ctx, keeper.ledger.locks, pagination, { prefix })
      return {
        bond: showBond(owner, keeper.bondOf(ctx, address)),
        locks: page.items.map(([[, [purpose, reference]], amount]) => ({
          owner,
          purpose,
          reference,
          amount: amount.toString(),
        })),
        unbondings: [...keeper.ledger.unbondings.walk(ctx, { prefix })].map(([[, id], state]) =>
          showUnbonding(owner, id, state),
        ),
        pagination: page.pagination,
      }
    },
  )
}

function membershipQueries(keeper: SlaKeeper): readonly AnyQueryHandler[] {
  const { registry, addresses } = keeper
  return [
    queryHandler(
      `/${P}.Query/Members`,
      `${P}.QueryMembersRequest`,
      `${P}.QueryMembersResponse`,
      (ctx, { aggregator, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(addresses, aggregator))
        const page = paginate(ctx, registry.members, pagination, { prefix })
        return { members: page.items.map(([, found]) => found), pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Memberships`,
      `${P}.QueryMembershipsRequest`,
      `${P}.QueryMembershipsResponse`,
      (ctx: QueryContext, { supplier, pagination }) => {
        const address = readQueryAddress(addresses, supplier)
        const prefix = lengthPrefixedBytes.encode(address)
        const page = paginate(ctx, registry.bySupplier.map, pagination, { prefix })
        const memberships = page.items.map(
          ([[, aggregator]]) => registry.membership(ctx, aggregator, address) as Membership,
        )
        return { memberships, pagination: page.pagination }
      },
    ),
  ]
}

export function slaQueries(keeper: SlaKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Aggregator`,
      `${P}.QueryAggregatorRequest`,
      `${P}.QueryAggregatorResponse`,
      (ctx, { address }) => {
        const found = keeper.registry.get(ctx, readQueryAddress(keeper.addresses, address))
        if (found === undefined) throw grpcNotFound(`no aggregator ${address}`)
        return { aggregator: found }
      },
    ),
    queryHandler(
      `/${P}.Query/Aggregators`,
      `${P}.QueryAggregatorsRequest`,
      `${P}.QueryAggregatorsResponse`,
      (ctx, { pagination }) => {
        const page = paginate(ctx, keeper.registry.aggregators, pagination)
        return { aggregators: page.items.map(([, found]) => found), pagination: page.pagination }
      },
    ),
    ...membershipQueries(keeper),
    bondQuery(keeper),
    ...planQueries(keeper),
    ...agreementQueries(keeper),
    ...contractQueries(keeper),
    queryHandler(
      `/${P}.Query/Allotments`,
      `${P}.QueryAllotmentsRequest`,
      `${P}.QueryAllotmentsResponse`,
      (ctx, { agreementId }) => ({ allotments: keeper.allotments.of(ctx, agreementId) }),
    ),
    queryHandler(
      `/${P}.Query/Params`,
      `${P}.QueryParamsRequest`,
      `${P}.QueryParamsResponse`,
      (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
    ),
  ]
}
