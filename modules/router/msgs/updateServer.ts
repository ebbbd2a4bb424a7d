import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { pastOffers } from '../capacity.js'
import { RouterError } from '../errors.js'
import { eventServerUpdated } from '../events.js'
import type { RouterKeeper } from '../keeper.js'
import { settleTerms } from '../serverTerms.js'
import { ACTIVE, checkTerms, DRAINING, JAILED } from '../state.js'

type Msg = PlainTypes['infonex.router.v1.MsgUpdateServer']
type Response = PlainTypes['infonex.router.v1.MsgUpdateServerResponse']

/** Replaces all that a supplier says of a server; number, operator and height stay. */
export function updateServer(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgUpdateServer', 'infonex.router.v1.MsgUpdateServerResponse'),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
      checkTerms(msg, keeper.addresses)
      if (msg.status !== ACTIVE && msg.status !== DRAINING)
        throw RouterError.invalidServer(`status is ${msg.status}, want 1 (active) or 2 (draining)`)
    },
    execute(ctx, msg) {
      const before = keeper.mustOperate(ctx, msg.operator, msg.serverId)
      keeper.checkModels(ctx, msg.offers)
      const { jailedUntilMs } = keeper.health.get(ctx, before.id)
      if (before.status === JAILED && ctx.timeMs < BigInt(jailedUntilMs))
        throw RouterError.jailed(`until ${jailedUntilMs}, now is ${ctx.timeMs}`)
      const { serverId: id, ...terms } = msg
      const { height, subscribedMs } = before
      const past = pastOffers(before, terms, ctx.timeMs)
      const server = { ...terms, id, height, subscribedMs, pastOffers: past }
      settleTerms(keeper, ctx, server)
      ctx.events.push(eventServerUpdated(server))
      return {}
    },
  }
}
