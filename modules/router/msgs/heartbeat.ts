import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { RouterKeeper } from '../keeper.js'
import { hear } from '../watch.js'

type Msg = PlainTypes['infonex.router.v1.MsgHeartbeat']
type Response = PlainTypes['infonex.router.v1.MsgHeartbeatResponse']

/** A sign of life of a server. */
export function heartbeat(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgHeartbeat', 'infonex.router.v1.MsgHeartbeatResponse'),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
    },
    execute(ctx, msg) {
      hear(keeper, ctx, keeper.mustOperate(ctx, msg.operator, msg.serverId))
      return {}
    },
  }
}
