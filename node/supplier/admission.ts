import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import {
  type Acknowledgement,
  channelId,
  type ChannelDescriptor,
  type Checkpoint,
  encodeMessage,
  measurementBytes,
  type Request,
  requestBytes,
  type SignedReceipt,
  type SignedRequest,
  type SignedVoucher,
  type SignerKey,
} from '../../proto/inference/objects.js'
import { verifySigned } from '../inference/signers.js'
import type { SignedMeasurement } from '../metering/managerApi.js'
import type { PreparedModel } from '../onnx/prepare.js'
import { CHANNEL_OPEN, type ChainView, type ChannelState } from './chainView.js'
import type { ServiceContract } from '../metering/serviceContract.js'
import { checkContract, checkScope, priceAhead, type SupplierContracts } from './contract.js'
import { type ChannelAccount, checkpointOf, type Ledger } from './ledger.js'
import { acceptVoucher, amountOf, paymentRequirements } from './payment.js'
import type { MatchDesk } from './matches.js'
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
  /** Signs receipts. */
  readonly receiptKey: SignerKey
  /** Absent: only channels without agreements are served. */
  readonly contracts?: SupplierContracts | undefined
  /** Where vouchers of managed channels come from. */
  readonly manager?: ManagerLink | undefined
  /** With it, a server under aggregators serves under leases alone. */
  readonly matches?: MatchDesk | undefined
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
  /** Absent without agreements. */
  readonly contract: ServiceContract | undefined
  /** What may be charged for the answer at most. */
  readonly ceiling: bigint
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
const POLICY_DUAL = 3

/** The contract of a channel under agreements; undefined without. @throws Refusal badTerms */
async function contractOf(
  ctx: AdmissionContext,
  descriptor: ChannelDescriptor,
): Promise<ServiceContract | undefined> {
  const { receiptPolicy } = descriptor
  if (receiptPolicy === POLICY_NONE) return undefined
  if (receiptPolicy !== POLICY_DUAL || ctx.contracts === undefined)
    throw new Refusal(
      'badTerms',
      `receipt policy ${receiptPolicy}, this server takes NONE${ctx.contracts === undefined ? '' : ' and DUAL'}`,
    )
  const contract = await ctx.contracts.of(descriptor)
  const { operator, receiptKey } = ctx
  checkContract(contract, { operator, receiptKey, nowMs: ctx.nowMs() })
  return contract
}

function checkTerms(ctx: AdmissionContext, descriptor: ChannelDescriptor): void {
  if (descriptor.denom !== ctx.denom)
    throw new Refusal('badTerms', `channel pays in ${descriptor.denom}, want ${ctx.denom}`)
  const [payee, ...others] = descriptor.payees
  if (payee?.address !== ctx.operator || others.length > 0)
    throw new Refusal('badTerms', `channel has to pay ${ctx.operator} alone`)
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
  contract: ServiceContract | undefined,
): { request: Request; digest: Uint8Array } {
  const { request } = signed
  if (request === null) throw new Refusal('malformed', 'the request is empty')
  if (request.chainId !== ctx.chain.chainId || descriptor.chainId !== ctx.chain.chainId)
    throw new Refusal('wrongChain', `request for ${request.chainId}, this is ${ctx.chain.chainId}`)
  if (!equalBytes(request.channelId, channelId(sha256, descriptor)))
    throw new Refusal('wrongChannel', 'the descriptor is not that of the channel named')
  if (!equalBytes(request.modelId, model.id))
    throw new Refusal('wrongModel', `signed for model ${toHex(request.modelId)}`)
  const key = contract === undefined ? descriptor.signer : contract.retail.agreement.customerKey
  if (key === null) throw new Refusal('badTerms', 'channel without a signer of requests')
  const bytes = requestBytes(request)
  if (!verifySigned(ctx.verifier, key, bytes, signed.signature))
    throw new Refusal(
      'badSignature',
      `the signature is not the ${contract === undefined ? "channel signer's" : "client's metering key's"} over this request`,
    )
  return { request, digest: sha256(bytes) }
}

/** What both sides have signed of the last answer. */
interface Words {
  readonly descriptor: ChannelDescriptor
  readonly receipt: SignedReceipt | undefined
  readonly request?: SignedRequest | undefined
  readonly measurement?: SignedMeasurement | undefined
}

/** How a supplier asks the SLA Manager of a channel for its voucher. */
export interface ManagerLink {
  /** Forwards both words on the last answer; undefined when the manager is away or has signed nothing. */
  voucherFor(words: Words & { readonly receipt: SignedReceipt }): Promise<SignedVoucher | undefined>
  /** Tells it of an answer; nobody waits for it. Absent: it hears of answers with the client's word. */
  answered?(descriptor: ChannelDescriptor, receipt: SignedReceipt): void
  /** Its newest voucher of a channel, with the checkpoint that it pays for; undefined when it has none. */
  latest?(channel: Uint8Array): Promise<SignedVoucher | undefined>
}

/** The last payment of a channel: a voucher, or the client's word for its manager. */
export interface LastPayment {
  readonly voucher: SignedVoucher | undefined
  readonly measurement: SignedMeasurement | undefined
  readonly descriptor: ChannelDescriptor
}

/**
 * Checks and books a voucher that comes without a request: the last payment of a channel.
 * @throws Refusal
 */
export async function payOnly(
  ctx: AdmissionContext,
  { voucher, measurement, descriptor }: LastPayment,
): Promise<ChannelAccount> {
  checkTerms(ctx, descriptor)
  const contract = await contractOf(ctx, descriptor)
  const channel = await checkChannel(ctx, channelId(sha256, descriptor))
  const account = ctx.ledger.account(descriptor)
  const word =
    contract === undefined || measurement === undefined
      ? undefined
      : checkMeasurement(ctx, contract, account, measurement)
  if (voucher !== undefined)
    await takeVoucher(ctx, { ...voucher, checkpoint: word ?? null }, descriptor, channel)
  else if (word !== undefined) {
    const paid = await managed(ctx, { descriptor, receipt: account.lastReceipt, measurement })
    if (paid !== undefined)
      await takeVoucher(ctx, { ...paid, checkpoint: word }, descriptor, channel)
  }
  return ctx.ledger.account(descriptor)
}

/** The client's word on the last answer, with the answer. @throws Refusal */
function checkMeasurement(
  ctx: AdmissionContext,
  contract: ServiceContract,
  account: ChannelAccount,
  signed: SignedMeasurement,
): Checkpoint {
  const { measurement } = signed
  const key = contract.retail.agreement.customerKey
  if (measurement === null || key === null) throw new Refusal('malformed', 'measurement is empty')
  if (!verifySigned(ctx.verifier, key, measurementBytes(measurement), signed.signature))
    throw new Refusal('badSignature', "the measurement is not signed by the client's metering key")
  if (account.lastReceipt === undefined || !acknowledges(measurement.acknowledgement, account))
    throw new Refusal(
      'badAcknowledgement',
      'the measurement is not of the last receipt',
      positionOf(account),
    )
  return { receipt: account.lastReceipt, request: null, measurement: signed }
}

async function takeVoucher(
  ctx: AdmissionContext,
  voucher: SignedVoucher,
  descriptor: ChannelDescriptor,
  channel: ChannelState,
): Promise<void> {
  const { closeMs } = await ctx.chain.graces()
  const account = ctx.ledger.account(descriptor)
  await acceptVoucher(ctx, voucher, descriptor, account, channel, closeMs)
}

/** What the SLA Manager of a channel has signed for it; undefined when it is away or has nothing. */
async function managed(ctx: AdmissionContext, words: Words): Promise<SignedVoucher | undefined> {
  if (ctx.manager === undefined || words.receipt === undefined) return undefined
  return ctx.manager.voucherFor({ ...words, receipt: words.receipt })
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
  const { descriptor, request: signed } = presented
  checkTerms(ctx, descriptor)
  const contract = await contractOf(ctx, descriptor)
  const { request, digest } = checkRequest(ctx, model, presented, contract)
  if (contract !== undefined) checkScope(contract, model)
  const channel = await checkChannel(ctx, request.channelId)
  const admitted = { signed, request, digest, descriptor, contract }
  let account = ctx.ledger.account(descriptor)
  if (account.lastRequest !== undefined && equalBytes(account.lastRequest, digest))
    return { ...admitted, account, ceiling: 0n, answered: account.lastReceipt }
  // A receipt after the decline would be evidence against the supplier (rules.md H4).
  if (ctx.ledger.isDeclined(digest))
    throw new Refusal('declined', 'a demand for this request was declined; sign another request')
  if (contract !== undefined && ctx.matches?.isRouted === true)
    await ctx.matches.mustLease(request.channelId, model.id)
  checkExpiry(ctx, request)
  checkPosition(request, account)
  const price =
    contract === undefined ? model.price : priceAhead(contract, account, model, ctx.nowMs())
  const needs = { ...model, price }
  const priceMax = amountOf(request.priceMax, 'price_max')
  if (priceMax < price)
    throw new Refusal(
      'priceTooHigh',
      `price is ${price}${ctx.denom}, the request pays at most ${priceMax}`,
      paymentRequirements(ctx, needs, account),
    )
  const checkpoint = contract === undefined ? undefined : checkpointOf(account, signed)
  const voucher =
    presented.voucher ??
    (checkpoint !== undefined && account.charged > account.paid
      ? await managed(ctx, { descriptor, receipt: account.lastReceipt, request: signed })
      : undefined)
  if (voucher !== undefined) {
    const shown = { ...voucher, checkpoint: checkpoint ?? null }
    await takeVoucher(ctx, shown, descriptor, channel)
    account = ctx.ledger.account(descriptor)
  }
  const room = checkPaid(ctx, needs, account, channel)
  const ceiling = room < priceMax ? room : priceMax
  return { ...admitted, account, ceiling, answered: undefined }
}

/** Gives what the answer may come to by credit and cap. @throws Refusal when that is below its price */
function checkPaid(
  ctx: AdmissionContext,
  model: ServedModel,
  account: ChannelAccount,
  channel: ChannelState,
): bigint {
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
  const left = cap - account.charged
  return allow - unpaid < left ? allow - unpaid : left
}
