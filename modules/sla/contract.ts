import { equalBytes } from '../../chain/types/bytes.js'
import type { QueryContext } from '../../chain/types/context.js'
import { checkRoles, isInForce } from './agreement.js'
import { SlaError } from './errors.js'
import type { SlaIr } from './ir/compile.js'
import type { SlaKeeper } from './keeper.js'
import { type Agreement, type PlanRef, PROPOSED, RETAIL, WHOLESALE } from './state.js'

/** A service contract without its channel: what is paid, by which plans. */
export interface ContractTerms {
  readonly retail: Agreement
  readonly wholesale: Agreement
  readonly retailIr: SlaIr
  /** Index of the plan in its IR. */
  readonly retailPlan: number
  readonly wholesaleIr: SlaIr
  readonly wholesalePlan: number
  /** As the retail agreement has it (C7). */
  readonly feeBps: number
  readonly denom: string
}

function refuse(text: string): never {
  throw SlaError.notContract(text)
}

function sideOf(
  keeper: SlaKeeper,
  ctx: QueryContext,
  field: string,
  id: bigint,
  kind: number,
): Agreement {
  const found = keeper.agreements.get(ctx, id)
  if (found === undefined || found.status === PROPOSED)
    refuse(`${field} is ${id}: there is no such agreement that was accepted`)
  if (found.kind !== kind) refuse(`${field} is ${id}, whose kind is ${found.kind}, want ${kind}`)
  return found
}

function shareModels(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  if (a.length === 0 || b.length === 0) return true
  return a.some((model) => b.some((other) => equalBytes(model, other)))
}

/**
 * What two agreements say of each other, in force or not: for claims of what was served.
 * @throws TxError sla 28 naming the field
 */
export function contractOf(
  keeper: SlaKeeper,
  ctx: QueryContext,
  retailId: bigint,
  wholesaleId: bigint,
): ContractTerms {
  const retail = sideOf(keeper, ctx, 'retail_id', retailId, RETAIL)
  const wholesale = sideOf(keeper, ctx, 'wholesale_id', wholesaleId, WHOLESALE)
  if (retail.provider !== wholesale.customer)
    refuse(
      `wholesale_id is ${wholesaleId}, of the aggregator ${wholesale.customer}; retail_id is of ${retail.provider}`,
    )
  const sold = keeper.plans.mustRefer(ctx, retail.plan as PlanRef)
  const bought = keeper.plans.mustRefer(ctx, wholesale.plan as PlanRef)
  if (sold.plan.denom !== bought.plan.denom)
    refuse(
      `wholesale_id is ${wholesaleId}, settled in ${bought.plan.denom}; retail_id in ${sold.plan.denom}`,
    )
  return {
    retail,
    wholesale,
    retailIr: sold.ir,
    retailPlan: sold.index,
    wholesaleIr: bought.ir,
    wholesalePlan: bought.index,
    feeBps: retail.feeBps,
    denom: sold.plan.denom,
  }
}

/**
 * What a new channel under two agreements is about: both in force now, the supplier a member, models in common,
 * and no key in two roles (rules.md H21).
 * @throws TxError sla 28 naming the field, or 25
 */
export function contractTerms(
  keeper: SlaKeeper,
  ctx: QueryContext,
  retailId: bigint,
  wholesaleId: bigint,
  nowMs: bigint,
): ContractTerms {
  const terms = contractOf(keeper, ctx, retailId, wholesaleId)
  const { retail, wholesale } = terms
  if (!isInForce(retail, nowMs)) refuse(`retail_id is ${retailId}, which is not in force`)
  if (!isInForce(wholesale, nowMs)) refuse(`wholesale_id is ${wholesaleId}, which is not in force`)
  const aggregator = keeper.addresses.toBytes(retail.provider)
  if (!keeper.isMember(ctx, aggregator, keeper.addresses.toBytes(wholesale.provider)))
    refuse(`wholesale_id is ${wholesaleId}, whose supplier is no member of the aggregator`)
  if (!shareModels(retail.models, wholesale.models))
    refuse(`retail_id ${retailId} and wholesale_id ${wholesaleId} have no model in common`)
  checkRoles([
    { name: "the client's metering key", key: retail.customerKey },
    { name: "the supplier's metering key", key: wholesale.providerKey },
    ...(retail.manager === null
      ? []
      : [{ name: 'the key of the manager', key: retail.manager.key }]),
  ])
  return terms
}
