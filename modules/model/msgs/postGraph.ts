import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ModelError } from '../errors.js'
import { eventGraphPosted, eventModelComplete } from '../events.js'
import { checkGraph } from '../graph.js'
import type { ModelKeeper } from '../keeper.js'
import { MIN_CHUNK_BYTES } from '../params.js'
import { COMPLETE, REGISTERED } from '../state.js'

type Msg = PlainTypes['infonex.model.v1.MsgPostGraph']
type Response = PlainTypes['infonex.model.v1.MsgPostGraphResponse']

/** Gas for each byte of a graph that is decoded and hashed. */
const GAS_PER_BYTE = 2n

/** Posts the next piece of a graph; the first piece begins anew. The last one is checked with the whole. */
export function postGraph(keeper: ModelKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.model.v1.MsgPostGraph', 'infonex.model.v1.MsgPostGraphResponse'),
    signers: ({ owner }) => [owner],
    validateBasic({ owner, data }) {
      keeper.addresses.toBytes(owner)
      if (data.length === 0) throw ModelError.wrongChunk('data is empty')
    },
    execute(ctx, { owner, modelId, index, data }) {
      const model = keeper.mustOwn(ctx, owner, modelId)
      if (model.status !== REGISTERED) throw ModelError.graphComplete()
      const { maxChunkBytes } = keeper.paramsOrDefault(ctx)
      if (data.length > maxChunkBytes)
        throw ModelError.wrongChunk(`data has ${data.length} bytes, want at most ${maxChunkBytes}`)
      const inOrder =
        index === 0 ||
        (keeper.chunks.has(ctx, [modelId, index - 1]) && !keeper.chunks.has(ctx, [modelId, index]))
      if (!inOrder) throw ModelError.wrongChunk(`index is ${index}`)
      const posted = (index === 0 ? 0 : model.graphPosted) + data.length
      const size = model.graphBytes
      if (posted > size) throw ModelError.graphTooLarge(`${posted} bytes, graph_bytes is ${size}`)
      const isLast = posted === size
      if (!isLast && data.length < MIN_CHUNK_BYTES)
        throw ModelError.wrongChunk(
          `data has ${data.length} bytes, want ${MIN_CHUNK_BYTES} or more`,
        )
      if (index === 0) keeper.removeChunks(ctx, modelId)
      keeper.chunks.set(ctx, [modelId, index], data)
      if (isLast) {
        ctx.gas.consume(GAS_PER_BYTE * BigInt(size), 'graph')
        checkGraph(model, keeper.graph(ctx, modelId))
      }
      const after = keeper.models.update(ctx, modelId, (draft) => {
        draft.graphPosted = posted
        if (isLast) draft.status = COMPLETE
      })
      ctx.events.push(eventGraphPosted(modelId, posted, size))
      if (isLast) ctx.events.push(eventModelComplete(modelId))
      return { status: after.status }
    },
  }
}
