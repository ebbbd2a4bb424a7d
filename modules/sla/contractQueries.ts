import { queryHandler } from '../../chain/codec/queryHandler.js'
import { paginate } from '../../chain/collections/paginate.js'
import { be64 } from '../../chain/types/bytes.js'
import { type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import { grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { contractTerms } from './contract.js'
import type { SlaKeeper } from './keeper.js'
import type { PlanRef } from './state.js'

const P = 'infonex.sla.v1'

/** What a refusal says; '' when there is none. */
function reasonOf(body: () => unknown): string {
  try {
    body()
    return ''
  } catch (error) {
    if (error instanceof TxError) return error.message
    throw error
  }
}

function showContract(keeper: SlaKeeper, ctx: QueryContext, retailId: bigint, wholesaleId: bigint) {
  const why = reasonOf(() => keeper.contractOf(ctx, retailId, wholesaleId))
  if (why !== '') throw grpcNotFound(why)
  const { retail, wholesale, denom } = keeper.contractOf(ctx, retailId, wholesaleId)
  const nowMs = timeMsOf(ctx)
  const reason = reasonOf(() => contractTerms(keeper, ctx, retailId, wholesaleId, nowMs))
  const planOf = ({ planId, version }: PlanRef) => keeper.plans.mustGet(ctx, planId, version)
  const { served, compensated } = keeper.guarantees
  return {
    retail,
    wholesale,
    retailPlan: planOf(retail.plan as PlanRef),
    wholesalePlan: planOf(wholesale.plan as PlanRef),
    denom,
    open: reason === '',
    reason,
    ledger: {
      retailId,
      wholesaleId,
      served: (served.get(ctx, [retailId, wholesaleId]) ?? 0n).toString(),
      compensated: (compensated.get(ctx, [retailId, wholesaleId]) ?? 0n).toString(),
    },
  }
}

/** Queries of contracts and of their guarantee windows. */
export function contractQueries(keeper: SlaKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Contract`,
      `${P}.QueryContractRequest`,
      `${P}.QueryContractResponse`,
      (ctx, { retailId, wholesaleId }) => showContract(keeper, ctx, retailId, wholesaleId),
    ),
    queryHandler(
      `/${P}.Query/GuaranteeWindows`,
      `${P}.QueryGuaranteeWindowsRequest`,
      `${P}.QueryGuaranteeWindowsResponse`,
      (ctx, { retailId, pagination }) => {
        const prefix = be64(retailId)
        const page = paginate(ctx, keeper.guarantees.windows, pagination, { prefix })
        return { windows: page.items.map(([, window]) => window), pagination: page.pagination }
      },
    ),
  ]
}
