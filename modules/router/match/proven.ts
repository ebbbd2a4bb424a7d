/** What a server has shown that it can do, whatever it declares. */
export interface Proven {
  /** Thousandths of a slot. */
  readonly milli: number
  /** Number of the window of the last cut; 0 = never. Windows count from 1. */
  readonly cutWindow: number
}

/** What a newcomer is trusted with: one slot. */
export const START: Proven = { milli: 1000, cutWindow: 0 }
/** How evidence moves what is proven. The chain has one set; the simulator tries others. */
export interface ProvenRules {
  /** For each receipt that is on time, in thousandths of a slot. */
  readonly gainMilli: number
  /** What a breach leaves, in basis points. */
  readonly keptBps: number
  /** Whether a breach is excused when the router had assigned more than was proven. */
  readonly isExcusing: boolean
}
export const RULES: ProvenRules = { gainMilli: 50, keptBps: 6000, isExcusing: true }
/** What no cut goes below: who has mended can still be found, now and then. */
export const FLOOR_MILLI = 100
/** Below it a server is a newcomer: four slots. */
export const NEWCOMER_BELOW_MILLI = 4000

/** Receipts on time. @param declared slots, the most that can be proven */
export function onTime(
  proven: Proven,
  declared: number,
  receipts = 1,
  { gainMilli }: ProvenRules = RULES,
): Proven {
  return { ...proven, milli: Math.min(proven.milli + gainMilli * receipts, declared * 1000) }
}

/**
 * One breach: three fifths are left, at most once a window. It is excused when the router had assigned
 * more than the server has proven: else a burst cuts everybody, and a market collapses. One lease alone is
 * never too many.
 * @param outstanding leases that were open when it happened
 */
export function breached(
  proven: Proven,
  window: number,
  outstanding: number,
  { keptBps, isExcusing }: ProvenRules = RULES,
): Proven {
  const isExcused = isExcusing && outstanding * 1000 > Math.max(proven.milli, START.milli)
  if (window <= proven.cutWindow || isExcused) return proven
  const kept = Math.floor((proven.milli * keptBps) / 10_000)
  return { milli: Math.max(kept, FLOOR_MILLI), cutWindow: window }
}

/**
 * Open leases that a server may have: what it declares with its queue, and little more than it has proven. A burst
 * would else fill queues up to what is declared, and those of who declares too much last (docs/router-simulation.md).
 * One is always allowed.
 */
export function mostLeases(
  proven: Proven,
  declared: number,
  {
    queueFactorBps,
    headroomBps,
  }: { readonly queueFactorBps: number; readonly headroomBps: number },
): number {
  const own = Math.floor((declared * queueFactorBps) / 10_000)
  const shown = Math.ceil((proven.milli * headroomBps) / 10_000_000)
  return Math.min(own, Math.max(shown, 1))
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
