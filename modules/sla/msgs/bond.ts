import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { positiveCoin } from '../amount.js'
import { SlaError } from '../errors.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgBond']
type Response = PlainTypes['infonex.sla.v1.MsgBondResponse']

/** Adds coins of the bond denomination to the owner's bond. */
export function bond(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgBond', 'infonex.sla.v1.MsgBondResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner, amount }) {
      keeper.addresses.toBytes(owner)
      positiveCoin('amount', amount)
    },
    execute(ctx, msg) {
      const { denom, amount } = positiveCoin('amount', msg.amount)
      const { bondDenom } = keeper.paramsOrDefault(ctx)
      if (denom !== bondDenom) throw SlaError.wrongDenom(`amount is in ${denom}, want ${bondDenom}`)
      const owner = keeper.addresses.toBytes(msg.owner)
      keeper.ledger.add(ctx, owner, amount)
      // What an aggregator adds fills up its smallest bond first.
      if (keeper.registry.isActive(ctx, owner)) keeper.coverRegistration(ctx, owner)
      return {}
    },
  }
}
