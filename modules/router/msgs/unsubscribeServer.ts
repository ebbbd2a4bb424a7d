import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import { eventServerUnsubscribed } from '../events.js'
import type { RouterKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.router.v1.MsgUnsubscribeServer']
type Response = PlainTypes['infonex.router.v1.MsgUnsubscribeServerResponse']

/** Takes a server off the market, once its leases have ended; its number is never given again. */
export function unsubscribeServer(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.router.v1.MsgUnsubscribeServer',
      'infonex.router.v1.MsgUnsubscribeServerResponse',
    ),
    signers: ({ operator }) => [operator],
    validateBasic: ({ operator }) => void keeper.addresses.toBytes(operator),
    execute(ctx, { operator, serverId }) {
      const server = keeper.mustOperate(ctx, operator, serverId)
      if (keeper.matches.hasLeases(ctx, serverId)) throw RouterError.hasLeases(`server ${serverId}`)
      keeper.remove(ctx, server)
      ctx.events.push(eventServerUnsubscribed(server))
      return {}
    },
  }
}
