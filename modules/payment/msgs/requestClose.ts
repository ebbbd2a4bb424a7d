import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { beginClose } from '../claims.js'
import { PaymentError } from '../errors.js'

type Msg = PlainTypes['infonex.payment.v1.MsgRequestClose']
type Response = PlainTypes['infonex.payment.v1.MsgRequestCloseResponse']

/** The payer asks to close; payees may claim until time and blocks of the grace have both passed. */
export function requestClose(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgRequestClose',
      'infonex.payment.v1.MsgRequestCloseResponse',
    ),
    signers: ({ payer }) => [payer],
    validateBasic: ({ payer }) => void keeper.addresses.toBytes(payer),
    execute(ctx, { payer, channelId }) {
      const { channel } = keeper.mustOwnChannel(ctx, payer, channelId)
      if (channel.closeAtMs !== 0n) throw PaymentError.alreadyClosing()
      const { closeAtMs, closeAtHeight } = beginClose(keeper, ctx, channelId, 'requested')
      return { closeAtMs, closeAtHeight }
    },
  }
}
