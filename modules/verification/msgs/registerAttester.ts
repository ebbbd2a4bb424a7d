import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkUrl, register } from '../attesters.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgRegisterAttester']
type Response = PlainTypes['infonex.verification.v1.MsgRegisterAttesterResponse']

/** Offers to fetch and keep ciphertexts; locks a bond. */
export function registerAttester(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgRegisterAttester',
      'infonex.verification.v1.MsgRegisterAttesterResponse',
    ),
    signers: ({ attester }) => [attester],
    validateBasic({ attester, url }) {
      keeper.addresses.toBytes(attester)
      checkUrl(url)
    },
    execute(ctx, { attester, url }) {
      register(keeper, ctx, attester, url)
      return {}
    },
  }
}
