import { INT64 } from './gen/int64.js'

const U64_MAX = (1n << 64n) - 1n
const I64_MAX = (1n << 63n) - 1n

function checkInt(kind: string, value: unknown, where: string): void {
  if (typeof value !== 'bigint') throw new TypeError(`${where}: want bigint, got ${typeof value}`)
  const ok =
    kind === 'u' ? value >= 0n && value <= U64_MAX : value >= -I64_MAX - 1n && value <= I64_MAX
  if (!ok)
    throw new RangeError(`${where}: ${value} is out of ${kind === 'u' ? 'uint64' : 'int64'} range`)
}

/**
 * Refuses a message whose 64-bit fields, at any depth, are not bigints in range: protobufjs wraps a bigint
 * that does not fit, and writes a bare one as 0 (house.md fact 6).
 * @throws RangeError or TypeError that names the field.
 */
export function checkInts(type: string, value: object, where: string = type): void {
  const fields = INT64[type]
  if (fields === undefined) return
  for (const [name, kind] of Object.entries(fields)) {
    const got = (value as Record<string, unknown>)[name]
    if (got === undefined || got === null) continue
    for (const one of Array.isArray(got) ? (got as unknown[]) : [got])
      if (kind.length === 1) checkInt(kind, one, `${where}.${name}`)
      else checkInts(kind, one as object, `${where}.${name}`)
  }
}
