import { divFloor, maxBig, minBig, toSafeNumber } from '../../chain/types/arith.js'
import { compareBytes, equalBytes, utf8 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { RouterError } from './errors.js'
import { eventServerJailed } from './events.js'
import { BOND_PURPOSE } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import { type Receipt, signedReceipt } from './lateness.js'
import { FLOOR_MILLI } from './match/proven.js'
import { JAILED, type Server } from './state.js'

type Msg = PlainTypes['infonex.router.v1.MsgSubmitOverCapacity']

/** What a slash for it is called: nothing is locked under it, so that no other claim loses by it (rules.md H6). */
const REFERENCE = utf8('capacity')
/** Receipts in one proof at most. */
const MAX_RECEIPTS = 1024

function refuse(text: string): never {
  throw RouterError.invalidEvidence(text)
}

/**
 * Receipts of one server that were all at work at one instant, more than it declares times the queue factor: what
 * the router assigns by itself never comes to that many, so that it convicts nobody (rules.md H18).
 * @throws TxError router 4, 20 or 21
 */
export function overCapacity(keeper: RouterKeeper, ctx: Context, msg: Msg): Server {
  const server = keeper.mustGet(ctx, msg.serverId)
  if (server.status === JAILED) refuse('the server is jailed already')
  if (msg.receipts.length > MAX_RECEIPTS)
    refuse(`receipts has ${msg.receipts.length} entries, want at most ${MAX_RECEIPTS}`)
  const modelId = msg.receipts[0]?.receipt?.modelId ?? refuse('receipts is empty')
  const offer = server.offers.find((one) => equalBytes(one.modelId, modelId))
  if (offer === undefined) refuse('the model of the receipts is not offered')
  const { queueFactorBps } = keeper.paramsOrDefault(ctx)
  const most = divFloor(BigInt(offer.slots) * BigInt(queueFactorBps), 10_000n)
  if (BigInt(msg.receipts.length) <= most)
    refuse(`${msg.receipts.length} receipts, declared slots and queue come to ${most}`)
  const receipts = msg.receipts.map((one) => signedReceipt(keeper, ctx, one, [server.receiptKey]))
  checkApart(receipts)
  checkAtOnce(receipts, modelId, server)
  return server
}

/** @throws TxError router 21 unless each is of a request of its own */
function checkApart(receipts: readonly Receipt[]): void {
  const digests = receipts.map((one) => one.requestDigest).sort(compareBytes)
  for (let i = 1; i < digests.length; i++)
    if (equalBytes(digests[i] as Uint8Array, digests[i - 1] as Uint8Array))
      refuse('two receipts are of one request')
}

/** @throws TxError router 21 unless all were at work at one instant, under what the server declares now */
function checkAtOnce(receipts: readonly Receipt[], modelId: Uint8Array, server: Server): void {
  let [latest, earliest] = [0n, (1n << 64n) - 1n]
  for (const { modelId: own, startMs, endMs } of receipts) {
    if (!equalBytes(own, modelId)) refuse('the receipts are of different models')
    if (startMs < server.offeredMs)
      refuse(`one starts at ${startMs} ms, the capacity was declared at ${server.offeredMs} ms`)
    latest = maxBig(latest, startMs)
    earliest = minBig(earliest, endMs)
  }
  // A job that ends in the millisecond in which another starts need not have met it.
  if (latest >= earliest)
    refuse(`the last one starts at ${latest} ms, the first one had ended at ${earliest} ms`)
}

/** An objective fault: bond, time out of the market, and what was proven. @returns what was taken */
export function convict(keeper: RouterKeeper, ctx: Context, server: Server): bigint {
  const { overCapacitySlash, jailMs } = keeper.paramsOrDefault(ctx)
  const owner = keeper.addresses.toBytes(server.operator)
  const wanted = BigInt(overCapacitySlash)
  const slashed =
    wanted === 0n
      ? 0n
      : keeper.sla.slash(ctx, owner, wanted, 'burn', BOND_PURPOSE.dispute, REFERENCE)
  const untilMs = ctx.timeMs + jailMs
  keeper.put(ctx, { ...server, status: JAILED })
  keeper.health.change(ctx, server.id, { jailedUntilMs: toSafeNumber(untilMs) })
  for (const model of keeper.seats.modelsOf(ctx, server.id)) {
    const at = [server.id, model] as const
    const before = keeper.roster.standing(ctx, at)
    const proven = { ...before.proven, milli: FLOOR_MILLI }
    const after = { ...before, proven, isServing: false }
    keeper.roster.change(ctx, at, keeper.seats.of(ctx, at), before, after)
  }
  ctx.events.push(eventServerJailed(server, untilMs, slashed))
  return slashed
}
