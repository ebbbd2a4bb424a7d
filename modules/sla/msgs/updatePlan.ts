import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import { SlaError } from '../errors.js'
import { eventPlan } from '../events.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgUpdatePlan']
type Response = PlainTypes['infonex.sla.v1.MsgUpdatePlanResponse']

/** Publishes a new version; running agreements stay with theirs. */
export function updatePlan(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgUpdatePlan', 'infonex.sla.v1.MsgUpdatePlanResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner }) {
      keeper.addresses.toBytes(owner)
    },
    execute(ctx, { owner, planId, document }) {
      const before = keeper.plans.mustOwn(ctx, owner, planId)
      const made = keeper.plans.compile(ctx, document, keeper.paramsOrDefault(ctx).maxPlanBytes)
      if (equalBytes(made.canonSha256, before.canonSha256))
        throw SlaError.invalidPlan(`document is that of version ${before.version}`)
      const plan = keeper.plans.add(ctx, owner, planId, document, made)
      ctx.events.push(eventPlan('updated', plan))
      return { plan }
    },
  }
}
