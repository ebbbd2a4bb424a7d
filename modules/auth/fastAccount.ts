/**
 * The stored form of plain accounts, written and read in one pass. PERF: each transaction writes its
 * signer's account twice and reads it some four times; the general codec takes 2.4 us a pass, this 0.4.
 * A property compares the two; whatever is unusual is left to the general one.
 */
import { common, readAny, UNCOMMON } from '../../chain/codec/fastTx.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { newBytes } from '../../chain/types/bytes.js'
import type { BaseAccount } from './state.js'

const BASE_ACCOUNT = '/cosmos.auth.v1beta1.BaseAccount'

/** Bytes of a varint; numbers of accounts and sequences are small. */
function varintBytes(value: bigint): number {
  let size = 1
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) size += 1
  return size
}

const sizeBytes = (size: number): number => (size < 128 ? 1 : size < 16_384 ? 2 : 3)

/** Bytes of a length-delimited field with a one-byte tag; 0 if it is empty. */
const fieldBytes = (size: number): number => (size === 0 ? 0 : 1 + sizeBytes(size) + size)

class Out {
  readonly bytes: Uint8Array
  at = 0

  constructor(size: number) {
    this.bytes = newBytes(size)
  }

  size(value: number): void {
    let rest = value
    while (rest > 127) {
      this.bytes[this.at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.bytes[this.at++] = rest
  }

  varint(tag: number, value: bigint): void {
    if (value === 0n) return
    this.bytes[this.at++] = tag
    let rest = value
    while (rest > 127n) {
      this.bytes[this.at++] = toSafeNumber((rest & 127n) | 128n)
      rest >>= 7n
    }
    this.bytes[this.at++] = toSafeNumber(rest)
  }

  ascii(tag: number, text: string): void {
    if (text.length === 0) return
    this.bytes[this.at++] = tag
    this.size(text.length)
    for (let i = 0; i < text.length; i++) this.bytes[this.at++] = text.charCodeAt(i)
  }

  raw(tag: number, value: Uint8Array): void {
    if (value.length === 0) return
    this.bytes[this.at++] = tag
    this.size(value.length)
    this.bytes.set(value, this.at)
    this.at += value.length
  }
}

/** google.protobuf.Any of a BaseAccount whose texts are ASCII; canonical. */
export function encodePlain(account: BaseAccount): Uint8Array {
  const { address, pubKey, accountNumber, sequence } = account
  const keyBytes =
    pubKey === null ? 0 : fieldBytes(pubKey.type_url.length) + fieldBytes(pubKey.value.length)
  const inner =
    fieldBytes(address.length) +
    (pubKey === null ? 0 : 1 + sizeBytes(keyBytes) + keyBytes) +
    (accountNumber === 0n ? 0 : 1 + varintBytes(accountNumber)) +
    (sequence === 0n ? 0 : 1 + varintBytes(sequence))
  const out = new Out(fieldBytes(BASE_ACCOUNT.length) + fieldBytes(inner))
  out.ascii(0x0a, BASE_ACCOUNT)
  if (inner > 0) {
    out.bytes[out.at++] = 0x12
    out.size(inner)
  }
  out.ascii(0x0a, address)
  if (pubKey !== null) {
    out.bytes[out.at++] = 0x12
    out.size(keyBytes)
    out.ascii(0x0a, pubKey.type_url)
    out.raw(0x12, pubKey.value)
  }
  out.varint(0x18, accountNumber)
  out.varint(0x20, sequence)
  return out.bytes
}

/** What `encodePlain` wrote; undefined for anything else. */
export function decodePlain(bytes: Uint8Array): BaseAccount | undefined {
  return common(bytes, (cursor) => {
    if (!cursor.is(0x0a) || cursor.ascii() !== BASE_ACCOUNT || !cursor.is(0x12)) throw UNCOMMON
    const outer = cursor.enter()
    const address = cursor.is(0x0a) ? cursor.ascii() : ''
    const pubKey = cursor.is(0x12) ? readAny(cursor) : null
    const accountNumber = cursor.is(0x18) ? BigInt(cursor.varint()) : 0n
    const sequence = cursor.is(0x20) ? BigInt(cursor.varint()) : 0n
    cursor.leave(outer)
    return { address, pubKey, accountNumber, sequence }
  })
}

/** True for accounts that `encodePlain` writes as the general codec does. */
export function isPlain(account: BaseAccount): boolean {
  return isAscii(account.address) && (account.pubKey === null || isAscii(account.pubKey.type_url))
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
