import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { eventPlan } from '../events.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgRetirePlan']
type Response = PlainTypes['infonex.sla.v1.MsgRetirePlanResponse']

/** Takes no new agreements any more; those it has run on. */
export function retirePlan(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgRetirePlan', 'infonex.sla.v1.MsgRetirePlanResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner }) {
      keeper.addresses.toBytes(owner)
    },
    execute(ctx, { owner, planId }) {
      const plan = keeper.plans.retire(ctx, keeper.plans.mustOwn(ctx, owner, planId))
      ctx.events.push(eventPlan('retired', plan))
      return {}
    },
  }
}
