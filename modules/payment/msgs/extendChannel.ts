import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { positiveCoin } from '../amount.js'
import { PaymentError } from '../errors.js'
import { eventChannelExtended } from '../events.js'
import { isOver } from '../state.js'

type Msg = PlainTypes['infonex.payment.v1.MsgExtendChannel']
type Response = PlainTypes['infonex.payment.v1.MsgExtendChannelResponse']

/** Raises the cap; a channel that was closing is open again. */
export function extendChannel(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgExtendChannel',
      'infonex.payment.v1.MsgExtendChannelResponse',
    ),
    signers: ({ payer }) => [payer],
    validateBasic({ payer, amount }) {
      keeper.addresses.toBytes(payer)
      positiveCoin('amount', amount)
    },
    execute(ctx, { payer, channelId, amount }) {
      const coin = positiveCoin('amount', amount)
      const { channel, escrow } = keeper.mustOwnChannel(ctx, payer, channelId)
      if (coin.denom !== escrow.denom)
        throw PaymentError.invalidAmount(`amount is in ${coin.denom}, want ${escrow.denom}`)
      // A channel past its expiry closes for good: its descriptor cannot change.
      if (isOver(channel, ctx.timeMs, ctx.height) || ctx.timeMs >= channel.expiryMs)
        throw PaymentError.channelOver()
      const free = escrow.balance - escrow.reserved
      if (coin.amount > free)
        throw PaymentError.insufficientFree(`free ${free}, wanted ${coin.amount}`)
      keeper.escrows.update(ctx, escrow.id, (draft) => {
        draft.reserved += coin.amount
      })
      const after = keeper.channels.update(ctx, channelId, (draft) => {
        draft.cap += coin.amount
      })
      if (channel.closeAtMs !== 0n) keeper.setClose(ctx, channelId, 0n, 0n)
      ctx.events.push(eventChannelExtended(channelId, after.cap, escrow.denom))
      return {}
    },
  }
}
