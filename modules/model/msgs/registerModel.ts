import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ModelError } from '../errors.js'
import { eventModelRegistered } from '../events.js'
import type { ModelKeeper } from '../keeper.js'
import { checkRegistration, REGISTERED, registered, type Registration } from '../state.js'

type Response = PlainTypes['infonex.model.v1.MsgRegisterModelResponse']

function checkSizes(keeper: ModelKeeper, ctx: Context, msg: Registration): void {
  const { maxGraphBytes, maxWeightRoots } = keeper.paramsOrDefault(ctx)
  if (msg.graphBytes > maxGraphBytes)
    throw ModelError.invalidModel(`graph_bytes is ${msg.graphBytes}, want at most ${maxGraphBytes}`)
  if (msg.weightRoots.length > maxWeightRoots)
    throw ModelError.invalidModel(
      `weight_roots has ${msg.weightRoots.length} entries, want at most ${maxWeightRoots}`,
    )
}

/** Registers a model by its commitments; its graph follows in pieces. */
export function registerModel(keeper: ModelKeeper): MsgHandler<Registration, Response> {
  return {
    ...ownMessage('infonex.model.v1.MsgRegisterModel', 'infonex.model.v1.MsgRegisterModelResponse'),
    signers: ({ owner }) => [owner],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.owner)
      checkRegistration(msg)
    },
    execute(ctx, msg) {
      checkSizes(keeper, ctx, msg)
      const model = registered(msg, ctx.height)
      const known = keeper.get(ctx, model.id)
      if (known !== undefined) {
        // Else somebody could hold the id of a well-known model for ever without ever posting its graph.
        const { completionBlocks } = keeper.paramsOrDefault(ctx)
        const stale = known.status === REGISTERED && ctx.height > known.height + completionBlocks
        if (!stale) throw ModelError.alreadyRegistered(`${toHex(model.id)} by ${known.owner}`)
        keeper.remove(ctx, known)
      }
      keeper.insert(ctx, model)
      ctx.events.push(eventModelRegistered(model.id, model.owner, model.label))
      return { modelId: model.id }
    },
  }
}
