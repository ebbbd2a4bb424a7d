/** Reads proto3 JSON strictly: unknown, repeated and ill-typed fields are refused with the JSON path. */
import type { MessageName } from '../../chain/codec/proto.js'
import { codec, isMessageName } from '../../chain/codec/proto.js'
import type { Json } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { decimalAtomics } from './decimal.js'
import { ProtoJsonError } from './error.js'
import type { FieldSchema, MessageSchema } from './schema.js'
import { enumOf, messageOf } from './schema.js'
import { parseDuration, parseTimestamp } from './time.js'
import { MAX_DEPTH, SPECIAL } from './write.js'

type Fields = Readonly<Record<string, Json>>

const INT_RANGE: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
}

/** JSON to plain data. Absent fields take their defaults. @throws ProtoJsonError naming the place. */
export function fromJson<N extends MessageName>(name: N, json: Json): PlainTypes[N] {
  return message(name, json, '', 0) as unknown as PlainTypes[N]
}

/** JSON to the canonical bytes of a message. @throws ProtoJsonError */
export function jsonToBytes(name: string, json: Json): Uint8Array {
  if (!isMessageName(name)) throw new ProtoJsonError('', `no message type ${name}`)
  return codec(name).encode(fromJson(name, json) as never)
}

/** What JSON calls a value, for the text of a refusal. */
export function typeName(json: unknown): string {
  if (json === null) return 'null'
  return Array.isArray(json) ? 'a list' : typeof json === 'object' ? 'an object' : `${typeof json}`
}

function want(path: string, wanted: string, got: Json): ProtoJsonError {
  const shown = typeof got === 'object' ? typeName(got) : JSON.stringify(got).slice(0, 80)
  return new ProtoJsonError(path, `want ${wanted}, got ${shown}`)
}

function isObject(json: Json): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function message(name: string, json: Json, path: string, depth: number): Record<string, unknown> {
  if (depth > MAX_DEPTH) throw new ProtoJsonError(path, `nested deeper than ${MAX_DEPTH}`)
  if (name === 'google.protobuf.Timestamp' || name === 'google.protobuf.Duration') {
    if (typeof json !== 'string') throw want(path, 'a time in a string', json)
    const parsed = name.endsWith('Timestamp')
      ? parseTimestamp(json, path)
      : parseDuration(json, path)
    return { ...parsed }
  }
  if (name === 'google.protobuf.Any') return any(json, path, depth)
  const schema = messageOf(name)
  if (schema === undefined) throw new ProtoJsonError(path, `no message type ${name}`)
  if (!isObject(json)) throw want(path, `an object (${name})`, json)
  return fields(schema, json, path, depth)
}

/** The field of a message by either of its JSON spellings. */
export function fieldOf(schema: MessageSchema, key: string): FieldSchema | undefined {
  return schema.fields.find((f) => f.jsonName === key || f.camelName === key)
}

/** What an absent field is in plain data; undefined = the key is left out (a oneof's member). */
function absent(field: FieldSchema): unknown {
  if (field.repeated) return []
  if (field.oneof !== undefined) return undefined
  switch (field.kind) {
    case 'message':
      return null
    case 'string':
    case 'dec':
      return ''
    case 'bytes':
      return new Uint8Array(0)
    case 'bool':
      return false
    case 'int64':
    case 'uint64':
      return 0n
    case 'int32':
    case 'uint32':
    case 'float':
    case 'enum':
      return 0
  }
}

function fields(
  schema: MessageSchema,
  json: Fields,
  path: string,
  depth: number,
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  const seen = new Map<string, string>()
  for (const [key, value] of Object.entries(json)) {
    const at = path === '' ? key : `${path}.${key}`
    const field = fieldOf(schema, key)
    if (field === undefined) throw new ProtoJsonError(at, `unknown field of ${schema.name}`)
    const group = field.oneof ?? field.name
    const before = seen.get(group)
    if (before !== undefined) throw new ProtoJsonError(at, `given together with ${before}`)
    if (value === null) continue
    seen.set(group, key)
    out[field.name] = field.repeated
      ? list(field, value, at, depth)
      : single(field, value, at, depth)
  }
  for (const field of schema.fields) {
    if (Object.hasOwn(out, field.name)) continue
    const value = absent(field)
    if (value !== undefined) out[field.name] = value
  }
  return out
}

function list(field: FieldSchema, json: Json, path: string, depth: number): unknown[] {
  if (!Array.isArray(json)) throw want(path, 'a list', json)
  return (json as readonly Json[]).map((one, i) => single(field, one, `${path}[${i}]`, depth))
}

function integer(kind: string, json: Json, path: string): bigint {
  const [low, high] = INT_RANGE[kind] as readonly [bigint, bigint]
  const text = typeof json === 'number' && Number.isSafeInteger(json) ? json.toString() : json
  if (typeof text !== 'string' || !/^-?\d{1,20}$/.test(text))
    throw want(path, `an integer (${kind}${kind.endsWith('64') ? ', as a string' : ''})`, json)
  const value = BigInt(text)
  if (value < low || value > high) throw want(path, `${kind} from ${low} to ${high}`, json)
  return value
}

function bytesOf(json: Json, path: string): Uint8Array {
  const text = typeof json === 'string' ? json.replaceAll('-', '+').replaceAll('_', '/') : ''
  const bare = text.replace(/={0,2}$/, '')
  if (typeof json !== 'string' || !/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1)
    throw want(path, 'bytes in base64', json)
  return new Uint8Array(Buffer.from(bare, 'base64'))
}

function single(field: FieldSchema, json: Json, path: string, depth: number): unknown {
  switch (field.kind) {
    case 'message':
      return message(field.type, json, path, depth + 1)
    case 'enum':
      return enumValue(field.type, json, path)
    case 'int64':
    case 'uint64':
      return integer(field.kind, json, path)
    case 'int32':
    case 'uint32':
      return Number(integer(field.kind, json, path))
    case 'bytes':
      return bytesOf(json, path)
    case 'bool':
      if (typeof json !== 'boolean') throw want(path, 'true or false', json)
      return json
    case 'string':
      if (typeof json !== 'string') throw want(path, 'a string', json)
      return json
    case 'dec': {
      if (json === '') return ''
      const atomics = typeof json === 'string' ? decimalAtomics(json) : undefined
      if (atomics === undefined)
        throw want(path, 'a decimal of at most 18 places, as a string', json)
      return atomics
    }
    case 'float': {
      const special = json === 'NaN' || json === 'Infinity' || json === '-Infinity'
      if (typeof json !== 'number' && !special) throw want(path, 'a number', json)
      return Number(json)
    }
  }
}

function enumValue(type: string, json: Json, path: string): number {
  const known = enumOf(type)
  if (typeof json === 'number' && Number.isInteger(json) && json >= -(2 ** 31) && json < 2 ** 31)
    return json
  const value = typeof json === 'string' ? known.byName.get(json) : undefined
  if (value === undefined)
    throw want(path, `one of ${[...known.byName.keys()].slice(0, 12).join(', ')}`, json)
  return value
}

function any(json: Json, path: string, depth: number): Record<string, unknown> {
  if (!isObject(json)) throw want(path, 'an object with "@type"', json)
  const { '@type': url, ...rest } = json
  if (typeof url !== 'string' || url === '')
    throw new ProtoJsonError(path, 'an Any needs "@type", such as /cosmos.bank.v1beta1.MsgSend')
  const name = url.slice(url.lastIndexOf('/') + 1)
  if (!isMessageName(name)) {
    const keys = Object.keys(rest)
    if (keys.length !== 1 || keys[0] !== 'value')
      throw new ProtoJsonError(path, `unknown type ${url}: only its base64 "value" can be given`)
    return { type_url: url, value: bytesOf(rest['value'] as Json, `${path}.value`) }
  }
  if (SPECIAL.has(name)) {
    const keys = Object.keys(rest)
    if (keys.length !== 1 || keys[0] !== 'value')
      throw new ProtoJsonError(path, `${url} stands under "value"`)
    const inner = message(name, rest['value'] as Json, `${path}.value`, depth + 1)
    return { type_url: url, value: codec(name).encode(inner as never) }
  }
  const inner = message(name, rest, path, depth + 1)
  return { type_url: url, value: codec(name).encode(inner as never) }
}
