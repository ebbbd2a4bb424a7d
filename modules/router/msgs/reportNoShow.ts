import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { mustMatch, retry } from '../leases.js'
import { ASSIGNED, LEASED } from '../matches.js'
import { MATCH_GAS } from '../terms.js'

type Msg = PlainTypes['infonex.router.v1.MsgReportNoShow']
type Response = PlainTypes['infonex.router.v1.MsgReportNoShowResponse']

/** The client says that the server does not answer: another is tried. The word of one is held against nobody. */
export function reportNoShow(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgReportNoShow', 'infonex.router.v1.MsgReportNoShowResponse'),
    signers: ({ client }) => [client],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.client)
    },
    execute(ctx, msg) {
      const match = mustMatch(keeper, ctx, msg.matchId, [ASSIGNED, LEASED])
      if (match.client !== msg.client)
        throw RouterError.notParty(`${msg.client}; the client is ${match.client}`)
      ctx.gas.consume(MATCH_GAS, 'assignment in a later block')
      retry(keeper, ctx, match, 'no show')
      return {}
    },
  }
}
