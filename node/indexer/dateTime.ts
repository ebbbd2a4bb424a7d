/** Dates and times of the query language: RFC 3339 in, nanoseconds since 1970 (UTC) out. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/

const NS_PER_MS = 1_000_000n

function epochMs(year: number, month: number, day: number): number | undefined {
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return same ? at.getTime() : undefined
}

/** 'yyyy-mm-dd' at midnight UTC in nanoseconds; undefined when it is no date. */
export function parseDate(text: string): bigint | undefined {
  const found = DATE.exec(text)
  if (found === null) return undefined
  const ms = epochMs(Number(found[1]), Number(found[2]), Number(found[3]))
  return ms === undefined ? undefined : BigInt(ms) * NS_PER_MS
}

/** An RFC 3339 time in nanoseconds; undefined when it is none. */
export function parseTime(text: string): bigint | undefined {
  const found = TIME.exec(text)
  if (found === null) return undefined
  const day = epochMs(Number(found[1]), Number(found[2]), Number(found[3]))
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6])]
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  const [zoneHour, zoneMinute] = [Number(found[9] ?? 0), Number(found[10] ?? 0)]
  if (zoneHour > 23 || zoneMinute > 59) return undefined
  const zone = (found[8] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute)
  const ms = day + ((hour * 60 + minute - zone) * 60 + second) * 1000
  return BigInt(ms) * NS_PER_MS + BigInt((found[7] ?? '').padEnd(9, '0'))
}
