/** Who probes in which epoch: registration, the draw, and what becomes of those who do not reveal. */
import { sha256 } from '../../chain/codec/hash.js'
import { divFloor } from '../../chain/types/arith.js'
import { compareBytes, concatBytes, utf8 } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import { RouterError } from './errors.js'
import { BOND_PURPOSE } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import type { RouterParams } from './params.js'
import { COMMITTED, DRAWN, type Prober, type ProbeDuty } from './probeBook.js'
import { eventProberGone, eventProberRegistered, eventProbersDrawn } from './probeEvents.js'
import { eventProbeMissed } from './probeEvents.js'

export type ProbeParams = NonNullable<RouterParams['probes']>

/** Blocks whose seeds a draw accumulates: all of them before the epoch (rules.md H16). */
export const DRAW_BLOCKS = 32n
/** Probers at most: every draw looks at all of them. */
export const MAX_PROBERS = 1000
/** What a prober's bond is locked for. */
export const PROBER_LOCK = utf8('prober')
const DRAW = utf8('infonex/probers/1')

export const probeParams = (keeper: RouterKeeper, ctx: QueryContext): ProbeParams =>
  keeper.paramsOrDefault(ctx).probes as ProbeParams

/** Number of the epoch that a height is in, and its first height. */
export function epochAt(
  { epochBlocks }: ProbeParams,
  height: bigint,
): { readonly epoch: bigint; readonly first: bigint } {
  const epoch = divFloor(height, epochBlocks)
  return { epoch, first: epoch * epochBlocks }
}

/** @throws TxError router 23 */
export function mustProber(keeper: RouterKeeper, ctx: QueryContext, prober: string): Prober {
  const found = keeper.probes.probers.get(ctx, keeper.addresses.toBytes(prober))
  if (found === undefined) throw RouterError.noProber(prober)
  return found
}

/** Locks a bond; from the next draw whose seeds all come later on it may be drawn. @throws TxError router 26 or 27, sla 4 */
export function registerProber(keeper: RouterKeeper, ctx: Context, address: string): void {
  const prober = keeper.addresses.toBytes(address)
  const { probers } = keeper.probes
  if (probers.has(ctx, prober)) throw RouterError.alreadyProber(address)
  let count = 0
  for (const _ of probers.walk(ctx)) count += 1
  if (count >= MAX_PROBERS) throw RouterError.tooManyProbers(`${count}, at most ${MAX_PROBERS}`)
  const { bond } = probeParams(keeper, ctx)
  keeper.sla.lock(ctx, prober, BOND_PURPOSE.dispute, PROBER_LOCK, BigInt(bond))
  probers.set(ctx, prober, { address, sinceHeight: ctx.height, bond })
  ctx.events.push(eventProberRegistered(address, bond))
}

/** Frees the bond of a prober that nothing is expected of. @throws TxError router 23 or 28 */
export function retireProber(keeper: RouterKeeper, ctx: Context, address: string): void {
  const { bond } = mustProber(keeper, ctx, address)
  const prober = keeper.addresses.toBytes(address)
  const [duty] = keeper.probes.dutiesOfProber(ctx, prober)
  if (duty !== undefined) throw RouterError.onDuty(`of epoch ${duty.epoch}`)
  keeper.sla.unlock(ctx, prober, BOND_PURPOSE.dispute, PROBER_LOCK, BigInt(bond))
  keeper.probes.probers.delete(ctx, prober)
  ctx.events.push(eventProberGone(address, bond))
}

/** The seed of a draw at this height; undefined when the seeds do not reach back far enough. */
function seedBefore(keeper: RouterKeeper, ctx: Context): Uint8Array | undefined {
  if (ctx.height < DRAW_BLOCKS) return undefined
  try {
    return keeper.beacon.accumulated(ctx, ctx.height - DRAW_BLOCKS, ctx.height - 1n)
  } catch (error) {
    if (error instanceof TxError && error.codespace === 'beacon') return undefined
    throw error
  }
}

/**
 * Those whose address hashes lowest with the seed. Who registered when some of the seeds were known is not asked,
 * so that no address can be chosen to be drawn; and who leaves moves nobody else but the next in line.
 */
function draw(keeper: RouterKeeper, ctx: Context, { probers }: ProbeParams, epoch: bigint): void {
  const seed = seedBefore(keeper, ctx)
  if (seed === undefined) return
  const ranked: { readonly rank: Uint8Array; readonly address: Uint8Array }[] = []
  for (const [address, { sinceHeight }] of keeper.probes.probers.walk(ctx))
    if (sinceHeight < ctx.height - DRAW_BLOCKS)
      ranked.push({ address, rank: sha256(concatBytes(DRAW, seed, address)) })
  ranked.sort((a, b) => compareBytes(a.rank, b.rank))
  const drawn = ranked.slice(0, probers).map(({ address }) => address)
  if (drawn.length === 0) return
  for (const address of drawn) {
    const prober = keeper.addresses.toText(address)
    const duty = { epoch, prober, status: DRAWN, commitment: new Uint8Array(0) }
    keeper.probes.duties.set(ctx, [epoch, address], duty)
  }
  const names = drawn.map((address) => keeper.addresses.toText(address))
  ctx.events.push(eventProbersDrawn(epoch, names))
}

/** A probe that was committed to and never shown: an objective fault. It costs the bond and the office. */
function punish(keeper: RouterKeeper, ctx: Context, address: Uint8Array, duty: ProbeDuty): void {
  const { bond } = mustProber(keeper, ctx, duty.prober)
  const amount = BigInt(bond)
  const { dispute } = BOND_PURPOSE
  const slashed =
    amount === 0n ? 0n : keeper.sla.slash(ctx, address, amount, 'burn', dispute, PROBER_LOCK)
  keeper.probes.probers.delete(ctx, address)
  for (const { epoch } of keeper.probes.dutiesOfProber(ctx, address))
    keeper.probes.duties.delete(ctx, [epoch, address])
  ctx.events.push(eventProbeMissed(duty.epoch, duty.prober, slashed))
}

/** What the clock of probes asks for at this height: at most as many probers as one epoch has are looked at. */
export function turnProbes(keeper: RouterKeeper, ctx: Context): void {
  const params = probeParams(keeper, ctx)
  const { epoch, first } = epochAt(params, ctx.height)
  const { probes } = keeper
  if (ctx.height === first) {
    probes.epochs.set(ctx, epoch, ctx.timeMs)
    draw(keeper, ctx, params, epoch)
  }
  if (ctx.height + 1n === first + params.commitBlocks)
    // Whoever has not committed loses the place, and nothing else.
    for (const [address, { status }] of probes.dutiesOf(ctx, epoch))
      if (status === DRAWN) probes.duties.delete(ctx, [epoch, address])
  if (epoch > 0n && ctx.height + 1n === first + params.revealBlocks) {
    for (const [address, duty] of probes.dutiesOf(ctx, epoch - 1n))
      if (duty.status === COMMITTED) punish(keeper, ctx, address, duty)
    probes.forget(ctx, epoch - 1n)
  }
}

/** Other clocks: epochs have other numbers from now on, and nobody is held to a duty under the old ones. */
export function lapseProbes(
  keeper: RouterKeeper,
  ctx: Context,
  before: RouterParams,
  after: RouterParams,
): void {
  const [a, b] = [before.probes as ProbeParams, after.probes as ProbeParams]
  const isSame =
    a.epochBlocks === b.epochBlocks &&
    a.commitBlocks === b.commitBlocks &&
    a.revealBlocks === b.revealBlocks
  if (isSame) return
  const { epochs, duties } = keeper.probes
  const known = [...epochs.walk(ctx)].map(([epoch]) => epoch)
  for (const [[epoch]] of [...duties.walk(ctx)]) known.push(epoch)
  for (const epoch of known) keeper.probes.forget(ctx, epoch)
}
