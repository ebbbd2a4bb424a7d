import type { PlainTypes } from '../../proto/gen/plain.js'
import { toLatin1 } from '../types/bytes.js'
import type { AuthInfo, ModeInfo, SignerInfo, TxBody } from './tx.js'

/**
 * The common shapes of a transaction, read in one pass over the bytes: canonical protobuf with ASCII text,
 * single signers, no extensions. Every function gives undefined for anything else, which then goes the
 * general way; what it does give equals what the general way gives (a property test compares them).
 */

type Fee = NonNullable<AuthInfo['fee']>
type Any = TxBody['messages'][0]
type Coin = PlainTypes['cosmos.base.v1beta1.Coin']
type MsgSend = PlainTypes['cosmos.bank.v1beta1.MsgSend']

const SECP256K1 = '/cosmos.crypto.secp256k1.PubKey'

/** Thrown by readers of `common` alone: not a common shape. */
export const UNCOMMON = Symbol('uncommon')

/** Reads fields in ascending order; whatever is unusual throws UNCOMMON. */
export class Cursor {
  readonly bytes: Uint8Array
  at: number
  end: number

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  /** Whether the next field is this one; its tag is passed over. Tags of fields below 16 are one byte. */
  is(tag: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== tag) return false
    this.at += 1
    return true
  }

  /** A minimal, non-zero varint below 2^49. */
  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 7; i++) {
      if (this.at >= this.end) throw UNCOMMON
      const byte = this.bytes[this.at++] as number
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (byte === 0) throw UNCOMMON
        return value
      }
      scale *= 128
    }
    throw UNCOMMON
  }

  /** The end of a length-delimited field that is not empty, whose content begins at `at`. */
  span(): number {
    const to = this.varint() + this.at
    if (to > this.end) throw UNCOMMON
    return to
  }

  /** Steps into a message field; `leave` with what this returned. */
  enter(): number {
    const outer = this.end
    this.end = this.span()
    return outer
  }

  leave(outer: number): void {
    if (this.at !== this.end) throw UNCOMMON
    this.end = outer
  }

  take(): Uint8Array {
    const to = this.span()
    const out = this.bytes.subarray(this.at, to)
    this.at = to
    return out
  }

  ascii(): string {
    const to = this.span()
    for (let i = this.at; i < to; i++) if ((this.bytes[i] as number) >= 0x80) throw UNCOMMON
    const out = toLatin1(this.bytes.subarray(this.at, to))
    this.at = to
    return out
  }
}

/** Runs a reader over all of `bytes`; undefined if it met what is uncommon. */
export function common<T>(bytes: Uint8Array, read: (cursor: Cursor) => T): T | undefined {
  const cursor = new Cursor(bytes, 0, bytes.length)
  try {
    const out = read(cursor)
    return cursor.at === cursor.end ? out : undefined
  } catch (error) {
    if (error === UNCOMMON) return undefined
    throw error
  }
}

/** A packed message whose type and value are not empty. */
export function readAny(cursor: Cursor): Any {
  const outer = cursor.enter()
  if (!cursor.is(0x0a)) throw UNCOMMON
  const typeUrl = cursor.ascii()
  if (!cursor.is(0x12)) throw UNCOMMON
  const value = cursor.take()
  cursor.leave(outer)
  return { type_url: typeUrl, value }
}

function readCoin(cursor: Cursor): Coin {
  const outer = cursor.enter()
  if (!cursor.is(0x0a)) throw UNCOMMON
  const denom = cursor.ascii()
  if (!cursor.is(0x12)) throw UNCOMMON
  const amount = cursor.ascii()
  cursor.leave(outer)
  return { denom, amount }
}

/** A TxBody; the values of its messages are not looked into. */
export function commonBody(bytes: Uint8Array): TxBody | undefined {
  return common(bytes, (cursor) => {
    const messages: Any[] = []
    while (cursor.is(0x0a)) messages.push(readAny(cursor))
    const memo = cursor.is(0x12) ? cursor.ascii() : ''
    const timeoutHeight = cursor.is(0x18) ? BigInt(cursor.varint()) : 0n
    return { messages, memo, timeoutHeight, extensionOptions: [], nonCriticalExtensionOptions: [] }
  })
}

/** A secp256k1 key: the type URL, then 33 bytes in field 1 and nothing else. */
function readKey(cursor: Cursor): Any {
  const any = readAny(cursor)
  const { value } = any
  if (any.type_url !== SECP256K1 || value.length !== 35) throw UNCOMMON
  if (value[0] !== 0x0a || value[1] !== 33) throw UNCOMMON
  return any
}

function readMode(cursor: Cursor): ModeInfo {
  const outer = cursor.enter()
  if (!cursor.is(0x0a)) throw UNCOMMON
  const inner = cursor.enter()
  if (!cursor.is(0x08)) throw UNCOMMON
  const mode = cursor.varint()
  if (mode > 255) throw UNCOMMON
  cursor.leave(inner)
  cursor.leave(outer)
  return { single: { mode } }
}

function readSigner(cursor: Cursor): SignerInfo {
  const outer = cursor.enter()
  const publicKey = cursor.is(0x0a) ? readKey(cursor) : null
  if (!cursor.is(0x12)) throw UNCOMMON
  const modeInfo = readMode(cursor)
  const sequence = cursor.is(0x18) ? BigInt(cursor.varint()) : 0n
  cursor.leave(outer)
  return { publicKey, modeInfo, sequence }
}

function readFee(cursor: Cursor): Fee {
  const outer = cursor.enter()
  const amount: Coin[] = []
  while (cursor.is(0x0a)) amount.push(readCoin(cursor))
  const gasLimit = cursor.is(0x10) ? BigInt(cursor.varint()) : 0n
  const payer = cursor.is(0x1a) ? cursor.ascii() : ''
  const granter = cursor.is(0x22) ? cursor.ascii() : ''
  cursor.leave(outer)
  return { amount, gasLimit, payer, granter }
}

/** An AuthInfo of single secp256k1 signers. */
export function commonAuthInfo(bytes: Uint8Array): AuthInfo | undefined {
  return common(bytes, (cursor) => {
    const signerInfos: SignerInfo[] = []
    while (cursor.is(0x0a)) signerInfos.push(readSigner(cursor))
    const fee = cursor.is(0x12) ? readFee(cursor) : null
    return { signerInfos, fee, tip: null }
  })
}

/** The value of a MsgSend. */
export function commonSend(bytes: Uint8Array): MsgSend | undefined {
  return common(bytes, (cursor) => {
    if (!cursor.is(0x0a)) throw UNCOMMON
    const fromAddress = cursor.ascii()
    if (!cursor.is(0x12)) throw UNCOMMON
    const toAddress = cursor.ascii()
    const amount: Coin[] = []
    while (cursor.is(0x1a)) amount.push(readCoin(cursor))
    return { fromAddress, toAddress, amount }
  })
}
