import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { SlaError } from '../errors.js'
import { eventMembership } from '../events.js'
import { MEMBER, PENDING } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgAcceptMember']
type Response = PlainTypes['infonex.sla.v1.MsgAcceptMemberResponse']

/** The aggregator takes a supplier that asked. */
export function acceptMember(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgAcceptMember', 'infonex.sla.v1.MsgAcceptMemberResponse'),
    signers: ({ aggregator }) => [aggregator],
    validateBasic({ supplier, aggregator }) {
      keeper.addresses.toBytes(aggregator)
      keeper.addresses.toBytes(supplier)
    },
    execute(ctx, { supplier, aggregator }) {
      keeper.registry.mustBeActive(ctx, aggregator)
      const found = keeper.mustMembership(ctx, aggregator, supplier)
      if (found.status !== PENDING)
        throw SlaError.notPending(`${supplier} is a member since height ${found.sinceHeight}`)
      keeper.registry.putMember(ctx, { ...found, status: MEMBER, sinceHeight: ctx.height })
      ctx.events.push(eventMembership('accepted', aggregator, supplier))
      return {}
    },
  }
}
