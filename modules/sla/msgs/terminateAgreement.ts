import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkNotOver, endOf } from '../agreement.js'
import { eventAgreement } from '../events.js'
import { ENDING, IN_FORCE, SUSPENDED } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgTerminateAgreement']
type Response = PlainTypes['infonex.sla.v1.MsgTerminateAgreementResponse']

/** Either side ends it with notice; one that is suspended has had its notice. */
export function terminateAgreement(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgTerminateAgreement',
      'infonex.sla.v1.MsgTerminateAgreementResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic({ sender }) {
      keeper.addresses.toBytes(sender)
    },
    execute(ctx, { sender, agreementId }) {
      const before = keeper.agreements.mustBe(ctx, sender, agreementId, [IN_FORCE, SUSPENDED])
      checkNotOver(before, ctx.timeMs)
      const effectiveMs = endOf(before, ctx.timeMs)
      const change = { status: ENDING, effectiveMs, actor: sender, height: ctx.height }
      const agreement = { ...before, ...change }
      keeper.agreements.put(ctx, agreement)
      ctx.events.push(eventAgreement('terminated', agreement))
      return { effectiveMs }
    },
  }
}
