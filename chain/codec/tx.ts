import type { PlainTypes } from '../../proto/gen/plain.js'
import { SdkError } from '../types/errors.js'
import { isFatal } from '../types/fatal.js'
import type { AnyMsgHandler } from '../types/module.js'
import { codec } from './proto.js'
import type { PubKey } from './pubKey.js'
import { commonAuthInfo, commonBody, commonSend } from './fastTx.js'
import {
  FieldScan,
  messageOfTypeUrl,
  rejectUnknownFields,
  StrictError,
  WireReader,
} from './strict.js'

export type TxBody = PlainTypes['cosmos.tx.v1beta1.TxBody']
export type AuthInfo = PlainTypes['cosmos.tx.v1beta1.AuthInfo']
export type SignerInfo = PlainTypes['cosmos.tx.v1beta1.SignerInfo']
type Any = TxBody['messages'][0]
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

/** An address in both forms. */
export interface Party {
  readonly text: string
  readonly address: Uint8Array
}

/** One signer with what the transaction says about its signature. */
export interface Signature {
  readonly signer: Party
  readonly info: SignerInfo
  /** The key given in the transaction; undefined when it relies on the one on chain. */
  readonly pubKey: PubKey | undefined
  readonly bytes: Uint8Array
}

/** What a signature covers besides the transaction. */
export interface SignerData {
  readonly chainId: string
  readonly accountNumber: bigint
  readonly sequence: bigint
}

/**
 * What was worked out about a transaction: the same for all who ask, ahead of its block, in CheckTx and in
 * the block itself.
 */
export interface TxMemo {
  signers: readonly Party[] | undefined
  signatures: readonly Signature[] | undefined
  /** SHA-256 of what is signed, by mode and signer. */
  readonly digests: {
    readonly mode: number
    readonly data: SignerData
    readonly digest: Uint8Array
  }[]
}

/** A transaction as decoded; the received bytes are what is hashed and signed, never a re-encoding. */
export interface DecodedTx extends RawTx {
  readonly bytes: Uint8Array
  readonly body: TxBody
  readonly authInfo: AuthInfo
  readonly messages: readonly TxMessage[]
  /** Unknown non-critical fields were seen: such a transaction cannot be signed with amino JSON. */
  readonly hasNonCritical: boolean
  readonly memo: TxMemo
}

/** The part of the router that decoding needs. */
export interface HandlerTable {
  handler(typeUrl: string): AnyMsgHandler | undefined
}

const bodyCodec = codec('cosmos.tx.v1beta1.TxBody')
const authInfoCodec = codec('cosmos.tx.v1beta1.AuthInfo')
const none: Uint8Array = new Uint8Array()
const SEND = '/cosmos.bank.v1beta1.MsgSend'

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

/** Any values of a body's messages: the body, the Any, the value. */
const MESSAGE_DEPTH = 2

function handlerOf(typeUrl: string, table: HandlerTable): AnyMsgHandler {
  const handler = table.handler(typeUrl)
  if (handler === undefined)
    throw new StrictError(
      `no concrete type registered for type URL ${typeUrl} against interface *types.Msg`,
    )
  return handler
}

/** A message of a body that was read the quick way: its value is not scanned yet. */
function quickMessage(any: Any, table: HandlerTable, scan: FieldScan): TxMessage {
  const typeUrl = any.type_url
  const name = messageOfTypeUrl(typeUrl)
  if (name === undefined) throw new StrictError(`unable to resolve type URL ${typeUrl}`)
  const send = typeUrl === SEND ? commonSend(any.value) : undefined
  if (send !== undefined) {
    scan.spend(2 + 3 * send.amount.length)
    return { typeUrl, handler: handlerOf(typeUrl, table), msg: send }
  }
  scan.message(any.value, name, MESSAGE_DEPTH)
  return plainMessage(any, table)
}

function plainMessage(any: Any, table: HandlerTable): TxMessage {
  const handler = handlerOf(any.type_url, table)
  return { typeUrl: any.type_url, handler, msg: handler.request.decode(any.value) as unknown }
}

type BodyParts = Pick<DecodedTx, 'body' | 'messages' | 'hasNonCritical'>

function decodeBody(bytes: Uint8Array, table: HandlerTable, quick: boolean): BodyParts {
  const scan = new FieldScan(true)
  const read = quick ? commonBody(bytes) : undefined
  if (read === undefined) scan.message(bytes, bodyCodec.name)
  else scan.spend(2 + 3 * read.messages.length)
  const body = read ?? bodyCodec.decode(bytes)
  const messages = body.messages.map((any) =>
    read === undefined ? plainMessage(any, table) : quickMessage(any, table, scan),
  )
  return { body, messages, hasNonCritical: scan.sawNonCritical }
}

function decodeAuthInfo(bytes: Uint8Array, quick: boolean): AuthInfo {
  const read = quick ? commonAuthInfo(bytes) : undefined
  if (read !== undefined) return read
  rejectUnknownFields(bytes, authInfoCodec.name)
  return authInfoCodec.decode(bytes)
}

function decodeParts(bytes: Uint8Array, table: HandlerTable, quick: boolean): DecodedTx {
  const raw = readTxRaw(bytes)
  const body = decodeBody(raw.bodyBytes, table, quick)
  const authInfo = decodeAuthInfo(raw.authInfoBytes, quick)
  const memo = { signers: undefined, signatures: undefined, digests: [] }
  return { ...raw, bytes, ...body, authInfo, memo }
}

/**
 * Decodes a transaction as the SDK's TxDecoder does: TxRaw by ADR-027, unknown fields refused inside
 * (non-critical ones allowed in the body), every message of a type that the chain runs.
 * @param quick false: the general way only, for the test that compares both.
 * @throws TxError sdk 2, whatever the bytes.
 */
export function decodeTx(bytes: Uint8Array, table: HandlerTable, quick = true): DecodedTx {
  try {
    return decodeParts(bytes, table, quick)
  } catch (error) {
    if (isFatal(error)) throw error
    // protobufjs throws plain Errors whose text is its own: the scan has passed, so they are rare.
    const text = error instanceof StrictError ? error.message : 'malformed protobuf'
    throw SdkError.txDecode(text)
  }
}
