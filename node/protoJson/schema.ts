import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as Protobuf from 'protobufjs'
import type { Enum, Field, Namespace, Root, Type } from 'protobufjs'

/** How a field's value is written in JSON. `dec` is an 18-place decimal that is kept as its atomics. */
export type FieldKind =
  'string' | 'bytes' | 'bool' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'float' | 'dec' | 'enum'

/** One field of a message, as JSON and plain data see it. */
export interface FieldSchema {
  /** Key in plain data (PlainTypes). */
  readonly name: string
  /** Key in JSON: the name in the .proto file. */
  readonly jsonName: string
  /** The other spelling that proto3 JSON readers accept. */
  readonly camelName: string
  readonly number: number
  readonly kind: FieldKind | 'message'
  /** Full name of the message or enum; empty for scalars. */
  readonly type: string
  readonly repeated: boolean
  /** Member of a oneof: absent unless it is the one that is set. */
  readonly oneof: string | undefined
  /** Comment-free hint of the scalar that cosmos_proto names: cosmos.AddressString and the like. */
  readonly scalar: string | undefined
}

export interface MessageSchema {
  readonly name: string
  readonly fields: readonly FieldSchema[]
}

export interface EnumSchema {
  readonly name: string
  readonly byName: ReadonlyMap<string, number>
  readonly byNumber: ReadonlyMap<number, string>
}

interface Schemas {
  readonly root: Root
  readonly messages: ReadonlyMap<string, MessageSchema>
  readonly enums: ReadonlyMap<string, EnumSchema>
}

const SCALARS: Readonly<Record<string, FieldKind>> = {
  string: 'string',
  bytes: 'bytes',
  bool: 'bool',
  int32: 'int32',
  sint32: 'int32',
  sfixed32: 'int32',
  uint32: 'uint32',
  fixed32: 'uint32',
  int64: 'int64',
  sint64: 'int64',
  sfixed64: 'int64',
  uint64: 'uint64',
  fixed64: 'uint64',
  float: 'float',
  double: 'float',
}

const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

function kindOf(field: Field): FieldSchema['kind'] {
  const custom: unknown = field.options?.['(gogoproto.customtype)']
  if (field.type === 'string' && typeof custom === 'string' && /(^|\.)(Legacy)?Dec$/.test(custom))
    return 'dec'
  const scalar = SCALARS[field.type]
  if (scalar !== undefined) return scalar
  return field.resolvedType !== null && 'values' in field.resolvedType ? 'enum' : 'message'
}

function fieldSchema(field: Field): FieldSchema {
  const jsonName = field.protoName ?? field.name
  const scalar: unknown = field.options?.['(cosmos_proto.scalar)']
  return {
    name: field.name,
    jsonName,
    camelName: camel(jsonName),
    number: field.id,
    kind: kindOf(field),
    type: field.resolvedType?.fullName.slice(1) ?? '',
    repeated: field.repeated,
    oneof: field.partOf?.name,
    scalar: typeof scalar === 'string' ? scalar : undefined,
  }
}

let loaded: Schemas | undefined

/** Reads proto/gen/descriptor.json at the first call (about 40 ms): nothing on the start path needs it. */
function load(): Schemas {
  const require = createRequire(import.meta.url)
  const protobuf = require('protobufjs') as typeof Protobuf
  const file = require.resolve('#gen/descriptor.json')
  const root = protobuf.Root.fromJSON(JSON.parse(readFileSync(file, 'utf8')) as object)
  root.resolveAll()
  const messages = new Map<string, MessageSchema>()
  const enums = new Map<string, EnumSchema>()
  const walk = (ns: Namespace): void => {
    for (const nested of ns.nestedArray) {
      const name = nested.fullName.slice(1)
      if (nested instanceof protobuf.Type) messages.set(name, messageSchema(nested))
      else if (nested instanceof protobuf.Enum) enums.set(name, enumSchema(nested))
      if (nested instanceof protobuf.Namespace) walk(nested)
    }
  }
  walk(root)
  return { root, messages, enums }
}

function messageSchema(type: Type): MessageSchema {
  return { name: type.fullName.slice(1), fields: type.fieldsArray.map(fieldSchema) }
}

function enumSchema(type: Enum): EnumSchema {
  const byName = new Map(Object.entries(type.values))
  const byNumber = new Map<number, string>()
  for (const [name, number] of byName) if (!byNumber.has(number)) byNumber.set(number, name)
  return { name: type.fullName.slice(1), byName, byNumber }
}

/** Everything the descriptor knows, loaded once. */
export function schemas(): Schemas {
  loaded ??= load()
  return loaded
}

/** The schema of a message, or undefined when the chain does not know it. */
export function messageOf(name: string): MessageSchema | undefined {
  return schemas().messages.get(name)
}

/** The schema of an enum. @throws Error when there is none: a field can only name one that exists. */
export function enumOf(name: string): EnumSchema {
  const found = schemas().enums.get(name)
  if (found === undefined) throw new Error(`no enum ${name}`)
  return found
}
