import { divFloor } from '../../chain/types/arith.js'
import { amount, price } from '../../modules/sla/ir/amount.js'
import type { SlaIr } from '../../modules/sla/ir/compile.js'
import type { Fraction } from '../../modules/sla/ir/fraction.js'
import { checkLimits } from '../../modules/sla/ir/limits.js'
import { startMeter } from '../../modules/sla/ir/meter.js'
import type { Counter } from '../../modules/sla/ir/meter.js'
import { pathsOf } from '../../modules/sla/ir/lookup.js'
import { planIndex, resolve } from '../../modules/sla/ir/resolve.js'

/** When the plan began and when the usage happened, ms of Unix time; the base price runs between them. */
export interface UsageTimes {
  readonly startMs: bigint
  readonly endMs: bigint
}

/** Usage that no plan may charge for, because a limit forbids it. */
export interface Unbillable {
  readonly metric: string
  readonly path: string
  readonly units: bigint
}

/** What usage costs. */
export interface UsagePrice {
  readonly currency: string
  /** Decimal of at most 12 places, rounded down. */
  readonly cost: string
  /** Whether `cost` is the whole truth. */
  readonly isExact: boolean
  /** Whole units of the settlement denomination; absent where the document has no settlement. */
  readonly settlement?: { readonly denom: string; readonly amount: bigint }
  readonly unbillable: readonly Unbillable[]
  /** Usage that no limit of the plan speaks of: it is free. */
  readonly unpriced: readonly { readonly operation: string; readonly metric: string }[]
}

const PLACES = 12
const SCALE = 10n ** BigInt(PLACES)

/** 10^-6 currency units as a decimal. */
function decimalOf({ num, den }: Fraction): { cost: string; isExact: boolean } {
  const all = num * SCALE
  const units = divFloor(all, den * 1_000_000n)
  const isExact = units * den * 1_000_000n === all
  const digits = units.toString().padStart(PLACES + 1, '0')
  const part = digits.slice(-PLACES).replace(/0+$/, '')
  return { cost: `${digits.slice(0, -PLACES)}${part === '' ? '' : `.${part}`}`, isExact }
}

/** The path of each rule: rules are counted by path, then by method. */
function rulePaths(ir: SlaIr): readonly string[] {
  return pathsOf(ir).flatMap((path, i) => {
    const bits = [...(ir.pathMethods[i] ?? 0).toString(2)].filter((bit) => bit === '1')
    return bits.map(() => path)
  })
}

/**
 * The price of usage by the chain's own amount function.
 * @throws SlaIrError for a plan that is not there, or whose price is custom
 */
export function priceUsage(
  ir: SlaIr,
  planName: string,
  counters: readonly Counter[],
  times: UsageTimes,
): UsagePrice {
  const plan = planIndex(ir, planName)
  const state = startMeter(ir, plan, times.startMs)
  const exact = price(ir, plan, state, counters, times.endMs)
  const paths = rulePaths(ir)
  const { unbillable } = checkLimits(ir, plan, state, counters, times.endMs)
  const { settlement } = ir
  const isUnpriced = ({ method, operation, metric }: Counter): boolean =>
    !resolve(ir, plan, method, operation).some((one) => ir.metrics[one.metricId]?.name === metric)
  return {
    currency: ir.plans[plan]?.pricing?.currency ?? '',
    ...decimalOf(exact),
    ...(settlement === null
      ? {}
      : {
          settlement: {
            denom: settlement.denom,
            amount: amount(ir, plan, state, counters, times.endMs),
          },
        }),
    unbillable: unbillable.map(({ metricId, pathRuleId, units }) => ({
      metric: ir.metrics[metricId]?.name ?? '',
      path: paths[pathRuleId] ?? '',
      units,
    })),
    unpriced: counters.filter(isUnpriced).map(({ method, operation, metric }) => ({
      operation: `${method} ${operation}`,
      metric,
    })),
  }
}
