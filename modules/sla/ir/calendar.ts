import { divFloor } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { PERIOD_UNITS } from './values.js'

type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']

const MINUTE_MS = 60_000n
const DAY_MS = 86_400_000n
/** Milliseconds of the units that have a fixed length, by IrPeriodUnit. */
const UNIT_MS = [1n, 1_000n, MINUTE_MS, 3_600_000n, DAY_MS, 604_800_000n] as const
/** Months of the others, by word. */
const UNIT_MONTHS = new Map([
  ['month', 1n],
  ['quarter', 3n],
  ['year', 12n],
])

/** Days of 400 years, after which the calendar repeats. */
const ERA_DAYS = 146_097n
/** From 0000-03-01 to 1970-01-01. */
const EPOCH_DAYS = 719_468n

/** Days from 1970-01-01 to a date of the Gregorian calendar, month 1 to 12 (days_from_civil). */
export function daysFromCivil(year: bigint, month: bigint, day: bigint): bigint {
  const y = month <= 2n ? year - 1n : year
  const era = divFloor(y, 400n)
  const yearOfEra = y - era * 400n
  const monthFromMarch = (month + 9n) % 12n
  const dayOfYear = divFloor(153n * monthFromMarch + 2n, 5n) + day - 1n
  const leaps = divFloor(yearOfEra, 4n) - divFloor(yearOfEra, 100n)
  return era * ERA_DAYS + yearOfEra * 365n + leaps + dayOfYear - EPOCH_DAYS
}

/** Year and month (1 to 12) of a day counted from 1970-01-01 (civil_from_days). */
export function monthOfDay(days: bigint): { year: bigint; month: bigint } {
  const z = days + EPOCH_DAYS
  const era = divFloor(z, ERA_DAYS)
  const dayOfEra = z - era * ERA_DAYS
  const yearOfEra = divFloor(
    dayOfEra -
      divFloor(dayOfEra, 1_460n) +
      divFloor(dayOfEra, 36_524n) -
      divFloor(dayOfEra, 146_096n),
    365n,
  )
  const dayOfYear =
    dayOfEra - (365n * yearOfEra + divFloor(yearOfEra, 4n) - divFloor(yearOfEra, 100n))
  const monthFromMarch = divFloor(5n * dayOfYear + 2n, 153n)
  const month = monthFromMarch < 10n ? monthFromMarch + 3n : monthFromMarch - 9n
  return { year: yearOfEra + era * 400n + (month <= 2n ? 1n : 0n), month }
}

/** Milliseconds of a period of a fixed length; undefined for months, quarters and years. */
export function fixedMs(period: IrPeriod): bigint | undefined {
  const unit = UNIT_MS[period.unit]
  return unit === undefined ? undefined : unit * BigInt(period.amount)
}

/** Months of a period that has no fixed length. */
export function monthsOf(period: IrPeriod): bigint {
  return (UNIT_MONTHS.get(PERIOD_UNITS[period.unit] ?? '') ?? 1n) * BigInt(period.amount)
}

/**
 * Number of the calendar window that holds a time: 0 holds the beginning of 1970 at the offset. Windows follow on
 * one another without gaps.
 */
export function windowIndex(period: IrPeriod, tMs: bigint, tzOffsetMinutes: number): bigint {
  const local = tMs + BigInt(tzOffsetMinutes) * MINUTE_MS
  const fixed = fixedMs(period)
  if (fixed !== undefined) return divFloor(local, fixed)
  const { year, month } = monthOfDay(divFloor(local, DAY_MS))
  return divFloor((year - 1970n) * 12n + month - 1n, monthsOf(period))
}

/** First millisecond of a window. */
export function windowStartMs(period: IrPeriod, index: bigint, tzOffsetMinutes: number): bigint {
  const offset = BigInt(tzOffsetMinutes) * MINUTE_MS
  const fixed = fixedMs(period)
  if (fixed !== undefined) return index * fixed - offset
  const months = index * monthsOf(period)
  const years = divFloor(months, 12n)
  return daysFromCivil(1970n + years, months - years * 12n + 1n, 1n) * DAY_MS - offset
}
