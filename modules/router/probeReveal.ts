/** Commit and reveal of a hidden client, and what its answers show of servers (marketplace.md 4.3). */
import { sha256 } from '../../chain/codec/hash.js'
import { minBig } from '../../chain/types/arith.js'
import { be64, compareBytes, concatBytes, equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { probeBytes } from '../../proto/router/probe.js'
import { RouterError } from './errors.js'
import { type Agreement, KIND } from './expectedKeepers.js'
import { ROUTER_MODULE, type RouterKeeper } from './keeper.js'
import { type Receipt, signedReceipt } from './lateness.js'
import { COMMITTED, DRAWN, type ProbeDuty } from './probeBook.js'
import { eventProbeCommitted, eventProbed, eventProbeRevealed } from './probeEvents.js'
import { epochAt, mustProber, probeParams } from './probes.js'
import { countAnswers, countBreach } from './record.js'
import type { Server } from './state.js'

type Reveal = PlainTypes['infonex.router.v1.MsgProbeReveal']
type Result = PlainTypes['infonex.router.v1.ProbeResult']
type Descriptor = PlainTypes['infonex.payment.v1.ChannelDescriptor']

/** An answer that took so many times what the offer says is late. */
export const LATE_FACTOR = 4n
/** Taken for work that a result makes, beside its signatures. */
const RESULT_GAS = 5_000n

/** @throws TxError router 23 or 24 */
function dutyOf(keeper: RouterKeeper, ctx: Context, prober: string, epoch: bigint): ProbeDuty {
  mustProber(keeper, ctx, prober)
  const duty = keeper.probes.duties.get(ctx, [epoch, keeper.addresses.toBytes(prober)])
  if (duty === undefined) throw RouterError.wrongEpoch(`nothing is expected of it in ${epoch}`)
  return duty
}

/** A drawn prober binds itself. @throws TxError router 23, 24 or 22 */
export function commitProbe(
  keeper: RouterKeeper,
  ctx: Context,
  { prober, epoch, commitment }: PlainTypes['infonex.router.v1.MsgProbeCommit'],
): void {
  const duty = dutyOf(keeper, ctx, prober, epoch)
  if (duty.status !== DRAWN) throw RouterError.alreadyCounted(`a commitment for ${epoch}`)
  const params = probeParams(keeper, ctx)
  const now = epochAt(params, ctx.height)
  if (now.epoch !== epoch || ctx.height >= now.first + params.commitBlocks)
    throw RouterError.wrongEpoch(
      `height ${ctx.height}; commitments for ${epoch} come in its first ${params.commitBlocks} blocks`,
    )
  const key = [epoch, keeper.addresses.toBytes(prober)] as const
  keeper.probes.duties.set(ctx, key, { ...duty, status: COMMITTED, commitment })
  ctx.events.push(eventProbeCommitted(epoch, prober, commitment))
}

/** Times of an epoch whose probes are shown now: from its first block to the first of the next. */
interface Times {
  readonly beginMs: bigint
  readonly endMs: bigint
}

/** @throws TxError router 24 */
function timesOf(keeper: RouterKeeper, ctx: Context, epoch: bigint): Times {
  const { epochs } = keeper.probes
  const [beginMs, endMs] = [epochs.get(ctx, epoch), epochs.get(ctx, epoch + 1n)]
  if (beginMs === undefined) throw RouterError.wrongEpoch(`the beginning of ${epoch} is not known`)
  if (endMs === undefined) throw RouterError.wrongEpoch(`${epoch} has not ended`)
  return { beginMs, endMs }
}

function refuse(text: string): never {
  throw RouterError.invalidEvidence(text)
}

/** The server's operator, and the agreement under which it served. @throws TxError router 21 */
function wholesaleOf(
  keeper: RouterKeeper,
  ctx: Context,
  { operator }: Server,
  { wholesaleId }: Descriptor,
): Agreement {
  const agreement = keeper.sla.agreement(ctx, wholesaleId)
  if (agreement === undefined || agreement.kind !== KIND.wholesale)
    refuse(`wholesale_id is ${wholesaleId}, which is no wholesale agreement`)
  if (agreement.provider !== operator)
    refuse(`the agreement is with ${agreement.provider}, the operator is ${operator}`)
  return agreement
}

/** An answer that a server gave a hidden client. */
interface Probe {
  readonly server: Server
  readonly receipt: Receipt
  readonly isLate: boolean
}

/** What a result proves, whoever would gain by it. @throws TxError router 4, 20 or 21 */
function probeOf(
  keeper: RouterKeeper,
  ctx: Context,
  { prober, client }: Reveal,
  { serverId, receipt: signed, descriptor }: Result,
  { beginMs, endMs }: Times,
): Probe {
  ctx.gas.consume(RESULT_GAS, 'result of a probe')
  const server = keeper.mustGet(ctx, serverId)
  if (server.operator === prober) refuse('the prober is the operator of the server')
  if (server.operator === client) refuse('the hidden client is the operator of the server')
  if (descriptor === null) refuse('descriptor is absent')
  if (descriptor.escrowOwner !== client)
    refuse(`escrow_owner is "${descriptor.escrowOwner.slice(0, 90)}", the client is ${client}`)
  const { providerKey } = wholesaleOf(keeper, ctx, server, descriptor)
  const receipt = signedReceipt(keeper, ctx, signed, [providerKey, server.receiptKey])
  if (!equalBytes(keeper.payment.channelIdOf(descriptor), receipt.channelId))
    refuse(`descriptor is not of channel ${toHex(receipt.channelId.subarray(0, 32))}`)
  if (receipt.startMs < beginMs || receipt.endMs >= endMs)
    refuse(
      `it was at work from ${receipt.startMs} to ${receipt.endMs} ms, the epoch lasted from ${beginMs} to ${endMs}`,
    )
  if (receipt.startMs < server.subscribedMs)
    refuse(`it starts at ${receipt.startMs} ms, the server is there since ${server.subscribedMs}`)
  const offer = server.offers.find(({ modelId }) => equalBytes(modelId, receipt.modelId))
  if (offer === undefined) refuse('the model of the receipt is not offered')
  const { defaultLatencyUs } = keeper.paramsOrDefault(ctx)
  const latencyUs = BigInt(offer.latencyUs === 0 ? defaultLatencyUs : offer.latencyUs)
  const tookUs = (receipt.endMs - receipt.startMs) * 1000n
  return { server, receipt, isLate: tookUs > latencyUs * LATE_FACTOR }
}

/**
 * Why a probe speaks for nobody: no lease that the router chose, or an answer that nobody paid for. What speaks
 * against a server is its own word, and needs neither.
 */
function unproven(keeper: RouterKeeper, ctx: Context, { server, receipt }: Probe) {
  const use = keeper.channels.uses.get(ctx, receipt.channelId)
  if (use === undefined) return 'no lease has used its channel'
  const model = keeper.numbers.modelOf(ctx, receipt.modelId)
  if (use.serverId !== server.id || use.model !== model) return 'the lease was with another server'
  if (use.isInsisted) return 'the client had insisted on the server'
  return use.sequence < receipt.sequence
    ? `${use.sequence} answers of the channel are paid for, this is the one of sequence ${receipt.sequence}`
    : undefined
}

/** Counts one result. @returns whether it is paid for. @throws TxError router */
function take(
  keeper: RouterKeeper,
  ctx: Context,
  reveal: Reveal,
  result: Result,
  times: Times,
  last: Uint8Array,
): { readonly key: Uint8Array; readonly isPaid: boolean } {
  const probe = probeOf(keeper, ctx, reveal, result, times)
  const { server, receipt, isLate } = probe
  const key = concatBytes(receipt.channelId, be64(receipt.sequence))
  // In order, each once: nothing has to be kept of those that were taken.
  if (compareBytes(key, last) <= 0)
    throw RouterError.alreadyCounted(`sequence ${receipt.sequence} is not above the one before it`)
  const why = unproven(keeper, ctx, probe)
  const model = keeper.numbers.modelOf(ctx, receipt.modelId)
  if (model === undefined) refuse('the model of the receipt has no place in the market')
  const at = [server.id, model] as const
  if (isLate) countBreach(keeper, ctx, at)
  else if (why !== undefined) refuse(why)
  // The prober is one counterparty more, with the bounds of all of them.
  else countAnswers(keeper, ctx, at, keeper.addresses.toBytes(reveal.prober), 1n)
  const tookMs = receipt.endMs - receipt.startMs
  ctx.events.push(eventProbed(server.id, { epoch: reveal.epoch, tookMs, isLate }))
  return { key, isPaid: why === undefined }
}

/** What results showed: codes in order, and how many the pool pays for. */
interface Taken {
  readonly codes: number[]
  readonly paid: bigint
}

function takeAll(keeper: RouterKeeper, ctx: Context, reveal: Reveal, times: Times): Taken {
  const codes: number[] = []
  let last: Uint8Array = new Uint8Array(0)
  let paid = 0n
  for (const result of reveal.results) {
    try {
      const taken = ctx.atomic((branch) => take(keeper, branch, reveal, result, times, last))
      last = taken.key
      if (taken.isPaid) paid += 1n
      codes.push(0)
    } catch (error) {
      if (!(error instanceof TxError) || error.codespace !== 'router') throw error
      codes.push(error.code)
    }
  }
  return { codes, paid }
}

/** So much of the reward as the pool holds. */
function payFromPool(
  keeper: RouterKeeper,
  ctx: Context,
  prober: Uint8Array,
  count: bigint,
): bigint {
  const denom = keeper.sla.bondDenom(ctx)
  const wanted = count * BigInt(probeParams(keeper, ctx).reward)
  const amount = minBig(wanted, keeper.bank.getBalance(ctx, keeper.account, denom))
  if (amount > 0n)
    keeper.bank.sendCoinsFromModuleToAccount(ctx, ROUTER_MODULE, prober, [{ denom, amount }])
  return amount
}

/**
 * Opens a commitment. The duty is done with it, whatever the results are worth: a client that got no match has
 * none. @throws TxError router 23, 24, 25, 21 or 22
 */
export function revealProbe(
  keeper: RouterKeeper,
  ctx: Context,
  reveal: Reveal,
): { readonly paid: string; readonly codes: number[] } {
  const { prober: text, epoch, client: clientText, nonce, results } = reveal
  const duty = dutyOf(keeper, ctx, text, epoch)
  if (duty.status !== COMMITTED) throw RouterError.wrongEpoch('it has not committed')
  const times = timesOf(keeper, ctx, epoch)
  const { maxResults } = probeParams(keeper, ctx)
  if (results.length > maxResults)
    refuse(`results has ${results.length} entries, want at most ${maxResults}`)
  const prober = keeper.addresses.toBytes(text)
  const client = keeper.addresses.toBytes(clientText)
  const opening = { chainId: ctx.block.chainId, prober, epoch, client, nonce }
  if (!equalBytes(sha256(probeBytes(opening)), duty.commitment))
    throw RouterError.wrongReveal(`epoch ${epoch}`)
  const { probes } = keeper
  if (results.length > 0) {
    // A client that everybody knows to probe has seen what it was meant to see.
    if (probes.probers.has(ctx, client)) refuse('the client is a prober: it was not hidden')
    if (probes.shown.has(ctx, [epoch, client]))
      throw RouterError.alreadyCounted('another prober has shown this client')
    probes.shown.add(ctx, [epoch, client])
  }
  probes.duties.delete(ctx, [epoch, prober])
  const { codes, paid: count } = takeAll(keeper, ctx, reveal, times)
  const paid = payFromPool(keeper, ctx, prober, count)
  const taken = codes.filter((code) => code === 0).length
  ctx.events.push(eventProbeRevealed(reveal, taken, paid))
  return { paid: paid.toString(), codes }
}
