import type { PlainTypes } from '../../proto/gen/plain.js'
import { SdkError } from '../types/errors.js'
import { isFatal } from '../types/fatal.js'
import type { AnyMsgHandler } from '../types/module.js'
import { codec } from './proto.js'
import { rejectUnknownFields, StrictError, WireReader } from './strict.js'

export type TxBody = PlainTypes['cosmos.tx.v1beta1.TxBody']
export type AuthInfo = PlainTypes['cosmos.tx.v1beta1.AuthInfo']
export type SignerInfo = PlainTypes['cosmos.tx.v1beta1.SignerInfo']
export type ModeInfo = PlainTypes['cosmos.tx.v1beta1.ModeInfo']

/** One message of a transaction, decoded, with the handler that will run it. */
export interface TxMessage {
  readonly typeUrl: string
  readonly handler: AnyMsgHandler
  readonly msg: unknown
}

/** The three fields of TxRaw, as received. */
export interface RawTx {
  readonly bodyBytes: Uint8Array
  readonly authInfoBytes: Uint8Array
  readonly signatures: readonly Uint8Array[]
}

/** A transaction as decoded; the received bytes are what is hashed and signed, never a re-encoding. */
export interface DecodedTx extends RawTx {
  readonly bytes: Uint8Array
  readonly body: TxBody
  readonly authInfo: AuthInfo
  readonly messages: readonly TxMessage[]
  /** Unknown non-critical fields were seen: such a transaction cannot be signed with amino JSON. */
  readonly hasNonCritical: boolean
}

/** The part of the router that decoding needs. */
export interface HandlerTable {
  handler(typeUrl: string): AnyMsgHandler | undefined
}

const bodyCodec = codec('cosmos.tx.v1beta1.TxBody')
const authInfoCodec = codec('cosmos.tx.v1beta1.AuthInfo')
const none: Uint8Array = new Uint8Array()

function minimalVarintSize(value: number): number {
  let size = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1
  return size
}

/**
 * Reads a TxRaw that is canonical by ADR-027: fields 1, 2, 3 in order, 1 and 2 at most once and not
 * empty, lengths as short as possible, nothing else.
 * @throws StrictError
 */
export function readTxRaw(bytes: Uint8Array): RawTx {
  const reader = new WireReader(bytes)
  let bodyBytes = none
  let authInfoBytes = none
  const signatures: Uint8Array[] = []
  let before = 0
  while (reader.at < reader.end) {
    const tag = bytes[reader.at++] as number
    if (tag !== 0x0a && tag !== 0x12 && tag !== 0x1a)
      throw new StrictError(`TxRaw has no field with tag byte ${tag}`)
    const field = tag >> 3
    if (field < before || (field === before && field !== 3))
      throw new StrictError(`txRaw must follow ADR-027, got tagNum ${field} after tagNum ${before}`)
    before = field
    const from = reader.at
    const size = reader.length()
    if (reader.at - from !== minimalVarintSize(size))
      throw new StrictError(`length prefix varint for tagNum ${field} is not as short as possible`)
    const value = bytes.subarray(reader.at, reader.at + size)
    reader.at += size
    if (field === 3) signatures.push(value)
    else if (size === 0) throw new StrictError(`txRaw must follow ADR-027, field ${field} is empty`)
    else if (field === 1) bodyBytes = value
    else authInfoBytes = value
  }
  return { bodyBytes, authInfoBytes, signatures }
}

function decodeMessages(body: TxBody, table: HandlerTable): TxMessage[] {
  return body.messages.map(({ type_url: typeUrl, value }) => {
    const handler = table.handler(typeUrl)
    if (handler === undefined)
      throw new StrictError(
        `no concrete type registered for type URL ${typeUrl} against interface *types.Msg`,
      )
    return { typeUrl, handler, msg: handler.request.decode(value) as unknown }
  })
}

function decodeParts(bytes: Uint8Array, table: HandlerTable): DecodedTx {
  const raw = readTxRaw(bytes)
  const hasNonCritical = rejectUnknownFields(raw.bodyBytes, bodyCodec.name, true)
  const body = bodyCodec.decode(raw.bodyBytes)
  rejectUnknownFields(raw.authInfoBytes, authInfoCodec.name)
  const authInfo = authInfoCodec.decode(raw.authInfoBytes)
  return { ...raw, bytes, body, authInfo, messages: decodeMessages(body, table), hasNonCritical }
}

/**
 * Decodes a transaction as the SDK's TxDecoder does: TxRaw by ADR-027, unknown fields refused inside
 * (non-critical ones allowed in the body), every message of a type that the chain runs.
 * @throws TxError sdk 2, whatever the bytes.
 */
export function decodeTx(bytes: Uint8Array, table: HandlerTable): DecodedTx {
  try {
    return decodeParts(bytes, table)
  } catch (error) {
    if (isFatal(error)) throw error
    // protobufjs throws plain Errors whose text is its own: the scan has passed, so they are rare.
    const text = error instanceof StrictError ? error.message : 'malformed protobuf'
    throw SdkError.txDecode(text)
  }
}
