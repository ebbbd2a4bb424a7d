import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkEvidence, judge } from '../evidence.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgSubmitEvidence']
type Response = PlainTypes['infonex.verification.v1.MsgSubmitEvidenceResponse']

/** Anybody shows that a party contradicted itself. */
export function submitEvidence(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgSubmitEvidence',
      'infonex.verification.v1.MsgSubmitEvidenceResponse',
    ),
    signers: ({ reporter }) => [reporter],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.reporter)
      checkEvidence(msg)
    },
    execute(ctx, msg) {
      const { party, slashed, reward } = judge(keeper, ctx, msg)
      return { party, slashed: slashed.toString(), reward: reward.toString() }
    },
  }
}
