import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { positiveCoin } from '../amount.js'
import { SlaError } from '../errors.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgUnbond']
type Response = PlainTypes['infonex.sla.v1.MsgUnbondResponse']

/** Begins to take out what is free of the owner's bond. */
export function unbond(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgUnbond', 'infonex.sla.v1.MsgUnbondResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner, amount }) {
      keeper.addresses.toBytes(owner)
      positiveCoin('amount', amount)
    },
    execute(ctx, msg) {
      const { denom, amount } = positiveCoin('amount', msg.amount)
      const { bondDenom } = keeper.paramsOrDefault(ctx)
      if (denom !== bondDenom) throw SlaError.wrongDenom(`amount is in ${denom}, want ${bondDenom}`)
      const { id, completeMs, completeHeight } = keeper.ledger.unbond(
        ctx,
        keeper.addresses.toBytes(msg.owner),
        amount,
      )
      return { id, completeMs, completeHeight }
    },
  }
}
