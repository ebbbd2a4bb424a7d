import { divFloor, minBig, U64_MAX } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { SlaIr } from './compile.js'
import { fromDecimal, SCALE } from './decimal.js'
import { SlaIrError } from './errors.js'
import { matchesPath, patternOf } from './paths.js'
import { checkPlan } from './resolve.js'

/** One promise of a plan. */
export type Guarantee = PlainTypes['infonex.sla.v1.IrGuarantee']
/** Samples of a guarantee. */
export type GuaranteeCounters = PlainTypes['infonex.sla.v1.GuaranteeCounters']

const BPS = 10_000n

/** No sample yet. */
export const NO_SAMPLES: GuaranteeCounters = { total: 0n, over: 0n, sum: 0n }

/** Which signs of value - objective each comparison takes, by IrComparison. */
const SIGNS = [
  [-1],
  [-1, 0],
  [0],
  [-1, 1],
  [0, 1],
  [1],
] as const satisfies readonly (readonly number[])[]

/** Whether a / b stands to the value as the guarantee says, without a division. */
function holds(guarantee: Guarantee, a: bigint, b: bigint): boolean {
  const d = a * SCALE - fromDecimal(guarantee.value) * b
  const sign = d < 0n ? -1 : d > 0n ? 1 : 0
  return (SIGNS[guarantee.comparison] as readonly number[] | undefined)?.includes(sign) === true
}

function checked(name: string, value: bigint): bigint {
  if (value < 0n || value > U64_MAX)
    throw new SlaIrError('guarantees', `${name} is ${value}, want 0 to 2^64 - 1`)
  return value
}

/** Counters with one more sample, in units of the metric. @throws SlaIrError for a sample that is no u64 */
export function addSample(
  guarantee: Guarantee,
  counters: GuaranteeCounters,
  value: bigint,
): GuaranteeCounters {
  const over = holds(guarantee, checked('a sample', value), 1n) ? 0n : 1n
  return mergeGuarantee(counters, { total: 1n, over, sum: value })
}

/**
 * Whether an answer that never came is a sample of a guarantee: of a share of samples it is one that does not
 * comply; a mean that has to be high has it as 0. Of another mean (a latency) it says nothing.
 */
export function countsMissing(guarantee: Guarantee): boolean {
  if (guarantee.quantileBps > 0) return true
  const signs: readonly number[] = SIGNS[guarantee.comparison] ?? []
  return signs.includes(1) && !signs.includes(-1) && !holds(guarantee, 0n, 1n)
}

/** Counters with answers that never came. @throws SlaIrError above 2^64 - 1 */
export function withMissing(counters: GuaranteeCounters, missed: bigint): GuaranteeCounters {
  return mergeGuarantee(counters, { total: missed, over: missed, sum: 0n })
}

/** Counters of two sets of samples as those of one. @throws SlaIrError above 2^64 - 1 */
export function mergeGuarantee(a: GuaranteeCounters, b: GuaranteeCounters): GuaranteeCounters {
  return {
    total: checked('total', a.total + b.total),
    over: checked('over', a.over + b.over),
    sum: checked('sum', a.sum + b.sum),
  }
}

/**
 * Whether a promise was broken. With a quantile: when more than its share of samples does not comply
 * (over * 10,000 > total * (10,000 - quantile)); without: when their mean does not. No sample breaks nothing.
 */
export function isBreached(guarantee: Guarantee, counters: GuaranteeCounters): boolean {
  const { total, over, sum } = counters
  if (total === 0n) return false
  if (guarantee.quantileBps > 0) return over * BPS > total * (BPS - BigInt(guarantee.quantileBps))
  return !holds(guarantee, sum, total)
}

/** Part of the window's price that a breach gives back, basis points: the greatest step that is reached. */
export function creditBps(guarantee: Guarantee, counters: GuaranteeCounters): number {
  if (!isBreached(guarantee, counters)) return 0
  const { total, over } = counters
  return guarantee.credits
    .filter((step) => step.belowBps === 0 || (total - over) * BPS < BigInt(step.belowBps) * total)
    .reduce((most, step) => Math.max(most, step.creditBps), 0)
}

/** What breaches of one window give back of its price: each rounded down, all together never more than the price. */
export function compensation(windowPrice: bigint, credits: readonly number[]): bigint {
  const sum = credits.reduce((all, bps) => all + divFloor(windowPrice * BigInt(bps), BPS), 0n)
  return minBig(sum, windowPrice)
}

/** Indices of the guarantees that an operation is under: all whose path and method it has. */
export function guaranteesOf(ir: SlaIr, plan: number, method: string, path: string): number[] {
  checkPlan(ir, plan)
  const guarantees = ir.plans[plan]?.guarantees ?? []
  return guarantees.flatMap((one, i) => {
    const isMethod = one.method === 'global' || one.method === 'all' || one.method === method
    const isPath = one.path === 'global' || matchesPath(patternOf(one.path), path)
    return isMethod && isPath ? [i] : []
  })
}
