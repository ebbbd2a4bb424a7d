/**
 * Non-negative decimals of any length as digit strings, because the query language compares numbers as
 * big decimals and a double would take 2^53 and 2^53 + 1 for the same.
 */
export interface Decimal {
  /** Digits before the point without leading zeros; '0' for none. */
  readonly whole: string
  /** Digits after the point without trailing zeros. */
  readonly fraction: string
}

/** Longest run of digits that still counts as a number, on either side of the point. */
export const MAX_DIGITS = 100

const NUMBER = /^(\d+)(?:\.(\d+))?/

/** The number with which `text` begins, as in '250uinx'; undefined when it begins with none. */
export function leadingDecimal(text: string): Decimal | undefined {
  const found = NUMBER.exec(text)
  if (found === null) return undefined
  const whole = found[1] as string
  const fraction = found[2] ?? ''
  if (whole.length > MAX_DIGITS || fraction.length > MAX_DIGITS) return undefined
  return { whole: whole.replace(/^0+(?=\d)/, ''), fraction: fraction.replace(/0+$/, '') }
}

/** Negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1
  if (a.fraction === b.fraction) return 0
  return a.fraction < b.fraction ? -1 : 1
}

/** The canonical text: '12' or '12.5'. */
export function printDecimal(decimal: Decimal): string {
  return decimal.fraction === '' ? decimal.whole : `${decimal.whole}.${decimal.fraction}`
}
