import { codec } from '../../chain/codec/proto.js'
import { divCeil } from '../../chain/types/arith.js'
import type { Coin } from '../../chain/types/coin.js'
import { compareDenoms, isDenom } from '../../chain/types/coin.js'
import type { ChainAccess } from './access.js'

/** Places of a gas price, as the SDK's decimals have them. */
const PRICE_PLACES = 18
const PRICE_ONE = 10n ** 18n

/** A price of one unit of gas: amount in 10^-18 of the denomination's smallest unit. */
export interface GasPrice {
  readonly denom: string
  readonly amountE18: bigint
}

/** "12uinx,3uatom" to coins, sorted by denomination. Undefined when it is none. */
export function parseCoinList(text: string): Coin[] | undefined {
  if (text === '') return []
  const coins: Coin[] = []
  for (const part of text.split(',')) {
    const m = /^\s*(\d{1,78})\s*([a-zA-Z][a-zA-Z0-9/:._-]{2,127})\s*$/.exec(part)
    if (m === null) return undefined
    coins.push({ amount: BigInt(m[1] as string), denom: m[2] as string })
  }
  coins.sort((a, b) => compareDenoms(a.denom, b.denom))
  const repeated = coins.some((c, i) => c.denom === coins[i - 1]?.denom)
  return repeated ? undefined : coins
}

/** "0.025uinx,1uatom" to prices. Undefined when it is none. */
export function parseGasPrices(text: string): GasPrice[] | undefined {
  if (text === '') return []
  const prices: GasPrice[] = []
  for (const part of text.split(',')) {
    const m = /^\s*(\d{1,40})(?:\.(\d{1,18}))?([a-zA-Z][^\s]*)\s*$/.exec(part)
    if (m === null || !isDenom(m[3] as string)) return undefined
    const digits = (m[1] as string) + (m[2] ?? '').padEnd(PRICE_PLACES, '0')
    prices.push({ denom: m[3] as string, amountE18: BigInt(digits) })
  }
  return prices.sort((a, b) => compareDenoms(a.denom, b.denom))
}

/** ceil(price * gas) in each denomination; zero amounts are left out. */
export function feeFor(gas: bigint, prices: readonly GasPrice[]): Coin[] {
  return prices
    .map(({ denom, amountE18 }) => ({ denom, amount: divCeil(amountE18 * gas, PRICE_ONE) }))
    .filter((c) => c.amount !== 0n)
}

/** Gas used by a simulated transaction. @throws ChainRefusal when it would fail. */
export async function simulateGas(access: ChainAccess, txBytes: Uint8Array): Promise<bigint> {
  const request = codec('cosmos.tx.v1beta1.SimulateRequest').encode({ tx: null, txBytes })
  const bytes = await access.query('/cosmos.tx.v1beta1.Service/Simulate', request)
  const { gasInfo } = codec('cosmos.tx.v1beta1.SimulateResponse').decode(bytes)
  return gasInfo?.gasUsed ?? 0n
}

/** gas x adjustment, rounded up. `adjustment` has at most three places: 1.4. */
export function adjustGas(gas: bigint, adjustment: number): bigint {
  return divCeil(gas * BigInt(Math.round(adjustment * 1000)), 1000n)
}
