import type { Context } from '../../chain/types/context.js'
import { checkManager, checkRoles } from './agreement.js'
import { SlaError } from './errors.js'
import type { SlaIr } from './ir/compile.js'
import { longestMs } from './ir/spans.js'
import type { SlaKeeper } from './keeper.js'
import { checkKey } from './signerKey.js'
import { type Agreement, type PlanRef, RETAIL, RETIRED } from './state.js'

/** A bond has to be there when the longest guarantee window is settled (rules.md C16). @throws TxError sla 23 */
function checkWindows(keeper: SlaKeeper, ctx: Context, ir: SlaIr, index: number): void {
  const { unbondingMs, guaranteeDisputeMs } = keeper.paramsOrDefault(ctx)
  ir.plans[index]?.guarantees.forEach(({ period, dynamic }, i) => {
    const length = period === null || dynamic ? 0n : longestMs(period)
    if (length + guaranteeDisputeMs > unbondingMs)
      throw SlaError.invalidAgreement(
        `guarantee ${i} of the plan has a window of ${length} ms, want at most ${unbondingMs - guaranteeDisputeMs}`,
      )
  })
}

/**
 * Whether such an agreement may be made now: the plan is on offer, by whom it has to be, the aggregator is one,
 * and a supplier is its member. Asked when it is proposed and when it is accepted.
 * @throws TxError sla 19, 23, 21, 20, 7, 9, 10 or 12
 */
export function checkMakeable(keeper: SlaKeeper, ctx: Context, agreement: Agreement): void {
  const { kind, provider, customer } = agreement
  const { plan, ir, index } = keeper.plans.mustRefer(ctx, agreement.plan as PlanRef)
  if (plan.status === RETIRED) throw SlaError.planRetired(`plan ${plan.id}`)
  if (plan.owner !== provider && (kind === RETAIL || plan.owner !== customer))
    throw SlaError.notPlanOwner(
      `plan ${plan.id} is of ${plan.owner}, want one of ${provider}${kind === RETAIL ? '' : ` or ${customer}`}`,
    )
  if (ir.plans[index]?.pricing?.custom !== false)
    throw SlaError.invalidAgreement(
      `plan.name is "${(agreement.plan as PlanRef).name}", whose price is custom: want one that is written`,
    )
  checkWindows(keeper, ctx, ir, index)
  const aggregator = kind === RETAIL ? provider : customer
  keeper.registry.mustBeActive(ctx, aggregator)
  if (!keeper.isAggregator(ctx, keeper.addresses.toBytes(aggregator)))
    throw SlaError.bondTooSmall(aggregator)
  if (kind === RETAIL) return
  const pair = [keeper.addresses.toBytes(customer), keeper.addresses.toBytes(provider)] as const
  if (!keeper.isMember(ctx, ...pair)) throw SlaError.noMember(`${provider} under ${customer}`)
}

/** A manager is named by the customer of a retail agreement. @throws TxError sla 23 */
export function checkNamesManager(sender: string, { kind, customer }: Agreement): void {
  if (kind !== RETAIL || sender !== customer)
    throw SlaError.invalidAgreement(
      'manager is there, want it of the customer of a retail agreement alone',
    )
}

/** Keys of one side, checked as points. @throws TxError sla 14, 23 or sdk 7 */
export function checkKeys(
  keeper: SlaKeeper,
  ctx: Context,
  sides: Pick<Agreement, 'providerKey' | 'customerKey' | 'manager'>,
): void {
  const { providerKey, customerKey, manager } = sides
  if (providerKey !== null) checkKey(keeper.verifier, ctx, 'key', providerKey)
  if (customerKey !== null) checkKey(keeper.verifier, ctx, 'key', customerKey)
  if (manager === null) return
  checkManager(keeper.addresses, manager)
  if (manager.key !== null) checkKey(keeper.verifier, ctx, 'manager.key', manager.key)
}

/**
 * Who measures does not pay, and who pays does not measure: metering keys, the manager's key and the manager's
 * account are four different things (rules.md H21). @throws TxError sla 25
 */
export function checkSeparation(keeper: SlaKeeper, ctx: Context, agreement: Agreement): void {
  const { kind, provider, customer, manager } = agreement
  const metering = { name: 'customer_key', key: agreement.customerKey }
  const managing =
    manager === null
      ? []
      : [
          { name: 'manager.key', key: manager.key },
          { name: 'manager.manager', address: keeper.addresses.toBytes(manager.manager) },
        ]
  checkRoles([{ name: 'provider_key', key: agreement.providerKey }, metering, ...managing])
  if (manager?.manager === customer) throw SlaError.sharedKey('manager.manager is the customer')
  if (kind !== RETAIL) return
  // The aggregator's SLA Manager signs with this one, whoever the customer names.
  const { managerKey } = keeper.registry.mustGet(ctx, provider)
  if (managerKey !== null)
    checkRoles([metering, { name: "the aggregator's manager_key", key: managerKey }])
}
