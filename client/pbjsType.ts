import type { Reader, Writer } from 'protobufjs'
import { checkInts } from '../proto/checkInts.js'

/** What protobufjs' static generator gives for one message. */
interface StaticType<M extends object> {
  getTypeUrl(prefix?: string): string
  fromObject(object: { [k: string]: unknown }): M
  toObject(message: M, options: object): { [k: string]: unknown }
  encode(message: M, writer?: Writer): Writer
  decode(reader: Reader | Uint8Array, length?: number): M
}
const TO = { longs: BigInt, defaults: true, arrays: true } as const

/** A type that CosmJS' Registry accepts and that speaks bigint at every depth. */
export function pbjsType<M extends object>(type: StaticType<M>) {
  const name = type.getTypeUrl('').slice(1)
  return {
    create: (value: { [k: string]: unknown } = {}): M => {
      checkInts(name, value)
      return type.fromObject(value)
    },
    encode: (message: M, writer?: Writer): Writer => type.encode(message, writer),
    decode: (input: Reader | Uint8Array, length?: number): { [k: string]: unknown } =>
      type.toObject(type.decode(input, length), TO),
  }
}
