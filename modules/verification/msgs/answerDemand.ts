import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { answer } from '../answers.js'
import { VerificationError } from '../errors.js'
import { checkSigned } from '../receipts.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgAnswerDemand']
type Response = PlainTypes['infonex.verification.v1.MsgAnswerDemandResponse']

/** The supplier gives the output, encrypted for the demander. */
export function answerDemand(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgAnswerDemand',
      'infonex.verification.v1.MsgAnswerDemandResponse',
    ),
    signers: ({ supplier }) => [supplier],
    validateBasic({ supplier, key, ciphertext, receipt, ciphertextHash, ciphertextBytes }) {
      keeper.addresses.toBytes(supplier)
      const refuse = VerificationError.invalidAnswer
      if (key.length !== 32) throw refuse(`key has ${key.length} bytes, want 32`)
      const length = ciphertext.length > 0 ? 0 : 32
      if (ciphertextHash.length !== length || ciphertextBytes > 0 !== length > 0)
        throw refuse('want a ciphertext, or its hash with its length, and not both')
      if (receipt !== null) checkSigned(receipt)
    },
    execute(ctx, msg) {
      const { dueMs, dueHeight } = answer(keeper, ctx, msg)
      return { dueMs, dueHeight }
    },
  }
}
