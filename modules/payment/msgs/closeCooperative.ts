import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { compareDenoms } from '../../../chain/types/coin.js'
import { amountOf } from '../amount.js'
import { channelOf, closeChannel, settle } from '../claims.js'
import { closeFloor } from '../contract/open.js'
import { POLICY_DUAL, POLICY_NONE } from '../descriptor.js'
import { PaymentError } from '../errors.js'
import type { ChannelDescriptor } from '../state.js'

/** Payer, payees and with DUAL the aggregator in ASCII order, each once. */
function partiesOf(descriptor: ChannelDescriptor, aggregator: readonly string[]): string[] {
  const all = [descriptor.escrowOwner, ...descriptor.payees.map((p) => p.address), ...aggregator]
  return all.sort(compareDenoms).filter((party, i) => party !== all[i - 1])
}

type Msg = PlainTypes['infonex.payment.v1.MsgCloseCooperative']
type Response = PlainTypes['infonex.payment.v1.MsgCloseCooperativeResponse']

/** @throws TxError payment 25 */
function checkParties({ parties }: Msg, want: readonly string[]): void {
  if (parties.length !== want.length || parties.some((p, i) => p !== want[i]))
    throw PaymentError.wrongParties(`want ${want.join(', ')}`)
}

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
      // Who the aggregator is stands in the state.
      if (msg.descriptor.receiptPolicy !== POLICY_DUAL)
        checkParties(msg, partiesOf(msg.descriptor, []))
    },
    execute(ctx, msg) {
      const { channelId, descriptor, finalCumulative } = msg
      if (descriptor === null) throw PaymentError.invalidDescriptor('it is absent')
      const channel = channelOf(keeper, ctx, channelId, descriptor)
      if (keeper.disputes.open.has(ctx, channelId)) throw PaymentError.disputeOpen()
      const final = amountOf('final_cumulative', finalCumulative)
      if (descriptor.receiptPolicy === POLICY_DUAL) {
        const { provider } = keeper.sla.mustAgreement(ctx, descriptor.retailId)
        checkParties(msg, partiesOf(descriptor, [provider]))
      }
      const floor =
        descriptor.receiptPolicy === POLICY_NONE
          ? channel.settled
          : closeFloor(channel, keeper.under.contracts.get(ctx, channelId)?.retail ?? 0n)
      if (final < floor) throw PaymentError.belowSettled(`${final}, settled or measured ${floor}`)
      if (final > channel.cap) throw PaymentError.overCap(`${final}, cap ${channel.cap}`)
      const paid = settle(keeper, ctx, channelId, descriptor, final)
      const released = closeChannel(keeper, ctx, channelId, 'cooperative')
      return { paid: paid.toString(), released: released.toString() }
    },
  }
}
