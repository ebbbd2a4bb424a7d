import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import {
  type Acknowledgement,
  channelId,
  type ChannelDescriptor,
  encodeMessage,
  type Request,
  requestBytes,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
} from '../../proto/inference/objects.js'
import { verifySigned } from '../inference/signers.js'
import type { PreparedModel } from '../onnx/prepare.js'
import { CHANNEL_OPEN, type ChainView, type ChannelState } from './chainView.js'
import type { ChannelAccount, Ledger } from './ledger.js'
import { acceptVoucher, amountOf, paymentRequirements } from './payment.js'
import { Refusal } from './refusal.js'

/** A model that a supplier serves. */
export interface ServedModel {
  readonly id: Uint8Array
  readonly label: string
  readonly prepared: PreparedModel
  /** Per request, in units of the server's denomination. */
  readonly price: bigint
}

/** What admission decides by. */
export interface AdmissionContext {
  readonly chain: ChainView
  readonly ledger: Ledger
  readonly verifier: SignatureVerifier
  readonly serverId: bigint
  /** Bech32 address that channels have to pay. */
  readonly operator: string
  readonly denom: string
  nowMs(): number
}

/** What a client presents besides the tensors. */
export interface Presented {
  readonly request: SignedRequest
  readonly descriptor: ChannelDescriptor
  readonly voucher: SignedVoucher | undefined
}

/** A request that may be computed. */
export interface Admitted {
  readonly signed: SignedRequest
  readonly request: Request
  /** SHA-256 of the request's signed bytes. */
  readonly digest: Uint8Array
  readonly descriptor: ChannelDescriptor
  readonly account: ChannelAccount
  /** The receipt that exists already, when the last request comes again. */
  readonly answered: SignedReceipt | undefined
}

/** Least time that a channel has to live on when it pays, in ms: room for claims. */
const CHANNEL_MARGIN_MS = 60_000
/** Clocks of client and supplier may differ by so much, in ms. */
const CLOCK_SKEW_MS = 2_000
/** Requests are not signed further ahead than this, in ms. */
const EXPIRY_AHEAD_MS = 3_600_000
const POLICY_NONE = 1

function checkTerms(ctx: AdmissionContext, descriptor: ChannelDescriptor): void {
  if (descriptor.denom !== ctx.denom)
    throw new Refusal('badTerms', `channel pays in ${descriptor.denom}, want ${ctx.denom}`)
  const [payee, ...others] = descriptor.payees
  if (payee?.address !== ctx.operator || others.length > 0)
    throw new Refusal('badTerms', `channel has to pay ${ctx.operator} alone`)
  if (descriptor.receiptPolicy !== POLICY_NONE)
    throw new Refusal(
      'badTerms',
      `receipt policy ${descriptor.receiptPolicy}, this server takes NONE`,
    )
  if (descriptor.chainId !== ctx.chain.chainId)
    throw new Refusal(
      'wrongChain',
      `channel on ${descriptor.chainId}, this is ${ctx.chain.chainId}`,
    )
  if (descriptor.expiryMs < BigInt(ctx.nowMs() + CHANNEL_MARGIN_MS))
    throw new Refusal('badTerms', `channel expires at ${descriptor.expiryMs} ms: too soon`)
}

function checkRequest(
  ctx: AdmissionContext,
  model: ServedModel,
  { request: signed, descriptor }: Presented,
): { request: Request; digest: Uint8Array } {
  const { request } = signed
  if (request === null) throw new Refusal('malformed', 'the request is empty')
  if (request.chainId !== ctx.chain.chainId || descriptor.chainId !== ctx.chain.chainId)
    throw new Refusal('wrongChain', `request for ${request.chainId}, this is ${ctx.chain.chainId}`)
  if (!equalBytes(request.channelId, channelId(sha256, descriptor)))
    throw new Refusal('wrongChannel', 'the descriptor is not that of the channel named')
  if (!equalBytes(request.modelId, model.id))
    throw new Refusal('wrongModel', `signed for model ${toHex(request.modelId)}`)
  if (descriptor.signer === null) throw new Refusal('badTerms', 'channel without a signer')
  const bytes = requestBytes(request)
  if (!verifySigned(ctx.verifier, descriptor.signer, bytes, signed.signature))
    throw new Refusal('badSignature', "the signature is not the channel signer's over this request")
  return { request, digest: sha256(bytes) }
}

/**
 * Checks and books a voucher that comes without a request: the last payment of a channel.
 * @throws Refusal
 */
export async function payOnly(
  ctx: AdmissionContext,
  voucher: SignedVoucher,
  descriptor: ChannelDescriptor,
): Promise<ChannelAccount> {
  checkTerms(ctx, descriptor)
  const channel = await checkChannel(ctx, channelId(sha256, descriptor))
  const { closeMs } = await ctx.chain.graces()
  const account = ctx.ledger.account(descriptor)
  await acceptVoucher(ctx, voucher, descriptor, account, channel, closeMs)
  return ctx.ledger.account(descriptor)
}

function checkExpiry(ctx: AdmissionContext, request: Request): void {
  const now = BigInt(ctx.nowMs())
  if (request.expiryMs + BigInt(CLOCK_SKEW_MS) < now)
    throw new Refusal('expired', `request expired at ${request.expiryMs} ms, it is ${now}`)
  if (request.expiryMs > now + BigInt(EXPIRY_AHEAD_MS))
    throw new Refusal('expired', `request expires at ${request.expiryMs} ms, more than 1 h ahead`)
}

async function checkChannel(ctx: AdmissionContext, id: Uint8Array): Promise<ChannelState> {
  const header = ctx.chain.header()
  const { closeMs, revokeMs } = await ctx.chain.graces()
  const oldest = Math.min(closeMs, revokeMs) / 2
  // A payee that does not see the chain would accept vouchers of a closed or frozen channel (rules.md H3).
  if (header === undefined || ctx.nowMs() - header.timeMs > oldest)
    throw new Refusal(
      'staleChain',
      `newest header ${header === undefined ? 'not there' : `of ${header.timeMs} ms`}, want one of the last ${oldest} ms`,
      {},
      5,
    )
  const channel = await ctx.chain.channel(id)
  if (channel === undefined) throw new Refusal('wrongChannel', 'the chain has no such channel')
  if (channel.status !== CHANNEL_OPEN)
    throw new Refusal('channelClosed', `channel is closing at ${channel.closeAtMs} ms`)
  if (channel.frozenAtMs !== 0n)
    throw new Refusal('channelClosed', `the payer revoked the signer at ${channel.frozenAtMs} ms`)
  return channel
}

/** Where the two books differ: enough for the client to go on (rules.md H25). */
function positionOf(account: ChannelAccount): Record<string, unknown> {
  return {
    expected: {
      sequence: (account.sequence + 1n).toString(),
      cumulative_before: account.charged.toString(),
      paid: account.paid.toString(),
      receipt:
        account.lastReceipt === undefined
          ? null
          : Buffer.from(
              encodeMessage('infonex.inference.v1.SignedReceipt', account.lastReceipt),
            ).toString('base64'),
    },
  }
}

function checkPosition(request: Request, account: ChannelAccount): void {
  const want = account.sequence + 1n
  if (request.sequence !== want)
    throw new Refusal(
      'outOfSequence',
      `request ${request.sequence} of the channel, want ${want}`,
      positionOf(account),
    )
  if (amountOf(request.cumulativeBefore, 'cumulative_before') !== account.charged)
    throw new Refusal(
      'outOfSequence',
      `cumulative before is ${request.cumulativeBefore}, here it is ${account.charged}`,
      positionOf(account),
    )
  if (!acknowledges(request.acknowledgement, account))
    throw new Refusal(
      'badAcknowledgement',
      'the acknowledgement is not that of the last receipt',
      positionOf(account),
    )
}

function acknowledges(ack: Acknowledgement | null, account: ChannelAccount): boolean {
  if (account.sequence === 0n) return ack === null
  if (ack === null) return false
  const want = {
    sequence: account.sequence,
    counters: [...account.counters],
    receiptHead: account.head,
  }
  const name = 'infonex.inference.v1.Acknowledgement'
  return equalBytes(encodeMessage(name, ack), encodeMessage(name, want))
}

/**
 * Decides whether a request may be computed; books the voucher that came with it. No model runs, and no
 * tensor is read, before this has passed. The caller holds the channel: one request at a time.
 * @throws Refusal
 */
export async function admit(
  ctx: AdmissionContext,
  model: ServedModel,
  presented: Presented,
): Promise<Admitted> {
  const { request, digest } = checkRequest(ctx, model, presented)
  const { descriptor, request: signed } = presented
  checkTerms(ctx, descriptor)
  const channel = await checkChannel(ctx, request.channelId)
  let account = ctx.ledger.account(descriptor)
  if (account.lastRequest !== undefined && equalBytes(account.lastRequest, digest))
    return { signed, request, digest, descriptor, account, answered: account.lastReceipt }
  checkExpiry(ctx, request)
  checkPosition(request, account)
  const priceMax = amountOf(request.priceMax, 'price_max')
  if (priceMax < model.price)
    throw new Refusal(
      'priceTooHigh',
      `price is ${model.price}${ctx.denom}, the request pays at most ${priceMax}`,
      paymentRequirements(ctx, model, account),
    )
  if (presented.voucher !== undefined) {
    const graces = await ctx.chain.graces()
    await acceptVoucher(ctx, presented.voucher, descriptor, account, channel, graces.closeMs)
    account = ctx.ledger.account(descriptor)
  }
  checkPaid(ctx, model, account, channel)
  return { signed, request, digest, descriptor, account, answered: undefined }
}

function checkPaid(
  ctx: AdmissionContext,
  model: ServedModel,
  account: ChannelAccount,
  channel: ChannelState,
): void {
  const allow = amountOf(account.descriptor.prepayAllow, 'prepay_allow')
  // One unpaid answer at most, whatever the channel allows (rules.md H1).
  const credit = allow < model.price ? allow : model.price
  const unpaid = account.charged - account.paid
  if (unpaid + model.price > credit)
    throw new Refusal(
      'unpaid',
      `${unpaid}${ctx.denom} of earlier answers are unpaid; credit is ${credit}`,
      paymentRequirements(ctx, model, account),
    )
  const cap = BigInt(channel.cap)
  if (account.charged + model.price > cap)
    throw new Refusal(
      'capExhausted',
      `channel holds ${cap}${ctx.denom}, ${account.charged} are used; price is ${model.price}`,
      paymentRequirements(ctx, model, account),
    )
}
