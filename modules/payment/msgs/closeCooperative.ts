import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { compareDenoms } from '../../../chain/types/coin.js'
import { amountOf } from '../amount.js'
import { channelOf, closeChannel, settleTo } from '../claims.js'
import { PaymentError } from '../errors.js'
import type { ChannelDescriptor } from '../state.js'

/** Payer and payees in ASCII order, each once. */
function partiesOf(descriptor: ChannelDescriptor): string[] {
  const all = [descriptor.escrowOwner, ...descriptor.payees.map((p) => p.address)]
  return all.sort(compareDenoms).filter((party, i) => party !== all[i - 1])
}

type Msg = PlainTypes['infonex.payment.v1.MsgCloseCooperative']
type Response = PlainTypes['infonex.payment.v1.MsgCloseCooperativeResponse']

/** All parties of the split agree on a final amount, never below what is settled (rules.md H20). */
export function closeCooperative(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgCloseCooperative',
      'infonex.payment.v1.MsgCloseCooperativeResponse',
    ),
    signers: ({ parties }) => parties,
    validateBasic(msg) {
      if (msg.descriptor === null) throw PaymentError.invalidDescriptor('it is absent')
      amountOf('final_cumulative', msg.finalCumulative)
      const want = partiesOf(msg.descriptor)
      if (msg.parties.length !== want.length || msg.parties.some((p, i) => p !== want[i]))
        throw PaymentError.wrongParties(`want ${want.join(', ')}`)
    },
    execute(ctx, { channelId, descriptor, finalCumulative }) {
      if (descriptor === null) throw PaymentError.invalidDescriptor('it is absent')
      const channel = channelOf(keeper, ctx, channelId, descriptor)
      const final = amountOf('final_cumulative', finalCumulative)
      if (final < channel.settled)
        throw PaymentError.belowSettled(`${final}, settled ${channel.settled}`)
      if (final > channel.cap) throw PaymentError.overCap(`${final}, cap ${channel.cap}`)
      const paid = settleTo(keeper, ctx, channelId, descriptor, final)
      const released = closeChannel(keeper, ctx, channelId, 'cooperative')
      return { paid: paid.toString(), released: released.toString() }
    },
  }
}
