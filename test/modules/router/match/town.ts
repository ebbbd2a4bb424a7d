/** Rosters with servers, for tests and benches of matching. */
import type { Context } from '../../../../chain/types/context.js'
import { classMask, classOf, priceTier } from '../../../../modules/router/match/classes.js'
import type { Candidate, Wish } from '../../../../modules/router/match/choose.js'
import { Forest } from '../../../../modules/router/match/forest.js'
import { Pools, type Scope } from '../../../../modules/router/match/pools.js'
import { Roster, type Seat, type Terms } from '../../../../modules/router/match/roster.js'
import { DEFAULT_WEIGHTS } from '../../../../modules/router/match/score.js'
import type { Standing } from '../../../../modules/router/match/standing.js'

export const STORE = 'match'
/** Tiers of price: 10, 20, 40 and so on. */
export const BOUNDS: readonly bigint[] = [10n, 20n, 40n, 80n, 160n, 320n, 640n]
export const TERMS: Terms = {
  nowMs: 1_000_000,
  meanMs: 2000,
  queueFactorBps: 20_000,
  headroomBps: 11_000,
  inputBytes: 0n,
  outputBytes: 0n,
  rttUs: () => 0,
  hardwareLeft: () => 0,
}
export const MODEL = 1

export const ANY: Wish = {
  maxPrice: 1n << 100n,
  maxLatencyUs: 4_000_000_000,
  minUptimeClass: 0,
  weights: DEFAULT_WEIGHTS,
}

/** A standing with nothing special about it. */
export const STANDING: Standing = {
  load: { estMilli: 0, atMs: TERMS.nowMs, leases: 0 },
  proven: { milli: 4000, cutWindow: 0 },
  declared: 8,
  latencyUs: 20_000,
  windows: 0,
  breaches: 0,
  isServing: true,
  isShared: false,
  uptimeClass: 1,
  price: 15n,
  perInputKib: 0n,
  perOutputKib: 0n,
}

export function emptyRoster(): Roster {
  const forest = new Forest({ store: STORE, nodes: Uint8Array.of(1), heads: Uint8Array.of(2) })
  const pools = new Pools(forest)
  return new Roster({
    store: STORE,
    pools,
    seats: Uint8Array.of(3),
    standings: Uint8Array.of(4),
    records: Uint8Array.of(5),
  })
}

/** The n-th cell of the town, from 1: areas have up to 15. */
export const cellAt = (n: number): number =>
  (1 + Math.floor((n - 1) / 15)) * 16 + 1 + ((n - 1) % 15)

/** Where a standing belongs, under a wholesale agreement of its own. */
export function placeOf(standing: Standing, leaf: number, cell = cellAt(1), market = 1): Seat {
  const klass = classOf(priceTier(standing.price, BOUNDS), standing.uptimeClass)
  return { market, cell, klass, leaf, wholesaleId: BigInt(leaf + 1) }
}

/** The scope of a wish: classes by its price and uptime. */
export function scopeOf(wish: Wish, cells: readonly number[] = [], markets = [1]): Scope {
  return { markets, cells, mask: classMask(priceTier(wish.maxPrice, BOUNDS), wish.minUptimeClass) }
}

/** Servers 1 to n with these standings in one roster. */
export function settle(
  ctx: Context,
  standings: readonly Standing[],
  cellOf: (i: number) => number = () => cellAt(1),
): { roster: Roster; places: readonly Seat[] } {
  const roster = emptyRoster()
  const places = standings.map((standing, i) => placeOf(standing, i, cellOf(i)))
  standings.forEach((standing, i) =>
    roster.enroll(ctx, [BigInt(i + 1), MODEL], [places[i] as Seat], standing),
  )
  return { roster, places }
}

/** All that could be chosen, by looking at every server. */
export function everyCandidate(
  ctx: Context,
  roster: Roster,
  places: readonly Seat[],
): readonly Candidate[] {
  return places.map((place, i) => roster.candidate(ctx, [BigInt(i + 1), MODEL], place, TERMS))
}
