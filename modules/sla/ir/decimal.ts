import { assert } from '../../../chain/types/assert.js'
import { divFloor, toSafeNumber } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'

/** A decimal of the IR. */
export type IrDecimal = PlainTypes['infonex.sla.v1.IrDecimal']

/** Fixed point of the compiler: 10^6 of these are one. */
export const SCALE = 1_000_000n

const DECIMAL = /^(-?)(0|[1-9][0-9]{0,17})(?:\.([0-9]{0,5}[1-9]))?$/

/**
 * A decimal of the normal form in 10^-6 units, or undefined: at most 18 digits, then at most 6 without a zero
 * at the end; no sign before 0, no exponent.
 */
export function parseDecimal(text: string): bigint | undefined {
  const found = DECIMAL.exec(text)
  if (found === null) return undefined
  const [, sign, whole = '0', fraction = ''] = found
  const value = BigInt(whole) * SCALE + BigInt(fraction.padEnd(6, '0'))
  if (sign !== '-') return value
  return value === 0n ? undefined : -value
}

/** The message of a number in 10^-6 units. */
export function toDecimal(scaled: bigint): IrDecimal {
  const size = scaled < 0n ? -scaled : scaled
  return {
    whole: divFloor(size, SCALE),
    micro: toSafeNumber(size % SCALE),
    negative: scaled < 0n,
  }
}

/** A number in 10^-6 units. */
export function fromDecimal(value: IrDecimal | null): bigint {
  assert(value !== null, 'a decimal of the IR is there')
  const size = value.whole * SCALE + BigInt(value.micro)
  return value.negative ? -size : size
}

/** The text of the normal form. */
export function decimalText(scaled: bigint): string {
  const size = scaled < 0n ? -scaled : scaled
  const micro = size % SCALE
  const fraction = micro === 0n ? '' : `.${micro.toString().padStart(6, '0').replace(/0+$/, '')}`
  return `${scaled < 0n ? '-' : ''}${divFloor(size, SCALE)}${fraction}`
}
