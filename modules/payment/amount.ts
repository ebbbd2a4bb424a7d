import { parseU128 } from '../../chain/types/arith.js'
import { PaymentError } from './errors.js'

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
