import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ModelError } from '../errors.js'
import { eventModelUpdated } from '../events.js'
import type { ModelKeeper } from '../keeper.js'
import { checkLabels, RETIRED } from '../state.js'

type Msg = PlainTypes['infonex.model.v1.MsgUpdateModel']
type Response = PlainTypes['infonex.model.v1.MsgUpdateModelResponse']

/** Replaces what is for people: label and locations. Nothing that is judged can change. */
export function updateModel(keeper: ModelKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.model.v1.MsgUpdateModel', 'infonex.model.v1.MsgUpdateModelResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner, label, locations }) {
      keeper.addresses.toBytes(owner)
      checkLabels(label, locations)
    },
    execute(ctx, { owner, modelId, label, locations }) {
      const model = keeper.mustOwn(ctx, owner, modelId)
      if (model.status === RETIRED) throw ModelError.retired()
      keeper.models.set(ctx, modelId, { ...model, label, locations })
      ctx.events.push(eventModelUpdated(modelId))
      return {}
    },
  }
}
