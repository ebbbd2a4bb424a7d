import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import { fitsChannel } from '../assign.js'
import { eventChannelAttached } from '../events.js'
import type { RouterKeeper } from '../keeper.js'
import { attach, mustMatch } from '../leases.js'
import { ASSIGNED, LEASED } from '../matches.js'

type Msg = PlainTypes['infonex.router.v1.MsgAttachChannel']
type Response = PlainTypes['infonex.router.v1.MsgAttachChannelResponse']

/** The client names the channel that pays under its lease, where no grant opened one. */
export function attachChannel(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.router.v1.MsgAttachChannel',
      'infonex.router.v1.MsgAttachChannelResponse',
    ),
    signers: ({ client }) => [client],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.client)
      if (msg.channelId.length !== 32)
        throw RouterError.invalidChannel(`channel_id has ${msg.channelId.length} bytes, want 32`)
    },
    execute(ctx, msg) {
      const match = mustMatch(keeper, ctx, msg.matchId, [ASSIGNED, LEASED])
      if (match.client !== msg.client)
        throw RouterError.notParty(`${msg.client}; the client is ${match.client}`)
      const problem = fitsChannel(keeper, ctx, match, msg.channelId)
      if (problem !== undefined) throw RouterError.invalidChannel(problem)
      ctx.events.push(eventChannelAttached(attach(keeper, ctx, match, msg.channelId)))
      return {}
    },
  }
}
