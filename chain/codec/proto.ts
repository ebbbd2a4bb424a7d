import * as gen from '#gen/infonex.js'
import { checkInts } from '../../proto/checkInts.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { assert } from '../types/assert.js'

/** Full name of a message, without a leading slash: cosmos.bank.v1beta1.MsgSend. */
export type MessageName = keyof PlainTypes

/** Encodes and decodes one message type; bytes are canonical, integers range-checked. */
export interface Codec<T> {
  readonly name: string
  /** @throws RangeError or TypeError when a 64-bit field is not a bigint in range. */
  encode(value: T): Uint8Array
  /** @throws Error on malformed bytes. Unknown fields are NOT refused here: see strict.ts. */
  decode(bytes: Uint8Array): T
}

const TO = { longs: BigInt, defaults: true, arrays: true } as const

/** Known names of message types, such as a decoder of Any has to ask. */
export function isMessageName(name: string): name is MessageName {
  return lookup(name) !== undefined
}

function lookup(name: string): gen.StaticType | undefined {
  let at: unknown = gen
  for (const part of name.split('.')) {
    if (at === null || (typeof at !== 'object' && typeof at !== 'function')) return undefined
    if (!Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return typeof at === 'function' && 'decode' in at ? (at as unknown as gen.StaticType) : undefined
}

/**
 * The codec of a message by its full name. Values are plain data: bigint for 64-bit fields, `null` for an
 * absent message, `[]` for an empty list; absent members of a oneof are absent.
 */
export function codec<N extends MessageName>(name: N): Codec<PlainTypes[N]> {
  const type = lookup(name)
  assert(type !== undefined, `no message type ${name}`)
  return {
    name,
    encode: (value) => {
      checkInts(name, value)
      return type.encode(type.fromObject(value as unknown as { [k: string]: unknown })).finish()
    },
    decode: (bytes) => type.toObject(type.decode(bytes), TO) as unknown as PlainTypes[N],
  }
}
