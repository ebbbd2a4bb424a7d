import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkNotOver } from '../agreement.js'
import { eventAgreement } from '../events.js'
import { IN_FORCE, SUSPENDED } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgSuspendAgreement']
type Response = PlainTypes['infonex.sla.v1.MsgSuspendAgreementResponse']

/** Either side stops it with notice; guarantees and claims run to the end of the notice (H23). */
export function suspendAgreement(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgSuspendAgreement',
      'infonex.sla.v1.MsgSuspendAgreementResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic({ sender }) {
      keeper.addresses.toBytes(sender)
    },
    execute(ctx, { sender, agreementId }) {
      const before = keeper.agreements.mustBe(ctx, sender, agreementId, [IN_FORCE])
      checkNotOver(before, ctx.timeMs)
      const effectiveMs = ctx.timeMs + before.noticeMs
      const change = { status: SUSPENDED, effectiveMs, actor: sender, height: ctx.height }
      const agreement = { ...before, ...change }
      keeper.agreements.put(ctx, agreement)
      ctx.events.push(eventAgreement('suspended', agreement))
      return { effectiveMs }
    },
  }
}
