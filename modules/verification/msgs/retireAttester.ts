import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { retire } from '../attesters.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgRetireAttester']
type Response = PlainTypes['infonex.verification.v1.MsgRetireAttesterResponse']

/** Is drawn no more; the bond is free. */
export function retireAttester(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgRetireAttester',
      'infonex.verification.v1.MsgRetireAttesterResponse',
    ),
    signers: ({ attester }) => [attester],
    validateBasic({ attester }) {
      keeper.addresses.toBytes(attester)
    },
    execute(ctx, { attester }) {
      retire(keeper, ctx, attester)
      return {}
    },
  }
}
