import { parseU128, toSafeNumber } from '../../chain/types/arith.js'
import { TxError } from '../../chain/types/errors.js'
import { type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { type Agreement, KIND } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import { NO_PATH, NO_SERVER, TOO_DEAR, type Wish } from './match/choose.js'
import { classMask, priceTier } from './match/classes.js'
import { MAX_CELLS, MAX_MARKETS, type Scope } from './match/pools.js'
import type { Terms } from './match/roster.js'
import { DEFAULT_WEIGHTS } from './match/score.js'
import type { MatchTerms } from './matches.js'
import type { RouterParams } from './params.js'
import { directoryOf } from './regions.js'
import { serves } from './seating.js'

/** A retail agreement that a request may be served under. */
export interface Retail {
  readonly agreement: Agreement
  readonly market: number
  readonly denom: string
  /** Of the whole shape by the retail plan. */
  readonly expected: bigint
}

/** Where a request looks, and what it compares by. */
export interface Search {
  readonly retails: readonly Retail[]
  readonly model: number
  readonly scope: Scope
  readonly wish: Wish
  readonly terms: Terms
}

/** Limits of servers that no clock and no state is needed for; 0 = no bound of latency. */
export function wishOf(terms: MatchTerms): Wish {
  return {
    maxPrice: parseU128(terms.maxPrice) ?? 0n,
    maxLatencyUs: terms.maxLatencyUs === 0 ? Number.MAX_SAFE_INTEGER : terms.maxLatencyUs,
    minUptimeClass: terms.minUptimeClass,
    weights: terms.weights ?? DEFAULT_WEIGHTS,
  }
}

/** Cells of all boundaries; undefined when one names nothing, or all of them too many. */
export function cellsOf(params: RouterParams, regions: readonly string[]): number[] | undefined {
  const directory = directoryOf(params)
  const cells = new Set<number>()
  for (const region of regions) {
    const within = directory.cellsWithin(region)
    if (within === undefined) return undefined
    for (const cell of within) cells.add(cell)
  }
  return cells.size > MAX_CELLS ? undefined : [...cells].sort((a, b) => a - b)
}

/** Retail agreements that a client's request names, or the first of those that it has. */
function agreementsOf(
  keeper: RouterKeeper,
  ctx: QueryContext,
  client: Uint8Array,
  terms: MatchTerms,
): Agreement[] {
  const found: Agreement[] = []
  const fits = (agreement: Agreement): boolean =>
    serves(keeper, agreement, terms.modelId, timeMsOf(ctx))
  if (terms.retailIds.length > 0) {
    const own = keeper.addresses.toText(client)
    for (const id of terms.retailIds) {
      const agreement = keeper.sla.agreement(ctx, id)
      const isOwn = agreement?.kind === KIND.retail && agreement.customer === own
      if (agreement !== undefined && isOwn && fits(agreement)) found.push(agreement)
    }
    return found
  }
  let looked = 0
  for (const agreement of keeper.sla.runningOf(ctx, KIND.retail, client)) {
    if (fits(agreement)) found.push(agreement)
    if (found.length >= MAX_MARKETS || ++looked >= 64) break
  }
  return found
}

/** What the retail plan asks for the whole shape; undefined when the plan has no price for it. */
function expectedOf(
  keeper: RouterKeeper,
  ctx: QueryContext,
  agreement: Agreement,
  terms: MatchTerms,
): bigint | undefined {
  const { requests, inputBytes, outputBytes } = terms.shape ?? {
    ...{ requests: 1, inputBytes: 0n, outputBytes: 0n },
  }
  try {
    const shape = { requests, inputBytes, outputBytes }
    return keeper.sla.quote(ctx, agreement, terms.modelId, shape, timeMsOf(ctx))
  } catch (error) {
    if (error instanceof TxError) return undefined
    throw error
  }
}

/** What a request looks for now, or why there is nothing to look through. */
export function searchOf(
  keeper: RouterKeeper,
  ctx: QueryContext,
  client: Uint8Array,
  terms: MatchTerms,
): Search | { readonly reason: number } {
  const params = keeper.paramsOrDefault(ctx)
  const agreements = agreementsOf(keeper, ctx, client, terms)
  if (agreements.length === 0) return { reason: NO_PATH }
  const model = keeper.numbers.modelOf(ctx, terms.modelId)
  const cells = cellsOf(params, terms.regions)
  if (model === undefined || cells === undefined) return { reason: NO_SERVER }
  const maxAmount = parseU128(terms.maxAmount) ?? 0n
  const retails: Retail[] = []
  let isDear = false
  for (const agreement of agreements) {
    const aggregator = keeper.addresses.toBytes(agreement.provider)
    const market = keeper.numbers.marketOf(ctx, aggregator, terms.modelId)
    if (market === undefined) continue
    const expected = expectedOf(keeper, ctx, agreement, terms)
    if (expected === undefined) continue
    isDear ||= expected > maxAmount
    // Two agreements of one aggregator lead to one market: the cheaper one serves.
    const other = retails.findIndex((one) => one.market === market)
    const retail = { agreement, market, expected, denom: keeper.sla.denomOf(ctx, agreement) }
    if (expected > maxAmount) continue
    if (other === -1) retails.push(retail)
    else if ((retails[other] as Retail).expected > expected) retails[other] = retail
  }
  if (retails.length === 0) return { reason: isDear ? TOO_DEAR : NO_SERVER }
  const wish = wishOf(terms)
  const tier = priceTier(wish.maxPrice, params.priceBounds.map(BigInt))
  return {
    retails,
    model,
    wish,
    scope: {
      markets: retails.map(({ market }) => market),
      cells,
      mask: classMask(tier, terms.minUptimeClass),
    },
    terms: clocksOf(keeper, ctx, params, terms),
  }
}

/** Clocks and limits of a match now. */
export function clocksOf(
  keeper: RouterKeeper,
  ctx: QueryContext,
  params: RouterParams,
  terms: Pick<MatchTerms, 'shape' | 'clientRegion'>,
): Terms {
  const { queueFactorBps, headroomBps, meanJobMs } = params
  const directory = directoryOf(params)
  return {
    nowMs: toSafeNumber(timeMsOf(ctx)),
    meanMs: meanJobMs,
    queueFactorBps,
    headroomBps,
    inputBytes: terms.shape?.inputBytes ?? 0n,
    outputBytes: terms.shape?.outputBytes ?? 0n,
    rttUs: (cell) => directory.rttUs(terms.clientRegion, cell),
    hardwareLeft(server) {
      const { hardwareSlots, leases } = keeper.health.get(ctx, server)
      const most = Math.floor((hardwareSlots * queueFactorBps) / 10_000)
      return Math.max(0, most - leases)
    },
  }
}
