import { assert } from '../../../chain/types/assert.js'
import { divFloor, minBig, toSafeNumber } from '../../../chain/types/arith.js'

/** What a server is believed to be busy with. */
export interface Load {
  /** Jobs at work, in thousandths: at most 1000 for each open lease. */
  readonly estMilli: number
  /** When that was so, ms since 1970. */
  readonly atMs: number
  /** Open leases. */
  readonly leases: number
}

/** One job. */
export const MILLI = 1000

const atMost = (estMilli: number, leases: number): number => Math.min(estMilli, leases * MILLI)

/**
 * What is left at `nowMs`: a server works off its proven slots at once, a job takes `meanMs`. Linear, in
 * whole numbers, rounded so that no more is taken off than was done. Derived when it is needed, and stored
 * only with a change of leases, so that rounding costs a thousandth of a job for each lease at most.
 */
export function drained(load: Load, provenMilli: number, meanMs: number, nowMs: number): Load {
  assert(meanMs > 0, 'a job takes time')
  if (nowMs <= load.atMs) return load
  const est = BigInt(load.estMilli)
  const done = divFloor(BigInt(provenMilli) * BigInt(nowMs - load.atMs), BigInt(meanMs))
  return { ...load, estMilli: load.estMilli - toSafeNumber(minBig(done, est)), atMs: nowMs }
}

/** One lease more. @param load drained to now */
export function withLease(load: Load): Load {
  return { ...load, leases: load.leases + 1, estMilli: load.estMilli + MILLI }
}

/** One lease less. @param load drained to now */
export function withoutLease(load: Load): Load {
  assert(load.leases > 0, 'a lease that ends was open')
  const leases = load.leases - 1
  return { ...load, leases, estMilli: atMost(load.estMilli, leases) }
}

/** What a report says takes the place of the estimate, but never more than the open leases explain. */
export function withReport(load: Load, busyMilli: number, atMs: number): Load {
  return { ...load, estMilli: atMost(busyMilli, load.leases), atMs }
}
