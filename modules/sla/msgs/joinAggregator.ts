import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { SlaError } from '../errors.js'
import { eventMembership } from '../events.js'
import { PENDING } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgJoinAggregator']
type Response = PlainTypes['infonex.sla.v1.MsgJoinAggregatorResponse']

/** A supplier asks an aggregator to take it. */
export function joinAggregator(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgJoinAggregator', 'infonex.sla.v1.MsgJoinAggregatorResponse'),
    signers: ({ supplier }) => [supplier],
    validateBasic({ supplier, aggregator }) {
      keeper.addresses.toBytes(supplier)
      keeper.addresses.toBytes(aggregator)
      if (supplier === aggregator)
        throw SlaError.notParty('supplier and aggregator are the same, want two parties')
    },
    execute(ctx, { supplier, aggregator }) {
      keeper.registry.mustBeActive(ctx, aggregator)
      const to = keeper.addresses.toBytes(aggregator)
      if (keeper.registry.membership(ctx, to, keeper.addresses.toBytes(supplier)) !== undefined)
        throw SlaError.memberExists(`${supplier} under ${aggregator}`)
      keeper.registry.putMember(ctx, {
        aggregator,
        supplier,
        status: PENDING,
        sinceHeight: ctx.height,
      })
      ctx.events.push(eventMembership('asked', aggregator, supplier))
      return {}
    },
  }
}
