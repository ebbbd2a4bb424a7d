import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { attest } from '../committee.js'
import { VerificationError } from '../errors.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgAttestDelivery']
type Response = PlainTypes['infonex.verification.v1.MsgAttestDeliveryResponse']

/** A drawn attester has fetched the ciphertext and keeps it for the demander. */
export function attestDelivery(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgAttestDelivery',
      'infonex.verification.v1.MsgAttestDeliveryResponse',
    ),
    signers: ({ attester }) => [attester],
    validateBasic({ attester, ciphertextHash }) {
      keeper.addresses.toBytes(attester)
      if (ciphertextHash.length !== 32)
        throw VerificationError.otherCiphertext(
          `ciphertext_hash has ${ciphertextHash.length} bytes, want 32`,
        )
    },
    execute(ctx, msg) {
      return { answered: attest(keeper, ctx, msg) }
    },
  }
}
