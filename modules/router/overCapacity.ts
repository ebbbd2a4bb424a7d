import { divFloor, maxBig, minBig, toSafeNumber } from '../../chain/types/arith.js'
import { compareBytes, equalBytes, utf8 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { declaredDuring, EVIDENCE_MS } from './capacity.js'
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
 * Receipts of one server that were all at work at one instant, more than it declared then times the queue factor:
 * what the router assigns by itself never comes to that many, so that it convicts nobody (rules.md H18).
 * @throws TxError router 4, 20 or 21
 */
export function overCapacity(keeper: RouterKeeper, ctx: Context, msg: Msg): Server {
  const server = keeper.mustGet(ctx, msg.serverId)
  if (server.status === JAILED) refuse('the server is jailed already')
  if (msg.receipts.length > MAX_RECEIPTS)
    refuse(`receipts has ${msg.receipts.length} entries, want at most ${MAX_RECEIPTS}`)
  const claimed = msg.receipts.map(({ receipt }) => receipt ?? refuse('a receipt is absent'))
  const { modelId, fromMs, toMs } = atOnce(claimed)
  if (ctx.timeMs - fromMs > EVIDENCE_MS)
    refuse(`one starts at ${fromMs} ms, which is more than ${EVIDENCE_MS} ms ago`)
  const slots = declaredDuring(server, modelId, fromMs, toMs)
  if (slots === undefined) refuse('the server did not offer the model when they were at work')
  const { queueFactorBps } = keeper.paramsOrDefault(ctx)
  const most = divFloor(BigInt(slots) * BigInt(queueFactorBps), 10_000n)
  if (BigInt(claimed.length) <= most)
    refuse(`${claimed.length} receipts, declared slots and queue come to ${most}`)
  for (const one of msg.receipts) signedReceipt(keeper, ctx, one, [server.receiptKey])
  checkApart(claimed)
  return server
}

/** @throws TxError router 21 unless each is of a request of its own */
function checkApart(receipts: readonly Receipt[]): void {
  const digests = receipts.map((one) => one.requestDigest).sort(compareBytes)
  for (let i = 1; i < digests.length; i++)
    if (equalBytes(digests[i] as Uint8Array, digests[i - 1] as Uint8Array))
      refuse('two receipts are of one request')
}

/** What was at work at one instant: since the first began, until the last had begun. @throws TxError router 21 */
function atOnce(receipts: readonly Receipt[]): {
  readonly modelId: Uint8Array
  readonly fromMs: bigint
  readonly toMs: bigint
} {
  const [first] = receipts
  if (first === undefined) refuse('receipts is empty')
  let { startMs: fromMs, startMs: toMs, endMs } = first
  for (const one of receipts) {
    if (!equalBytes(one.modelId, first.modelId)) refuse('the receipts are of different models')
    fromMs = minBig(fromMs, one.startMs)
    toMs = maxBig(toMs, one.startMs)
    endMs = minBig(endMs, one.endMs)
  }
  // A job that ends in the millisecond in which another starts need not have met it.
  if (toMs >= endMs)
    refuse(`the last one starts at ${toMs} ms, the first one had ended at ${endMs} ms`)
  return { modelId: first.modelId, fromMs, toMs }
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
