import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { toHex } from '../../../chain/types/bytes.js'
import { decide, isDue } from '../dispute/decide.js'
import { PaymentError } from '../errors.js'

type Msg = PlainTypes['infonex.payment.v1.MsgSettleServiceDispute']
type Response = PlainTypes['infonex.payment.v1.MsgSettleServiceDisputeResponse']

/** Decides a dispute whose time is over, earlier than the end blocker comes to it. */
export function settleServiceDispute(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgSettleServiceDispute',
      'infonex.payment.v1.MsgSettleServiceDisputeResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic: ({ sender }) => void keeper.addresses.toBytes(sender),
    execute(ctx, { channelId }) {
      const dispute = channelId.length === 32 ? keeper.disputes.open.get(ctx, channelId) : undefined
      if (dispute === undefined)
        throw PaymentError.noDispute(`channel ${toHex(channelId.subarray(0, 32))}`)
      if (!isDue(dispute, ctx))
        throw PaymentError.disputeRunning(
          `until ${dispute.deadlineMs} ms and height ${dispute.deadlineHeight}`,
        )
      const decision = decide(keeper, ctx, dispute)
      if (decision === undefined)
        throw PaymentError.disputeRunning('the output is demanded, and may still come')
      return { outcome: decision.outcome, amount: decision.amount.toString() }
    },
  }
}
