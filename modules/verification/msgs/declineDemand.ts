import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { decline } from '../answers.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgDeclineDemand']
type Response = PlainTypes['infonex.verification.v1.MsgDeclineDemandResponse']

/** The supplier says that it never served the request. */
export function declineDemand(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgDeclineDemand',
      'infonex.verification.v1.MsgDeclineDemandResponse',
    ),
    signers: ({ supplier }) => [supplier],
    validateBasic({ supplier }) {
      keeper.addresses.toBytes(supplier)
    },
    execute(ctx, msg) {
      decline(keeper, ctx, msg)
      return {}
    },
  }
}
