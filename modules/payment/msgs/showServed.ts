import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { maxBig } from '../../../chain/types/arith.js'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import { isDue, NOT_SERVED } from '../dispute/decide.js'
import { provenReceipt, provenRequest } from '../dispute/evidence.js'
import type { ServiceDispute } from '../dispute/store.js'
import { PaymentError } from '../errors.js'
import { eventDispute } from '../events.js'
import type { Contract } from '../contract/state.js'
import type { ChannelDescriptor } from '../state.js'

type Msg = PlainTypes['infonex.payment.v1.MsgShowServed']
type Response = PlainTypes['infonex.payment.v1.MsgShowServedResponse']

function refuse(text: string): never {
  throw PaymentError.invalidDispute(text)
}

/** @throws TxError payment 64 or 62 */
function mustTakeEvidence(keeper: PaymentKeeper, ctx: Context, msg: Msg): ServiceDispute {
  const { channelId: id, supplier } = msg
  const dispute = id.length === 32 ? keeper.disputes.open.get(ctx, id) : undefined
  if (dispute === undefined) throw PaymentError.noDispute(`channel ${toHex(id.subarray(0, 32))}`)
  if (dispute.kind !== NOT_SERVED)
    refuse('the dispute is over payment: nothing is given back in it')
  if (supplier !== dispute.supplier)
    refuse(`supplier is ${supplier}, the supplier of the channel is ${dispute.supplier}`)
  if (dispute.shownDigest.length > 0)
    refuse(`the answer to request ${dispute.shownSequence} was shown already`)
  if (isDue(dispute, ctx)) refuse(`its time was over at ${dispute.deadlineMs} ms`)
  return dispute
}

/**
 * A client may have signed two requests, was served and paid for one, and disputes the other. What it has signed of
 * the one, with the receipt, shows what its money was for. Its output can be demanded as any other: the clock of
 * the dispute begins again for that, once.
 */
export function showServed(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.payment.v1.MsgShowServed', 'infonex.payment.v1.MsgShowServedResponse'),
    signers: ({ supplier }) => [supplier],
    validateBasic({ supplier, request, receipt }) {
      keeper.addresses.toBytes(supplier)
      if (request === null) refuse('its request is absent')
      if (receipt === null) refuse('its receipt is absent')
    },
    execute(ctx, msg) {
      const before = mustTakeEvidence(keeper, ctx, msg)
      const { channelId: id, requestDigest, wholesaleId } = before
      const { retailId, denom } = before.descriptor as ChannelDescriptor
      const retail = keeper.sla.mustAgreement(ctx, retailId)
      const wholesale = keeper.sla.mustAgreement(ctx, wholesaleId)
      const request = provenRequest(keeper, ctx, id, retail, msg.request)
      if (equalBytes(request.digest, requestDigest))
        refuse('it is the request in dispute: its output has to be given')
      const receipt = provenReceipt(keeper, ctx, wholesale, request, msg.receipt)
      const cumulative = request.before + receipt.price
      const { retail: measured } = keeper.under.contracts.get(ctx, id) as Contract
      if (cumulative <= measured)
        refuse(`all answers up to it cost ${cumulative}, measured are ${measured}`)
      // Who keeps money for a receipt stands by it (H6).
      const { provider: supplier } = wholesale
      keeper.demands.standBy(ctx, { id: receipt.id, receipt: receipt.receipt, supplier, denom })
      const p = keeper.paramsOrDefault(ctx)
      const dispute = {
        ...before,
        ...{ shownDigest: request.digest, shownSequence: request.sequence },
        shownCumulative: cumulative.toString(),
        deadlineMs: maxBig(before.deadlineMs, ctx.timeMs + p.disputeMs),
        deadlineHeight: maxBig(before.deadlineHeight, ctx.height + p.disputeBlocks),
      }
      keeper.disputes.remove(ctx, before)
      keeper.disputes.put(ctx, dispute)
      ctx.events.push(eventDispute(dispute, 'shown', cumulative))
      return { dispute }
    },
  }
}
