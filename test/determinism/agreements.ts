/** Plans and agreements of a random life: most are refused, some run. */
import { sha256 } from '../../chain/codec/hash.js'
import { edKey } from '../modules/payment/market.js'
import { priced } from '../modules/sla/agreed.js'
import { msg, type Msg, type World } from './scenario.js'

const PLANS = ['0.00001', '0.00002', '0.00003'].map((each) => priced(each))
const STEPS = [
  'infonex.sla.v1.MsgWithdrawProposal',
  'infonex.sla.v1.MsgSuspendAgreement',
  'infonex.sla.v1.MsgResumeAgreement',
  'infonex.sla.v1.MsgTerminateAgreement',
] as const

const key = (n: number) => ({ algorithm: 1, key: edKey(n).key })

/** Registers, updates or retires a plan. */
export function planOps(w: World, who: number): Msg[] {
  const owner = w.address(who)
  const document = PLANS[w.random(PLANS.length)] as Uint8Array
  const planId = BigInt(1 + w.random(4))
  const kind = w.random(8)
  if (kind === 0) return [msg('infonex.sla.v1.MsgRetirePlan', { owner, planId })]
  if (kind === 1) return [msg('infonex.sla.v1.MsgUpdatePlan', { owner, planId, document })]
  return [msg('infonex.sla.v1.MsgRegisterPlan', { owner, document })]
}

/** Proposes an agreement about one of the first plans, or takes a step in the life of one. */
export function agreementOps(w: World, who: number): Msg[] {
  const sender = w.address(who)
  const agreementId = BigInt(1 + w.random(4))
  const kind = w.random(6)
  if (kind < 2)
    return [
      msg('infonex.sla.v1.MsgAcceptAgreement', {
        sender,
        agreementId,
        key: key(w.random(20)),
        manager: null,
      }),
    ]
  if (kind === 2)
    return [msg(STEPS[w.random(STEPS.length)] as (typeof STEPS)[number], { sender, agreementId })]
  const document = PLANS[w.random(PLANS.length)] as Uint8Array
  const planId = BigInt(1 + w.random(4))
  return [
    msg('infonex.sla.v1.MsgProposeAgreement', {
      sender,
      kind: 1 + w.random(2),
      provider: sender,
      customer: w.address((who + 1) % 8),
      plan: { planId, version: 1, name: 'P', canonSha256: sha256(document) },
      key: key(who),
      manager: null,
      models: [],
      fromMs: 0n,
      untilMs: 0n,
      noticeMs: 3_600_000n,
      holdbackBps: 0,
      maxPrepay: '1000',
    }),
  ]
}
