import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import { eventServerSubscribed } from '../events.js'
import type { RouterKeeper } from '../keeper.js'
import { settleTerms } from '../serverTerms.js'
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
      checkTerms(msg, keeper.addresses)
    },
    execute(ctx, msg) {
      keeper.checkModels(ctx, msg.offers)
      const { maxServersPerOperator: most } = keeper.paramsOrDefault(ctx)
      if (keeper.serversOf(ctx, keeper.addresses.toBytes(msg.operator)).length >= most)
        throw RouterError.tooManyServers(`it has ${most}`)
      const id = keeper.nextServer.next(ctx)
      const since = { height: ctx.height, subscribedMs: ctx.timeMs, pastOffers: [] }
      const server = { ...msg, ...since, id, status: ACTIVE }
      settleTerms(keeper, ctx, server)
      ctx.events.push(eventServerSubscribed(server))
      return { serverId: id }
    },
  }
}
