import { assert } from '../../chain/types/assert.js'
import { be64 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { attempt, commit, uncommit } from './anticipate.js'
import { RouterError } from './errors.js'
import { eventLeaseEnded, eventLeased, eventNoMatch } from './events.js'
import { BOND_PURPOSE } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import { TRIED } from './match/choose.js'
import { clocksOf } from './scope.js'
import {
  ASSIGNED,
  holdsSlot,
  LEASED,
  type Match,
  type MatchTerms,
  NO_MATCH,
  REQUESTED,
} from './matches.js'
import { countBreach } from './record.js'

/** Why a lease, or an assignment, ends. */
export type Ending =
  'released' | 'expired' | 'rejected' | 'not confirmed' | 'no show' | 'withdrawn' | 'server jailed'

/** @throws TxError router 14 or 16 */
export function mustMatch(
  keeper: RouterKeeper,
  ctx: Context,
  id: bigint,
  statuses: readonly number[],
): Match {
  const match = keeper.matches.get(ctx, id)
  if (match === undefined) throw RouterError.noMatch(`match ${id}`)
  if (!statuses.includes(match.status))
    throw RouterError.wrongStatus(`status is ${match.status}, want ${statuses.join(' or ')}`)
  return match
}

/** @throws TxError router 15 */
export function checkOperator(
  keeper: RouterKeeper,
  ctx: Context,
  match: Match,
  operator: string,
): void {
  const server = keeper.servers.get(ctx, match.serverId)
  if (server?.operator !== operator)
    throw RouterError.notParty(`${operator}; the operator is ${server?.operator ?? 'gone'}`)
}

/** The standing that a match takes a slot of. */
export const standingAt = (keeper: RouterKeeper, ctx: Context, match: Match) =>
  [
    match.serverId,
    keeper.numbers.modelOf(ctx, (match.terms as MatchTerms).modelId) as number,
  ] as const

/** Gives back what a match holds: slot, bond, what was set aside of its channel. */
function giveBack(keeper: RouterKeeper, ctx: Context, match: Match): void {
  const at = standingAt(keeper, ctx, match)
  const [id] = at
  const clocks = clocksOf(keeper, ctx, keeper.paramsOrDefault(ctx), match.terms as MatchTerms)
  const after = keeper.roster.release(ctx, at, keeper.seats.of(ctx, at), clocks)
  keeper.health.change(ctx, id, { leases: keeper.health.get(ctx, id).leases - 1 })
  // The last lease of a model that is offered no more.
  if (after.load.leases === 0 && keeper.seats.of(ctx, at).length === 0) keeper.moved.add(ctx, id)
  const operator = keeper.servers.get(ctx, id)?.operator
  const bond = BigInt(match.anticipation?.bond ?? '0')
  if (operator !== undefined) {
    const owner = keeper.addresses.toBytes(operator)
    keeper.sla.unlock(ctx, owner, BOND_PURPOSE.lease, be64(match.id), bond)
  }
  uncommit(keeper, ctx, match)
}

/** A channel that nothing was paid through, opened for a server that did not come: the payer gets it back. */
function closeUnused(keeper: RouterKeeper, ctx: Context, match: Match): void {
  const id = match.anticipation?.channelId
  if (id === undefined || id.length === 0) return
  const use = keeper.channels.uses.get(ctx, id)
  if (use === undefined || use.sequence > 0n || use.committed > 0n) return
  attempt(ctx, (branch) => keeper.payment.beginClose(branch, id))
}

/** Ends a match for good. */
export function end(keeper: RouterKeeper, ctx: Context, match: Match, why: Ending): void {
  if (holdsSlot(match)) giveBack(keeper, ctx, match)
  keeper.matches.remove(ctx, match)
  ctx.events.push(eventLeaseEnded(match, why))
}

/** Tries a match with another server, or gives up after as many as the parameters allow. */
export function retry(keeper: RouterKeeper, ctx: Context, match: Match, why: Ending): void {
  const { maxAttempts, outcomeMs } = keeper.paramsOrDefault(ctx)
  giveBack(keeper, ctx, match)
  closeUnused(keeper, ctx, match)
  ctx.events.push(eventLeaseEnded(match, why))
  const tried = [...match.tried, match.serverId]
  const isOver = tried.length >= maxAttempts || (match.terms?.insist ?? false)
  const after: Match = {
    ...match,
    tried,
    status: isOver ? NO_MATCH : REQUESTED,
    reason: isOver ? TRIED : 0,
    height: ctx.height,
    dueMs: isOver ? ctx.timeMs + outcomeMs : 0n,
    dueHeight: 0n,
    ...{ serverId: 0n, aggregator: '', foundBy: 0, anticipation: null },
    ...{ quote: '', expectedLatencyUs: 0 },
  }
  keeper.matches.put(ctx, after)
  if (isOver) ctx.events.push(eventNoMatch(after))
}

/** The server takes the client: the lease runs from now. */
export function confirm(keeper: RouterKeeper, ctx: Context, match: Match): Match {
  const leaseMs = (match.terms as MatchTerms).leaseMs
  const after = {
    ...match,
    status: LEASED,
    dueMs: ctx.timeMs + leaseMs,
    dueHeight: ctx.height + 1n,
  }
  keeper.matches.put(ctx, after)
  ctx.events.push(eventLeased(after))
  return after
}

/** Puts another channel in the place of the one that a match has. */
export function attach(keeper: RouterKeeper, ctx: Context, match: Match, id: Uint8Array): Match {
  const { anticipation } = match
  assert(anticipation !== null, 'a match that holds a slot anticipates a payment')
  uncommit(keeper, ctx, match)
  const ratePerS = keeper.payment.viewChannel(ctx, id)?.ratePerS ?? 0n
  const after = { ...match, anticipation: { ...anticipation, channelId: id, ratePerS } }
  keeper.matches.put(ctx, after)
  const signer = keeper.channels.uses.get(ctx, id)?.signer ?? new Uint8Array(0)
  commit(keeper, ctx, id, after, standingAt(keeper, ctx, match)[1], signer)
  return after
}

/** Ends what is due: a bounded number a block, each when its time and its blocks have passed (rules.md C16). */
export function endDue(keeper: RouterKeeper, ctx: Context): void {
  const { endingsPerBlock } = keeper.paramsOrDefault(ctx)
  const due: Match[] = []
  let looked = 0
  for (const [dueMs, id] of keeper.matches.due.walk(ctx)) {
    // Those whose blocks have yet to pass are few: they were made in the last blocks.
    if (dueMs > ctx.timeMs || due.length >= endingsPerBlock || ++looked > 4 * endingsPerBlock) break
    const match = keeper.matches.get(ctx, id) as Match
    if (match.dueHeight <= ctx.height) due.push(match)
  }
  for (const match of due) {
    if (match.status === NO_MATCH) keeper.matches.remove(ctx, match)
    else if (match.status === LEASED) end(keeper, ctx, match, 'expired')
    else if (match.status === ASSIGNED) {
      // The chain itself has seen that no confirmation came.
      countBreach(keeper, ctx, standingAt(keeper, ctx, match))
      retry(keeper, ctx, match, 'not confirmed')
    }
  }
}
