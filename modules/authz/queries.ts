import { queryHandler } from '../../chain/codec/queryHandler.js'
import { paginate } from '../../chain/collections/paginate.js'
import { equalBytes } from '../../chain/types/bytes.js'
import { grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { AuthzKeeper, Grant } from './keeper.js'
import { type GrantKey, pairPrefix } from './keys.js'

const P = 'cosmos.authz.v1beta1'

/** All queries of the module. Grants that expired and were not removed yet are shown, as in the SDK. */
export function authzQueries(keeper: AuthzKeeper): readonly AnyQueryHandler[] {
  const shown = ([key, grant]: readonly [
    GrantKey,
    Grant,
  ]): PlainTypes[`${typeof P}.GrantAuthorization`] => ({
    granter: keeper.addresses.toText(key.granter),
    grantee: keeper.addresses.toText(key.grantee),
    authorization: grant.authorization,
    expiration: grant.expiration,
  })
  return [
    queryHandler(
      `/${P}.Query/Grants`,
      `${P}.QueryGrantsRequest`,
      `${P}.QueryGrantsResponse`,
      (ctx, request) => {
        const granter = readQueryAddress(keeper.addresses, request.granter)
        const grantee = readQueryAddress(keeper.addresses, request.grantee)
        const { msgTypeUrl } = request
        if (msgTypeUrl !== '') {
          const grant = keeper.grants.get(ctx, { granter, grantee, msgTypeUrl })
          if (grant === undefined)
            throw grpcNotFound(`authorization not found for ${msgTypeUrl} type`)
          return { grants: [grant], pagination: null }
        }
        const { items, pagination } = paginate(ctx, keeper.grants, request.pagination, {
          prefix: pairPrefix(granter, grantee),
        })
        return { grants: items.map(([, grant]) => grant), pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/GranterGrants`,
      `${P}.QueryGranterGrantsRequest`,
      `${P}.QueryGranterGrantsResponse`,
      (ctx, request) => {
        const prefix = pairPrefix(readQueryAddress(keeper.addresses, request.granter))
        const { items, pagination } = paginate(ctx, keeper.grants, request.pagination, { prefix })
        return { grants: items.map(shown), pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/GranteeGrants`,
      `${P}.QueryGranteeGrantsRequest`,
      `${P}.QueryGranteeGrantsResponse`,
      (ctx, request) => {
        const grantee = readQueryAddress(keeper.addresses, request.grantee)
        const { items, pagination } = paginate(ctx, keeper.grants, request.pagination, {
          include: (key) => equalBytes(key.grantee, grantee),
        })
        return { grants: items.map(shown), pagination }
      },
    ),
  ]
}
