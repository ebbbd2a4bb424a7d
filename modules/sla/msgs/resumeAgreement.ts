import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkNotOver } from '../agreement.js'
import { SlaError } from '../errors.js'
import { eventAgreement } from '../events.js'
import { IN_FORCE, SUSPENDED } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgResumeAgreement']
type Response = PlainTypes['infonex.sla.v1.MsgResumeAgreementResponse']

/** Who suspended it takes it up again, before or after the notice is over. */
export function resumeAgreement(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgResumeAgreement', 'infonex.sla.v1.MsgResumeAgreementResponse'),
    signers: ({ sender }) => [sender],
    validateBasic({ sender }) {
      keeper.addresses.toBytes(sender)
    },
    execute(ctx, { sender, agreementId }) {
      const before = keeper.agreements.mustBe(ctx, sender, agreementId, [SUSPENDED])
      if (before.actor !== sender)
        throw SlaError.notParty(`${sender}; ${before.actor} suspended it`)
      checkNotOver(before, ctx.timeMs)
      const change = { status: IN_FORCE, effectiveMs: 0n, actor: sender, height: ctx.height }
      const agreement = { ...before, ...change }
      keeper.agreements.put(ctx, agreement)
      ctx.events.push(eventAgreement('resumed', agreement))
      return {}
    },
  }
}
