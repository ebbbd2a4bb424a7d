import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { RouterKeeper } from '../keeper.js'
import { checkOperator, confirm, mustMatch } from '../leases.js'
import { ASSIGNED } from '../matches.js'

type Msg = PlainTypes['infonex.router.v1.MsgConfirmMatch']
type Response = PlainTypes['infonex.router.v1.MsgConfirmMatchResponse']

/** The server takes the client that it was assigned. */
export function confirmMatch(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgConfirmMatch', 'infonex.router.v1.MsgConfirmMatchResponse'),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
    },
    execute(ctx, msg) {
      const match = mustMatch(keeper, ctx, msg.matchId, [ASSIGNED])
      checkOperator(keeper, ctx, match, msg.operator)
      confirm(keeper, ctx, match)
      return {}
    },
  }
}
