import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { closeChannel } from '../claims.js'
import { PaymentError } from '../errors.js'
import { isOver } from '../state.js'

type Msg = PlainTypes['infonex.payment.v1.MsgFinalizeClose']
type Response = PlainTypes['infonex.payment.v1.MsgFinalizeCloseResponse']

/** Anybody ends a channel whose time is over. */
export function finalizeClose(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgFinalizeClose',
      'infonex.payment.v1.MsgFinalizeCloseResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic: ({ sender }) => void keeper.addresses.toBytes(sender),
    execute(ctx, { channelId }) {
      const channel = keeper.mustChannel(ctx, channelId)
      if (channel.closeAtMs === 0n) throw PaymentError.notClosing()
      if (!isOver(channel, ctx.timeMs, ctx.height))
        throw PaymentError.graceRunning(
          `until ${channel.closeAtMs} ms and height ${channel.closeAtHeight}`,
        )
      if (keeper.disputes.open.has(ctx, channelId)) throw PaymentError.disputeOpen()
      return { released: closeChannel(keeper, ctx, channelId, 'finalized').toString() }
    },
  }
}
