import { toSafeNumber, U64_MAX } from '../../../chain/types/arith.js'
import { assert } from '../../../chain/types/assert.js'

const TWO_32 = 1n << 32n

/** Bytes of a weight. */
export const U48_BYTES = 6
/** Sums of weights stay below it, so that a handful of sums adds up without loss. */
export const U48_MAX = 281_474_976_710_655

const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number

/** Four bytes, big-endian. */
export function readU32(bytes: Uint8Array, at: number): number {
  const high = (byte(bytes, at) << 24) | (byte(bytes, at + 1) << 16)
  return (high | (byte(bytes, at + 2) << 8) | byte(bytes, at + 3)) >>> 0
}

/** Six bytes, big-endian. */
export function readU48(bytes: Uint8Array, at: number): number {
  return (byte(bytes, at) * 256 + byte(bytes, at + 1)) * 4_294_967_296 + readU32(bytes, at + 2)
}

/** Eight bytes, big-endian. PERF: without a view of its own. */
export function readU64(bytes: Uint8Array, at: number): bigint {
  const [high, low] = [readU32(bytes, at), BigInt(readU32(bytes, at + 4))]
  return high === 0 ? low : (BigInt(high) << 32n) | low
}

/** @throws AssertionError unless `value` is a whole number of 32 bits. */
export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  assert(Number.isInteger(value) && value >= 0 && value <= 4_294_967_295, 'u32 out of range')
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

/** Eight bytes, big-endian. PERF: most numbers are small. @throws AssertionError unless `value` has 64 bits. */
export function writeU64(bytes: Uint8Array, at: number, value: bigint): void {
  assert(value >= 0n && value <= U64_MAX, 'u64 out of range')
  const high = value < TWO_32 ? 0 : toSafeNumber(value >> 32n)
  writeU32(bytes, at, high)
  writeU32(bytes, at + 4, toSafeNumber(high === 0 ? value : BigInt.asUintN(32, value)))
}

/** @throws AssertionError unless `value` is a whole number of 48 bits. */
export function writeU48(bytes: Uint8Array, at: number, value: number): void {
  assert(Number.isInteger(value) && value >= 0 && value <= U48_MAX, 'u48 out of range')
  const high = Math.floor(value / 4_294_967_296)
  bytes[at] = high >>> 8
  bytes[at + 1] = high
  writeU32(bytes, at + 2, value - high * 4_294_967_296)
}

/** Sum of `count` weights. */
export function sumU48(bytes: Uint8Array, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += readU48(bytes, i * U48_BYTES)
  return sum
}
