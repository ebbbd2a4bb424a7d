import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { checkTerms } from './agreement.js'
import type { SlaKeeper } from './keeper.js'
import { marginKey } from './margins.js'
import { compilePlan } from './plans.js'
import type { Problems } from './problems.js'
import { ACTIVE, type Agreement, ENDED, IN_FORCE, PROPOSED, RETIRED } from './state.js'

type Genesis = PlainTypes['infonex.sla.v1.GenesisState']
type GenesisPlan = PlainTypes['infonex.sla.v1.GenesisPlan']
type Ref = { planId: bigint; version: number; name: string; canonSha256: Uint8Array }

/** A genesis may hold what an older parameter allowed. */
const MAX_BYTES = 1_048_576

function checkPlan(p: Problems, at: string, { plan, document }: GenesisPlan): void {
  if (plan === null) {
    p.found.push(`${at}.plan is absent`)
    return
  }
  p.address(`${at}.plan.owner`, plan.owner)
  const { status } = plan
  p.add(status !== ACTIVE && status !== RETIRED, `${at}.plan.status is ${status}, want 1 or 2`)
  p.refused(at, () => {
    const { canonSha256, denom, ir } = compilePlan(document, MAX_BYTES)
    p.add(!equalBytes(canonSha256, plan.canonSha256), `${at}.plan.canon_sha256 is of another`)
    p.add(denom !== plan.denom, `${at}.plan.denom is "${plan.denom.slice(0, 40)}", want ${denom}`)
    const names = ir.plans.map(({ name }) => name).join()
    p.add(names !== plan.names.join(), `${at}.plan.names are not those of the document`)
  })
}

function checkAllPlans(p: Problems, g: Genesis): void {
  let [id, version, owner] = [0n, 0, '']
  g.plans.forEach((row, i) => {
    const at = `sla.plans[${i}]`
    checkPlan(p, at, row)
    if (row.plan === null) return
    const next = row.plan.id === id
    const ordered = next ? row.plan.version === version + 1 : row.plan.version === 1
    p.add(row.plan.id < id || !ordered, `${at} is not in order of number and version, from 1`)
    p.add(next && row.plan.owner !== owner, `${at}.plan.owner is not that of its other versions`)
    p.add(
      row.plan.id === 0n || row.plan.id >= g.nextPlan,
      `${at}.plan.id is ${row.plan.id}, want 1 to below next_plan ${g.nextPlan}`,
    )
    ;({ id, version, owner } = row.plan)
  })
}

function checkRef(p: Problems, at: string, g: Genesis, ref: Ref | null): void {
  if (ref === null) {
    p.found.push(`${at} is absent`)
    return
  }
  const known = g.plans.some(
    ({ plan }) =>
      plan !== null &&
      plan.id === ref.planId &&
      plan.version === ref.version &&
      equalBytes(plan.canonSha256, ref.canonSha256) &&
      plan.names.includes(ref.name),
  )
  p.add(!known, `${at} names no plan of sla.plans`)
}

/** Keys are there in the measure of the status. */
function checkSides(p: Problems, at: string, agreement: Agreement): void {
  const { status, providerKey, customerKey, effectiveMs } = agreement
  p.add(status < PROPOSED || status > ENDED, `${at}.status is ${status}, want 1 to 5`)
  const keys = [providerKey, customerKey].filter((key) => key !== null).length
  const want = status === PROPOSED ? 1 : 2
  p.add(keys !== want, `${at} has ${keys} metering keys, want ${want}`)
  const announced = status !== IN_FORCE
  p.add(
    announced !== effectiveMs > 0n,
    `${at}.effective_ms is ${effectiveMs}, want ${announced ? 'more than 0' : '0'}`,
  )
  const parties = [agreement.provider, agreement.customer]
  p.add(!parties.includes(agreement.actor), `${at}.actor is no party`)
  p.add(agreement.feeBps > 10_000, `${at}.fee_bps is ${agreement.feeBps}, want at most 10000`)
}

/** Plans, agreements and margins. */
export function checkAgreements(p: Problems, g: Genesis): void {
  checkAllPlans(p, g)
  p.once(
    'sla.agreements',
    g.agreements.map(({ id }) => `${id}`),
  )
  g.agreements.forEach((agreement, i) => {
    const at = `sla.agreements[${i}]`
    const { id } = agreement
    const inRange = id > 0n && id < g.nextAgreement
    p.add(!inRange, `${at}.id is ${id}, want 1 to below next_agreement ${g.nextAgreement}`)
    p.terms(at, (addresses) => {
      checkTerms(addresses, agreement)
    })
    checkRef(p, `${at}.plan`, g, agreement.plan)
    checkSides(p, at, agreement)
  })
  p.once(
    'sla.margins',
    g.margins.map((margin) => toHex(marginKey(margin))),
  )
  g.margins.forEach((margin, i) => {
    checkRef(p, `sla.margins[${i}].retail`, g, margin.retail)
    checkRef(p, `sla.margins[${i}].wholesale`, g, margin.wholesale)
  })
}

export function initAgreements(keeper: SlaKeeper, ctx: Context, g: Genesis): void {
  keeper.plans.nextPlan.set(ctx, g.nextPlan)
  keeper.agreements.nextAgreement.set(ctx, g.nextAgreement)
  for (const { plan, document } of g.plans) {
    if (plan === null) continue
    keeper.plans.restore(ctx, plan, document, compilePlan(document, MAX_BYTES).compiled)
  }
  for (const agreement of g.agreements) keeper.agreements.put(ctx, agreement)
  for (const margin of g.margins) keeper.agreements.margins.set(ctx, marginKey(margin), margin)
}

export function exportAgreements(
  { plans, agreements }: SlaKeeper,
  ctx: QueryContext,
): Pick<Genesis, 'plans' | 'agreements' | 'margins' | 'nextPlan' | 'nextAgreement'> {
  return {
    plans: [...plans.plans.walk(ctx)].map(([key, plan]) => ({
      plan,
      document: plans.documents.get(ctx, key) as Uint8Array,
    })),
    agreements: [...agreements.agreements.walk(ctx)].map(([, agreement]) => agreement),
    nextPlan: plans.nextPlan.peek(ctx),
    nextAgreement: agreements.nextAgreement.peek(ctx),
    margins: [...agreements.margins.walk(ctx)].map(([, margin]) => margin),
  }
}
