import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { eventAgreement } from '../events.js'
import { PROPOSED } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgWithdrawProposal']
type Response = PlainTypes['infonex.sla.v1.MsgWithdrawProposalResponse']

/** Either side takes a proposal away. */
export function withdrawProposal(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgWithdrawProposal',
      'infonex.sla.v1.MsgWithdrawProposalResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic({ sender }) {
      keeper.addresses.toBytes(sender)
    },
    execute(ctx, { sender, agreementId }) {
      const proposal = keeper.agreements.mustBe(ctx, sender, agreementId, [PROPOSED])
      keeper.agreements.remove(ctx, proposal)
      ctx.events.push(eventAgreement('withdrawn', proposal))
      return {}
    },
  }
}
