/** What a server has shown that it can do, whatever it declares. */
export interface Proven {
  /** Thousandths of a slot. */
  readonly milli: number
  /** Number of the window of the last cut; 0 = never. Windows count from 1. */
  readonly cutWindow: number
}

/** What a newcomer is trusted with: one slot. */
export const START: Proven = { milli: 1000, cutWindow: 0 }
/** For each receipt that is on time. */
export const GAIN_MILLI = 50
/** What no cut goes below: who has mended can still be found, now and then. */
export const FLOOR_MILLI = 100
/** Below it a server is a newcomer: four slots. */
export const NEWCOMER_BELOW_MILLI = 4000

/** Receipts on time. @param declared slots, the most that can be proven */
export function onTime(proven: Proven, declared: number, receipts = 1): Proven {
  return { ...proven, milli: Math.min(proven.milli + GAIN_MILLI * receipts, declared * 1000) }
}

/**
 * One breach: three fifths are left, at most once a window. It is excused when the router had assigned
 * more than the server has proven: else a burst cuts everybody, and a market collapses. One lease alone is
 * never too many.
 * @param outstanding leases that were open when it happened
 */
export function breached(proven: Proven, window: number, outstanding: number): Proven {
  const isExcused = outstanding * 1000 > Math.max(proven.milli, START.milli)
  if (window <= proven.cutWindow || isExcused) return proven
  return { milli: Math.max(Math.floor((proven.milli * 3) / 5), FLOOR_MILLI), cutWindow: window }
}

/** Slots that have been proven, never more than are declared. */
export function provenSlots({ milli }: Proven, declared: number): number {
  return Math.min(Math.floor(milli / 1000), declared)
}

/** What a server weighs in the lanes IDLE, PROVEN and NEWCOMER. */
export interface LaneWeights {
  readonly idle: number
  readonly proven: number
  readonly newcomer: number
}

/** A server that takes nothing now. */
export const NO_WEIGHT: LaneWeights = { idle: 0, proven: 0, newcomer: 0 }

/** A newcomer is explored with one lease more than it has proven slots at most. */
export function laneWeights(proven: Proven, declared: number, leases: number): LaneWeights {
  const slots = provenSlots(proven, declared)
  const isNewcomer = proven.milli < NEWCOMER_BELOW_MILLI && leases <= slots && leases < declared
  return {
    idle: Math.max(0, slots - leases),
    proven: Math.min(proven.milli, declared * 1000),
    newcomer: isNewcomer ? 1 : 0,
  }
}
