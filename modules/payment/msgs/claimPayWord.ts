import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { claim } from '../claims.js'
import { payWordOf } from '../payword.js'

type Msg = PlainTypes['infonex.payment.v1.MsgClaimPayWord']
type Response = PlainTypes['infonex.payment.v1.MsgClaimPayWordResponse']

/** The highest word of a commit becomes credit of the payees. */
export function claimPayWord(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgClaimPayWord',
      'infonex.payment.v1.MsgClaimPayWordResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
      payWordOf(msg.claim)
    },
    execute: (ctx, msg) => ({ paid: claim(keeper, ctx, payWordOf(msg.claim), false).toString() }),
  }
}
