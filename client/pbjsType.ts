import * as gen from '#gen/infonex.js'
import type { Reader, Writer } from 'protobufjs'
import { checkInts } from '../proto/checkInts.js'
import type { PlainTypes } from '../proto/gen/plain.js'

export type MessageName = keyof PlainTypes

const TO = { longs: BigInt, defaults: true, arrays: true } as const

function staticType(name: string): gen.StaticType {
  let at: unknown = gen
  for (const part of name.split('.')) at = (at as Record<string, unknown> | undefined)?.[part]
  if (typeof at !== 'function') throw new Error(`no message type ${name}`)
  return at as unknown as gen.StaticType
}

/** Refuses names that the type does not have: `fromObject` drops them, and less would be signed than meant. */
function checkNames(type: gen.StaticType, name: string, value: object): void {
  for (const key of Object.keys(value))
    if (!(key in type.prototype)) throw new TypeError(`${name} has no field "${key}"`)
}

/**
 * A type that CosmJS' Registry accepts and that speaks bigint at every depth. `create` is where a message
 * enters, so that is where it is checked.
 * @throws TypeError on an unknown field or a 64-bit field that is no bigint; RangeError out of range.
 */
export function pbjsType<N extends MessageName>(
  name: N,
): {
  create: (value?: Partial<PlainTypes[N]>) => object
  encode: (message: object, writer?: Writer) => Writer
  decode: (input: Reader | Uint8Array, length?: number) => PlainTypes[N]
} {
  const type = staticType(name)
  return {
    create: (value = {}) => {
      checkNames(type, name, value)
      checkInts(name, value)
      return type.fromObject(value as { [k: string]: unknown })
    },
    encode: (message, writer) => type.encode(message, writer),
    decode: (input, length) =>
      type.toObject(type.decode(input, length), TO) as unknown as PlainTypes[N],
  }
}

/** Bytes of a message from plain data, with the same checks. */
export function encodeMessage<N extends MessageName>(
  name: N,
  value: Partial<PlainTypes[N]>,
): Uint8Array {
  const type = pbjsType(name)
  return type.encode(type.create(value)).finish()
}

/** Plain data of a message from bytes. */
export function decodeMessage<N extends MessageName>(name: N, bytes: Uint8Array): PlainTypes[N] {
  return pbjsType(name).decode(bytes)
}
