import { toHex } from '../../chain/types/bytes.js'
import { event, type Event } from '../../chain/types/event.js'
import { type Assertion, type Conflict, type Demand, OUTCOME, type ReceiptRecord } from './state.js'

const name = (short: string): string => `infonex.verification.v1.${short}`

export function eventReceiptsAsserted(a: Assertion): Event {
  return event(name('EventReceiptsAsserted'), [
    ['assertion_id', a.id.toString()],
    ['supplier', a.supplier],
    ['root', toHex(a.root)],
    ['count', a.count.toString()],
    ['fee_total', `${a.feeTotal}${a.denom}`],
  ])
}

export function eventReceiptAnchored(r: ReceiptRecord): Event {
  return event(name('EventReceiptAnchored'), [
    ['receipt_id', toHex(r.id)],
    ['channel_id', toHex(r.channelId)],
    ['sequence', r.sequence.toString()],
    ['supplier', r.supplier],
    ['assertion_id', r.assertionId.toString()],
  ])
}

function demandEvent(short: string, d: Demand, rows: readonly [string, string][]): Event {
  return event(name(short), [
    ['demand_id', d.id.toString()],
    ['channel_id', toHex(d.channelId)],
    ['sequence', d.sequence.toString()],
    ['demander', d.demander],
    ['supplier', d.supplier],
    ...rows,
  ])
}

/** All that the supplier needs in order to answer. */
export function eventOutputDemanded(d: Demand): Event {
  return demandEvent('EventOutputDemanded', d, [
    ['request_digest', toHex(d.requestDigest)],
    ['key', toHex(d.key)],
    ['deposit', `${d.deposit}${d.depositDenom}`],
    ['due_ms', d.dueMs.toString()],
    ['due_height', d.dueHeight.toString()],
  ])
}

/** All that attesters need in order to fetch it. */
export function eventAnswerCommitted(d: Demand): Event {
  return demandEvent('EventAnswerCommitted', d, [
    ['ciphertext_hash', toHex(d.ciphertextHash)],
    ['ciphertext_bytes', d.ciphertextBytes.toString()],
    ['due_ms', d.dueMs.toString()],
    ['due_height', d.dueHeight.toString()],
  ])
}

/** One attribute an attester, so that each finds its duties by event search. */
export function eventCommitteeDrawn(d: Demand): Event {
  return demandEvent(
    'EventCommitteeDrawn',
    d,
    d.committee.map((attester): [string, string] => ['attester', attester]),
  )
}

export function eventDeliveryAttested(d: Demand, attester: string): Event {
  return demandEvent('EventDeliveryAttested', d, [
    ['attester', attester],
    ['attested', d.attested.length.toString()],
    ['quorum', d.quorum.toString()],
  ])
}

/** @param short EventAttesterRegistered or EventAttesterRetired */
export function eventAttester(short: string, attester: string, url: string): Event {
  return event(name(short), [
    ['attester', attester],
    ['url', url],
  ])
}

/** The ciphertext is in the query Demand, and in the transaction. */
export function eventDemandAnswered(d: Demand): Event {
  return demandEvent('EventDemandAnswered', d, [
    ['receipt_id', toHex(d.receiptId)],
    ['key', toHex(d.answerKey)],
    ['ciphertext_hash', toHex(d.ciphertextHash)],
    ['due_ms', d.dueMs.toString()],
    ['due_height', d.dueHeight.toString()],
  ])
}

const OUTCOMES = new Map<number, string>([
  [OUTCOME.answered, 'ANSWERED'],
  [OUTCOME.unanswered, 'UNANSWERED'],
  [OUTCOME.wrong, 'WRONG'],
  [OUTCOME.declined, 'DECLINED'],
])

export function eventDemandEnded(d: Demand): Event {
  return demandEvent('EventDemandEnded', d, [
    ['outcome', OUTCOMES.get(d.outcome) ?? ''],
    ['receipt_id', toHex(d.receiptId)],
    ['fee', `${d.fee}${d.depositDenom}`],
  ])
}

/** @param slashed and reward in units of the bond denomination */
export function eventConflict(
  c: Conflict,
  reporter: string,
  slashed: bigint,
  reward: bigint,
): Event {
  return event(name('EventConflict'), [
    ['party', c.party],
    ['channel_id', toHex(c.channelId)],
    ['sequence', c.sequence.toString()],
    ['kind', c.kind.toString()],
    ['reporter', reporter],
    ['slashed', slashed.toString()],
    ['reward', reward.toString()],
  ])
}
