import { divFloor, maxBig, minBig, toSafeNumber } from '../../chain/types/arith.js'
import type { Context } from '../../chain/types/context.js'
import { uptimeClassOf } from './health.js'
import type { RouterKeeper } from './keeper.js'
import { breached, onTime } from './match/proven.js'
import type { StandingAt } from './match/roster.js'
import type { Standing } from './match/standing.js'

function edit(
  keeper: RouterKeeper,
  ctx: Context,
  at: StandingAt,
  change: (standing: Standing) => Standing,
): void {
  const before = keeper.roster.standing(ctx, at)
  if (before.declared === 0) return
  const after = change(before)
  if (after !== before) keeper.roster.change(ctx, at, keeper.seats.of(ctx, at), before, after)
}

/** Whether a payer is more than a name: known for long enough, or with a bond. New names cost nothing. */
function isEstablished(keeper: RouterKeeper, ctx: Context, client: Uint8Array): boolean {
  const { counterpartyAgeMs, counterpartyBond } = keeper.paramsOrDefault(ctx)
  const sinceMs = keeper.channels.payers.get(ctx, client) ?? ctx.timeMs
  if (ctx.timeMs - sinceMs >= counterpartyAgeMs) return true
  return keeper.sla.freeBond(ctx, client) >= BigInt(counterpartyBond)
}

/**
 * Answers on time that somebody paid for. Of all that count for a server only a part may be one client's
 * (marketplace.md 4.3): who deals with itself pays the fee of many and gains little.
 * @returns how many counted
 */
export function countAnswers(
  keeper: RouterKeeper,
  ctx: Context,
  at: StandingAt,
  client: Uint8Array,
  answers: bigint,
): bigint {
  const { counterpartyBps, counterpartyFloor } = keeper.paramsOrDefault(ctx)
  const [server] = at
  const before = keeper.health.get(ctx, server)
  const own = keeper.channels.counted.get(ctx, [server, client]) ?? 0n
  const floor = BigInt(counterpartyFloor)
  const share = divFloor(BigInt(before.counted) * BigInt(counterpartyBps), 10_000n)
  const most = share > floor && isEstablished(keeper, ctx, client) ? share : floor
  const count = minBig(answers, maxBig(most - own, 0n))
  if (count === 0n) return 0n
  if (!keeper.channels.payers.has(ctx, client)) keeper.channels.payers.set(ctx, client, ctx.timeMs)
  keeper.channels.counted.set(ctx, [server, client], own + count)
  countProven(keeper, ctx, at, toSafeNumber(count))
  return count
}

/** What answers on time add to a server's record and to what it has proven. */
function countProven(keeper: RouterKeeper, ctx: Context, at: StandingAt, answers: number): void {
  const [server] = at
  const before = keeper.health.get(ctx, server)
  const after = keeper.health.change(ctx, server, { counted: before.counted + answers })
  edit(keeper, ctx, at, (standing) => ({
    ...standing,
    proven: onTime(standing.proven, standing.declared, answers, keeper.rules),
  }))
  if (uptimeClassOf(before) !== uptimeClassOf(after)) keeper.moved.add(ctx, server)
}

/** An hour: what took longer counts as that. */
const MAX_TOOK_MS = 3_600_000n

/**
 * What an answer that counts took, way aside: an average in which the newest weighs an eighth takes the place of
 * what the supplier says.
 */
export function countLatency(
  keeper: RouterKeeper,
  ctx: Context,
  at: StandingAt,
  tookMs: bigint,
): void {
  const tookUs = toSafeNumber(minBig(tookMs, MAX_TOOK_MS)) * 1000
  edit(keeper, ctx, at, (standing) => ({
    ...standing,
    latencyUs: Math.floor((standing.latencyUs * 7 + tookUs) / 8),
  }))
}

/** A breach that evidence shows: proven capacity is cut, unless the router itself had assigned too much. */
export function countBreach(keeper: RouterKeeper, ctx: Context, at: StandingAt): void {
  const { cutWindowMs } = keeper.paramsOrDefault(ctx)
  const window = toSafeNumber(divFloor(ctx.timeMs, BigInt(cutWindowMs))) + 1
  edit(keeper, ctx, at, (standing) => {
    const proven = breached(standing.proven, window, standing.load.leases, keeper.rules)
    return proven === standing.proven ? standing : { ...standing, proven }
  })
}

/** What a server says that it is busy with takes the place of the estimate. */
export function countReport(
  keeper: RouterKeeper,
  ctx: Context,
  at: StandingAt,
  change: (load: Standing['load']) => Standing['load'],
): void {
  edit(keeper, ctx, at, (standing) => ({ ...standing, load: change(standing.load) }))
}
