import { U128_MAX } from '../../chain/types/arith.js'
import { PaymentError } from './errors.js'

/** A decimal amount of at most 128 bits, in its one canonical form (no leading zero); else undefined. */
export function parseU128(text: string): bigint | undefined {
  if (!/^(?:0|[1-9][0-9]{0,38})$/.test(text)) return undefined
  const value = BigInt(text)
  return value <= U128_MAX ? value : undefined
}

/** @throws TxError payment 2, naming the field */
export function amountOf(field: string, text: string): bigint {
  const value = parseU128(text)
  if (value === undefined)
    throw PaymentError.invalidAmount(`${field} is "${text.slice(0, 60)}", want a whole number`)
  return value
}

/** A coin of a message. @throws TxError payment 2 */
export function positiveCoin(
  field: string,
  coin: { denom: string; amount: string } | null,
): { denom: string; amount: bigint } {
  if (coin === null) throw PaymentError.invalidAmount(`${field} is absent`)
  const amount = amountOf(field, coin.amount)
  if (amount === 0n) throw PaymentError.invalidAmount(`${field} is 0, want more`)
  return { denom: coin.denom, amount }
}
