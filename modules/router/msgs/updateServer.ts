import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import { eventServerUpdated } from '../events.js'
import type { RouterKeeper } from '../keeper.js'
import { ACTIVE, checkTerms, DRAINING } from '../state.js'

type Msg = PlainTypes['infonex.router.v1.MsgUpdateServer']
type Response = PlainTypes['infonex.router.v1.MsgUpdateServerResponse']

/** Replaces all that a supplier says of a server; number, operator and height stay. */
export function updateServer(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgUpdateServer', 'infonex.router.v1.MsgUpdateServerResponse'),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
      checkTerms(msg)
      if (msg.status !== ACTIVE && msg.status !== DRAINING)
        throw RouterError.invalidServer(`status is ${msg.status}, want 1 (active) or 2 (draining)`)
    },
    execute(ctx, msg) {
      const { height } = keeper.mustOperate(ctx, msg.operator, msg.serverId)
      keeper.checkModels(ctx, msg.offers)
      const { serverId: id, ...terms } = msg
      const server = { ...terms, id, height }
      keeper.put(ctx, server)
      ctx.events.push(eventServerUpdated(server))
      return {}
    },
  }
}
