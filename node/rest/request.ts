import type { Json } from '../../chain/types/module.js'
import { ProtoJsonError } from '../protoJson/error.js'
import { fieldOf, jsonToBytes } from '../protoJson/read.js'
import type { FieldSchema, MessageSchema } from '../protoJson/schema.js'
import { messageOf } from '../protoJson/schema.js'

type Mutable = { [key: string]: Json | Mutable }

/** Messages that are one string in JSON. */
const TEXTUAL = /^google\.protobuf\.(?:Timestamp|Duration)$/

function scalar(field: FieldSchema, text: string, key: string): Json {
  switch (field.kind) {
    case 'bool':
      if (text === 'true' || text === '1') return true
      if (text === 'false' || text === '0') return false
      throw new ProtoJsonError(key, `want true or false, got "${text.slice(0, 80)}"`)
    case 'enum':
      return /^-?\d{1,10}$/.test(text) ? Number(text) : text
    case 'float':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
    case 'message':
      if (TEXTUAL.test(field.type)) return text
      throw new ProtoJsonError(key, `is a ${field.type}: name one of its fields after a dot`)
    case 'string':
    case 'bytes':
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
    case 'dec':
      return text
  }
}

/**
 * Puts one parameter into the request's JSON. A first name that the message lacks is passed over, as
 * grpc-gateway does; a wrong name behind a dot is refused.
 */
export function setField(
  schema: MessageSchema,
  target: Mutable,
  key: string,
  values: readonly string[],
): void {
  const names = key.split('.')
  if (names.length > 8) throw new ProtoJsonError(key, 'has more than 8 parts')
  let at = target
  let message = schema
  for (const [i, name] of names.entries()) {
    const field = fieldOf(message, name)
    if (field === undefined) {
      if (i === 0) return
      throw new ProtoJsonError(key, `${message.name} has no field ${name}`)
    }
    if (i === names.length - 1) {
      if (!field.repeated && values.length > 1) throw new ProtoJsonError(key, 'is given twice')
      const list = values.map((text) => scalar(field, text, key))
      at[field.jsonName] = field.repeated ? list : (list[0] as Json)
      return
    }
    const next = field.kind === 'message' && !field.repeated ? messageOf(field.type) : undefined
    if (next === undefined) throw new ProtoJsonError(key, `${name} has no fields`)
    const child = at[field.jsonName] ?? {}
    at[field.jsonName] = child
    at = child as Mutable
    message = next
  }
}

/** Where the parts of a request come from. */
export interface RestRequest {
  /** Field path and value of each path parameter. */
  readonly params: readonly (readonly [string, string])[]
  readonly query: Readonly<Record<string, string | readonly string[]>>
  /** Parsed body of a POST. */
  readonly body: Json | undefined
}

/** The bytes of the request message. @throws ProtoJsonError naming the parameter. */
export function requestBytes(name: string, request: RestRequest): Uint8Array {
  const schema = messageOf(name)
  if (schema === undefined) throw new ProtoJsonError('', `no message type ${name}`)
  if (request.body !== undefined && request.body !== null) return jsonToBytes(name, request.body)
  const json: Mutable = {}
  for (const [key, value] of Object.entries(request.query))
    setField(schema, json, key, typeof value === 'string' ? [value] : value)
  for (const [key, value] of request.params) setField(schema, json, key, [value])
  return jsonToBytes(name, json as Json)
}
