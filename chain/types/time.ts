import { divFloor, toSafeNumber } from './arith.js'

/** google.protobuf.Timestamp and Duration as plain data. */
export interface SecondsNanos {
  /** Of a timestamp: since 1970-01-01T00:00:00Z. */
  readonly seconds: bigint
  /** 0 to 999,999,999 of a timestamp; of the sign of the seconds in a duration. */
  readonly nanos: number
}

const BILLION = 1_000_000_000n
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970. */
const MIN_SECONDS = -62_135_596_800n
const MAX_SECONDS = 253_402_300_799n

/** True for a timestamp of the years 1 to 9999 with good nanoseconds. */
export function isTimestamp({ seconds, nanos }: SecondsNanos): boolean {
  return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS && nanos >= 0 && nanos < 1_000_000_000
}

/** Nanoseconds since 1970, or of a duration. */
export function toNs({ seconds, nanos }: SecondsNanos): bigint {
  return seconds * BILLION + BigInt(nanos)
}

/** A timestamp from nanoseconds since 1970. */
export function timestampOf(ns: bigint): { seconds: bigint; nanos: number } {
  const seconds = divFloor(ns, BILLION)
  return { seconds, nanos: toSafeNumber(ns - seconds * BILLION) }
}

/** Days since 1970-01-01 of a day of the Gregorian calendar (month 1 to 12), for any year. */
function daysOf(year: number, month: number, day: number): number {
  // The year begins in March, so that the leap day is its last.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of daysOf. */
function civilOf(days: number): readonly [year: number, month: number, day: number] {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day]
}

const pad = (value: number, size: number): string => `${value}`.padStart(size, '0')

/** 2006-01-02T15:04:05 of a timestamp, without its nanoseconds. */
function secondsText(seconds: bigint): string {
  const days = divFloor(seconds, 86_400n)
  const rest = toSafeNumber(seconds - days * 86_400n)
  const [year, month, day] = civilOf(days < 0n ? -toSafeNumber(-days) : toSafeNumber(days))
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60]
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${time.map((n) => pad(n, 2)).join(':')}`
}

/** Fixed width, so that text order is time order: 2006-01-02T15:04:05.000000000 (SDK, FormatTimeBytes). */
export function sortableTime(time: SecondsNanos): string {
  return `${secondsText(time.seconds)}.${pad(time.nanos, 9)}`
}

/** RFC 3339 in UTC with as many decimals as are needed (Go's RFC3339Nano). */
export function rfc3339(time: SecondsNanos): string {
  const decimals = time.nanos === 0 ? '' : `.${pad(time.nanos, 9)}`.replace(/0+$/, '')
  return `${secondsText(time.seconds)}${decimals}Z`
}

const RFC3339 =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})$/

/** Reads RFC 3339; undefined when it is not, or lies outside the years 1 to 9999. */
export function parseRfc3339(text: string): { seconds: bigint; nanos: number } | undefined {
  const match = RFC3339.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((n) => parseInt(n, 10))
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (hour === undefined || minute === undefined || second === undefined) return undefined
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined
  const days = daysOf(year, month, day)
  const [y, m, d] = civilOf(days)
  if (y !== year || m !== month || d !== day) return undefined
  const zone = match[8] as string
  const offset =
    zone === 'Z' ? 0 : parseInt(zone.slice(1, 3), 10) * 60 + parseInt(zone.slice(4), 10)
  const away = zone.startsWith('-') ? offset : -offset
  const seconds = BigInt(days) * 86_400n + BigInt(hour * 3600 + (minute + away) * 60 + second)
  const time = { seconds, nanos: parseInt((match[7] ?? '').padEnd(9, '0'), 10) }
  return isTimestamp(time) ? time : undefined
}

/** A duration as proto3 JSON prints it: 1.5s. */
export function durationText(duration: SecondsNanos): string {
  const ns = toNs(duration)
  const size = ns < 0n ? -ns : ns
  const decimals = `${size % BILLION}`.padStart(9, '0').replace(/0+$/, '')
  const whole = divFloor(size, BILLION)
  return `${ns < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}s`
}

/** Reads a duration as proto3 JSON prints it; undefined when it is not one. */
export function parseDuration(text: string): { seconds: bigint; nanos: number } | undefined {
  const match = /^(-?)([0-9]{1,12})(?:\.([0-9]{1,9}))?s$/.exec(text)
  if (match === null) return undefined
  const negative = match[1] === '-'
  const seconds = BigInt(match[2] as string)
  const nanos = parseInt((match[3] ?? '').padEnd(9, '0'), 10)
  return {
    seconds: negative ? -seconds : seconds,
    nanos: negative && nanos !== 0 ? -nanos : nanos,
  }
}
