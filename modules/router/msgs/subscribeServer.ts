import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { eventServerSubscribed } from '../events.js'
import type { RouterKeeper } from '../keeper.js'
import { ACTIVE, checkTerms } from '../state.js'

type Msg = PlainTypes['infonex.router.v1.MsgSubscribeServer']
type Response = PlainTypes['infonex.router.v1.MsgSubscribeServerResponse']

/** A supplier offers a server to the market. */
export function subscribeServer(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.router.v1.MsgSubscribeServer',
      'infonex.router.v1.MsgSubscribeServerResponse',
    ),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
      checkTerms(msg)
    },
    execute(ctx, msg) {
      keeper.checkModels(ctx, msg.offers)
      const id = keeper.nextServer.next(ctx)
      const server = { ...msg, id, status: ACTIVE, height: ctx.height }
      keeper.put(ctx, server)
      ctx.events.push(eventServerSubscribed(server))
      return { serverId: id }
    },
  }
}
