import { toBase64 } from '@cosmjs/encoding'
import { AMINO_FIELDS } from '../../proto/gen/amino.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { assert } from '../types/assert.js'
import type { Json } from '../types/module.js'
import {
  type Read,
  readBool,
  readBytes,
  readI64,
  readList,
  readOptional,
  readRecord,
  readText,
  readU32,
  readU64,
} from './genesisJson.js'
import type { MessageName } from './proto.js'

type Row = Readonly<Record<string, unknown>>
type Fields = (typeof AMINO_FIELDS)[string]

function fieldsOf(name: string): Fields {
  const fields = AMINO_FIELDS[name]
  assert(fields !== undefined, `${name} is no part of an own genesis section`)
  return fields
}

function readerOf(kind: string, nested: string): Read<unknown> {
  switch (kind) {
    case 'm':
      return readerOfMessage(nested)
    case 'b':
      return readBytes
    case 'u':
      return readU64
    case 's':
      return readI64
    case 't':
      return readText
    case 'o':
      return readBool
    default:
      return readU32
  }
}

function readerOfMessage(name: string): Read<Row> {
  const fields = fieldsOf(name)
  const readers = fields.map(([, json, kind, repeated, , nested]): [string, Read<unknown>] => {
    const one = readerOf(kind, nested)
    if (repeated === 1) return [json, readList(one)]
    return [json, kind === 'm' ? readOptional(one) : one]
  })
  const read = readRecord(Object.fromEntries(readers))
  return (json, at, problems) => {
    const found: Row = read(json, at, problems)
    return Object.fromEntries(fields.map(([field, name]) => [field, found[name]]))
  }
}

/** Reads one of InfoNex' own messages from genesis JSON: names as in the .proto, enums as numbers. */
export function readOwn<N extends MessageName>(name: N): Read<PlainTypes[N]> {
  return readerOfMessage(name) as unknown as Read<PlainTypes[N]>
}

function one(kind: string, nested: string, value: unknown): Json {
  if (kind === 'm') return value === null ? null : rowJson(nested, value as Row)
  if (kind === 'b') return toBase64(value as Uint8Array)
  if (kind === 'u' || kind === 's') return (value as bigint).toString()
  return value as Json
}

function rowJson(name: string, row: Row): Json {
  const out: Record<string, Json> = {}
  for (const [field, json, kind, repeated, , nested] of fieldsOf(name))
    out[json] =
      repeated === 1
        ? (row[field] as readonly unknown[]).map((value) => one(kind, nested, value))
        : one(kind, nested, row[field])
  return out
}

/** The other direction; every field is written. */
export function ownJson<N extends MessageName>(name: N, message: PlainTypes[N]): Json {
  return rowJson(name, message as unknown as Row)
}
