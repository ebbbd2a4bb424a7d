import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { proveWrong } from '../answers.js'
import { VerificationError } from '../errors.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgProveWrongDelivery']
type Response = PlainTypes['infonex.verification.v1.MsgProveWrongDeliveryResponse']

/** The demander opens its key: what was given is not the output. */
export function proveWrongDelivery(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgProveWrongDelivery',
      'infonex.verification.v1.MsgProveWrongDeliveryResponse',
    ),
    signers: ({ demander }) => [demander],
    validateBasic({ demander, secretKey }) {
      keeper.addresses.toBytes(demander)
      if (secretKey.length !== 32)
        throw VerificationError.wrongSecret(`secret_key has ${secretKey.length} bytes, want 32`)
    },
    execute(ctx, msg) {
      proveWrong(keeper, ctx, msg)
      return {}
    },
  }
}
