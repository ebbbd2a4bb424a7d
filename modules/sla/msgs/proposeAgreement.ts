import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { Context } from '../../../chain/types/context.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkKeys, checkMakeable, checkNamesManager } from '../accept.js'
import { checkTerms } from '../agreement.js'
import { SlaError } from '../errors.js'
import { eventAgreement } from '../events.js'
import type { SlaKeeper } from '../keeper.js'
import { checkKeyShape } from '../signerKey.js'
import { type Agreement, PROPOSED } from '../state.js'

type Msg = PlainTypes['infonex.sla.v1.MsgProposeAgreement']
type Response = PlainTypes['infonex.sla.v1.MsgProposeAgreementResponse']

function checkClocks(keeper: SlaKeeper, ctx: Context, msg: Msg): void {
  const { minNoticeMs } = keeper.paramsOrDefault(ctx)
  if (msg.noticeMs < minNoticeMs)
    throw SlaError.invalidAgreement(`notice_ms is ${msg.noticeMs}, want at least ${minNoticeMs}`)
  if (msg.untilMs !== 0n && msg.untilMs <= ctx.timeMs)
    throw SlaError.invalidAgreement(`until_ms is ${msg.untilMs}, want above now (${ctx.timeMs})`)
}

function proposalOf(keeper: SlaKeeper, ctx: Context, msg: Msg): Agreement {
  const { sender, key, ...terms } = msg
  const { proposalMs, minHoldbackBps } = keeper.paramsOrDefault(ctx)
  const byProvider = sender === msg.provider
  return {
    ...terms,
    id: 0n,
    status: PROPOSED,
    providerKey: byProvider ? key : null,
    customerKey: byProvider ? null : key,
    feeBps: 0,
    holdbackBps: Math.max(msg.holdbackBps, minHoldbackBps),
    effectiveMs: ctx.timeMs + proposalMs,
    actor: sender,
    height: ctx.height,
  }
}

/** One side signs; the other has proposal_ms to accept. */
export function proposeAgreement(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgProposeAgreement',
      'infonex.sla.v1.MsgProposeAgreementResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
      checkTerms(keeper.addresses, msg)
      if (msg.key === null) throw SlaError.invalidKey('key is absent')
      checkKeyShape('key', msg.key)
      if (msg.sender !== msg.provider && msg.sender !== msg.customer)
        throw SlaError.notParty(
          `${msg.sender}; the parties are ${msg.provider} and ${msg.customer}`,
        )
    },
    execute(ctx, msg) {
      checkClocks(keeper, ctx, msg)
      const proposal = proposalOf(keeper, ctx, msg)
      if (msg.manager !== null) checkNamesManager(msg.sender, proposal)
      checkMakeable(keeper, ctx, proposal)
      checkKeys(keeper, ctx, proposal)
      const agreement = { ...proposal, id: keeper.agreements.nextAgreement.next(ctx) }
      keeper.agreements.put(ctx, agreement)
      ctx.events.push(eventAgreement('proposed', agreement))
      return { agreementId: agreement.id }
    },
  }
}
