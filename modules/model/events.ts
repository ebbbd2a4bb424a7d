import { toHex } from '../../chain/types/bytes.js'
import { event, type Event } from '../../chain/types/event.js'

const name = (short: string): string => `infonex.model.v1.${short}`

export function eventModelRegistered(id: Uint8Array, owner: string, label: string): Event {
  return event(name('EventModelRegistered'), [
    ['model_id', toHex(id)],
    ['owner', owner],
    ['label', label],
  ])
}

export function eventGraphPosted(id: Uint8Array, posted: number, size: number): Event {
  return event(name('EventGraphPosted'), [
    ['model_id', toHex(id)],
    ['posted', `${posted}`],
    ['graph_bytes', `${size}`],
  ])
}

/** The graph is on chain and is the one that the id names: the model can be offered. */
export function eventModelComplete(id: Uint8Array): Event {
  return event(name('EventModelComplete'), [['model_id', toHex(id)]])
}

export function eventModelUpdated(id: Uint8Array): Event {
  return event(name('EventModelUpdated'), [['model_id', toHex(id)]])
}

export function eventModelRetired(id: Uint8Array): Event {
  return event(name('EventModelRetired'), [['model_id', toHex(id)]])
}
