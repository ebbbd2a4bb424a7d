import { assert } from '../../../chain/types/assert.js'
import { divFloor } from '../../../chain/types/arith.js'

/** An exact rational number, num / den, den above 0. */
export interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

export const ZERO: Fraction = { num: 0n, den: 1n }

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** The same number in lowest terms. */
export function fraction(num: bigint, den: bigint): Fraction {
  assert(den > 0n, 'a denominator is above 0')
  const common = gcd(num, den)
  return common === 1n ? { num, den } : { num: divFloor(num, common), den: divFloor(den, common) }
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.den === b.den) return { num: a.num + b.num, den: a.den }
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den)
}

/**
 * The sum of many, not in lowest terms. PERF: the denominators of a hostile plan have nothing in common, and what
 * is reduced after each addition takes seconds; here like ones are put together, and the rest is multiplied out.
 */
export function sumOf(parts: readonly Fraction[]): Fraction {
  const sorted = [...parts].sort((a, b) => (a.den < b.den ? -1 : a.den > b.den ? 1 : 0))
  let sums: Fraction[] = []
  for (const { num, den } of sorted) {
    const last = sums[sums.length - 1]
    if (last?.den === den) sums[sums.length - 1] = { num: last.num + num, den }
    else sums.push({ num, den })
  }
  while (sums.length > 1)
    sums = sums.flatMap((a, i) => {
      const b = sums[i + 1]
      if (i % 2 === 1) return []
      return [b === undefined ? a : { num: a.num * b.den + b.num * a.den, den: a.den * b.den }]
    })
  return sums[0] ?? ZERO
}

/** Negative, zero or positive. */
export function compare(a: Fraction, b: Fraction): number {
  const d = a.num * b.den - b.num * a.den
  return d < 0n ? -1 : d > 0n ? 1 : 0
}

export function times(a: Fraction, factor: bigint): Fraction {
  return { num: a.num * factor, den: a.den }
}

export function floorOf(a: Fraction): bigint {
  return divFloor(a.num, a.den)
}
