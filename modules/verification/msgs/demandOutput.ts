import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { demand, X25519_GAS } from '../demands.js'
import { VerificationError } from '../errors.js'
import { checkSigned } from '../receipts.js'
import { checkRequest } from '../requests.js'
import { isUsableKey } from '../../../proto/verification/delivery.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgDemandOutput']
type Response = PlainTypes['infonex.verification.v1.MsgDemandOutputResponse']

/** The payer of a channel demands the output of one request under a fresh key (rules.md H5). */
export function demandOutput(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgDemandOutput',
      'infonex.verification.v1.MsgDemandOutputResponse',
    ),
    signers: ({ demander }) => [demander],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.demander)
      if ((msg.receipt === null) === (msg.request === null))
        throw VerificationError.invalidDemand('want a receipt or a request, and not both')
      if (msg.receipt !== null) checkSigned(msg.receipt)
      checkRequest(msg.request, msg.requestSignature)
      if (msg.key.length !== 32)
        throw VerificationError.invalidDemand(`key has ${msg.key.length} bytes, want 32`)
    },
    execute(ctx, msg) {
      ctx.gas.consume(X25519_GAS, 'X25519')
      // Nobody could encrypt for such a key, and the supplier would be at fault.
      if (!isUsableKey(msg.key))
        throw VerificationError.invalidDemand('key leads to no shared secret')
      const { id, dueMs, dueHeight } = demand(keeper, ctx, msg)
      return { demandId: id, dueMs, dueHeight }
    },
  }
}
