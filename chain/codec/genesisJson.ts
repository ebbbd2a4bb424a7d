import { fromBase64 } from '@cosmjs/encoding'
import { toSafeNumber, U64_MAX } from '../types/arith.js'
import type { Json } from '../types/module.js'
import { parseRfc3339 } from '../types/time.js'

/**
 * Reads one JSON value; what is absent gives the proto3 default. Every problem is a sentence in `problems`
 * that begins with where it is, and reading goes on with a default, so that all problems are found at once.
 */
export type Read<T> = (json: Json | undefined, at: string, problems: string[]) => T

/** What was found, for sentences. */
function shown(json: Json): string {
  if (json === null) return 'null'
  if (typeof json === 'string') return `"${json.length > 40 ? `${json.slice(0, 40)}...` : json}"`
  if (typeof json !== 'object') return `${json}`
  return Array.isArray(json) ? 'a list' : 'an object'
}

export const readText: Read<string> = (json, at, problems) => {
  if (json === undefined || typeof json === 'string') return json ?? ''
  problems.push(`${at} is ${shown(json)}, want text`)
  return ''
}

export const readBool: Read<boolean> = (json, at, problems) => {
  if (json === undefined || typeof json === 'boolean') return json ?? false
  problems.push(`${at} is ${shown(json)}, want true or false`)
  return false
}

/** A whole number in a range, as a decimal string or a safe JSON number. */
export function readInt(min: bigint, max: bigint, what: string): Read<bigint> {
  return (json, at, problems) => {
    if (json === undefined) return 0n
    const whole =
      (typeof json === 'string' && /^-?[0-9]{1,80}$/.test(json)) ||
      (typeof json === 'number' && Number.isSafeInteger(json))
    const value = whole ? BigInt(json as string | number) : undefined
    if (value !== undefined && value >= min && value <= max) return value
    problems.push(`${at} is ${shown(json)}, want ${what}`)
    return 0n
  }
}

export const readU64 = readInt(0n, U64_MAX, 'a whole number from 0 to 2^64-1')
export const readI64 = readInt(-(1n << 63n), (1n << 63n) - 1n, 'a 64-bit whole number')

const u32 = readInt(0n, 0xffff_ffffn, 'a whole number from 0 to 2^32-1')
export const readU32: Read<number> = (json, at, problems) => toSafeNumber(u32(json, at, problems))

/** Bytes as base64. */
export const readBytes: Read<Uint8Array> = (json, at, problems) => {
  const text = readText(json, at, problems)
  try {
    return fromBase64(text)
  } catch {
    problems.push(`${at} is ${shown(text)}, want base64`)
    return new Uint8Array()
  }
}

/** A time in RFC 3339; null or absent is none. */
export const readTime: Read<{ seconds: bigint; nanos: number } | null> = (json, at, problems) => {
  if (json === undefined || json === null) return null
  const time = typeof json === 'string' ? parseRfc3339(json) : undefined
  if (time !== undefined) return time
  problems.push(`${at} is ${shown(json)}, want a time such as 2026-01-31T12:00:00Z`)
  return null
}

/** A list; null is an empty one, as Go writes it. */
export function readList<T>(of: Read<T>): Read<T[]> {
  return (json, at, problems) => {
    if (json === undefined || json === null) return []
    if (Array.isArray(json)) return json.map((item, i) => of(item as Json, `${at}[${i}]`, problems))
    problems.push(`${at} is ${shown(json)}, want a list`)
    return []
  }
}

/** Null or absent, or what `of` reads. */
export function readOptional<T>(of: Read<T>): Read<T | null> {
  return (json, at, problems) =>
    json === undefined || json === null ? null : of(json, at, problems)
}

type Fields = Readonly<Record<string, Read<unknown>>>
type ReadOf<F extends Fields> = { [K in keyof F]: F[K] extends Read<infer T> ? T : never }

function namesOf(fields: Fields): string {
  const names = Object.keys(fields)
  return names.length === 0 ? 'none' : `one of ${names.join(', ')}`
}

/** An object with these fields; others are named as problems. `ignored` fields may be there unread. */
export function readRecord<F extends Fields>(
  fields: F,
  ignored: readonly string[] = [],
): Read<ReadOf<F>> {
  return (json, at, problems) => {
    let object: { readonly [k: string]: Json } = {}
    if (json !== undefined && (json === null || typeof json !== 'object' || Array.isArray(json)))
      problems.push(`${at} is ${shown(json)}, want an object`)
    else if (json !== undefined) object = json as { readonly [k: string]: Json }
    for (const name of Object.keys(object))
      if (!Object.hasOwn(fields, name) && !ignored.includes(name))
        problems.push(`${at}.${name} is not a field, want ${namesOf(fields)}`)
    const read = Object.entries(fields).map(([name, of]) => {
      const value = Object.hasOwn(object, name) ? object[name] : undefined
      return [name, of(value, `${at}.${name}`, problems)] as const
    })
    return Object.fromEntries(read) as ReadOf<F>
  }
}

/** The `@type` of a packed message, or '' where there is none. */
export function typeUrlOf(json: Json | undefined): string {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return ''
  const type = (json as { readonly [k: string]: Json })['@type']
  return typeof type === 'string' ? type : ''
}

/** Reads a whole section. @throws Error with the problems, when there are any. */
export function readAll<T>(read: Read<T>, json: Json, at: string): T {
  const problems: string[] = []
  const value = read(json, at, problems)
  if (problems.length > 0) throw new Error(problems.join('; '))
  return value
}
