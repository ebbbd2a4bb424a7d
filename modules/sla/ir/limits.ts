import { windowIndex, windowStartMs } from './calendar.js'
import type { SlaIr } from './compile.js'
import { meteredAt, usedOf, type Counter, type Metered, type MeterState } from './meter.js'
import { billableOf, roomOf, type Allotment, type Term } from './terms.js'

/** Where usage stands against one quota. */
export interface LimitCheck {
  readonly pathRuleId: number
  readonly metricId: number
  readonly limitId: number
  /** Billable units in the open window (without a period: since the start). */
  readonly usedUnits: bigint
  /** Units before the limit is reached. */
  readonly remainingUnits: bigint
  /** True: what is above is not billable, and has to be refused. False: it is charged as overage. */
  readonly isHard: boolean
  /** When the open window ends, ms of Unix time; undefined: never. */
  readonly resetMs: bigint | undefined
}

/** Where usage stands. */
export interface LimitReport {
  /** By rule, metric, limit; limits without a max are not in it. */
  readonly checks: readonly LimitCheck[]
  /** Units, since the start, that were served above a hard limit and cannot be charged; by rule, metric. */
  readonly unbillable: readonly {
    readonly pathRuleId: number
    readonly metricId: number
    readonly units: bigint
  }[]
}

function checkOf(ir: SlaIr, one: Metered, term: Term, tMs: bigint): LimitCheck {
  const used = one.row === undefined ? billableOf(one.terms, one.units) : usedOf(one.row, term)
  const { period } = term
  return {
    pathRuleId: one.binding.pathRuleId,
    metricId: one.binding.metricId,
    limitId: term.limitId,
    usedUnits: used,
    remainingUnits: roomOf(term, used),
    isHard: term.isHard,
    resetMs:
      period === null
        ? undefined
        : windowStartMs(
            period,
            windowIndex(period, tMs, ir.tzOffsetMinutes) + 1n,
            ir.tzOffsetMinutes,
          ),
  }
}

/**
 * Quotas of the operations that are among the counters (a total of 0 asks for an operation not yet used), at `tMs`.
 * @throws SlaIrError when time or a counter went back
 */
export function checkLimits(
  ir: SlaIr,
  plan: number,
  state: MeterState,
  counters: readonly Counter[],
  tMs: bigint,
  allotment?: Allotment,
): LimitReport {
  const quotas = meteredAt(ir, plan, state, counters, tMs, allotment).filter(
    (one) => one.binding.kind === 'quota',
  )
  return {
    checks: quotas.flatMap((one) =>
      one.terms.filter((term) => term.max !== undefined).map((term) => checkOf(ir, one, term, tMs)),
    ),
    unbillable: quotas.flatMap((one) => {
      const billable = one.row?.billable ?? billableOf(one.terms, one.units)
      const { pathRuleId, metricId } = one.binding
      return billable === one.units ? [] : [{ pathRuleId, metricId, units: one.units - billable }]
    }),
  }
}
