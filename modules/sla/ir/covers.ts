import type { PlainTypes } from '../../../proto/gen/plain.js'
import { divFloor } from '../../../chain/types/arith.js'
import { basePrice, settle } from './amount.js'
import { meetingPoints, type Operation } from './classes.js'
import type { SlaIr } from './compile.js'
import { componentsOf, partsOf, type Meeting, type Part } from './components.js'
import { SlaIrError } from './errors.js'
import { add, compare, floorOf, times, ZERO, type Fraction } from './fraction.js'
import { lookupOf } from './lookup.js'
import { checkPlan, resolve, type Binding } from './resolve.js'
import { sideOf } from './sides.js'
import { windowsWithin } from './spans.js'
import { compareTexts, sortedIds } from './tables.js'
import { bindingKey } from './usage.js'

type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']

/** Usage at which a retail plan brings in less than the wholesale plan and the fee cost. */
export interface Shortfall {
  /** An operation, and a metric of it; both '' when the base prices alone do not agree. */
  readonly operation: string
  readonly metric: string
  /** Units within one period of the retail base price. */
  readonly units: bigint
  /** Whole units of the settlement denomination, base prices included. */
  readonly retail: bigint
  readonly wholesale: bigint
  readonly fee: bigint
}

const BPS = 10_000n

function periodOf(ir: SlaIr, plan: number): IrPeriod | null {
  return ir.plans[plan]?.pricing?.period ?? null
}

const baseOf = (ir: SlaIr, plan: number): Fraction =>
  settle(ir, { num: basePrice(ir, plan, 0n, 0n), den: 1n })

function shortfall(
  part: Pick<Part, 'operation' | 'metric' | 'units'>,
  retail: Fraction,
  wholesale: Fraction,
  feeBps: bigint,
): Shortfall {
  const whole = floorOf(retail)
  return {
    operation: part.operation,
    metric: part.metric,
    units: part.units,
    retail: whole,
    wholesale: floorOf(wholesale),
    fee: divFloor(whole * feeBps, BPS),
  }
}

function checkInputs(retail: SlaIr, wholesale: SlaIr, feeBps: number): void {
  if (!Number.isInteger(feeBps) || feeBps < 0 || feeBps > 10_000)
    throw new SlaIrError('', `a fee of ${feeBps} basis points, want 0 to 10000`)
  const [a, b] = [retail.settlement?.denom, wholesale.settlement?.denom]
  if (a === undefined || b === undefined || a !== b)
    throw new SlaIrError('settlement', `retail is paid in ${a}, wholesale in ${b}`)
}

/** Metrics that a document charges for: only they can be short. */
function chargedMetrics(ir: SlaIr): number[] {
  const charged = ir.metricLimits.filter(({ limitIds }) =>
    limitIds.some((id) => ir.limits[id]?.operation != null || ir.limits[id]?.overage != null),
  )
  return sortedIds(charged.map((one) => one.metricId))
}

/** One meeting for each pair of bindings of a charged metric. */
function meetings(
  retail: SlaIr,
  retailPlan: number,
  wholesale: SlaIr,
  wholesalePlan: number,
  operations: readonly Operation[],
): Meeting[] {
  const found = new Map<string, Meeting>()
  const metrics = chargedMetrics(wholesale).map((id) => ({
    name: wholesale.metrics[id]?.name ?? '',
    wholesaleId: id,
    retailId: lookupOf(retail).metricIds.get(wholesale.metrics[id]?.name ?? ''),
  }))
  for (const operation of operations) {
    const bought = resolve(wholesale, wholesalePlan, operation.method, operation.path)
    const sold = resolve(retail, retailPlan, operation.method, operation.path)
    for (const { name, wholesaleId, retailId } of metrics) {
      const rules = (list: readonly Binding[], id: number | undefined): string =>
        list.map((one) => (one.metricId === id ? bindingKey(one) : '')).join(' ')
      const key = `${rules(bought, wholesaleId)}/${rules(sold, retailId)}`
      if (found.has(key)) continue
      found.set(key, {
        operation: operation.path,
        metric: name,
        retail: sideOf(retail, retailPlan, operation, name),
        wholesale: sideOf(wholesale, wholesalePlan, operation, name),
      })
    }
  }
  return [...found]
    .sort(([k], [l]) => compareTexts(k, l))
    .map(([, one]) => one)
    .filter(({ wholesale: side }) => compare(side.slope, ZERO) > 0 || side.bends.length > 0)
}

/**
 * Whether retail >= wholesale + fee for any usage at any time; undefined: it is. Both prices are a base for each
 * period and a sum of functions of one variable each (the units of one rule in one window), so that each such
 * function is looked at by itself, at its corners and in its slope, and what one of them may lose has to be in the
 * base. Nothing is rounded: if it holds exactly, it holds after rounding down. Units above a hard limit of either
 * plan are refused, and not compared. Where windows do not nest (weeks in a month) their number is taken at its
 * most. `operations` are those that the agreement is about; without them, all that the plans can tell apart.
 * @throws SlaIrError for plans that cannot be compared: a custom price, no settlement in one denomination, packs of
 * one metric in several periods or across rules that overlap
 */
export function coversWholesale(
  retail: SlaIr,
  retailPlan: number,
  wholesale: SlaIr,
  wholesalePlan: number,
  feeBps: number,
  operations?: readonly Operation[],
): Shortfall | undefined {
  checkPlan(retail, retailPlan)
  checkPlan(wholesale, wholesalePlan)
  checkInputs(retail, wholesale, feeBps)
  const fee = BigInt(feeBps)
  const period = periodOf(retail, retailPlan)
  const income = baseOf(retail, retailPlan)
  const cost = baseOf(wholesale, wholesalePlan)
  const windows = windowsWithin(period, periodOf(wholesale, wholesalePlan))
  const owed = times(cost, windows ?? 1n)
  let left = add(times(income, BPS - fee), times(owed, -BPS))
  if (compare(left, ZERO) < 0 || (windows === undefined && cost.num > 0n))
    return shortfall({ operation: '', metric: '', units: 0n }, income, owed, fee)
  const points = operations ?? meetingPoints(retail, wholesale)
  const met = meetings(retail, retailPlan, wholesale, wholesalePlan, points)
  let worst: Part | undefined
  for (const component of componentsOf(met))
    for (const part of partsOf(component, period, left, fee)) {
      if (compare(part.value, ZERO) >= 0) continue
      if (part.isEndless)
        return shortfall(part, add(income, part.retail), add(owed, part.wholesale), fee)
      left = add(left, part.value)
      if (worst === undefined || compare(part.value, worst.value) < 0) worst = part
    }
  if (worst === undefined || compare(left, ZERO) >= 0) return undefined
  return shortfall(worst, add(income, worst.retail), add(owed, worst.wholesale), fee)
}
