import { codec } from '../../chain/codec/proto.js'
import { compareBytes, concatBytes, equalBytes, utf8 } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { SystemTx } from '../../chain/types/systemTx.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { BeaconError } from './errors.js'
import { eventBeacon } from './events.js'
import type { BeaconKeeper } from './keeper.js'
import {
  commitmentProblem,
  linkImage,
  nextSeed,
  type Onion,
  type OnionCommitment,
  peeled,
  usableOnion,
} from './state.js'

type Body = PlainTypes['infonex.beacon.v1.SystemTx']

const DOMAIN = 'infonex/system/1'
/** Field 15, wire type 2, then the domain: no TxRaw begins so, since it has fields 1 to 3. */
const HEAD = concatBytes(Uint8Array.of(15 * 8 + 2, DOMAIN.length), utf8(DOMAIN))
const body = codec('infonex.beacon.v1.SystemTx')

/** The secret side of a validator's onions; node/ derives them from a key on its disk. */
export interface OnionSource {
  /** What the validator commits for an epoch. */
  commitment(validatorAddress: Uint8Array, epoch: bigint): OnionCommitment
  /** The link to reveal when `remaining` links are left in the epoch's onion; undefined if not ours. */
  link(validatorAddress: Uint8Array, epoch: bigint, remaining: bigint): Uint8Array | undefined
}

/** Reads the one canonical form of the bytes; undefined for anything else. */
function parse(bytes: Uint8Array): Body | undefined {
  try {
    const value = body.decode(bytes)
    return equalBytes(body.encode(value), bytes) ? value : undefined
  } catch {
    return undefined
  }
}

/** The beacon's system transaction: the proposer's next link, and its next onion when this one runs out. */
export class BeaconSystemTx implements SystemTx {
  readonly #keeper: BeaconKeeper
  readonly #source: OnionSource | undefined

  /** @param source undefined on a node that proposes no blocks. */
  constructor(keeper: BeaconKeeper, source: OnionSource | undefined) {
    this.#keeper = keeper
    this.#source = source
  }

  matches(bytes: Uint8Array): boolean {
    return bytes.length >= HEAD.length && compareBytes(bytes.subarray(0, HEAD.length), HEAD) === 0
  }

  build(ctx: QueryContext): Uint8Array | undefined {
    const validatorAddress = ctx.block.proposerAddress
    const onion = this.#usable(ctx)
    if (onion === undefined || this.#source === undefined) return undefined
    const link = this.#source.link(validatorAddress, onion.epoch, onion.remaining)
    if (link === undefined) return undefined
    const { renewAtLinks } = this.#keeper.paramsOrDefault(ctx)
    const renew = onion.next === null && onion.remaining <= renewAtLinks
    const next = renew ? this.#source.commitment(validatorAddress, onion.epoch + 1n) : null
    return body.encode({ domain: DOMAIN, validatorAddress, link, next })
  }

  /** A proposer with an onion left MUST reveal its next link; one without MUST put nothing. */
  validate(ctx: QueryContext, bytes: Uint8Array | undefined): boolean {
    const onion = this.#usable(ctx)
    if (bytes === undefined || onion === undefined)
      return bytes === undefined && onion === undefined
    return this.#problem(ctx, onion, parse(bytes)) === undefined
  }

  execute(ctx: Context, bytes: Uint8Array): void {
    const tx = parse(bytes)
    const onion = this.#usable(ctx)
    if (onion === undefined) throw BeaconError.noOnion()
    const problem = this.#problem(ctx, onion, tx)
    if (problem !== undefined || tx === undefined) throw problem ?? BeaconError.malformedSystemTx()
    const after = peeled(onion, tx.link)
    const { activationBlocks } = this.#keeper.paramsOrDefault(ctx)
    this.#keeper.onions.set(
      ctx,
      tx.validatorAddress,
      tx.next === null
        ? after
        : { ...after, next: tx.next, nextActiveHeight: ctx.height + activationBlocks },
    )
    const seed = nextSeed(this.#keeper.latestSeed(ctx).seed, ctx.height, tx.link)
    this.#keeper.storeSeed(ctx, seed)
    ctx.events.push(eventBeacon(ctx.height, seed, true))
  }

  #usable(ctx: QueryContext): Onion | undefined {
    const { proposerAddress, height } = ctx.block
    if (proposerAddress.length === 0) return undefined
    return usableOnion(this.#keeper.onions.get(ctx, proposerAddress), height)
  }

  #problem(ctx: QueryContext, onion: Onion, tx: Body | undefined) {
    if (tx === undefined || tx.domain !== DOMAIN) return BeaconError.malformedSystemTx()
    if (!equalBytes(tx.validatorAddress, ctx.block.proposerAddress))
      return BeaconError.wrongProposer()
    if (tx.link.length !== 32 || !equalBytes(linkImage(tx.validatorAddress, tx.link), onion.tip))
      return BeaconError.wrongLink()
    if (tx.next === null) return undefined
    if (onion.next !== null) return BeaconError.commitmentPending()
    const problem = commitmentProblem(tx.next)
    return problem === undefined ? undefined : BeaconError.invalidCommitment(problem)
  }
}

/** A block without a link still gets a seed, from the one before and its height. */
export function endBlock(keeper: BeaconKeeper, ctx: Context): void {
  if (keeper.seeds.has(ctx, ctx.height)) return
  const seed = nextSeed(keeper.latestSeed(ctx).seed, ctx.height, new Uint8Array())
  keeper.storeSeed(ctx, seed)
  ctx.events.push(eventBeacon(ctx.height, seed, false))
}
