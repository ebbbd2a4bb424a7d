import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { SlaError } from '../errors.js'
import { settleWindow } from '../guaranteeSettle.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgSettleGuaranteeWindow']
type Response = PlainTypes['infonex.sla.v1.MsgSettleGuaranteeWindowResponse']

/** Asks for the verdict on a window, and later gives it; anybody may. */
export function settleGuaranteeWindow(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgSettleGuaranteeWindow',
      'infonex.sla.v1.MsgSettleGuaranteeWindowResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, window }) {
      keeper.addresses.toBytes(sender)
      if (window === null) throw SlaError.invalidReport('window is absent')
    },
    execute(ctx, { window }) {
      if (window === null) throw SlaError.invalidReport('window is absent')
      return { window: settleWindow(keeper, ctx, window) }
    },
  }
}
