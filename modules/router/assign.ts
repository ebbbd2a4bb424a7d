import { minBig } from '../../chain/types/arith.js'
import { be64, equalBytes } from '../../chain/types/bytes.js'
import { type Context, type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { commit, granteeOf, provideChannel } from './anticipate.js'
import { eventMatched, eventNoMatch } from './events.js'
import { BOND_PURPOSE } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import {
  choose,
  EXPIRED,
  type LastLook,
  type Named,
  NO_BOND,
  NO_PATH,
  NOT_SERVING,
  TRIED,
} from './match/choose.js'
import { Draws } from './match/draws.js'
import type { Enrolled, Seat } from './match/roster.js'
import { ASSIGNED, type Match, type MatchTerms, NO_MATCH } from './matches.js'
import type { RouterParams } from './params.js'
import { type Retail, type Search, searchOf } from './scope.js'
import { serves } from './seating.js'

/** What a lease locks of the supplier's bond: one prepaid unit, where bonds and prices are of one kind (H1). */
function bondOf(keeper: RouterKeeper, ctx: QueryContext, { agreement, denom }: Retail): bigint {
  return denom === keeper.sla.bondDenom(ctx) ? BigInt(agreement.maxPrepay) : 0n
}

const retailOf = (search: Search, { market }: Seat): Retail =>
  search.retails.find((retail) => retail.market === market) as Retail

/** What is asked of a server that fits otherwise: these cost more to know than a candidate shows. */
export function lastLook(
  keeper: RouterKeeper,
  ctx: QueryContext,
  params: RouterParams,
  match: Pick<Match, 'tried' | 'terms'>,
  search: Search,
): LastLook<Enrolled> {
  const nowMs = timeMsOf(ctx)
  return ({ id, place }) => {
    if (match.tried.includes(id)) return TRIED
    const server = keeper.servers.get(ctx, id)
    const { heardMs } = keeper.health.get(ctx, id)
    if (server === undefined || BigInt(heardMs) + params.serverTtlMs <= nowMs) return NOT_SERVING
    const wholesale = keeper.sla.agreement(ctx, place.wholesaleId)
    const supplier = keeper.addresses.toBytes(server.operator)
    const retail = retailOf(search, place)
    const aggregator = keeper.addresses.toBytes(retail.agreement.provider)
    const modelId = (match.terms as MatchTerms).modelId
    // Agreements may have ended in this block, before the server's place was taken out (H17).
    if (
      wholesale === undefined ||
      !serves(keeper, wholesale, modelId, nowMs) ||
      !keeper.sla.isMember(ctx, aggregator, supplier)
    )
      return NO_PATH
    return keeper.sla.freeBond(ctx, supplier) < bondOf(keeper, ctx, retail) ? NO_BOND : undefined
  }
}

/** The server that a client names, where the scope of the request holds it. */
function namedOf(
  keeper: RouterKeeper,
  ctx: Context,
  { serverId, insist }: MatchTerms,
  { scope, model, terms }: Search,
): Named<Enrolled> | undefined {
  if (serverId === 0n) return undefined
  const inside = ({ market, cell }: Seat): boolean =>
    scope.markets.includes(market) && (scope.cells.length === 0 || scope.cells.includes(cell))
  const seat = keeper.seats.of(ctx, [serverId, model]).find(inside)
  const candidate =
    seat === undefined ? undefined : keeper.roster.candidate(ctx, [serverId, model], seat, terms)
  return { candidate, isInsisted: insist }
}

function conclude(keeper: RouterKeeper, ctx: Context, match: Match, reason: number): void {
  const { outcomeMs } = keeper.paramsOrDefault(ctx)
  const after = { ...match, status: NO_MATCH, reason, dueMs: ctx.timeMs + outcomeMs }
  keeper.matches.put(ctx, after)
  ctx.events.push(eventNoMatch(after))
}

function assign(
  keeper: RouterKeeper,
  ctx: Context,
  params: RouterParams,
  match: Match,
  search: Search,
  found: { readonly candidate: Enrolled; readonly how: number },
): void {
  const { candidate, how } = found
  const { id, place, standing } = candidate
  const retail = retailOf(search, place)
  const terms = match.terms as MatchTerms
  const server = keeper.mustGet(ctx, id)
  const supplier = keeper.addresses.toBytes(server.operator)
  const bond = bondOf(keeper, ctx, retail)
  keeper.sla.lock(ctx, supplier, BOND_PURPOSE.lease, be64(match.id), bond)
  const at = [id, search.model] as const
  keeper.roster.assign(ctx, at, keeper.seats.of(ctx, at), search.terms, standing)
  keeper.health.change(ctx, id, { leases: keeper.health.get(ctx, id).leases + 1 })
  const untilMs = ctx.timeMs + params.confirmMs + terms.leaseMs
  const { agreement, denom, expected } = retail
  const payable = {
    match,
    retail: agreement,
    wholesaleId: place.wholesaleId,
    denom,
    untilMs,
    serverId: id,
  }
  const channelId = provideChannel(keeper, ctx, { ...payable, supplier: server.operator })
  const view = channelId.length === 0 ? undefined : keeper.payment.viewChannel(ctx, channelId)
  const after: Match = {
    ...match,
    status: ASSIGNED,
    serverId: id,
    aggregator: agreement.provider,
    foundBy: how,
    dueMs: ctx.timeMs + params.confirmMs,
    dueHeight: ctx.height + params.confirmBlocks,
    quote: candidate.price.toString(),
    expectedLatencyUs: candidate.latencyUs,
    anticipation: {
      retailId: agreement.id,
      wholesaleId: place.wholesaleId,
      channelId,
      denom,
      expected: minBig(expected, BigInt(terms.maxAmount)).toString(),
      maximum: terms.maxAmount,
      ratePerS: view?.ratePerS ?? 0n,
      expiryMs: untilMs,
      bond: bond.toString(),
    },
  }
  keeper.matches.put(ctx, after)
  const signer = granteeOf(keeper, payable)?.signer.key ?? new Uint8Array(0)
  if (channelId.length > 0) commit(keeper, ctx, channelId, after, search.model, signer)
  ctx.events.push(eventMatched(after, server))
}

/** Finds a server for one request, by the seed of this block. */
function assignOne(
  keeper: RouterKeeper,
  ctx: Context,
  params: RouterParams,
  match: Match,
  seed: Uint8Array,
): void {
  const terms = match.terms as MatchTerms
  if (ctx.height > match.height + params.requestBlocks) return conclude(keeper, ctx, match, EXPIRED)
  const search = searchOf(keeper, ctx, keeper.addresses.toBytes(match.client), terms)
  if ('reason' in search) return conclude(keeper, ctx, match, search.reason)
  const choice = choose(
    keeper.roster.source(ctx, search.scope, search.model, search.terms),
    search.wish,
    new Draws(seed, be64(match.id)),
    namedOf(keeper, ctx, terms, search),
    lastLook(keeper, ctx, params, match, search),
  )
  if (choice.found) assign(keeper, ctx, params, match, search, choice)
  else conclude(keeper, ctx, match, choice.reason)
}

/**
 * Assigns the requests of earlier blocks, in order, by the seed of this one, which nobody knew when they were made
 * (rules.md H16). A bounded number a block; the others wait.
 */
export function assignPending(keeper: RouterKeeper, ctx: Context): void {
  const params = keeper.paramsOrDefault(ctx)
  const ids: bigint[] = []
  for (const [height, id] of keeper.matches.pending.walk(ctx)) {
    if (height >= ctx.height || ids.length >= params.matchesPerBlock) break
    ids.push(id)
  }
  if (ids.length === 0) return
  const seed = keeper.beacon.seed(ctx, ctx.height)
  for (const id of ids) assignOne(keeper, ctx, params, keeper.matches.get(ctx, id) as Match, seed)
}

/** Whether the client of a match may say which channel pays: it is its own, between the same agreements. */
export function fitsChannel(
  keeper: RouterKeeper,
  ctx: Context,
  match: Match,
  id: Uint8Array,
): string | undefined {
  const { anticipation } = match
  const view = keeper.payment.viewChannel(ctx, id)
  if (view === undefined || anticipation === null) return 'no such channel under agreements is open'
  if (view.payer !== match.client) return `its payer is ${view.payer}, want ${match.client}`
  if (view.retailId !== anticipation.retailId || view.wholesaleId !== anticipation.wholesaleId)
    return `it is under agreements ${view.retailId} and ${view.wholesaleId}, want ${anticipation.retailId} and ${anticipation.wholesaleId}`
  if (!view.isOpen) return 'it is closing'
  if (view.expiryMs < anticipation.expiryMs)
    return `it expires at ${view.expiryMs}, want ${anticipation.expiryMs} or later`
  const use = keeper.channels.uses.get(ctx, id)
  // Each server numbers the answers of a channel by itself: two would contradict each other.
  if (use !== undefined && use.serverId !== match.serverId)
    return `it pays for server ${use.serverId}, want one for ${match.serverId}`
  const committed = use?.committed ?? 0n
  const left = view.left - committed
  const own = equalBytes(id, anticipation.channelId) ? BigInt(anticipation.maximum) : 0n
  const want = BigInt(anticipation.maximum)
  return left + own < want ? `${left + own} of its cap is free, want ${want}` : undefined
}
