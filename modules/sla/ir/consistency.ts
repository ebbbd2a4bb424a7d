import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { SlaIr } from './compile.js'
import { decimalText, fromDecimal } from './decimal.js'
import { step } from './errors.js'
import { lookupOf } from './lookup.js'
import { entriesOf } from './resolve.js'
import { longestMs, samePeriod, shortestMs } from './spans.js'
import { FINITE, METHODS, PERIOD_UNITS } from './values.js'

type IrLimit = PlainTypes['infonex.sla.v1.IrLimit']
type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']
type IrPlan = PlainTypes['infonex.sla.v1.IrPlan']

/** Something in a document that does not agree with itself. */
export interface PlanIssue {
  /** An error keeps a plan from being offered; a warning is for its author. */
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'shorter-allows-more'
    | 'same-period-twice'
    | 'above-capacity'
    | 'cheaper-but-looser'
    | 'custom-price'
  /** Place in the document. */
  readonly path: string
  /** A sentence. */
  readonly reason: string
}

/** What a service can do at most, by metric. */
export interface Capacity {
  readonly metric: string
  /** 10^-6 units in each period. */
  readonly max: bigint
  readonly period: IrPeriod
}

const KINDS = ['quota', 'rate'] as const

const periodText = (period: IrPeriod | null): string =>
  period === null ? 'ever' : `${period.amount} ${PERIOD_UNITS[period.unit]}`

const isShorter = (a: IrPeriod | null, b: IrPeriod | null): boolean =>
  a !== null && (b === null || longestMs(a) < shortestMs(b))

/** Each list of limits that a plan has, with the first place where it is. */
function listsOf(ir: SlaIr): { path: string; metric: string; limits: IrLimit[] }[] {
  const seen = new Set<string>()
  return ir.plans.flatMap((plan, index) =>
    lookupOf(ir).rules.flatMap((rule) =>
      KINDS.flatMap((kind) =>
        entriesOf(ir, index, rule.id, kind).flatMap(({ metricId, limitIds }) => {
          const key = `${index} ${kind} ${metricId} ${limitIds.join()}`
          if (seen.has(key)) return []
          seen.add(key)
          const metric = ir.metrics[metricId]?.name ?? ''
          const path = [`${kind}s`, rule.pattern.path, METHODS[rule.method] ?? '', metric]
          return {
            path: path.reduce(step, step('plans', plan.name)),
            metric,
            limits: limitIds.flatMap((id) => ir.limits[id] ?? []),
          }
        }),
      ),
    ),
  )
}

/** Limits of one list: a longer window that allows less, or two of one length. */
function listIssues(path: string, limits: readonly IrLimit[]): PlanIssue[] {
  const issues: PlanIssue[] = []
  limits.forEach((a, i) =>
    limits.slice(i + 1).forEach((b) => {
      if (a.maxKind !== FINITE || b.maxKind !== FINITE || a.tenant !== b.tenant) return
      const [x, y] = [fromDecimal(a.max), fromDecimal(b.max)]
      if (samePeriod(a.period, b.period) && a.average === b.average)
        issues.push({
          severity: 'error',
          code: 'same-period-twice',
          path,
          reason: `${decimalText(x)} and ${decimalText(y)} for ${periodText(a.period)}: one has to go`,
        })
      const [short, long] = isShorter(a.period, b.period) ? [a, b] : [b, a]
      if (isShorter(short.period, long.period) && fromDecimal(short.max) > fromDecimal(long.max))
        issues.push({
          severity: 'error',
          code: 'shorter-allows-more',
          path,
          reason: `${decimalText(fromDecimal(short.max))} for ${periodText(short.period)} are more than ${decimalText(fromDecimal(long.max))} for ${periodText(long.period)}`,
        })
    }),
  )
  return issues
}

/** Limits that promise more than the service can do, compared without a division. */
function capacityIssues(path: string, limits: readonly IrLimit[], capacity: Capacity): PlanIssue[] {
  return limits.flatMap((limit) => {
    if (limit.maxKind !== FINITE || limit.period === null) return []
    const promised = fromDecimal(limit.max) * shortestMs(capacity.period)
    if (promised <= capacity.max * longestMs(limit.period)) return []
    return {
      severity: 'error' as const,
      code: 'above-capacity' as const,
      path,
      reason: `${decimalText(fromDecimal(limit.max))} for ${periodText(limit.period)} are more than the service's ${decimalText(capacity.max)} for ${periodText(capacity.period)}`,
    }
  })
}

const allows = (limit: IrLimit): bigint | undefined =>
  limit.maxKind === FINITE ? fromDecimal(limit.max) : undefined

/** Negative: `a` allows less than `b`; undefined where the two cannot be compared. */
function compareLists(ir: SlaIr, a: readonly number[], b: readonly number[]): number | undefined {
  let sum = 0
  for (const id of a) {
    const limit = ir.limits[id] as IrLimit
    const other = b
      .flatMap((o) => ir.limits[o] ?? [])
      .find((o) => samePeriod(o.period, limit.period))
    if (other === undefined) return undefined
    const [x, y] = [allows(limit), allows(other)]
    const d = x === y ? 0 : y === undefined || (x !== undefined && x < y) ? -1 : 1
    if (d * sum < 0) return undefined
    sum = d === 0 ? sum : d
  }
  return a.length === b.length ? sum : undefined
}

/** Whether plan `a` allows more than plan `b` somewhere and less nowhere. */
function isLooser(ir: SlaIr, a: number, b: number): boolean {
  let isMore = false
  for (const row of ir.rows)
    for (const kind of [0, 1]) {
      const [x = 0, y = 0] = [row.setNumbers[2 * a + kind], row.setNumbers[2 * b + kind]]
      const [own, other] = [x, y].map((n) =>
        (ir.sets[n - 1]?.metricLimitsIds ?? []).flatMap((id) => ir.metricLimits[id] ?? []),
      )
      for (const { metricId, limitIds } of other ?? []) {
        const mine = own?.find((one) => one.metricId === metricId)
        const d = mine === undefined ? undefined : compareLists(ir, mine.limitIds, limitIds)
        if (d === undefined || d < 0) return false
        if (d > 0) isMore = true
      }
    }
  return isMore
}

const isCheaper = (a: IrPlan, b: IrPlan): boolean =>
  a.pricing?.custom === false &&
  b.pricing?.custom === false &&
  a.pricing.currency === b.pricing.currency &&
  samePeriod(a.pricing.period, b.pricing.period) &&
  fromDecimal(a.pricing.cost) < fromDecimal(b.pricing.cost)

function planIssues(ir: SlaIr): PlanIssue[] {
  return ir.plans.flatMap((plan, a) => {
    const path = step(step('plans', plan.name), 'pricing')
    const issues: PlanIssue[] = ir.plans.flatMap((other, b) =>
      a !== b && isCheaper(plan, other) && isLooser(ir, a, b)
        ? {
            severity: 'warning' as const,
            code: 'cheaper-but-looser' as const,
            path,
            reason: `it costs less than ${other.name} and allows more`,
          }
        : [],
    )
    if (plan.pricing?.custom === true)
      issues.push({
        severity: 'warning',
        code: 'custom-price',
        path,
        reason: 'the price has to be agreed on before anybody can be charged',
      })
    return issues
  })
}

/**
 * What does not agree within a document (rule 7 of marketplace.md 1.5): a shorter window that allows more than a
 * longer one, a period twice in one list, limits above the service's capacity; and, as warnings, plans that cost less
 * and allow more. Each list of limits is named once, at the first place where it is.
 */
export function checkPlans(ir: SlaIr, capacities: readonly Capacity[] = []): PlanIssue[] {
  return [
    ...listsOf(ir).flatMap(({ path, metric, limits }) => [
      ...listIssues(path, limits),
      ...capacities
        .filter((capacity) => capacity.metric === metric)
        .flatMap((capacity) => capacityIssues(path, limits, capacity)),
    ]),
    ...planIssues(ir),
  ]
}
