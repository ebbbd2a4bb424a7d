/** An aggregator, a supplier and a client, with plans on offer. */
import type { Context } from '../../../chain/types/context.js'
import type { Agreement, Plan } from '../../../modules/sla/state.js'
import { address } from '../../support/memoryContext.js'
import { signer, type SlaChain, slaChain, uinx } from './bonds.js'
import { bytesOf, type Json, MODEL_A, withPlans } from './documents.js'

export const AGGREGATOR = 1
export const SUPPLIER = 2
export const CLIENT = 3
export const OTHER = 4
export const MANAGER = 5
export const HOUR_MS = 3_600_000n

/** A plan that charges `each` micro-units of the currency a request of MODEL_A. */
const charging = (each: string): Json => ({
  pricing: { cost: '0', currency: 'USD' },
  quotas: {
    [MODEL_A]: {
      post: { requests: [{ max: 'unlimited', operation: { volume: '1', cost: each } }] },
    },
  },
})

/** A document with one plan P: a price for each request. */
export const priced = (each: string, more: object = {}): Uint8Array =>
  bytesOf(withPlans({ P: charging(each) }, more))

/** One with two plans. */
export const twoPlans = (a: string, b: string): Uint8Array =>
  bytesOf(withPlans({ A: charging(a), B: charging(b) }))

export const refTo = ({ id, version, canonSha256, names }: Plan, name = names[0] ?? '') => ({
  planId: id,
  version,
  name,
  canonSha256,
})

export function registerPlan(s: SlaChain, owner: number, document: Uint8Array): Plan {
  return s.run<{ plan: Plan }>(s.ctx, 'MsgRegisterPlan', { owner: address(owner), document }).plan
}

export const manager = (change: object = {}) => ({
  manager: address(MANAGER),
  key: signer(55),
  maxCap: '1000000',
  maxRatePerS: 100n,
  ...change,
})

const terms = {
  manager: null,
  models: [],
  fromMs: 0n,
  untilMs: 0n,
  noticeMs: HOUR_MS,
  holdbackBps: 0,
  maxPrepay: '1000',
}

/** A good proposal by the aggregator to the client. */
export const retailMsg = (plan: Plan, change: object = {}) => ({
  sender: address(AGGREGATOR),
  kind: 1,
  provider: address(AGGREGATOR),
  customer: address(CLIENT),
  plan: refTo(plan),
  key: signer(11),
  ...terms,
  ...change,
})

/** A good proposal by the supplier to the aggregator. */
export const wholesaleMsg = (plan: Plan, change: object = {}) => ({
  sender: address(SUPPLIER),
  kind: 2,
  provider: address(SUPPLIER),
  customer: address(AGGREGATOR),
  plan: refTo(plan),
  key: signer(12),
  ...terms,
  ...change,
})

/** A retail plan at 20, a wholesale plan at 10 millionths of a request: the chain pays 20 and 10 uinx. */
export function agreedChain(holdback?: Parameters<typeof slaChain>[0]) {
  const s = slaChain(holdback)
  for (const who of [AGGREGATOR, OTHER]) {
    s.run(s.ctx, 'MsgBond', { owner: address(who), amount: uinx(1_000_000) })
    const more = { label: 'north', managerUrl: '', managerKey: signer(77) }
    s.run(s.ctx, 'MsgRegisterAggregator', { address: address(who), ...more })
    const pair = { supplier: address(SUPPLIER), aggregator: address(who) }
    s.run(s.ctx, 'MsgJoinAggregator', pair)
    s.run(s.ctx, 'MsgAcceptMember', pair)
  }
  const retail = registerPlan(s, AGGREGATOR, priced('0.00002'))
  const wholesale = registerPlan(s, SUPPLIER, priced('0.00001'))
  const propose = (ctx: Context, msg: object): bigint =>
    s.run<{ agreementId: bigint }>(ctx, 'MsgProposeAgreement', msg).agreementId
  const accept = (ctx: Context, id: bigint, who: number, key: number, change: object = {}) =>
    s.run<{ agreement: Agreement }>(ctx, 'MsgAcceptAgreement', {
      sender: address(who),
      agreementId: id,
      key: signer(key),
      manager: null,
      ...change,
    }).agreement
  return {
    ...s,
    retail,
    wholesale,
    propose,
    accept,
    refusedAccept: (ctx: Context, id: bigint, who: number, key: number, change: object = {}) =>
      s.refusal(ctx, 'MsgAcceptAgreement', {
        sender: address(who),
        agreementId: id,
        key: signer(key),
        manager: null,
        ...change,
      }),
    sell: (ctx: Context, change: object = {}): bigint => {
      const id = propose(ctx, retailMsg(retail, change))
      accept(ctx, id, CLIENT, 13)
      return id
    },
    buy: (ctx: Context, change: object = {}): bigint => {
      const id = propose(ctx, wholesaleMsg(wholesale, change))
      accept(ctx, id, AGGREGATOR, 14)
      return id
    },
    step: (ctx: Context, name: string, who: number, id: bigint) =>
      s.refusal(ctx, name, { sender: address(who), agreementId: id }),
  }
}

export type AgreedChain = ReturnType<typeof agreedChain>
