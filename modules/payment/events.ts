import { toBase64 } from '@cosmjs/encoding'
import { codec } from '../../chain/codec/proto.js'
import { toHex } from '../../chain/types/bytes.js'
import { type Event, event } from '../../chain/types/event.js'
import type { ServiceDispute } from './dispute/store.js'
import type { ChannelDescriptor } from './state.js'

const descriptorCodec = codec('infonex.payment.v1.ChannelDescriptor')
const name = (short: string): string => `infonex.payment.v1.${short}`

/** Carries the whole descriptor: the chain keeps its hash only. */
export function eventChannelOpened(id: Uint8Array, d: ChannelDescriptor, cap: bigint): Event {
  return event(name('EventChannelOpened'), [
    ['channel_id', toHex(id)],
    ['payer', d.escrowOwner],
    // One attribute each, so that a payee finds its channels by event search.
    ...d.payees.map((p): [string, string] => ['payee', p.address]),
    ['cap', `${cap}${d.denom}`],
    ['descriptor', toBase64(descriptorCodec.encode(d))],
  ])
}

/** Beside EventChannelOpened, when a manager opens it. */
export function eventChannelGranted(id: Uint8Array, payer: string, manager: string): Event {
  return event(name('EventChannelGranted'), [
    ['channel_id', toHex(id)],
    ['payer', payer],
    ['manager', manager],
  ])
}

export function eventManagerGranted(payer: string, manager: string): Event {
  return event(name('EventManagerGranted'), [
    ['payer', payer],
    ['manager', manager],
  ])
}

export function eventManagerRevoked(payer: string, manager: string, effectiveAtMs: bigint): Event {
  return event(name('EventManagerRevoked'), [
    ['payer', payer],
    ['manager', manager],
    ['effective_at_ms', effectiveAtMs.toString()],
  ])
}

export function eventClaimed(id: Uint8Array, paid: bigint, settled: bigint, denom: string): Event {
  return event(name('EventClaimed'), [
    ['channel_id', toHex(id)],
    ['paid', `${paid}${denom}`],
    ['settled', `${settled}${denom}`],
  ])
}

/** What a claim adds to a payee's credit. */
export function eventCredited(owner: string, amount: bigint, denom: string): Event {
  return event(name('EventCredited'), [
    ['owner', owner],
    ['amount', `${amount}${denom}`],
  ])
}

/** How a claim was split between the parties of two agreements; negative = taken back. */
export function eventSplit(
  channelId: string,
  parts: { supplier: bigint; protocol: bigint; aggregator: bigint },
  denom: string,
): Event {
  return event(name('EventSplit'), [
    ['channel_id', channelId],
    ['supplier', `${parts.supplier}${denom}`],
    ['protocol', `${parts.protocol}${denom}`],
    ['aggregator', `${parts.aggregator}${denom}`],
  ])
}

/** How a service dispute began or ended. @param outcome opened, shown, paid, covered, dismissed, refunded, served */
export function eventDispute(d: ServiceDispute, outcome: string, amount: bigint): Event {
  return event(name('EventServiceDispute'), [
    ['channel_id', toHex(d.channelId)],
    ['kind', d.kind === 1 ? 'not_paid' : 'not_served'],
    ['outcome', outcome],
    ['client', d.client],
    ['supplier', d.supplier],
    ['sequence', d.sequence.toString()],
    ['amount', `${amount}${d.denom}`],
    ['deadline_ms', d.deadlineMs.toString()],
    ['deadline_height', d.deadlineHeight.toString()],
  ])
}

/** Income that is not free yet. */
export function eventMatures(owner: string, amount: bigint, denom: string, atMs: bigint): Event {
  return event(name('EventMatures'), [
    ['owner', owner],
    ['amount', `${amount}${denom}`],
    ['matures_ms', atMs.toString()],
  ])
}

/** @param why requested or expired */
export function eventCloseRequested(
  id: Uint8Array,
  why: string,
  atMs: bigint,
  height: bigint,
): Event {
  return event(name('EventCloseRequested'), [
    ['channel_id', toHex(id)],
    ['why', why],
    ['close_at_ms', atMs.toString()],
    ['close_at_height', height.toString()],
  ])
}

/** @param why payee, cooperative or finalized */
export function eventChannelClosed(
  id: Uint8Array,
  why: string,
  settled: bigint,
  released: bigint,
  denom: string,
): Event {
  return event(name('EventChannelClosed'), [
    ['channel_id', toHex(id)],
    ['why', why],
    ['settled', `${settled}${denom}`],
    ['released', `${released}${denom}`],
  ])
}

export function eventChannelExtended(id: Uint8Array, cap: bigint, denom: string): Event {
  return event(name('EventChannelExtended'), [
    ['channel_id', toHex(id)],
    ['cap', `${cap}${denom}`],
  ])
}

export function eventSignerRevoked(id: Uint8Array, frozenAtMs: bigint): Event {
  return event(name('EventSignerRevoked'), [
    ['channel_id', toHex(id)],
    ['frozen_at_ms', frozenAtMs.toString()],
  ])
}

/** @param kind deposited or withdrawn */
export function eventEscrow(kind: string, owner: string, amount: bigint, denom: string): Event {
  return event(name('EventEscrow'), [
    ['kind', kind],
    ['owner', owner],
    ['amount', `${amount}${denom}`],
  ])
}
