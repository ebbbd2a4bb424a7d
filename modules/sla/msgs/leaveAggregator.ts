import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { SlaError } from '../errors.js'
import { eventMembership } from '../events.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgLeaveAggregator']
type Response = PlainTypes['infonex.sla.v1.MsgLeaveAggregatorResponse']

/** Either side ends a membership, or a request for one; agreements end by their own notice (H17). */
export function leaveAggregator(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgLeaveAggregator', 'infonex.sla.v1.MsgLeaveAggregatorResponse'),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, supplier, aggregator }) {
      for (const address of [sender, aggregator, supplier]) keeper.addresses.toBytes(address)
      if (sender !== supplier && sender !== aggregator)
        throw SlaError.notParty(`${sender}; the parties are ${aggregator} and ${supplier}`)
    },
    execute(ctx, { supplier, aggregator }) {
      keeper.registry.removeMember(ctx, keeper.mustMembership(ctx, aggregator, supplier))
      ctx.events.push(eventMembership('ended', aggregator, supplier))
      return {}
    },
  }
}
