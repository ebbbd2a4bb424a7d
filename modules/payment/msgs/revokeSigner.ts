import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { PaymentError } from '../errors.js'
import { eventSignerRevoked } from '../events.js'

type Msg = PlainTypes['infonex.payment.v1.MsgRevokeSigner']
type Response = PlainTypes['infonex.payment.v1.MsgRevokeSignerResponse']

/** The payer stops the vesting, after a grace for what payees have accepted meanwhile. */
export function revokeSigner(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgRevokeSigner',
      'infonex.payment.v1.MsgRevokeSignerResponse',
    ),
    signers: ({ payer }) => [payer],
    validateBasic: ({ payer }) => void keeper.addresses.toBytes(payer),
    execute(ctx, { payer, channelId }) {
      const { channel } = keeper.mustOwnChannel(ctx, payer, channelId)
      if (channel.frozenAtMs !== 0n) throw PaymentError.alreadyRevoked()
      const frozenAtMs = ctx.timeMs + keeper.paramsOrDefault(ctx).revokeGraceMs
      keeper.channels.update(ctx, channelId, (draft) => {
        draft.frozenAtMs = frozenAtMs
      })
      ctx.events.push(eventSignerRevoked(channelId, frozenAtMs))
      return { frozenAtMs }
    },
  }
}
