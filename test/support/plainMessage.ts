import fc from 'fast-check'
import type { MessageName } from '../../chain/codec/proto.js'
import { codec, isMessageName } from '../../chain/codec/proto.js'
import type { FieldSchema } from '../../node/protoJson/schema.js'
import { enumOf, messageOf } from '../../node/protoJson/schema.js'

/** What an Any may hold in a random message. */
const INSIDE_ANY: readonly MessageName[] = [
  'cosmos.bank.v1beta1.MsgSend',
  'cosmos.crypto.secp256k1.PubKey',
  'google.protobuf.Timestamp',
]

const seconds = fc.bigInt({ min: 0n, max: 253_402_300_799n })
const nanos = fc.integer({ min: 0, max: 999_999_999 })

const anyValue = (depth: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(...INSIDE_ANY).chain((name) =>
      plainMessage(name, depth + 1).map((value) => ({
        type_url: `/${name}`,
        value: codec(name).encode(value as never),
      })),
    ),
    fc.record({
      type_url: fc.constant('/not.known.Type'),
      value: fc.uint8Array({ maxLength: 8 }),
    }),
  )

function one(field: FieldSchema, depth: number): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'string':
      return fc.string({ maxLength: 12, unit: 'grapheme' })
    case 'bytes':
      return fc.uint8Array({ maxLength: 12 })
    case 'bool':
      return fc.boolean()
    case 'int32':
      return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    case 'uint32':
      return fc.integer({ min: 0, max: 2 ** 32 - 1 })
    case 'int64':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    case 'uint64':
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
    case 'float':
      return fc.constantFrom(0, 1.5, -2)
    case 'dec':
      return fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String)
    case 'enum':
      return fc.constantFrom(...enumOf(field.type).byNumber.keys())
    case 'message':
      return plainMessage(field.type, depth + 1)
  }
}

/** Random plain data of a message, at most four levels deep; every field is filled in or left out. */
export function plainMessage(name: string, depth = 0): fc.Arbitrary<unknown> {
  if (!isMessageName(name)) throw new Error(`no message type ${name}`)
  if (name === 'google.protobuf.Timestamp' || name === 'google.protobuf.Duration')
    return fc.record({ seconds, nanos })
  if (name === 'google.protobuf.Any') return anyValue(depth)
  const schema = messageOf(name)
  const groups = new Set<string>()
  const shape: Record<string, fc.Arbitrary<unknown>> = {}
  for (const field of schema?.fields ?? []) {
    if (field.oneof !== undefined && groups.has(field.oneof)) continue
    if (field.oneof !== undefined) groups.add(field.oneof)
    if (field.kind === 'message' && depth >= 3) continue
    shape[field.name] = field.repeated
      ? fc.array(one(field, depth), { maxLength: 3 })
      : one(field, depth)
  }
  return fc.record(shape, { requiredKeys: [] })
}
