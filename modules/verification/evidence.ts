import { sha256 } from '../../chain/codec/hash.js'
import { divFloor, minBig } from '../../chain/types/arith.js'
import { be64, concatBytes, equalBytes } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { encodeMessage, requestBytes } from '../../proto/inference/objects.js'
import { checkSignature, clientOf, descriptorOf } from './attribution.js'
import { VerificationError } from './errors.js'
import { eventConflict } from './events.js'
import { PURPOSE } from './expectedKeepers.js'
import { nameOf, type VerificationKeeper } from './keeper.js'
import { amountOf, BPS } from './params.js'
import {
  bytesOf,
  checkFresh,
  checkReceipt,
  mustInclude,
  readReceipt,
  readSigned,
} from './receipts.js'
import { CONFLICT, DEMAND, OUTCOME, STANDING } from './state.js'

export type Evidence = PlainTypes['infonex.verification.v1.MsgSubmitEvidence']
type SignedRequest = PlainTypes['infonex.inference.v1.SignedRequest']
type Request = PlainTypes['infonex.inference.v1.Request']

const KINDS = ['receipts', 'requests', 'fee', 'denied'] as const
/** What a stranger may date into the future is kept no longer than this, in ms: a year. */
const MAX_AHEAD_MS = 31_536_000_000n

interface Found {
  readonly party: string
  readonly channelId: Uint8Array
  readonly sequence: bigint
  readonly kind: number
  /** When the newer of the two ended, in ms: while the pair can be shown again, it is remembered. */
  readonly endMs: bigint
  /** Receipts that contradict each other. */
  readonly receipts: readonly Uint8Array[]
}

/** Exactly one kind is there. @throws TxError verification 30 */
export function checkEvidence(msg: Evidence): void {
  const there = KINDS.filter((kind) => msg[kind] !== null)
  if (there.length !== 1)
    throw VerificationError.invalidEvidence(
      `it has ${there.length} of ${KINDS.join(', ')}, want one`,
    )
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function fromReceipts(keeper: VerificationKeeper, ctx: Context, msg: Evidence): Found {
  const { first, second } = msg.receipts as NonNullable<Evidence['receipts']>
  const a = readReceipt(keeper, ctx, first, msg.attribution)
  const b = readSigned(keeper, ctx, second, a.signer)
  const { channelId, sequence } = a.receipt
  if (!equalBytes(channelId, b.receipt.channelId) || sequence !== b.receipt.sequence)
    throw VerificationError.noConflict('they are of different requests')
  if (equalBytes(a.id, b.id)) throw VerificationError.noConflict('they are the same receipt')
  const endMs = later(a.receipt.endMs, b.receipt.endMs)
  checkFresh(keeper, ctx, endMs)
  const receipts = [a.id, b.id]
  return { party: a.supplier, channelId, sequence, kind: CONFLICT.receipts, endMs, receipts }
}

/** @throws TxError verification 4 */
function requestOf(ctx: Context, signed: SignedRequest | null): Request {
  const request = signed?.request ?? null
  if (signed === null || request === null) throw VerificationError.invalidRequest('it is absent')
  if (signed.salt.length > 0)
    throw VerificationError.invalidRequest('salt is there: it is a secret and is not signed')
  if (request.chainId !== ctx.block.chainId)
    throw VerificationError.invalidRequest(`it is of chain "${request.chainId.slice(0, 40)}"`)
  return request
}

/** What a request says of what came before it: the same in every honest request with one number. */
function storyOf({ acknowledgement, cumulativeBefore }: Request): Uint8Array {
  const ack =
    acknowledgement === null
      ? new Uint8Array()
      : encodeMessage('infonex.inference.v1.Acknowledgement', acknowledgement)
  return concatBytes(be64(BigInt(ack.length)), ack, new TextEncoder().encode(cumulativeBefore))
}

function fromRequests(keeper: VerificationKeeper, ctx: Context, msg: Evidence): Found {
  const { first, second } = msg.requests as NonNullable<Evidence['requests']>
  const [a, b] = [requestOf(ctx, first), requestOf(ctx, second)]
  const { channelId, sequence } = a
  const client = clientOf(keeper, ctx, msg.attribution, channelId)
  for (const [request, signed] of [
    [a, first],
    [b, second],
  ] as const)
    checkSignature(
      keeper,
      ctx,
      client.key,
      requestBytes(request),
      (signed as SignedRequest).signature,
    )
  if (!equalBytes(channelId, b.channelId) || sequence !== b.sequence)
    throw VerificationError.noConflict('they have different numbers')
  // A request that was refused may be signed again with another price, time or input.
  if (equalBytes(storyOf(a), storyOf(b)))
    throw VerificationError.noConflict('they acknowledge the same and owe the same')
  const endMs = later(a.expiryMs, b.expiryMs)
  checkFresh(keeper, ctx, endMs)
  const { party } = client
  return { party, channelId, sequence, kind: CONFLICT.requests, endMs, receipts: [] }
}

function fromFee(keeper: VerificationKeeper, ctx: Context, msg: Evidence): Found {
  const { receipt: shown, inclusion, statedFee } = msg.fee as NonNullable<Evidence['fee']>
  const receipt = checkReceipt(shown)
  const { channelId, sequence, endMs } = receipt
  const { denom } = descriptorOf(ctx, msg.attribution, channelId)
  if (inclusion === null) throw VerificationError.notIncluded('the proof is absent')
  const id = sha256(bytesOf(ctx, receipt))
  const batch = mustInclude(keeper, ctx, inclusion, id, amountOf('stated_fee', statedFee))
  if (statedFee === receipt.price && batch.denom === denom)
    throw VerificationError.noConflict('the leaf states the price')
  const { supplier: party } = batch
  return { party, channelId, sequence, kind: CONFLICT.fee, endMs, receipts: [] }
}

function fromDenied(keeper: VerificationKeeper, ctx: Context, msg: Evidence): Found {
  const { demandId, receipt: signed } = msg.denied as NonNullable<Evidence['denied']>
  const demand = keeper.mustDemand(ctx, demandId)
  const { supplier: party, supplierKey: key, channelId, sequence } = demand
  if (demand.status !== DEMAND.ended || demand.outcome !== OUTCOME.declined || key === null)
    throw VerificationError.noConflict(`demand ${demandId} was not declined`)
  const descriptor = { denom: demand.denom }
  const { receipt, id } = readSigned(keeper, ctx, signed, { party, key, descriptor })
  if (!equalBytes(receipt.requestDigest, demand.requestDigest))
    throw VerificationError.noConflict('the receipt is of another request')
  const kind = CONFLICT.denied
  // It can be shown while the demand is kept, which is no longer than the conflict will be.
  return { party, channelId, sequence, kind, endMs: 0n, receipts: [id] }
}

function find(keeper: VerificationKeeper, ctx: Context, msg: Evidence): Found {
  if (msg.receipts !== null) return fromReceipts(keeper, ctx, msg)
  if (msg.requests !== null) return fromRequests(keeper, ctx, msg)
  if (msg.fee !== null) return fromFee(keeper, ctx, msg)
  return fromDenied(keeper, ctx, msg)
}

/**
 * Takes conflict_slash from the party's bond as far as there is: a part for the reporter, the rest is burned, so
 * that who reports itself loses.
 */
function punish(
  keeper: VerificationKeeper,
  ctx: Context,
  found: Found,
  reporter: Uint8Array,
): { slashed: bigint; reward: bigint } {
  const { sla, bank, account } = keeper.deps
  const params = keeper.paramsOrDefault(ctx)
  const slashed = sla.slash(
    ctx,
    keeper.addresses.toBytes(found.party),
    BigInt(params.conflictSlash),
    { address: account },
    PURPOSE.verification,
    concatBytes(found.channelId, be64(found.sequence)),
  )
  const reward = divFloor(slashed * BigInt(params.reporterBps), BigInt(BPS))
  const denom = sla.bondDenom(ctx)
  if (reward > 0n) bank.sendCoins(ctx, account, reporter, [{ denom, amount: reward }])
  const burned = slashed - reward
  if (burned > 0n) bank.burnCoins(ctx, 'verification', [{ denom, amount: burned }])
  return { slashed, reward }
}

/** Judges evidence: what two signatures of one key contradict is a fault, once a request number. */
export function judge(
  keeper: VerificationKeeper,
  ctx: Context,
  msg: Evidence,
): { party: string; slashed: bigint; reward: bigint } {
  const found = find(keeper, ctx, msg)
  const { party, channelId, sequence, kind } = found
  const at = [keeper.addresses.toBytes(party), [channelId, sequence]] as const
  if (keeper.conflicts.has(ctx, at))
    throw VerificationError.alreadyReported(`${party}, ${nameOf(channelId, sequence)}`)
  const end = keeper.windowEnd(ctx)
  const ahead = found.endMs > ctx.timeMs ? found.endMs - ctx.timeMs : 0n
  const conflict = {
    ...{ party, channelId, sequence, kind },
    untilMs: end.ms + minBig(ahead, MAX_AHEAD_MS),
    untilHeight: end.height,
  }
  keeper.putConflict(ctx, conflict)
  keeper.addFault(ctx, party, 'conflicts')
  for (const id of found.receipts) keeper.setStanding(ctx, id, STANDING.conflicted, true)
  const taken = punish(keeper, ctx, found, keeper.addresses.toBytes(msg.reporter))
  ctx.events.push(eventConflict(conflict, msg.reporter, taken.slashed, taken.reward))
  return { party, ...taken }
}
