/** Times as CometBFT's JSON writes them: RFC 3339 in UTC with up to nine decimals, no trailing zeros. */

const NS = 1_000_000_000n
const FORM = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/

/** "2026-01-02T03:04:05.000000006Z" as nanoseconds since 1970. @throws Error on any other form. */
export function parseRfc3339(text: string): bigint {
  const match = FORM.exec(text)
  const ms = match === null ? NaN : Date.parse(`${match[1]}T${match[2]}${match[4]?.toUpperCase()}`)
  if (match === null || Number.isNaN(ms)) throw new Error(`time: want RFC 3339, got ${text}`)
  return BigInt(ms) * 1_000_000n + BigInt((match[3] ?? '').padEnd(9, '0'))
}

/** Nanoseconds since 1970 as RFC 3339; the time of an absent vote gives 0001-01-01T00:00:00Z. */
export function formatRfc3339(timeNs: bigint): string {
  const nanos = ((timeNs % NS) + NS) % NS
  const seconds = (timeNs - nanos) / NS
  const date = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  const decimals = nanos.toString().padStart(9, '0').replace(/0+$/, '')
  return decimals === '' ? `${date}Z` : `${date}.${decimals}Z`
}
