import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ModelError } from '../errors.js'
import { eventModelRetired } from '../events.js'
import type { ModelKeeper } from '../keeper.js'
import { REGISTERED, RETIRED } from '../state.js'

type Msg = PlainTypes['infonex.model.v1.MsgRetireModel']
type Response = PlainTypes['infonex.model.v1.MsgRetireModelResponse']

/** Takes a model off the market for good; one whose graph never came leaves nothing behind. */
export function retireModel(keeper: ModelKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.model.v1.MsgRetireModel', 'infonex.model.v1.MsgRetireModelResponse'),
    signers: ({ owner }) => [owner],
    validateBasic: ({ owner }) => void keeper.addresses.toBytes(owner),
    execute(ctx, { owner, modelId }) {
      const model = keeper.mustOwn(ctx, owner, modelId)
      if (model.status === RETIRED) throw ModelError.retired()
      if (model.status === REGISTERED) keeper.remove(ctx, model)
      else
        keeper.models.update(ctx, modelId, (draft) => {
          draft.status = RETIRED
        })
      ctx.events.push(eventModelRetired(modelId))
      return {}
    },
  }
}
