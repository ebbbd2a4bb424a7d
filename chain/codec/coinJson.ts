import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Json } from '../types/module.js'
import { type Read, readList, readRecord, readText } from './genesisJson.js'

/** A coin as messages carry it. */
export type WireCoin = PlainTypes['cosmos.base.v1beta1.Coin']

/** Coins as JSON has them, amino JSON and genesis alike. */
export function coinsJson(coins: readonly WireCoin[]): Json {
  return coins.map(({ denom, amount }) => ({ denom, amount }))
}

/** Coins as written, good or not. */
export const readWireCoins: Read<WireCoin[]> = readList(
  readRecord({ denom: readText, amount: readText }),
)
