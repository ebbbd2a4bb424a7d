import { shorten } from './tree.js'
import type { Rule } from './problem.js'

/** Digits after the point that the normal form keeps. */
export const SCALE_DIGITS = 6
/** 10^6: decimals as whole numbers. */
export const SCALE = 1_000_000n

export type DecimalResult =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly rule: Rule; readonly reason: string; readonly hint: string }

const refused = (rule: Rule, reason: string, hint: string): DecimalResult => ({
  ok: false,
  rule,
  reason,
  hint,
})

/** Longest text that is looked at as a number. */
const TEXT_MAX = 64

/**
 * The normal form of a decimal: `1.50` is `1.5`, `2.0` is `2`, `.5` is `0.5`, `-0` is `0`. Read from its
 * text; never a float.
 */
export function normalDecimal(written: string): DecimalResult {
  const text = written.trim()
  const shown = `'${shorten(text)}'`
  if (text.length > TEXT_MAX)
    return refused('number-size', `a number of ${text.length} characters`, 'at most 18.6 digits')
  const parts = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text)
  const whole = parts?.[2] ?? ''
  const part = parts?.[3] ?? ''
  if (parts === null || whole + part === '') {
    if (/^[-+]?[\d.]+[eE][-+]?\d+$/.test(text))
      return refused('number-exponent', `${shown} has an exponent`, 'write the digits out')
    const hint = 'digits with a point, no signs of currency, no separators of thousands'
    return refused('number-grammar', `${shown} is no decimal number`, hint)
  }
  if (/^0\d/.test(whole))
    return refused('number-grammar', `${shown} begins with 0`, 'decimal, without leading zeros')
  const decimals = part.replace(/0+$/, '')
  if (whole.length > 18)
    return refused('number-size', `${shown} has more than 18 digits before the point`, 'a unit up')
  if (decimals.length > SCALE_DIGITS)
    return refused('number-decimals', `${shown} has more than 6 decimals`, 'a price for more units')
  const digits = `${whole === '' ? '0' : whole}${decimals === '' ? '' : `.${decimals}`}`
  return { ok: true, value: parts[1] === '-' && digits !== '0' ? `-${digits}` : digits }
}

/** A normal decimal times 10^6. */
export function scaled(decimal: string): bigint {
  const negative = decimal.startsWith('-')
  const [whole = '0', part = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const value = BigInt(whole) * SCALE + BigInt(part.padEnd(SCALE_DIGITS, '0'))
  return negative ? -value : value
}

/** Whether a normal decimal has no point. */
export function isWhole(decimal: string): boolean {
  return !decimal.includes('.')
}
