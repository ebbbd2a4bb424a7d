import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { availableAt, statusOf } from './grants.js'
import type { ManagerGrant } from './grantStore.js'
import type { PaymentKeeper } from './keeper.js'

type GrantView = PlainTypes['infonex.payment.v1.GrantView']
const P = 'infonex.payment.v1'

function show(ctx: QueryContext, grant: ManagerGrant): GrantView {
  const nowMs = timeMsOf(ctx)
  return {
    grant,
    status: statusOf(grant, nowMs),
    available: availableAt(grant, nowMs).toString(),
  }
}

/** Queries of manager grants. */
export function grantQueries(keeper: PaymentKeeper): readonly AnyQueryHandler[] {
  const bytes = (text: string): Uint8Array => readQueryAddress(keeper.addresses, text)
  return [
    queryHandler(
      `/${P}.Query/Grant`,
      `${P}.QueryGrantRequest`,
      `${P}.QueryGrantResponse`,
      (ctx, { payer, manager }) => {
        const found = keeper.granted.grants.get(ctx, [bytes(payer), bytes(manager)])
        if (found === undefined) throw grpcNotFound(`no grant of ${payer} to ${manager}`)
        return { grant: show(ctx, found) }
      },
    ),
    queryHandler(
      `/${P}.Query/Grants`,
      `${P}.QueryGrantsRequest`,
      `${P}.QueryGrantsResponse`,
      (ctx, { payer, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(bytes(payer))
        const page = paginate(ctx, keeper.granted.grants, pagination, { prefix })
        return {
          grants: page.items.map(([, grant]) => show(ctx, grant)),
          pagination: page.pagination,
        }
      },
    ),
    queryHandler(
      `/${P}.Query/ManagerGrants`,
      `${P}.QueryManagerGrantsRequest`,
      `${P}.QueryManagerGrantsResponse`,
      (ctx, { manager, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(bytes(manager))
        const page = paginate(ctx, keeper.granted.byManager.map, pagination, { prefix })
        const grants = page.items.flatMap(([[own, payer]]) => {
          const grant = keeper.granted.grants.get(ctx, [payer, own])
          return grant === undefined ? [] : [show(ctx, grant)]
        })
        return { grants, pagination: page.pagination }
      },
    ),
  ]
}
