import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { U128_MAX } from '../../../chain/types/arith.js'
import { PaymentError } from '../errors.js'
import { positiveCoin } from '../amount.js'
import { eventEscrow } from '../events.js'
import { PAYMENT_MODULE } from '../keeper.js'

type Msg = PlainTypes['infonex.payment.v1.MsgDeposit']
type Response = PlainTypes['infonex.payment.v1.MsgDepositResponse']

/** Coins go into the owner's escrow, which the first deposit makes. */
export function deposit(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.payment.v1.MsgDeposit', 'infonex.payment.v1.MsgDepositResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner, amount }) {
      keeper.addresses.toBytes(owner)
      positiveCoin('amount', amount)
    },
    execute(ctx, msg) {
      const coin = positiveCoin('amount', msg.amount)
      const owner = keeper.addresses.toBytes(msg.owner)
      // What the account holds bounds every escrow and credit, which have 128 bits.
      const held = keeper.bank.getBalance(ctx, keeper.account, coin.denom)
      if (held + coin.amount > U128_MAX)
        throw PaymentError.invalidAmount(`amount is ${coin.amount}, beyond 128 bits with the rest`)
      keeper.bank.sendCoinsFromAccountToModule(ctx, owner, PAYMENT_MODULE, [coin])
      const known = keeper.escrowIds.get(ctx, [owner, coin.denom])
      if (known === undefined) {
        const id = keeper.nextEscrow.next(ctx)
        keeper.escrowIds.set(ctx, [owner, coin.denom], id)
        const { denom, amount: balance } = coin
        const fresh = { id, owner: msg.owner, denom, balance, reserved: 0n, channelSequence: 0n }
        keeper.escrows.set(ctx, id, fresh)
      } else
        keeper.escrows.update(ctx, known, (draft) => {
          draft.balance += coin.amount
        })
      ctx.events.push(eventEscrow('deposited', msg.owner, coin.amount, coin.denom))
      return {}
    },
  }
}
