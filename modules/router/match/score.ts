import { assert } from '../../../chain/types/assert.js'

/** Basis points of the factors of a score; together 10,000. */
export interface Weights {
  readonly load: number
  readonly price: number
  readonly latency: number
  readonly compliance: number
}

export const DEFAULT_WEIGHTS: Weights = { load: 4000, price: 2000, latency: 2000, compliance: 2000 }

/** What is compared of a server; of each factor less is better. */
export interface Merits {
  /** Drained to the time of the match. */
  readonly estMilli: number
  readonly provenMilli: number
  /** For the declared shape of the request. */
  readonly price: bigint
  readonly latencyUs: number
  /** Closed windows of the SLA, and those with a breach. */
  readonly windows: number
  readonly breaches: number
}

/** Why weights are not weights; undefined if they are. */
export function weightsProblem({ load, price, latency, compliance }: Weights): string | undefined {
  const all = [load, price, latency, compliance]
  if (!all.every((weight) => Number.isInteger(weight) && weight >= 0 && weight <= 10_000))
    return 'a weight is not a whole number of 0 to 10000 basis points'
  const sum = load + price + latency + compliance
  return sum === 10_000 ? undefined : `weights add up to ${sum}, want 10000 basis points`
}

type Factor = readonly [weight: number, a: bigint, b: bigint]

/** Both sides of each factor over one denominator: fractions are multiplied crosswise. */
function factors(weights: Weights, a: Merits, b: Merits): readonly Factor[] {
  const load = (x: Merits, y: Merits): bigint => BigInt(x.estMilli + 1000) * BigInt(y.provenMilli)
  // One breach in two windows before any is known: no record is worse than a good one.
  const breaches = (x: Merits, y: Merits): bigint => BigInt(x.breaches + 1) * BigInt(y.windows + 2)
  return [
    [weights.load, load(a, b), load(b, a)],
    [weights.price, a.price, b.price],
    [weights.latency, BigInt(a.latencyUs), BigInt(b.latencyUs)],
    [weights.compliance, breaches(a, b), breaches(b, a)],
  ]
}

/**
 * Below 0 if `a` is better, above 0 if `b` is, 0 if neither. Each factor counts by its relative difference
 * (a - b) / (a + b), so that no unit matters; the weighted sum is compared exactly, without division. To
 * improve one factor moves the sum in one direction, so that it never loses a comparison that was won.
 */
export function compareMerits(weights: Weights, a: Merits, b: Merits): -1 | 0 | 1 {
  assert(a.provenMilli > 0 && b.provenMilli > 0, 'who is compared has proven something')
  let numerator = 0n
  let denominator = 1n
  for (const [weight, left, right] of factors(weights, a, b)) {
    if (left === right || weight === 0) continue
    const sum = left + right
    numerator = numerator * sum + BigInt(weight) * (left - right) * denominator
    denominator *= sum
  }
  return numerator < 0n ? -1 : numerator > 0n ? 1 : 0
}
