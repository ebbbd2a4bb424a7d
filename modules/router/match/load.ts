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

/** proven * ms / mean, rounded down, at most `est`. PERF: the floor of a quotient of safe integers is exact. */
function workedOff(provenMilli: number, ms: number, meanMs: number, est: number): number {
  const product = provenMilli * ms
  if (product <= Number.MAX_SAFE_INTEGER) return Math.min(Math.floor(product / meanMs), est)
  const done = divFloor(BigInt(provenMilli) * BigInt(ms), BigInt(meanMs))
  return toSafeNumber(minBig(done, BigInt(est)))
}

/**
 * What is left at `nowMs`: a server works off its proven slots at once, a job takes `meanMs`. Linear, in
 * whole numbers, rounded so that no more is taken off than was done. Derived when it is needed, and stored
 * only with a change of leases, so that rounding costs a thousandth of a job for each lease at most.
 */
export function drained(load: Load, provenMilli: number, meanMs: number, nowMs: number): Load {
  assert(meanMs > 0, 'a job takes time')
  if (nowMs <= load.atMs) return load
  const { estMilli, leases } = load
  const done = workedOff(provenMilli, nowMs - load.atMs, meanMs, estMilli)
  return { estMilli: estMilli - done, atMs: nowMs, leases }
}

/** One lease more. @param load drained to now */
export function withLease(load: Load): Load {
  return { estMilli: load.estMilli + MILLI, atMs: load.atMs, leases: load.leases + 1 }
}

/** One lease less. @param load drained to now */
export function withoutLease(load: Load): Load {
  assert(load.leases > 0, 'a lease that ends was open')
  const leases = load.leases - 1
  return { estMilli: atMost(load.estMilli, leases), atMs: load.atMs, leases }
}

/** What a report says takes the place of the estimate, but never more than the open leases explain. */
export function withReport(load: Load, busyMilli: number, atMs: number): Load {
  return { ...load, estMilli: atMost(busyMilli, load.leases), atMs }
}
