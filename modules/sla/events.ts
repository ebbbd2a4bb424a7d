import { toHex } from '../../chain/types/bytes.js'
import { type Event, event } from '../../chain/types/event.js'

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
