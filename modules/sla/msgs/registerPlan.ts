import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { eventPlan } from '../events.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgRegisterPlan']
type Response = PlainTypes['infonex.sla.v1.MsgRegisterPlanResponse']

/** Compiles a plan document and puts it on offer. */
export function registerPlan(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgRegisterPlan', 'infonex.sla.v1.MsgRegisterPlanResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner }) {
      keeper.addresses.toBytes(owner)
    },
    execute(ctx, { owner, document }) {
      const made = keeper.plans.compile(ctx, document, keeper.paramsOrDefault(ctx).maxPlanBytes)
      const plan = keeper.plans.add(ctx, owner, keeper.plans.nextPlan.next(ctx), document, made)
      ctx.events.push(eventPlan('registered', plan))
      return { plan }
    },
  }
}
