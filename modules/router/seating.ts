import { toSafeNumber } from '../../chain/types/arith.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { type Agreement, KIND } from './expectedKeepers.js'
import { type Health, uptimeClassOf } from './health.js'
import type { RouterKeeper } from './keeper.js'
import { classOf, priceTier } from './match/classes.js'
import { START } from './match/proven.js'
import type { Compliance, Seat } from './match/roster.js'
import type { Standing } from './match/standing.js'
import type { RouterParams } from './params.js'
import { directoryOf } from './regions.js'
import { ACTIVE, type Offer, type Server } from './state.js'

/** Agreements of one pair that are looked at for a path. */
const MAX_LOOKED_AT = 32

/** Whether an agreement serves a model now. */
export function serves(
  keeper: RouterKeeper,
  agreement: Agreement,
  modelId: Uint8Array,
  nowMs: bigint,
): boolean {
  const { models } = agreement
  const covers = models.length === 0 || models.some((id) => equalBytes(id, modelId))
  return covers && keeper.sla.isInForce(agreement, nowMs)
}

/** The wholesale agreement that leads from an aggregator to a server's model now; 0 = none does (rules.md H17). */
export function pathOf(
  keeper: RouterKeeper,
  ctx: QueryContext,
  server: Server,
  aggregator: string,
  modelId: Uint8Array,
  nowMs: bigint,
): bigint {
  const supplier = keeper.addresses.toBytes(server.operator)
  const other = keeper.addresses.toBytes(aggregator)
  if (!keeper.sla.isMember(ctx, other, supplier)) return 0n
  let looked = 0
  for (const agreement of keeper.sla.runningOf(ctx, KIND.wholesale, supplier, other)) {
    if (
      serves(keeper, agreement, modelId, nowMs) &&
      keeper.sla.denomOf(ctx, agreement) === server.priceDenom
    )
      return agreement.id
    if (++looked >= MAX_LOOKED_AT) break
  }
  return 0n
}

/** Whether a server takes new leases: active, heard of lately. */
export function isServing({ status }: Pick<Server, 'status'>, { isWatched }: Health): boolean {
  return status === ACTIVE && isWatched
}

function standingOf(
  ctx: Context,
  params: RouterParams,
  server: Server,
  offer: Offer,
  health: Health,
  before: Standing | undefined,
): Standing {
  const declaredUs = offer.latencyUs === 0 ? params.defaultLatencyUs : offer.latencyUs
  const idle = { estMilli: 0, atMs: toSafeNumber(ctx.timeMs), leases: 0 }
  return {
    load: before?.load ?? idle,
    proven: before?.proven ?? START,
    declared: offer.slots,
    // Once answers have counted, what they took says more than the supplier does.
    latencyUs: before !== undefined && health.counted > 0 ? before.latencyUs : declaredUs,
    ...{ windows: 0, breaches: 0 },
    isServing: isServing(server, health),
    isShared: (server.hardware?.slots ?? 0) > 0 && server.offers.length > 1,
    uptimeClass: uptimeClassOf(health),
    price: BigInt(offer.price),
    perInputKib: offer.pricePerInputKib,
    perOutputKib: offer.pricePerOutputKib,
  }
}

type Tree = Omit<Seat, 'leaf'>

function treesOf(
  keeper: RouterKeeper,
  ctx: Context,
  params: RouterParams,
  server: Server,
  offer: Offer,
  standing: Standing,
): Tree[] {
  const cell = directoryOf(params).cellOf(server.region)
  if (cell === undefined) return []
  const klass = classOf(
    priceTier(standing.price, params.priceBounds.map(BigInt)),
    standing.uptimeClass,
  )
  return server.aggregators.flatMap((aggregator) => {
    const { modelId } = offer
    const wholesaleId = pathOf(keeper, ctx, server, aggregator, modelId, ctx.timeMs)
    if (wholesaleId === 0n) return []
    const market = keeper.numbers.market(ctx, keeper.addresses.toBytes(aggregator), modelId)
    return [{ market, cell, klass, wholesaleId }]
  })
}

/** What is known of the agreements that lead to a server, together; they are of one supplier. */
function complianceOf(keeper: RouterKeeper, ctx: Context, trees: readonly Tree[]): Compliance {
  const records = trees.map(({ wholesaleId }) => keeper.roster.compliance(ctx, wholesaleId))
  return {
    windows: records.reduce((sum, { windows }) => sum + windows, 0),
    breaches: records.reduce((sum, { breaches }) => sum + breaches, 0),
  }
}

const sameTree = (a: Tree, b: Tree): boolean =>
  a.market === b.market && a.cell === b.cell && a.klass === b.klass

function reseatModel(
  keeper: RouterKeeper,
  ctx: Context,
  id: bigint,
  model: number,
  wanted: { readonly standing: Standing | undefined; readonly trees: readonly Tree[] },
): void {
  const at = [id, model] as const
  const known = keeper.roster.standing(ctx, at)
  const before = known.declared === 0 ? undefined : known
  const held = keeper.seats.of(ctx, at)
  const { standing, trees } = wanted
  const keeps =
    held.length === trees.length &&
    held.every((seat, i) => {
      const tree = trees[i] as Tree
      return sameTree(seat, tree) && seat.wholesaleId === tree.wholesaleId
    })
  if (before !== undefined && standing !== undefined && keeps) {
    keeper.roster.change(ctx, at, held, before, standing)
    return
  }
  if (before !== undefined) keeper.roster.dismiss(ctx, at, held)
  for (const seat of held)
    if (!trees.some((tree) => sameTree(seat, tree))) keeper.seats.giveLeaf(ctx, seat)
  if (standing === undefined) {
    keeper.seats.remove(ctx, at)
    return
  }
  const seats = trees.map((tree) => {
    const leaf = held.find((seat) => sameTree(seat, tree))?.leaf
    return { ...tree, leaf: leaf ?? keeper.seats.takeLeaf(ctx, tree) }
  })
  keeper.roster.enroll(ctx, at, seats, standing)
  keeper.seats.set(ctx, at, seats)
}

/**
 * Gives a server the places that it has by its offers and by the agreements in force now. What it has shown of
 * itself, and its open leases, stay with it; of a model that it offers no more, until the last lease has ended.
 */
export function reseat(keeper: RouterKeeper, ctx: Context, id: bigint): void {
  const params = keeper.paramsOrDefault(ctx)
  const server = keeper.servers.get(ctx, id)
  const health = keeper.health.get(ctx, id)
  const isRouted = server !== undefined && server.aggregators.length > 0
  const offers = (isRouted ? server.offers : []).map(
    (offer) => [keeper.numbers.model(ctx, offer.modelId), offer] as const,
  )
  const models = [...keeper.seats.modelsOf(ctx, id), ...offers.map(([model]) => model)]
    .sort((a, b) => a - b)
    .filter((model, i, all) => model !== all[i - 1])
  for (const model of models) {
    const offer = offers.find(([number]) => number === model)?.[1]
    const known = keeper.roster.standing(ctx, [id, model])
    const before = known.declared === 0 ? undefined : known
    if (server === undefined || offer === undefined) {
      const lasts = before !== undefined && before.load.leases > 0
      const standing = lasts ? { ...before, isServing: false } : undefined
      reseatModel(keeper, ctx, id, model, { standing, trees: [] })
      continue
    }
    const standing = standingOf(ctx, params, server, offer, health, before)
    const trees = treesOf(keeper, ctx, params, server, offer, standing)
    const record = complianceOf(keeper, ctx, trees)
    reseatModel(keeper, ctx, id, model, { standing: { ...standing, ...record }, trees })
  }
}

/** Seats servers anew that something has changed for, a bounded number a block. */
export function reseatMoved(keeper: RouterKeeper, ctx: Context): void {
  const { reseatsPerBlock } = keeper.paramsOrDefault(ctx)
  const ids: bigint[] = []
  for (const id of keeper.moved.walk(ctx)) {
    if (ids.length >= reseatsPerBlock) break
    ids.push(id)
  }
  for (const id of ids) {
    keeper.moved.delete(ctx, id)
    reseat(keeper, ctx, id)
  }
}
