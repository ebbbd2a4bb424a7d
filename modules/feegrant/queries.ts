import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { equalBytes } from '../../chain/types/bytes.js'
import { grpcInternal } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { FeegrantKeeper } from './keeper.js'

const P = 'cosmos.feegrant.v1beta1'

/** All queries of the module. */
export function feegrantQueries(keeper: FeegrantKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Allowance`,
      `${P}.QueryAllowanceRequest`,
      `${P}.QueryAllowanceResponse`,
      (ctx, request) => {
        const granter = readQueryAddress(keeper.addresses, request.granter)
        const grantee = readQueryAddress(keeper.addresses, request.grantee)
        const allowance = keeper.allowances.get(ctx, { granter, grantee })
        // The SDK answers Internal here, and clients know its text.
        if (allowance === undefined) throw grpcInternal('fee-grant not found: not found')
        return { allowance }
      },
    ),
    queryHandler(
      `/${P}.Query/Allowances`,
      `${P}.QueryAllowancesRequest`,
      `${P}.QueryAllowancesResponse`,
      (ctx, request) => {
        const grantee = readQueryAddress(keeper.addresses, request.grantee)
        const prefix = lengthPrefixedBytes.encode(grantee)
        const { items, pagination } = paginate(ctx, keeper.allowances, request.pagination, {
          prefix,
        })
        return { allowances: items.map(([, grant]) => grant), pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/AllowancesByGranter`,
      `${P}.QueryAllowancesByGranterRequest`,
      `${P}.QueryAllowancesByGranterResponse`,
      (ctx, request) => {
        const granter = readQueryAddress(keeper.addresses, request.granter)
        const { items, pagination } = paginate(ctx, keeper.allowances, request.pagination, {
          include: (key) => equalBytes(key.granter, granter),
        })
        return { allowances: items.map(([, grant]) => grant), pagination }
      },
    ),
  ]
}
