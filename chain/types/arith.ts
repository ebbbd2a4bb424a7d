import { assert } from './assert.js'

export const U64_MAX = (1n << 64n) - 1n
export const U128_MAX = (1n << 128n) - 1n
/** math.Int of the SDK holds at most 256 bits. */
export const U256_MAX = (1n << 256n) - 1n

/** Floor division; BigInt's own `/` truncates toward zero. @throws AssertionError if b <= 0. */
export function divFloor(a: bigint, b: bigint): bigint {
  assert(b > 0n, 'divFloor: the divisor is positive')
  const q = a / b
  return a % b < 0n ? q - 1n : q
}

/** Ceiling division. @throws AssertionError if b <= 0. */
export function divCeil(a: bigint, b: bigint): bigint {
  return -divFloor(-a, b)
}

/** The larger of two. */
export function maxBig(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

export function minBig(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** Passes a u64 through. @throws AssertionError outside 0..2^64-1. */
export function u64(value: bigint): bigint {
  assert(value >= 0n && value <= U64_MAX, 'u64 out of range')
  return value
}

/** A count or index that fits a JavaScript integer. @throws AssertionError above 2^53-1. */
export function toSafeNumber(value: bigint): number {
  assert(value >= 0n && value <= 9007199254740991n, 'not a safe integer')
  return Number(value)
}

/** A decimal amount of at most 128 bits, in its one canonical form (no leading zero); else undefined. */
export function parseU128(text: string): bigint | undefined {
  if (!/^(?:0|[1-9][0-9]{0,38})$/.test(text)) return undefined
  const value = BigInt(text)
  return value <= U128_MAX ? value : undefined
}
