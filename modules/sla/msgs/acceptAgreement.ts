import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { Context } from '../../../chain/types/context.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkKeys, checkMakeable, checkNamesManager, checkSeparation } from '../accept.js'
import { checkManager } from '../agreement.js'
import { SlaError } from '../errors.js'
import { eventAgreement } from '../events.js'
import type { SlaKeeper } from '../keeper.js'
import { checkMargins } from '../margins.js'
import { checkKeyShape } from '../signerKey.js'
import { type Agreement, IN_FORCE, PROPOSED } from '../state.js'

type Msg = PlainTypes['infonex.sla.v1.MsgAcceptAgreement']
type Response = PlainTypes['infonex.sla.v1.MsgAcceptAgreementResponse']

function checkTime(ctx: Context, { effectiveMs, untilMs }: Agreement): void {
  if (ctx.timeMs >= effectiveMs)
    throw SlaError.wrongStatus(`the proposal was good until ${effectiveMs}, now is ${ctx.timeMs}`)
  if (untilMs !== 0n && untilMs <= ctx.timeMs)
    throw SlaError.invalidAgreement(`until_ms is ${untilMs}, want above now (${ctx.timeMs})`)
}

/** What the proposal becomes with the other side's key. */
function acceptedBy(keeper: SlaKeeper, ctx: Context, msg: Msg, proposal: Agreement): Agreement {
  const byProvider = msg.sender === proposal.provider
  return {
    ...proposal,
    status: IN_FORCE,
    providerKey: byProvider ? msg.key : proposal.providerKey,
    customerKey: byProvider ? proposal.customerKey : msg.key,
    manager: msg.manager ?? proposal.manager,
    fromMs: proposal.fromMs > ctx.timeMs ? proposal.fromMs : ctx.timeMs,
    // As it is today: a later fee never changes what was agreed (C7).
    feeBps: keeper.paramsOrDefault(ctx).feeBps,
    effectiveMs: 0n,
    actor: msg.sender,
    height: ctx.height,
  }
}

/** The other side signs: it is in force. */
export function acceptAgreement(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgAcceptAgreement', 'infonex.sla.v1.MsgAcceptAgreementResponse'),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, key, manager }) {
      keeper.addresses.toBytes(sender)
      if (key === null) throw SlaError.invalidKey('key is absent')
      checkKeyShape('key', key)
      if (manager !== null) checkManager(keeper.addresses, manager)
    },
    execute(ctx, msg) {
      const proposal = keeper.agreements.mustBe(ctx, msg.sender, msg.agreementId, [PROPOSED])
      if (msg.sender === proposal.actor)
        throw SlaError.notParty(`${msg.sender} proposed it, want the other side`)
      checkTime(ctx, proposal)
      if (msg.manager !== null) {
        checkNamesManager(msg.sender, proposal)
        if (proposal.manager !== null)
          throw SlaError.invalidAgreement('manager is there already, want it once')
      }
      const agreement = acceptedBy(keeper, ctx, msg, proposal)
      checkMakeable(keeper, ctx, agreement)
      checkKeys(keeper, ctx, agreement)
      checkSeparation(keeper, ctx, agreement)
      checkMargins(keeper, ctx, agreement)
      keeper.agreements.put(ctx, agreement)
      ctx.events.push(eventAgreement('accepted', agreement))
      return { agreement }
    },
  }
}
