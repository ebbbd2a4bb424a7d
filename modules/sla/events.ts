import { toBase64 } from '@cosmjs/encoding'
import { codec } from '../../chain/codec/proto.js'
import { toHex } from '../../chain/types/bytes.js'
import { type Event, event } from '../../chain/types/event.js'
import type { GuaranteeWindow } from './guaranteeBook.js'
import type { Agreement, Plan } from './state.js'

const planCodec = codec('infonex.sla.v1.Plan')
const windowCodec = codec('infonex.sla.v1.GuaranteeWindow')
const agreementCodec = codec('infonex.sla.v1.Agreement')

const name = (short: string): string => `infonex.sla.v1.${short}`

/** @param kind bonded, unbonding or unbonded */
export function eventBond(kind: string, owner: string, amount: bigint, denom: string): Event {
  return event(name('EventBond'), [
    ['kind', kind],
    ['owner', owner],
    ['amount', `${amount}${denom}`],
  ])
}

/** @param kind locked or unlocked */
export function eventBondLock(
  kind: string,
  owner: string,
  purpose: number,
  reference: Uint8Array,
  amount: bigint,
): Event {
  return event(name('EventBondLock'), [
    ['kind', kind],
    ['owner', owner],
    ['purpose', `${purpose}`],
    ['reference', toHex(reference)],
    ['amount', `${amount}`],
  ])
}

/** @param to an address, or burn */
export function eventSlashed(
  owner: string,
  purpose: number,
  reference: Uint8Array,
  to: string,
  amount: bigint,
  denom: string,
): Event {
  return event(name('EventSlashed'), [
    ['owner', owner],
    ['purpose', `${purpose}`],
    ['reference', toHex(reference)],
    ['to', to],
    ['amount', `${amount}${denom}`],
  ])
}

/** @param kind registered, updated or retired */
export function eventAggregator(kind: string, address: string): Event {
  return event(name('EventAggregator'), [
    ['kind', kind],
    ['address', address],
  ])
}

/** @param kind asked, accepted or ended */
export function eventMembership(kind: string, aggregator: string, supplier: string): Event {
  return event(name('EventMembership'), [
    ['kind', kind],
    ['aggregator', aggregator],
    ['supplier', supplier],
  ])
}

/** @param kind registered, updated or retired. Carries the whole plan; its document is in the transaction. */
export function eventPlan(kind: string, plan: Plan): Event {
  return event(name('EventPlan'), [
    ['kind', kind],
    ['plan_id', `${plan.id}`],
    ['version', `${plan.version}`],
    ['owner', plan.owner],
    ['plan', toBase64(planCodec.encode(plan))],
  ])
}

/**
 * @param kind proposed, accepted, withdrawn, lapsed, suspended, resumed, terminated or ended. Carries the whole
 * agreement.
 */
export function eventAgreement(kind: string, agreement: Agreement): Event {
  return event(name('EventAgreement'), [
    ['kind', kind],
    ['agreement_id', `${agreement.id}`],
    ['provider', agreement.provider],
    ['customer', agreement.customer],
    ['agreement', toBase64(agreementCodec.encode(agreement))],
  ])
}

function windowRows({ id, ...rest }: GuaranteeWindow): [string, string][] {
  return [
    ['retail_id', `${id?.retailId ?? 0n}`],
    ['wholesale_id', `${id?.wholesaleId ?? 0n}`],
    ['guarantee', `${id?.guarantee ?? 0}`],
    ['window_start_ms', `${id?.startMs ?? 0n}`],
    ['window', toBase64(windowCodec.encode({ id, ...rest }))],
  ]
}

/** Carries the whole window. */
export function eventGuaranteeReported(window: GuaranteeWindow): Event {
  return event(name('EventGuaranteeReported'), windowRows(window))
}

/** @param kind asked or settled. Carries the whole window, with its verdict. */
export function eventGuaranteeSettled(kind: string, window: GuaranteeWindow): Event {
  return event(name('EventGuaranteeSettled'), [['kind', kind], ...windowRows(window)])
}

/** How many channels of an agreement had their quotas and base price divided anew. */
export function eventAllotted(agreementId: bigint, channels: number): Event {
  return event('infonex.sla.v1.EventAllotted', [
    ['agreement_id', agreementId.toString()],
    ['channels', channels.toString()],
  ])
}
