import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { claim } from '../claims.js'
import { voucherOf } from '../voucher.js'

type Msg = PlainTypes['infonex.payment.v1.MsgClaim']
type Response = PlainTypes['infonex.payment.v1.MsgClaimResponse']

/** One voucher becomes credit of the payees. */
export function claimVoucher(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.payment.v1.MsgClaim', 'infonex.payment.v1.MsgClaimResponse'),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
      voucherOf(msg.claim)
    },
    execute: (ctx, msg) => ({ paid: claim(keeper, ctx, voucherOf(msg.claim), false).toString() }),
  }
}
