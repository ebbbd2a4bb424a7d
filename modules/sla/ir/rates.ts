import { divCeil } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { fromDecimal, SCALE } from './decimal.js'
import { SlaIrError } from './errors.js'
import { longestMs } from './spans.js'
import { FINITE } from './values.js'

/** A rate in integers. Months, quarters and years slide at their greatest length. */
export interface Rate {
  /** 10^-6 units in one period. */
  readonly max: bigint
  readonly periodUs: bigint
  readonly isAverage: boolean
}

/** Whether units may pass, and the state afterwards. */
export interface Verdict<S> {
  readonly isAccepted: boolean
  readonly state: S
  /** Until they may, microseconds: 0 if they pass now; undefined if they never will. */
  readonly waitUs: bigint | undefined
}

/** The rate of a limit; undefined when it has no max or no period. */
export function rateOf(limit: PlainTypes['infonex.sla.v1.IrLimit']): Rate | undefined {
  if (limit.maxKind !== FINITE || limit.period === null) return undefined
  return {
    max: fromDecimal(limit.max),
    periodUs: longestMs(limit.period) * 1_000n,
    isAverage: limit.average,
  }
}

function checkUnits(units: bigint): void {
  if (units <= 0n) throw new SlaIrError('rates', `${units} units, want 1 or more`)
}

/**
 * Average: one unit every period / max (GCRA), and `burst` more at once. The state is the theoretical arrival time
 * of the next unit, 0 at first, in microseconds * max, in which a unit takes a whole number of steps: nothing is
 * rounded, so that no more than max + burst units pass in any span below the period.
 */
export function gcra(
  rate: Rate,
  state: bigint,
  nowUs: bigint,
  units = 1n,
  burst = 0n,
): Verdict<bigint> {
  checkUnits(units)
  if (rate.max === 0n || units > burst + 1n) return { isAccepted: false, state, waitUs: undefined }
  const slot = rate.periodUs * SCALE
  const now = nowUs * rate.max
  const arrival = state > now ? state : now
  const early = arrival + (units - 1n - burst) * slot - now
  if (early > 0n) return { isAccepted: false, state, waitUs: divCeil(early, rate.max) }
  return { isAccepted: true, state: arrival + units * slot, waitUs: 0n }
}

/** What passed at one time. */
export interface Passed {
  readonly atUs: bigint
  readonly units: bigint
}

/** What passed within one period, oldest first. */
export type SlidingLog = readonly Passed[]

/** Burst: at most max units in any span below the period, exactly. The state is a log, [] at first. */
export function slidingWindow(
  rate: Rate,
  state: SlidingLog,
  nowUs: bigint,
  units = 1n,
): Verdict<SlidingLog> {
  checkUnits(units)
  const last = state[state.length - 1]
  if (last !== undefined && nowUs < last.atUs)
    throw new SlaIrError('rates', `time goes back from ${last.atUs} to ${nowUs} us`)
  const from = state.findIndex((one) => one.atUs > nowUs - rate.periodUs)
  const log = from < 0 ? [] : state.slice(from)
  let over = log.reduce((sum, one) => sum + one.units, units) * SCALE - rate.max
  if (over <= 0n) return { isAccepted: true, state: [...log, { atUs: nowUs, units }], waitUs: 0n }
  for (const one of log) {
    over -= one.units * SCALE
    if (over <= 0n)
      return { isAccepted: false, state: log, waitUs: one.atUs + rate.periodUs - nowUs }
  }
  return { isAccepted: false, state: log, waitUs: undefined }
}

/** Proof that a rate was not kept: more than max units whose times span less than the period. */
export function isRateExceeded(rate: Rate, passed: SlidingLog): boolean {
  const log = [...passed].sort((a, b) => (a.atUs < b.atUs ? -1 : a.atUs > b.atUs ? 1 : 0))
  let from = 0
  let sum = 0n
  for (const one of log) {
    sum += one.units
    for (let old = log[from]; old !== undefined; old = log[from]) {
      if (one.atUs - old.atUs < rate.periodUs) break
      sum -= old.units
      from++
    }
    if (sum * SCALE > rate.max) return true
  }
  return false
}
