import { toBase64 } from '@cosmjs/encoding'
import { event, type Event } from '../../chain/types/event.js'
import type { Announcement } from './state.js'

const name = (short: string): string => `infonex.gov.v1.${short}`
const target = ({ id, message }: Announcement): [string, string][] => [
  ['id', id.toString()],
  ['message', message?.type_url ?? ''],
]

/** Old and new value in one form: the QueryParamsResponse of the module, base64 of its bytes. */
export function eventParamsAnnounced(a: Announcement, newParams: Uint8Array): Event {
  return event(name('EventParamsAnnounced'), [
    ...target(a),
    ['old', toBase64(a.oldParams)],
    ['new', toBase64(newParams)],
    ['force_ms', a.forceMs.toString()],
    ['force_height', a.forceHeight.toString()],
  ])
}

/** In force. `old` is what was replaced, which may not be what stood when it was announced. */
export function eventParamsApplied(a: Announcement, old: Uint8Array, now: Uint8Array): Event {
  return event(name('EventParamsApplied'), [
    ...target(a),
    ['old', toBase64(old)],
    ['new', toBase64(now)],
  ])
}

/** The module refused the change when its time came; nothing changed. */
export function eventParamsFailed(a: Announcement, why: string): Event {
  return event(name('EventParamsFailed'), [...target(a), ['reason', why]])
}

export function eventAnnouncementCancelled(a: Announcement): Event {
  return event(name('EventAnnouncementCancelled'), target(a))
}
