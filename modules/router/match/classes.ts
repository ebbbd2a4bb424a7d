import { assert } from '../../../chain/types/assert.js'

/** Classes of uptime: 0 is unproven, 3 the best. */
export const UPTIME_CLASSES = 4
/** Tiers of price: a tier ends where the next bound begins. */
export const PRICE_TIERS = 8

/** Every class. */
export const ALL_CLASSES = 0xffffffff

/** The tier of a price: how many of the seven ascending bounds it reaches. */
export function priceTier(price: bigint, bounds: readonly bigint[]): number {
  assert(bounds.length === PRICE_TIERS - 1, 'seven bounds part eight tiers')
  return bounds.filter((bound) => price >= bound).length
}

/** The class of a server: tier by tier, in each the classes of uptime. */
export const classOf = (tier: number, uptime: number): number => tier * UPTIME_CLASSES + uptime

/** The classes that hold servers of at most this tier and at least this class of uptime. */
export function classMask(maxTier: number, minUptime: number): number {
  let mask = 0
  for (let tier = 0; tier <= maxTier; tier++)
    for (let uptime = minUptime; uptime < UPTIME_CLASSES; uptime++)
      mask |= 1 << classOf(tier, uptime)
  return mask >>> 0
}
