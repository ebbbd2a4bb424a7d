import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { checkOperator, end, mustMatch } from '../leases.js'
import { ASSIGNED, holdsSlot, LEASED, NO_MATCH, REQUESTED } from '../matches.js'

type Msg = PlainTypes['infonex.router.v1.MsgReleaseLease']
type Response = PlainTypes['infonex.router.v1.MsgReleaseLeaseResponse']

/** Client or operator ends a lease; the client takes a request back. */
export function releaseLease(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgReleaseLease', 'infonex.router.v1.MsgReleaseLeaseResponse'),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
    },
    execute(ctx, msg) {
      const any = [REQUESTED, ASSIGNED, LEASED, NO_MATCH]
      const match = mustMatch(keeper, ctx, msg.matchId, any)
      if (match.client !== msg.sender) {
        if (!holdsSlot(match))
          throw RouterError.notParty(`${msg.sender}; the client is ${match.client}`)
        checkOperator(keeper, ctx, match, msg.sender)
      }
      end(keeper, ctx, match, holdsSlot(match) ? 'released' : 'withdrawn')
      return {}
    },
  }
}
