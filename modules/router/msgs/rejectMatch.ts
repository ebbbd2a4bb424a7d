import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { RouterKeeper } from '../keeper.js'
import { checkOperator, mustMatch, retry, standingAt } from '../leases.js'
import { ASSIGNED } from '../matches.js'
import { countBreach } from '../record.js'

type Msg = PlainTypes['infonex.router.v1.MsgRejectMatch']
type Response = PlainTypes['infonex.router.v1.MsgRejectMatchResponse']

/** The server does not take the client: another is tried. A breach, unless the router had assigned too much. */
export function rejectMatch(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgRejectMatch', 'infonex.router.v1.MsgRejectMatchResponse'),
    signers: ({ operator }) => [operator],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.operator)
    },
    execute(ctx, msg) {
      const match = mustMatch(keeper, ctx, msg.matchId, [ASSIGNED])
      checkOperator(keeper, ctx, match, msg.operator)
      countBreach(keeper, ctx, standingAt(keeper, ctx, match))
      retry(keeper, ctx, match, 'rejected')
      return {}
    },
  }
}
