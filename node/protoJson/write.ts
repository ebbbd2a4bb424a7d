/**
 * Proto3 JSON as the SDK's REST gives it: original field names, every field present, 64-bit integers as
 * decimal strings, bytes as base64 (null when empty), enums by name, Any expanded under "@type".
 */
import type { MessageName } from '../../chain/codec/proto.js'
import { codec, isMessageName } from '../../chain/codec/proto.js'
import type { Json } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { decimalText } from './decimal.js'
import { ProtoJsonError } from './error.js'
import type { FieldSchema } from './schema.js'
import { enumOf, messageOf } from './schema.js'
import type { SecondsNanos } from './time.js'
import { durationText, timestampText } from './time.js'

/** Deepest nesting that is read or written, so that a crafted Any cannot exhaust the stack. */
export const MAX_DEPTH = 64

type Plain = Readonly<Record<string, unknown>>

/** Members of these types stand under "value" when they are inside an Any. */
export const SPECIAL = new Set([
  'google.protobuf.Any',
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
])

/** A plain message as JSON. @throws ProtoJsonError when an Any holds bytes that do not decode. */
export function toJson<N extends MessageName>(name: N, value: PlainTypes[N]): Json {
  return message(name, value as unknown as Plain, '', 0)
}

/** Encoded bytes of a message as JSON. @throws Error on malformed bytes. */
export function bytesToJson(name: string, bytes: Uint8Array): Json {
  if (!isMessageName(name)) throw new ProtoJsonError('', `no message type ${name}`)
  return toJson(name, codec(name).decode(bytes) as never)
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')

function message(name: string, value: Plain, path: string, depth: number): Json {
  if (depth > MAX_DEPTH) throw new ProtoJsonError(path, `nested deeper than ${MAX_DEPTH}`)
  if (name === 'google.protobuf.Timestamp')
    return timestampText(value as unknown as SecondsNanos, path)
  if (name === 'google.protobuf.Duration')
    return durationText(value as unknown as SecondsNanos, path)
  if (name === 'google.protobuf.Any') return any(value, path, depth)
  const schema = messageOf(name)
  if (schema === undefined) throw new ProtoJsonError(path, `no message type ${name}`)
  const out: Record<string, Json> = {}
  for (const field of schema.fields) {
    const got = value[field.name]
    if (got === undefined && field.oneof !== undefined) continue
    const at = path === '' ? field.jsonName : `${path}.${field.jsonName}`
    if (field.repeated)
      out[field.jsonName] = ((got ?? []) as readonly unknown[]).map((one, i) =>
        single(field, one, `${at}[${i}]`, depth, true),
      )
    else out[field.jsonName] = single(field, got, at, depth, field.oneof !== undefined)
  }
  return out
}

function single(
  field: FieldSchema,
  value: unknown,
  path: string,
  depth: number,
  showEmpty: boolean,
): Json {
  if (value === undefined || value === null) return null
  switch (field.kind) {
    case 'message':
      return message(field.type, value as Plain, path, depth + 1)
    case 'enum':
      return enumOf(field.type).byNumber.get(value as number) ?? (value as number)
    case 'int64':
    case 'uint64':
      return (value as bigint).toString()
    case 'bytes': {
      const bytes = value as Uint8Array
      return bytes.length === 0 && !showEmpty ? null : base64(bytes)
    }
    case 'float':
      return Number.isFinite(value) ? (value as number) : String(value)
    case 'dec':
      return decimalText(value as string)
    case 'string':
    case 'bool':
    case 'int32':
    case 'uint32':
      return value as Json
  }
}

function any(value: Plain, path: string, depth: number): Json {
  const url = value['type_url'] as string
  const bytes = value['value'] as Uint8Array
  if (url === '' && bytes.length === 0) return null
  const name = url.slice(url.lastIndexOf('/') + 1)
  if (!isMessageName(name)) return { '@type': url, value: base64(bytes) }
  let inner: Plain
  try {
    inner = codec(name).decode(bytes) as unknown as Plain
  } catch (cause) {
    throw new ProtoJsonError(path, `the bytes of ${url} do not decode: ${String(cause)}`)
  }
  const json = message(name, inner, path, depth + 1)
  if (SPECIAL.has(name)) return { '@type': url, value: json }
  return { '@type': url, ...(json as Record<string, Json>) }
}
