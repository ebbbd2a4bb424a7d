import { toHex } from '../../chain/types/bytes.js'
import { event, type Event } from '../../chain/types/event.js'
import type { Match } from './matches.js'
import type { Server } from './state.js'

function serverEvent(short: string, server: Server): Event {
  return event(`infonex.router.v1.${short}`, [
    ['server_id', server.id.toString()],
    ['operator', server.operator],
    ['endpoint', server.endpoint],
    ['region', server.region],
    // One attribute each, so that a client finds the servers of a model by event search.
    ...server.offers.map(({ modelId }): [string, string] => ['model_id', toHex(modelId)]),
  ])
}

export const eventServerSubscribed = (server: Server): Event =>
  serverEvent('EventServerSubscribed', server)

export const eventServerUpdated = (server: Server): Event =>
  serverEvent('EventServerUpdated', server)

export const eventServerUnsubscribed = (server: Server): Event =>
  serverEvent('EventServerUnsubscribed', server)

const P = 'infonex.router.v1'

export const eventServerStale = (id: bigint, heardMs: bigint): Event =>
  event(`${P}.EventServerStale`, [
    ['server_id', id.toString()],
    ['heard_ms', heardMs.toString()],
  ])

export const eventServerJailed = (server: Server, untilMs: bigint, slashed: bigint): Event =>
  event(`${P}.EventServerJailed`, [
    ['server_id', server.id.toString()],
    ['operator', server.operator],
    ['until_ms', untilMs.toString()],
    ['slashed', slashed.toString()],
  ])

const nameOf = (match: Match): [string, string][] => [
  ['match_id', match.id.toString()],
  ['client', match.client],
  ['model_id', toHex(match.terms?.modelId ?? new Uint8Array(0))],
]

export const eventMatchRequested = (match: Match): Event =>
  event(`${P}.EventMatchRequested`, nameOf(match))

/** All that client, server, aggregator and manager need to meet. */
export const eventMatched = (match: Match, server: Server): Event =>
  event(`${P}.EventMatched`, [
    ...nameOf(match),
    ['server_id', server.id.toString()],
    ['operator', server.operator],
    ['endpoint', server.endpoint],
    ['aggregator', match.aggregator],
    ['retail_id', `${match.anticipation?.retailId}`],
    ['wholesale_id', `${match.anticipation?.wholesaleId}`],
    ['channel_id', toHex(match.anticipation?.channelId ?? new Uint8Array(0))],
    ['expected', `${match.anticipation?.expected}`],
    ['maximum', `${match.anticipation?.maximum}`],
    ['denom', `${match.anticipation?.denom}`],
    ['quote', match.quote],
    ['expected_latency_us', match.expectedLatencyUs.toString()],
    ['found_by', match.foundBy.toString()],
    ['confirm_until_ms', match.dueMs.toString()],
  ])

export const eventNoMatch = (match: Match): Event =>
  event(`${P}.EventNoMatch`, [...nameOf(match), ['reason', match.reason.toString()]])

export const eventLeased = (match: Match): Event =>
  event(`${P}.EventLeased`, [
    ...nameOf(match),
    ['server_id', match.serverId.toString()],
    ['until_ms', match.dueMs.toString()],
  ])

/** @param why such as released, expired, rejected, not confirmed */
export const eventLeaseEnded = (match: Match, why: string): Event =>
  event(`${P}.EventLeaseEnded`, [
    ...nameOf(match),
    ['server_id', match.serverId.toString()],
    ['why', why],
    ['answered', match.answered.toString()],
    ['late', match.late.toString()],
  ])

export const eventChannelAttached = (match: Match): Event =>
  event(`${P}.EventChannelAttached`, [
    ...nameOf(match),
    ['server_id', match.serverId.toString()],
    ['channel_id', toHex(match.anticipation?.channelId ?? new Uint8Array(0))],
  ])

export const eventChannelLost = (match: Match, id: Uint8Array): Event =>
  event(`${P}.EventChannelLost`, [
    ...nameOf(match),
    ['server_id', match.serverId.toString()],
    ['channel_id', toHex(id)],
  ])

export const eventLate = (match: Match, sequence: bigint, tookMs: bigint): Event =>
  event(`${P}.EventLate`, [
    ...nameOf(match),
    ['server_id', match.serverId.toString()],
    ['sequence', sequence.toString()],
    ['took_ms', tookMs.toString()],
  ])
