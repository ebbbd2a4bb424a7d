import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { amount } from './ir/amount.js'
import { startMeter } from './ir/meter.js'
import { asRefusal } from './plans.js'
import type { SlaKeeper } from './keeper.js'
import type { Plan } from './state.js'

const P = 'infonex.sla.v1'
/** Rows of usage in one question. */
const MAX_USAGE = 1000

function planOf(keeper: SlaKeeper, ctx: QueryContext, id: bigint, version: number): Plan {
  try {
    return keeper.plans.mustGet(ctx, id, version)
  } catch (error) {
    if (error instanceof TxError) throw grpcNotFound(error.message)
    throw error
  }
}

type Usage = PlainTypes['infonex.sla.v1.QueryPriceRequest']

function priceOf(keeper: SlaKeeper, ctx: QueryContext, request: Usage) {
  const { planId, version, name, usage } = request
  if (usage.length > MAX_USAGE)
    throw grpcInvalidArgument(`usage has ${usage.length} rows, want at most ${MAX_USAGE}`)
  const plan = planOf(keeper, ctx, planId, version)
  const ir = keeper.plans.ir(ctx, { ...plan, planId: plan.id, name })
  const index =
    name === '' && ir.plans.length === 1 ? 0 : ir.plans.findIndex((one) => one.name === name)
  if (index < 0)
    throw grpcInvalidArgument(
      `name is "${name.slice(0, 80)}", want one of ${plan.names.slice(0, 8).join(', ')}`,
    )
  const nowMs = timeMsOf(ctx)
  const counters = usage.map(({ path, method, metric, units }) => ({
    operation: path,
    method,
    metric,
    total: units,
  }))
  const owed = asRefusal(
    () => amount(ir, index, startMeter(ir, index, nowMs), counters, nowMs),
    grpcInvalidArgument,
  )
  return { amount: owed.toString(), denom: plan.denom }
}

/** Queries of plans. */
export function planQueries(keeper: SlaKeeper): readonly AnyQueryHandler[] {
  const { plans } = keeper
  return [
    queryHandler(
      `/${P}.Query/Plan`,
      `${P}.QueryPlanRequest`,
      `${P}.QueryPlanResponse`,
      (ctx, { planId, version }) => {
        const plan = planOf(keeper, ctx, planId, version)
        const key = [plan.id, plan.version] as const
        return {
          plan,
          document: plans.documents.get(ctx, key) as Uint8Array,
          compiled: plans.compiled.get(ctx, key) as Uint8Array,
        }
      },
    ),
    queryHandler(
      `/${P}.Query/Plans`,
      `${P}.QueryPlansRequest`,
      `${P}.QueryPlansResponse`,
      (ctx, { owner, pagination }) => {
        if (owner === '') {
          const page = paginate(ctx, plans.newest, pagination)
          const found = page.items.map(([id]) => plans.mustNewest(ctx, id))
          return { plans: found, pagination: page.pagination }
        }
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, owner))
        const page = paginate(ctx, plans.byOwner.map, pagination, { prefix })
        const found = page.items.map(([[, id]]) => plans.mustNewest(ctx, id))
        return { plans: found, pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Price`,
      `${P}.QueryPriceRequest`,
      `${P}.QueryPriceResponse`,
      (ctx, request) => priceOf(keeper, ctx, request),
    ),
  ]
}

/** Queries of agreements. */
export function agreementQueries(keeper: SlaKeeper): readonly AnyQueryHandler[] {
  const { agreements } = keeper
  return [
    queryHandler(
      `/${P}.Query/Agreement`,
      `${P}.QueryAgreementRequest`,
      `${P}.QueryAgreementResponse`,
      (ctx, { agreementId }) => {
        const agreement = agreements.get(ctx, agreementId)
        if (agreement === undefined) throw grpcNotFound(`no agreement ${agreementId}`)
        return { agreement }
      },
    ),
    queryHandler(
      `/${P}.Query/Agreements`,
      `${P}.QueryAgreementsRequest`,
      `${P}.QueryAgreementsResponse`,
      (ctx, { party, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, party))
        const page = paginate(ctx, agreements.byParty.map, pagination, { prefix })
        const found = page.items.map(([[, id]]) => agreements.mustGet(ctx, id))
        return { agreements: found, pagination: page.pagination }
      },
    ),
  ]
}
