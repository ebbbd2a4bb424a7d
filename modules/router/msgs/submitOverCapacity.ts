import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { RouterKeeper } from '../keeper.js'
import { convict, overCapacity } from '../overCapacity.js'

type Msg = PlainTypes['infonex.router.v1.MsgSubmitOverCapacity']
type Response = PlainTypes['infonex.router.v1.MsgSubmitOverCapacityResponse']

/** Anybody shows by a server's own receipts that it claims to have worked on more at once than it declares. */
export function submitOverCapacity(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.router.v1.MsgSubmitOverCapacity',
      'infonex.router.v1.MsgSubmitOverCapacityResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
    },
    execute(ctx, msg) {
      const server = overCapacity(keeper, ctx, msg)
      return { slashed: convict(keeper, ctx, server).toString() }
    },
  }
}
