import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { maxBig, minBig } from '../../../chain/types/arith.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf } from '../amount.js'
import { channelOf } from '../claims.js'
import type { Contract } from '../contract/state.js'
import { channelId, POLICY_NONE } from '../descriptor.js'
import { demandFor, NOT_PAID, NOT_SERVED, refundable } from '../dispute/decide.js'
import { provenReceipt, provenRequest, type ProvenRequest } from '../dispute/evidence.js'
import { PaymentError } from '../errors.js'
import { eventDispute } from '../events.js'
import { type Agreement, BOND_PURPOSE } from '../expectedKeepers.js'
import { type ChannelDescriptor, type ChannelState, isOver, vestedAt } from '../state.js'
import { voucherOf } from '../voucher.js'

type Msg = PlainTypes['infonex.payment.v1.MsgOpenServiceDispute']
type Response = PlainTypes['infonex.payment.v1.MsgOpenServiceDisputeResponse']

/** A channel in dispute, with the two agreements that say whose keys count. */
interface Case {
  readonly id: Uint8Array
  readonly descriptor: ChannelDescriptor
  readonly channel: ChannelState
  readonly contract: Contract
  readonly retail: Agreement
  readonly wholesale: Agreement
}

function refuse(text: string): never {
  throw PaymentError.invalidDispute(text)
}

/** Served, not paid: the price of one answer, at most one prepaid unit beyond what is settled (H4). */
function notPaid(keeper: PaymentKeeper, ctx: Context, msg: Msg, c: Case, request: ProvenRequest) {
  if (msg.opener !== c.wholesale.provider)
    refuse(`opener is ${msg.opener}, the supplier is ${c.wholesale.provider}`)
  const receipt = provenReceipt(keeper, ctx, c.wholesale, request, msg.receipt)
  const target = request.before + receipt.price
  if (target <= c.channel.settled)
    refuse(`${c.channel.settled} are settled, the answer is paid with ${target}`)
  const allow = amountOf('prepay_allow', c.descriptor.prepayAllow)
  if (target - c.channel.settled > allow)
    refuse(`it asks ${target - c.channel.settled} beyond what is settled, prepay_allow is ${allow}`)
  // All that is paid without the client's word on the usage is one prepaid unit, however often it is asked (P11).
  if (target > c.contract.retail + allow)
    refuse(`it asks ${target}, measured are ${c.contract.retail}, prepay_allow is ${allow}`)
  if (target > c.channel.cap) throw PaymentError.overCap(`${target}, cap ${c.channel.cap}`)
  const vested = vestedAt(c.channel, ctx.timeMs)
  if (target > vested) throw PaymentError.overVested(`${target}, vested ${vested}`)
  // Who asks to be paid for a receipt stands by it (H6).
  const { provider: supplier } = c.wholesale
  const read = { id: receipt.id, receipt: receipt.receipt, supplier, denom: c.descriptor.denom }
  keeper.demands.standBy(ctx, read)
  return { amount: receipt.price, receiptId: receipt.id }
}

/** What was paid for a request: settled on chain, or promised by the channel's signer. */
function paidFor(keeper: PaymentKeeper, ctx: Context, msg: Msg, c: Case): bigint {
  if (msg.voucher === null) return c.channel.settled
  const promise = voucherOf(msg.voucher)
  if (!equalBytes(promise.channelId, c.id)) refuse('its voucher is of another channel')
  // Else its descriptor could name any signer.
  channelOf(keeper, ctx, c.id, promise.descriptor)
  ctx.gas.consume(promise.gas, 'voucher signature')
  const { verifier, addresses } = keeper
  promise.prove({ verifier, addresses, chainId: ctx.block.chainId })
  const most = c.contract.retail + amountOf('prepay_allow', c.descriptor.prepayAllow)
  const payable = minBig(minBig(promise.cumulative, vestedAt(c.channel, ctx.timeMs)), most)
  return maxBig(payable, c.channel.settled)
}

/** Paid, not served: what was paid for one request whose output the client has demanded on chain (H5). */
function notServed(keeper: PaymentKeeper, ctx: Context, msg: Msg, c: Case, request: ProvenRequest) {
  if (msg.opener !== c.retail.customer)
    refuse(`opener is ${msg.opener}, the client is ${c.retail.customer}`)
  const paid = paidFor(keeper, ctx, msg, c)
  const upTo = minBig(paid, request.before + request.priceMax)
  const { before, sequence, digest: requestDigest } = request
  if (refundable(c.contract, c.descriptor, paid, { before, upTo }) === 0n)
    refuse(
      `${paid} are paid; the requests before this one cost ${before}, measured are ${c.contract.retail}, given back ${c.contract.refunded}`,
    )
  const demand = demandFor(keeper, ctx, { channelId: c.id, sequence, requestDigest })
  if (demand === undefined || demand.demander !== msg.opener)
    refuse(`the output of request ${request.sequence} was not demanded by ${msg.opener}`)
  if (demand.isFinal && demand.isAnswered) refuse('the output was given')
  return { amount: upTo - before, receiptId: new Uint8Array(0) }
}

/** Opens a dispute over one answer; one at a time a channel, which stays open until it is decided. */
export function openServiceDispute(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgOpenServiceDispute',
      'infonex.payment.v1.MsgOpenServiceDisputeResponse',
    ),
    signers: ({ opener }) => [opener],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.opener)
      if (msg.kind !== NOT_PAID && msg.kind !== NOT_SERVED)
        refuse(`kind ${msg.kind} is unknown, want NOT_PAID or NOT_SERVED`)
      if (msg.descriptor === null) throw PaymentError.invalidDescriptor('it is absent')
      if (msg.request === null) refuse('its request is absent')
    },
    execute(ctx, msg) {
      const descriptor = msg.descriptor as ChannelDescriptor
      const id = channelId(descriptor)
      const channel = channelOf(keeper, ctx, id, descriptor)
      if (descriptor.receiptPolicy === POLICY_NONE)
        throw PaymentError.noAgreement('a channel with receipt policy NONE has no metering keys')
      if (isOver(channel, ctx.timeMs, ctx.height)) throw PaymentError.channelOver()
      if (keeper.disputes.open.has(ctx, id)) throw PaymentError.disputeOpen()
      const retail = keeper.sla.mustAgreement(ctx, descriptor.retailId)
      const wholesale = keeper.sla.mustAgreement(ctx, descriptor.wholesaleId)
      const contract = keeper.under.contracts.get(ctx, id) as Contract
      const c = { id, descriptor, channel, contract, retail, wholesale }
      const request = provenRequest(keeper, ctx, id, retail, msg.request)
      const about = msg.kind === NOT_PAID ? notPaid : notServed
      const { amount, receiptId } = about(keeper, ctx, msg, c, request)
      const p = keeper.paramsOrDefault(ctx)
      // A client stakes the deposit of its demand, a supplier a part of its bond.
      const bond = msg.kind === NOT_PAID ? p.disputeBond : '0'
      const stake = amountOf('dispute_bond', bond)
      if (stake > 0n) {
        const opener = keeper.addresses.toBytes(msg.opener)
        keeper.sla.lock(ctx, opener, BOND_PURPOSE.dispute, id, stake)
      }
      const dispute = {
        ...{ channelId: id, kind: msg.kind, opener: msg.opener, client: retail.customer },
        ...{ supplier: wholesale.provider, sequence: request.sequence, denom: descriptor.denom },
        ...{ before: request.before.toString(), amount: amount.toString(), receiptId, bond },
        ...{ requestDigest: request.digest, wholesaleId: wholesale.id, descriptor },
        deadlineMs: ctx.timeMs + p.disputeMs,
        deadlineHeight: ctx.height + p.disputeBlocks,
        ...{ shownDigest: new Uint8Array(0), shownSequence: 0n, shownCumulative: '' },
      }
      keeper.disputes.put(ctx, dispute)
      ctx.events.push(eventDispute(dispute, 'opened', amount))
      return { dispute }
    },
  }
}
