import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { RouterKeeper } from '../keeper.js'
import { countLate, lateness } from '../lateness.js'

type Msg = PlainTypes['infonex.router.v1.MsgReportLate']
type Response = PlainTypes['infonex.router.v1.MsgReportLateResponse']

/** The client shows by the server's own receipt that an answer took longer than its bound. */
export function reportLate(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgReportLate', 'infonex.router.v1.MsgReportLateResponse'),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
    },
    execute(ctx, msg) {
      countLate(keeper, ctx, lateness(keeper, ctx, msg))
      return {}
    },
  }
}
