import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { positiveCoin } from '../amount.js'
import { PaymentError } from '../errors.js'
import { eventEscrow } from '../events.js'
import { PAYMENT_MODULE } from '../keeper.js'

type Msg = PlainTypes['infonex.payment.v1.MsgWithdrawFree']
type Response = PlainTypes['infonex.payment.v1.MsgWithdrawFreeResponse']

/** What no channel has reserved goes back to its owner. */
export function withdrawFree(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgWithdrawFree',
      'infonex.payment.v1.MsgWithdrawFreeResponse',
    ),
    signers: ({ owner }) => [owner],
    validateBasic({ owner, amount }) {
      keeper.addresses.toBytes(owner)
      positiveCoin('amount', amount)
    },
    execute(ctx, msg) {
      const coin = positiveCoin('amount', msg.amount)
      const escrow = keeper.mustEscrow(ctx, msg.owner, coin.denom)
      const free = escrow.balance - escrow.reserved
      if (coin.amount > free)
        throw PaymentError.insufficientFree(`free ${free}, wanted ${coin.amount}`)
      keeper.escrows.update(ctx, escrow.id, (draft) => {
        draft.balance -= coin.amount
      })
      const owner = keeper.addresses.toBytes(msg.owner)
      keeper.bank.sendCoinsFromModuleToAccount(ctx, PAYMENT_MODULE, owner, [coin])
      ctx.events.push(eventEscrow('withdrawn', msg.owner, coin.amount, coin.denom))
      return {}
    },
  }
}
