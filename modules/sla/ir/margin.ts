import { divCeil, divFloor } from '../../../chain/types/arith.js'
import { assert } from '../../../chain/types/assert.js'
import { SCALE } from './decimal.js'
import { SlaIrError } from './errors.js'
import { add, compare, fraction, times, ZERO, type Fraction } from './fraction.js'

/** A term of a margin that is not in proportion to the units; what it adds is `weight` times its cost. */
export interface Bend {
  /** 10^-6 units above which the term counts. */
  readonly from: bigint
  /** 10^-6 units of a pack. */
  readonly pack: bigint
  /** For one pack; negative for what has to be paid. */
  readonly weight: Fraction
  /** True: a pack begun is a pack paid. */
  readonly isCeil: boolean
}

/** What is left of some units: slope * units + bends. */
export interface Margin {
  readonly slope: Fraction
  readonly bends: readonly Bend[]
  /** Units that are possible; undefined: any number. */
  readonly most: bigint | undefined
}

/** Where a margin is lowest. */
export interface Lowest {
  readonly units: bigint
  readonly value: Fraction
}

const MAX_POINTS = 2_000

export function bendValue(bend: Bend, units: bigint): Fraction {
  const above = units * SCALE - bend.from
  if (above <= 0n) return ZERO
  if (bend.isCeil) return times(bend.weight, divCeil(above, bend.pack))
  return fraction(bend.weight.num * above, bend.weight.den * bend.pack)
}

/** A margin at some units. */
export function marginAt(margin: Margin, units: bigint): Fraction {
  return margin.bends.reduce(
    (sum, bend) => add(sum, bendValue(bend, units)),
    times(margin.slope, units),
  )
}

/** What one more unit adds in the long run, above all bends. */
function slopeAbove(margin: Margin, units: bigint): Fraction {
  return margin.bends
    .filter((bend) => bend.from < units * SCALE)
    .reduce(
      (sum, bend) => add(sum, fraction(bend.weight.num * SCALE, bend.weight.den * bend.pack)),
      margin.slope,
    )
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}

/** Units after which all packs are at the same place again. */
function cycleOf(bends: readonly Bend[]): bigint {
  return bends
    .filter((bend) => bend.isCeil)
    .map((bend) => divFloor(bend.pack, gcd(bend.pack, SCALE)))
    .reduce((a, b) => divFloor(a * b, gcd(a, b)), 1n)
}

/** Whole units on both sides of each place in [from, to] where a margin is not straight. */
function corners(margin: Margin, from: bigint, to: bigint, out: bigint[]): void {
  for (const bend of margin.bends) {
    if (!bend.isCeil) continue
    const first = divCeil(from * SCALE - bend.from, bend.pack) - 1n
    for (let k = first < 0n ? 0n : first; ; k++) {
      const at = divFloor(bend.from + k * bend.pack, SCALE)
      if (at > to) break
      out.push(at, at + 1n)
      if (out.length > MAX_POINTS)
        throw new SlaIrError('plans', 'packs of sizes that have no common multiple in reach')
    }
  }
}

/**
 * Where a margin is lowest, exactly. Between two thresholds it repeats itself after one cycle of its packs, shifted,
 * so that one cycle at each end of each stretch has all candidates. Undefined: it falls without end.
 * @throws SlaIrError when a cycle has too many packs
 */
export function lowest(margin: Margin): Lowest | undefined {
  const cycle = cycleOf(margin.bends)
  const thresholds = margin.bends.map((bend) => divFloor(bend.from, SCALE))
  const last = thresholds.reduce((a, b) => (a > b ? a : b), 0n) + 1n
  if (margin.most === undefined && compare(slopeAbove(margin, last + 1n), ZERO) < 0)
    return undefined
  const end = margin.most ?? last + cycle + 1n
  const ends = [0n, ...thresholds, ...thresholds.map((n) => n + 1n), end]
    .filter((n) => n <= end)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const points = [...ends]
  ends.forEach((from, i) => {
    const to = ends[i + 1]
    if (to === undefined) return
    corners(margin, from, from + cycle < to ? from + cycle : to, points)
    if (to > from + cycle) corners(margin, to - cycle, to, points)
  })
  const values = points
    .filter((units) => units >= 0n && units <= end)
    .map((units) => ({ units, value: marginAt(margin, units) }))
  const first = values[0]
  assert(first !== undefined, 'nothing at all is a candidate')
  return values.reduce((best, one) => {
    const d = compare(one.value, best.value)
    return d < 0 || (d === 0 && one.units < best.units) ? one : best
  }, first)
}

/** Units at which a margin that falls without end is below -`budget`. */
export function belowBudget(margin: Margin, budget: Fraction): bigint {
  let units = 1n
  for (let i = 0; i < 256; i++) {
    if (compare(add(marginAt(margin, units), budget), ZERO) < 0) return units
    units *= 2n
  }
  return units
}
