import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { channelOf, claim, closeChannel } from '../claims.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import { POLICY_DUAL } from '../descriptor.js'
import { PaymentError } from '../errors.js'
import type { Instrument } from '../instrument.js'
import { payWordOf } from '../payword.js'
import { voucherOf } from '../voucher.js'

type Msg = PlainTypes['infonex.payment.v1.MsgCloseByPayee']
type Response = PlainTypes['infonex.payment.v1.MsgCloseByPayeeResponse']

/** The last promises that come with the close, none, one or of both forms. */
function lastOf(msg: Msg): Instrument[] {
  return [
    ...(msg.claim === null ? [] : [voucherOf(msg.claim)]),
    ...(msg.words === null ? [] : [payWordOf(msg.words)]),
  ]
}

/** A payee closes at once, with a last voucher or word if it has one. */
export function closeByPayee(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgCloseByPayee',
      'infonex.payment.v1.MsgCloseByPayeeResponse',
    ),
    signers: ({ payee }) => [payee],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.payee)
      if (msg.descriptor === null) throw PaymentError.invalidDescriptor('it is absent')
      for (const last of lastOf(msg))
        if (!equalBytes(last.channelId, msg.channelId))
          throw PaymentError.invalidVoucher('it is of another channel')
    },
    execute(ctx, msg) {
      const { payee, channelId, descriptor } = msg
      if (descriptor === null) throw PaymentError.invalidDescriptor('it is absent')
      channelOf(keeper, ctx, channelId, descriptor)
      if (keeper.disputes.open.has(ctx, channelId)) throw PaymentError.disputeOpen()
      if (!descriptor.payees.some((p) => p.address === payee)) throw PaymentError.notPayee(payee)
      // One of several could close the others out of vouchers that it does not bring (rules.md H20).
      if (descriptor.receiptPolicy === POLICY_DUAL)
        throw PaymentError.wrongParties('the aggregator has a part, it must sign too')
      if (descriptor.payees.length > 1)
        throw PaymentError.wrongParties('one of several payees cannot close alone')
      let paid = 0n
      for (const last of lastOf(msg)) paid += claim(keeper, ctx, last, true)
      const released = closeChannel(keeper, ctx, channelId, 'payee')
      return { paid: paid.toString(), released: released.toString() }
    },
  }
}
