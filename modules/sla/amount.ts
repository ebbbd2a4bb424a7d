import { parseU128 } from '../../chain/types/arith.js'
import { SlaError } from './errors.js'

/** @throws TxError sla 2, naming the field */
export function amountOf(field: string, text: string): bigint {
  const value = parseU128(text)
  if (value === undefined)
    throw SlaError.invalidAmount(`${field} is "${text.slice(0, 60)}", want a whole number`)
  return value
}

/** A coin of a message. @throws TxError sla 2 */
export function positiveCoin(
  field: string,
  coin: { denom: string; amount: string } | null,
): { denom: string; amount: bigint } {
  if (coin === null) throw SlaError.invalidAmount(`${field} is absent`)
  const amount = amountOf(field, coin.amount)
  if (amount === 0n) throw SlaError.invalidAmount(`${field} is 0, want more`)
  return { denom: coin.denom, amount }
}
