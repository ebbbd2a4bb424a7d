import { ProtoJsonError } from './error.js'

/** google.protobuf.Timestamp and Duration as plain data. */
export interface SecondsNanos {
  seconds: bigint
  nanos: number
}

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970: the range of a Timestamp. */
const TIMESTAMP_MIN = -62_135_596_800n
const TIMESTAMP_MAX = 253_402_300_799n
/** 10,000 years in seconds: the range of a Duration. */
const DURATION_MAX = 315_576_000_000n

/** No digits, or 3, 6 or 9 of them, as Go's jsonpb prints fractions. */
function fraction(nanos: number): string {
  if (nanos === 0) return ''
  const digits = nanos.toString().padStart(9, '0')
  return `.${digits.replace(/^(\d{6})000$/, '$1').replace(/^(\d{3})000$/, '$1')}`
}

/** RFC 3339 in UTC. @throws ProtoJsonError outside of the years 1 to 9999. */
export function timestampText(value: SecondsNanos, path = ''): string {
  if (value.seconds < TIMESTAMP_MIN || value.seconds > TIMESTAMP_MAX)
    throw new ProtoJsonError(path, `${value.seconds} s is outside of the years 1 to 9999`)
  if (value.nanos < 0 || value.nanos > 999_999_999)
    throw new ProtoJsonError(path, `nanos ${value.nanos} is not from 0 to 999999999`)
  const whole = new Date(Number(value.seconds) * 1000).toISOString()
  return `${whole.slice(0, 19)}${fraction(value.nanos)}Z`
}

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/** Reads RFC 3339 with any offset. @throws ProtoJsonError */
export function parseTimestamp(text: string, path = ''): SecondsNanos {
  const m = RFC3339.exec(text)
  if (m === null) throw new ProtoJsonError(path, `"${text}" is not an RFC 3339 time`)
  const at = new Date(0)
  at.setUTCFullYear(Number(m[1]), Number(m[2]) - 1, Number(m[3]))
  at.setUTCHours(Number(m[4]), Number(m[5]), Number(m[6]))
  const back = at.toISOString().slice(0, 19)
  if (back !== `${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}`)
    throw new ProtoJsonError(path, `"${text}" names a day or hour that does not exist`)
  const offset = m[8] === undefined ? 0 : (Number(m[9]) * 60 + Number(m[10])) * 60
  const seconds = BigInt(at.getTime() / 1000 - (m[8] === '-' ? -offset : offset))
  if (seconds < TIMESTAMP_MIN || seconds > TIMESTAMP_MAX)
    throw new ProtoJsonError(path, `"${text}" is outside of the years 1 to 9999`)
  return { seconds, nanos: Number((m[7] ?? '').padEnd(9, '0')) }
}

/** "3.500s". @throws ProtoJsonError out of range, or when seconds and nanos differ in sign. */
export function durationText(value: SecondsNanos, path = ''): string {
  const { seconds, nanos } = value
  if (seconds > DURATION_MAX || seconds < -DURATION_MAX)
    throw new ProtoJsonError(path, `${seconds} s is more than 10,000 years`)
  if (Math.abs(nanos) > 999_999_999 || (seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0))
    throw new ProtoJsonError(path, `nanos ${nanos} does not go with ${seconds} s`)
  const sign = seconds < 0n || nanos < 0 ? '-' : ''
  return `${sign}${seconds < 0n ? -seconds : seconds}${fraction(Math.abs(nanos))}s`
}

/** Reads "3.5s". @throws ProtoJsonError */
export function parseDuration(text: string, path = ''): SecondsNanos {
  const m = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text)
  if (m === null) throw new ProtoJsonError(path, `"${text}" is not a duration such as 3.5s`)
  const seconds = BigInt(m[2] as string)
  const nanos = Number((m[3] ?? '').padEnd(9, '0'))
  if (seconds > DURATION_MAX) throw new ProtoJsonError(path, `"${text}" is more than 10,000 years`)
  return m[1] === '-' ? { seconds: -seconds, nanos: -nanos || 0 } : { seconds, nanos }
}
