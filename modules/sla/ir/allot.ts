import { divFloor } from '../../../chain/types/arith.js'
import type { SlaIr } from './compile.js'
import { decimalText, fromDecimal, SCALE, toDecimal } from './decimal.js'
import { SlaIrError } from './errors.js'
import { lookupOf } from './lookup.js'
import { checkPlan, entriesOf } from './resolve.js'
import type { Allotment } from './terms.js'
import { FINITE } from './values.js'

const MAX_CHANNELS = 64

/** A quota of a plan that can be sliced. */
interface Quota {
  readonly ruleId: number
  readonly metricId: number
  readonly limitId: number
  /** 10^-6 units. */
  readonly max: bigint
}

/** Quotas of a plan, by rule, metric, limit. */
function quotasOf(ir: SlaIr, plan: number): Quota[] {
  checkPlan(ir, plan)
  return lookupOf(ir).rules.flatMap(({ id: ruleId }) =>
    entriesOf(ir, plan, ruleId, 'quota').flatMap(({ metricId, limitIds }) =>
      limitIds.flatMap((limitId) => {
        const limit = ir.limits[limitId]
        return limit?.maxKind === FINITE
          ? [{ ruleId, metricId, limitId, max: fromDecimal(limit.max) }]
          : []
      }),
    ),
  )
}

/** Parts of a max by weight: whole units, what is left of them to the later ones; they add up to it. */
function slices(max: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((a, b) => a + b, 0n)
  const whole = divFloor(max, SCALE)
  let [sum, given] = [0n, 0n]
  return weights.map((weight, i) => {
    sum += weight
    const upTo = i === weights.length - 1 ? max : divFloor(whole * sum, total) * SCALE
    const slice = upTo - given
    given = upTo
    return slice
  })
}

/**
 * Slices every quota of a plan over channels, in proportion to weights; the first carries the base price. Usage that
 * stays within its slices costs what it would on one channel. Operation packs are not sliced: each channel pays the
 * packs that it begins.
 * @throws SlaIrError for no channel, too many, or weights that add up to nothing
 */
export function allot(ir: SlaIr, plan: number, weights: readonly bigint[]): Allotment[] {
  if (weights.length === 0 || weights.length > MAX_CHANNELS)
    throw new SlaIrError('allotments', `${weights.length} channels, want 1 to ${MAX_CHANNELS}`)
  if (weights.some((weight) => weight < 0n) || weights.every((weight) => weight === 0n))
    throw new SlaIrError('allotments', 'weights are 0 or more, and one is more than 0')
  const quotas = quotasOf(ir, plan).map(({ max, ...at }) => ({ at, parts: slices(max, weights) }))
  return weights.map((_, i) => ({
    carriesBase: i === 0,
    slices: quotas.map(({ at, parts }) => ({ ...at, max: toDecimal(parts[i] ?? 0n) })),
  }))
}

/**
 * Passes allotments of one plan that give no more than the plan has: slices of each quota add up to its max at most
 * (a quota without a slice counts whole), and one channel at most carries the base.
 * @throws SlaIrError
 */
export function checkAllotments(ir: SlaIr, plan: number, allotments: readonly Allotment[]): void {
  if (allotments.filter((one) => one.carriesBase).length > 1)
    throw new SlaIrError('allotments', 'two channels carry the base price')
  const name = (at: Omit<Quota, 'max'>): string => `${at.ruleId} ${at.metricId} ${at.limitId}`
  const quotas = quotasOf(ir, plan)
  const known = new Set(quotas.map(name))
  const given = allotments.map((one) => {
    const bySlice = new Map(
      one.slices.map((slice) => [name(slice), slice.max === null ? -1n : fromDecimal(slice.max)]),
    )
    const odd = one.slices.find((slice) => !known.has(name(slice)))
    if (odd !== undefined || bySlice.size !== one.slices.length)
      throw new SlaIrError(
        'allotments',
        'a slice of no quota of the plan, or one that is there twice',
      )
    if (one.slices.some((slice) => slice.max === null || fromDecimal(slice.max) < 0n))
      throw new SlaIrError('allotments', 'a slice has a max that is not negative')
    return bySlice
  })
  for (const quota of quotas) {
    const sum = given.reduce((all, bySlice) => all + (bySlice.get(name(quota)) ?? quota.max), 0n)
    if (sum > quota.max)
      throw new SlaIrError(
        'allotments',
        `${decimalText(sum)} ${ir.metrics[quota.metricId]?.name} are given of ${decimalText(quota.max)}`,
      )
  }
}
