import type { QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { lastLook } from './assign.js'
import type { RouterKeeper } from './keeper.js'
import { BY_IDLE_SLOT, BY_TWO_CHOICES, exclusion, NO_PATH, OTHER_REGION } from './match/choose.js'
import { IDLE, PROVEN } from './match/pools.js'
import { laneWeights } from './match/proven.js'
import type { Enrolled, Seat } from './match/roster.js'
import { compareMerits } from './match/score.js'
import type { MatchTerms } from './matches.js'
import { type Search, searchOf } from './scope.js'

type View = PlainTypes['infonex.router.v1.Candidate']
type Response = PlainTypes['infonex.router.v1.QueryCandidatesResponse']

/** Servers of the model that a dry run looks at: a query may not walk a market of a million. */
const MAX_EXAMINED = 2000
const MAX_SHOWN = 100
const DEFAULT_SHOWN = 20

interface Seen {
  readonly candidate: Enrolled
  readonly aggregator: string
  readonly why: number | undefined
}

function inside({ scope }: Search, { cell }: Seat): boolean {
  const { cells } = scope
  return cells.length === 0 || cells.includes(cell)
}

function look(
  keeper: RouterKeeper,
  ctx: QueryContext,
  search: Search,
  terms: MatchTerms,
  id: bigint,
): Seen | undefined {
  const at = [id, search.model] as const
  const standing = keeper.roster.standing(ctx, at)
  if (standing.declared === 0) return undefined
  const seats = keeper.seats.of(ctx, at)
  const reach = seats.filter(({ market }) => search.scope.markets.includes(market))
  const seat = reach.find((one) => inside(search, one))
  const shown = seat ?? reach[0] ?? seats[0]
  if (shown === undefined) return undefined
  const candidate = keeper.roster.candidate(ctx, at, shown, search.terms)
  const retail = search.retails.find(({ market }) => market === shown.market)
  const aggregator = retail?.agreement.provider ?? ''
  const params = keeper.paramsOrDefault(ctx)
  const why =
    reach.length === 0
      ? NO_PATH
      : seat === undefined
        ? OTHER_REGION
        : (exclusion(candidate, search.wish) ??
          lastLook(keeper, ctx, params, { tried: [], terms }, search)(candidate))
  return { candidate, aggregator, why }
}

function view(
  { candidate, aggregator, why }: Seen,
  wins: number,
  lane: { readonly which: number; readonly total: number },
): View {
  const { id, place, standing, ...merits } = candidate
  const weights = laneWeights(standing.proven, standing.declared, standing.load.leases)
  const weight = lane.which === IDLE ? weights.idle : weights.proven
  return {
    serverId: id,
    aggregator,
    exclusion: why ?? 0,
    estMilli: BigInt(merits.estMilli),
    provenMilli: merits.provenMilli,
    leases: merits.leases,
    maxLeases: merits.maxLeases,
    quote: merits.price.toString(),
    latencyUs: Math.min(merits.latencyUs, 4_294_967_295),
    uptimeClass: merits.uptimeClass,
    windows: merits.windows,
    breaches: merits.breaches,
    wins,
    shareBps:
      why !== undefined || lane.total === 0 ? 0 : Math.floor((weight * 10_000) / lane.total),
  }
}

/**
 * Why a request would get the server that it would get, and why not the others: everything that a match compares,
 * without the draw. Nothing is changed.
 */
export function explain(
  keeper: RouterKeeper,
  ctx: QueryContext,
  client: Uint8Array,
  terms: MatchTerms,
  limit: number,
): Response {
  const search = searchOf(keeper, ctx, client, terms)
  if ('reason' in search)
    return { candidates: [], fitting: 0, examined: 0, lane: 0, reason: search.reason }
  const seen: Seen[] = []
  let examined = 0
  for (const [, id] of keeper.byModel.walk(ctx, { prefix: terms.modelId })) {
    if (++examined > MAX_EXAMINED) break
    const one = look(keeper, ctx, search, terms, id)
    if (one !== undefined) seen.push(one)
  }
  const most = limit === 0 ? DEFAULT_SHOWN : Math.min(limit, MAX_SHOWN)
  const fit = seen.filter(({ why }) => why === undefined)
  const others = seen.filter(({ why }) => why !== undefined)
  const source = keeper.roster.source(ctx, search.scope, search.model, search.terms)
  const idle = source.total(IDLE)
  const which = idle > 0 ? IDLE : PROVEN
  const lane = { which, total: idle > 0 ? idle : source.total(PROVEN) }
  const compare = (a: Seen, b: Seen): number => {
    const order = compareMerits(search.wish.weights, a.candidate, b.candidate)
    return order !== 0 ? order : a.candidate.id < b.candidate.id ? -1 : 1
  }
  const shown = [...fit].sort(compare).slice(0, most)
  const winsOf = (one: Seen): number =>
    shown.filter((other) => other !== one && compare(one, other) < 0).length
  const rest = others.slice(0, most - shown.length)
  return {
    candidates: [
      ...shown.map((one) => view(one, winsOf(one), lane)),
      ...rest.map((one) => view(one, 0, lane)),
    ],
    fitting: fit.length,
    examined: Math.min(examined, MAX_EXAMINED),
    lane: lane.total === 0 ? 0 : which === IDLE ? BY_IDLE_SLOT : BY_TWO_CHOICES,
    reason: 0,
  }
}
