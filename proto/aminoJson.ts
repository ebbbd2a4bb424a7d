/**
 * Legacy amino JSON of InfoNex' own messages, by the rules of the SDK's x/tx/signing/aminojson: names as
 * in the .proto, 64-bit integers as decimal strings, bytes in base64, empty fields left out unless
 * `(amino.dont_omitempty)`. One table serves the chain's sign bytes and the client's converters.
 */
import { fromBase64, toBase64 } from '@cosmjs/encoding'
import { AMINO_FIELDS, AMINO_NAMES } from './gen/amino.js'

export type AminoJson =
  null | boolean | number | string | AminoJson[] | { [name: string]: AminoJson }

type Row = Readonly<Record<string, unknown>>

function fieldsOf(name: string): (typeof AMINO_FIELDS)[string] {
  const fields = AMINO_FIELDS[name]
  if (fields === undefined) throw new Error(`no amino form of ${name}`)
  return fields
}

/** The amino type of an own message (infonex/MsgX), or undefined. */
export function aminoName(name: string): string | undefined {
  return AMINO_NAMES[name]
}

function one(kind: string, nested: string, value: unknown): AminoJson {
  if (kind === 'm') return toAminoJson(nested, value as Row)
  if (kind === 'b') return toBase64(value as Uint8Array)
  if (kind === 'u' || kind === 's') return (value as bigint).toString()
  return value as AminoJson
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === 0n)
    return true
  return value === false || (value as { length?: number }).length === 0
}

/** Plain data of a message as amino JSON. @throws Error if the type is not an own message or part of one. */
export function toAminoJson(name: string, message: Row): AminoJson {
  const out: { [name: string]: AminoJson } = {}
  for (const [field, json, kind, repeated, keep, nested] of fieldsOf(name)) {
    const value = message[field]
    if (isEmpty(value) && keep === 0) continue
    if (repeated === 1) out[json] = ((value ?? []) as unknown[]).map((v) => one(kind, nested, v))
    else if (!isEmpty(value) || kind !== 'm') out[json] = one(kind, nested, value)
  }
  return out
}

function back(kind: string, nested: string, value: AminoJson): unknown {
  if (kind === 'm') return fromAminoJson(nested, value as { [name: string]: AminoJson })
  if (kind === 'b') return fromBase64(value as string)
  if (kind === 'u' || kind === 's') return BigInt(value as string)
  return value
}

const ZERO: Readonly<Record<string, unknown>> = { u: 0n, s: 0n, t: '', o: false, n: 0, m: null }

/** The other direction; absent fields take their defaults. */
export function fromAminoJson(name: string, json: { [name: string]: AminoJson }): Row {
  const out: Record<string, unknown> = {}
  for (const [field, key, kind, repeated, , nested] of fieldsOf(name)) {
    const value = json[key]
    if (repeated === 1)
      out[field] = ((value ?? []) as AminoJson[]).map((v) => back(kind, nested, v))
    else if (value === undefined) out[field] = kind === 'b' ? new Uint8Array() : ZERO[kind]
    else out[field] = back(kind, nested, value)
  }
  return out
}
