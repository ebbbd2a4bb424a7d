/**
 * When the next block is due. Interval: one every so many ms, counted from start to start. Instant: at once
 * when a transaction waits, once more after a block with transactions (its app hash stands in the next
 * header, and clients verify against that), else after an idle interval.
 */

/** How blocks are paced. */
export interface Pace {
  readonly mode: 'instant' | 'interval'
  /** Interval mode: ms from block to block. */
  readonly blockTimeMs: number
  /** Instant mode: an empty block at the latest after this many ms without one. */
  readonly idleMs: number
}

/** What the pace depends on; times in ms of one clock. */
export interface PaceInput {
  readonly nowMs: number
  /** Start of the last block; undefined when none was made since the start. */
  readonly lastStartMs: number | undefined
  /** Genesis may lie in the future: no block before it. */
  readonly notBeforeMs: number
  readonly txsWaiting: boolean
  /** The last block changed the app hash by transactions, and no header shows it yet. */
  readonly proofDue: boolean
}

/** Longest wait that a timer takes. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** Milliseconds until the next block is due. */
export function waitMs(pace: Pace, input: PaceInput): number {
  const { nowMs, lastStartMs, notBeforeMs, txsWaiting, proofDue } = input
  const bounded = (ms: number): number => Math.min(Math.max(0, ms), TIMER_MAX_MS)
  if (notBeforeMs > nowMs) return bounded(notBeforeMs - nowMs)
  if (lastStartMs === undefined) return 0
  if (pace.mode === 'interval') return bounded(lastStartMs + pace.blockTimeMs - nowMs)
  if (txsWaiting || proofDue) return 0
  return bounded(lastStartMs + pace.idleMs - nowMs)
}
