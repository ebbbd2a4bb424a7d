import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { PaymentError } from '../errors.js'
import { PAYMENT_MODULE } from '../keeper.js'

type Msg = PlainTypes['infonex.payment.v1.MsgWithdrawCredit']
type Response = PlainTypes['infonex.payment.v1.MsgWithdrawCreditResponse']

/** Pays out all credit in one denomination. */
export function withdrawCredit(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgWithdrawCredit',
      'infonex.payment.v1.MsgWithdrawCreditResponse',
    ),
    signers: ({ owner }) => [owner],
    validateBasic: ({ owner }) => void keeper.addresses.toBytes(owner),
    execute(ctx, msg) {
      const owner = keeper.addresses.toBytes(msg.owner)
      const amount = keeper.credits.get(ctx, [owner, msg.denom])
      if (amount === undefined) throw PaymentError.noCredit(`${msg.owner} in ${msg.denom}`)
      keeper.credits.delete(ctx, [owner, msg.denom])
      const coins = [{ denom: msg.denom, amount }]
      keeper.bank.sendCoinsFromModuleToAccount(ctx, PAYMENT_MODULE, owner, coins)
      return { amount: { denom: msg.denom, amount: amount.toString() } }
    },
  }
}
