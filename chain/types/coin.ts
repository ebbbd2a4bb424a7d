import { SdkError } from './errors.js'
import { U256_MAX } from './arith.js'

/** An amount of one denomination, in its smallest unit. */
export interface Coin {
  readonly denom: string
  readonly amount: bigint
}

/** Sorted by denom (ASCII order), no zero amounts, no repeated denom. */
export type Coins = readonly Coin[]

/** types/coin.go reDnmString. */
const DENOM = /^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/

export function isDenom(denom: string): boolean {
  return DENOM.test(denom)
}

/** ASCII order. Denominations are ASCII, so that UTF-16 order is byte order. */
export function compareDenoms(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Reads a decimal integer amount as `math.Int` does. @throws TxError invalid coins. */
export function parseAmount(text: string): bigint {
  if (!/^[0-9]{1,78}$/.test(text)) throw SdkError.invalidCoins(`invalid amount: "${text}"`)
  const amount = BigInt(text)
  if (amount > U256_MAX) throw SdkError.invalidCoins('amount out of range')
  return amount
}

/** "12uinx,3uatom" without spaces, as the SDK prints coins in events. */
export function printCoins(coins: Coins): string {
  return coins.map((c) => `${c.amount}${c.denom}`).join(',')
}

/**
 * Wire coins to Coins. @throws TxError sdk 10 (invalid coins) if not valid: sorted, positive, unique,
 * good denominations (Coins.Validate).
 */
export function parseCoins(wire: readonly { denom: string; amount: string }[]): Coins {
  const coins = wire.map(({ denom, amount }) => ({ denom, amount: parseAmount(amount) }))
  coins.forEach((coin, i) => {
    const before = coins[i - 1]
    if (!isDenom(coin.denom)) throw SdkError.invalidCoins(`invalid denom: ${coin.denom}`)
    if (coin.amount === 0n) throw SdkError.invalidCoins(`coin ${coin.denom} amount is not positive`)
    if (before !== undefined && compareDenoms(before.denom, coin.denom) >= 0)
      throw SdkError.invalidCoins(`denominations are not sorted or repeated at ${coin.denom}`)
  })
  return coins
}

export function coinsToWire(coins: Coins): { denom: string; amount: string }[] {
  return coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() }))
}

export function amountOf(coins: Coins, denom: string): bigint {
  return coins.find((c) => c.denom === denom)?.amount ?? 0n
}

function merge(a: Coins, b: Coins, sign: 1n | -1n): Coin[] {
  const out: Coin[] = []
  let i = 0
  let j = 0
  for (;;) {
    const x = a[i]
    const y = b[j]
    if (x === undefined && y === undefined) return out.filter((c) => c.amount !== 0n)
    const order = x === undefined ? 1 : y === undefined ? -1 : compareDenoms(x.denom, y.denom)
    if (order < 0) out.push(x as Coin)
    else if (order > 0) out.push({ denom: (y as Coin).denom, amount: sign * (y as Coin).amount })
    else
      out.push({ denom: (x as Coin).denom, amount: (x as Coin).amount + sign * (y as Coin).amount })
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
}

export function addCoins(a: Coins, b: Coins): Coins {
  return merge(a, b, 1n)
}

/** a - b, or undefined if some amount would be negative. */
export function subCoins(a: Coins, b: Coins): Coins | undefined {
  const out = merge(a, b, -1n)
  return out.some((c) => c.amount < 0n) ? undefined : out
}

/** True if every amount of b is covered by a. */
export function coversCoins(a: Coins, b: Coins): boolean {
  return subCoins(a, b) !== undefined
}
