import { divFloor } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { fixedMs, monthsOf } from './calendar.js'

type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']

const DAY_MS = 86_400_000n
/** Days of the longest and the shortest run of 1 to 12 months. */
const LONGEST = [31n, 62n, 92n, 123n, 153n, 184n, 215n, 245n, 276n, 306n, 337n, 366n] as const
const SHORTEST = [28n, 59n, 89n, 120n, 150n, 181n, 212n, 242n, 273n, 303n, 334n, 365n] as const

function daysOf(months: bigint, table: readonly bigint[], year: bigint): bigint {
  const years = divFloor(months - 1n, 12n)
  return years * year + (table[Number((months - 1n - years * 12n).toString())] as bigint)
}

/** Longest length of a window of the period, ms. */
export function longestMs(period: IrPeriod): bigint {
  return fixedMs(period) ?? daysOf(monthsOf(period), LONGEST, 366n) * DAY_MS
}

/** Shortest length of a window of the period, ms. */
export function shortestMs(period: IrPeriod): bigint {
  return fixedMs(period) ?? daysOf(monthsOf(period), SHORTEST, 365n) * DAY_MS
}

export function samePeriod(a: IrPeriod | null, b: IrPeriod | null): boolean {
  if (a === null || b === null) return a === b
  const [x, y] = [fixedMs(a), fixedMs(b)]
  return x === undefined || y === undefined ? x === y && monthsOf(a) === monthsOf(b) : x === y
}

/** Whether each window of `outer` is a whole number of windows of `inner`. */
function nests(outer: IrPeriod, inner: IrPeriod): boolean {
  const [out, into] = [fixedMs(outer), fixedMs(inner)]
  if (into === undefined) return out === undefined && monthsOf(outer) % monthsOf(inner) === 0n
  return (out ?? DAY_MS) % into === 0n
}

/**
 * Most windows of `inner` that lie in, or reach into, one window of `outer`; undefined: no end of them. A period
 * that is absent is one window without end.
 */
export function windowsWithin(outer: IrPeriod | null, inner: IrPeriod | null): bigint | undefined {
  if (inner === null || samePeriod(outer, inner)) return 1n
  if (outer === null) return undefined
  if (nests(inner, outer)) return 1n
  if (!nests(outer, inner)) return divFloor(longestMs(outer) - 1n, shortestMs(inner)) + 2n
  return fixedMs(inner) === undefined
    ? divFloor(monthsOf(outer), monthsOf(inner))
    : divFloor(longestMs(outer), shortestMs(inner))
}
