/** Messages into a transaction and answers out of it, typed by their names. */
import type { EncodeObject } from '@cosmjs/proto-signing'
import type { DeliverTxResponse } from '@cosmjs/stargate'
import type { PlainTypes } from '../proto/gen/plain.js'
import { decodeMessage, type MessageName, pbjsType } from './pbjsType.js'

/**
 * One message for `signAndBroadcast`, checked when it is made. Absent fields take their defaults.
 * @throws TypeError on an unknown field or a 64-bit field that is no bigint; RangeError out of range.
 */
export function message<N extends MessageName>(
  name: N,
  value: Partial<PlainTypes[N]>,
): EncodeObject {
  pbjsType(name).create(value)
  return { typeUrl: `/${name}`, value }
}

/**
 * What the message at `index` answered.
 * @throws Error if the transaction failed, has no such message or answered with another type.
 */
export function responseOf<N extends MessageName>(
  result: Pick<DeliverTxResponse, 'code' | 'msgResponses' | 'rawLog'>,
  name: N,
  index = 0,
): PlainTypes[N] {
  if (result.code !== 0)
    throw new Error(`the transaction failed with code ${result.code}: ${result.rawLog ?? ''}`)
  const response = result.msgResponses[index]
  if (response?.typeUrl !== `/${name}`)
    throw new Error(`message ${index} answered ${response?.typeUrl ?? 'nothing'}, not /${name}`)
  return decodeMessage(name, response.value)
}
