import { toHex } from '../../chain/types/bytes.js'
import { event, type Event } from '../../chain/types/event.js'
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
