import { assert } from '../types/assert.js'
import { be64, concatBytes, fromBe64, fromUtf8, utf8 } from '../types/bytes.js'

/** How a key becomes bytes whose order is the order of iteration. */
export interface KeyCodec<K> {
  encode(key: K): Uint8Array
  /** Reads the whole of `bytes`. */
  decode(bytes: Uint8Array): K
}

/** Big-endian, so that byte order is numeric order. */
export const u64Key: KeyCodec<bigint> = { encode: be64, decode: (bytes) => fromBe64(bytes) }

/** Raw bytes of any length; last part of a key only. */
export const bytesKey: KeyCodec<Uint8Array> = { encode: (k) => k, decode: (b) => b.slice() }

/** UTF-8; last part of a key only. */
export const stringKey: KeyCodec<string> = { encode: utf8, decode: fromUtf8 }

/** One length byte before it, so that another part may follow (address.MustLengthPrefix of the SDK). */
export const lengthPrefixedBytes: KeyCodec<Uint8Array> = {
  encode(key) {
    assert(key.length <= 255, 'a length-prefixed key part has at most 255 bytes')
    return concatBytes(Uint8Array.of(key.length), key)
  },
  decode: (bytes) => bytes.slice(1, 1 + (bytes[0] as number)),
}

/** Two parts; the first must tell its own length (`sizeOfFirst`). */
export function pairKey<A, B>(
  first: KeyCodec<A>,
  second: KeyCodec<B>,
  sizeOfFirst: (bytes: Uint8Array) => number,
): KeyCodec<readonly [A, B]> {
  return {
    encode: ([a, b]) => concatBytes(first.encode(a), second.encode(b)),
    decode(bytes) {
      const at = sizeOfFirst(bytes)
      return [first.decode(bytes.subarray(0, at)), second.decode(bytes.subarray(at))]
    },
  }
}

/** The size of a length-prefixed first part. */
export const lengthPrefixedSize = (bytes: Uint8Array): number => 1 + (bytes[0] as number)
/** The size of a fixed first part. */
export const fixedSize = (size: number) => (): number => size
