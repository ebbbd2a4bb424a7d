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
