import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { toSafeNumber } from '../../../chain/types/arith.js'
import type { RouterKeeper } from '../keeper.js'
import { checkLoads, takeLoads } from '../reports.js'
import { hear } from '../watch.js'

type Msg = PlainTypes['infonex.router.v1.MsgReportLoad']
type Response = PlainTypes['infonex.router.v1.MsgReportLoadResponse']

/** The operator tells a server's load; a sign of life. */
export function reportLoad(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgReportLoad', 'infonex.router.v1.MsgReportLoadResponse'),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
    },
    execute(ctx, msg) {
      const server = keeper.mustOperate(ctx, msg.operator, msg.serverId)
      checkLoads(msg.loads, server)
      hear(keeper, ctx, server, { connected: msg.connected, queued: msg.queued })
      takeLoads(keeper, ctx, server, msg.loads, toSafeNumber(ctx.timeMs))
      return {}
    },
  }
}
