import { toHex } from '../../chain/types/bytes.js'
import { type Event, event } from '../../chain/types/event.js'

/** Emitted once a block; `revealed` is false when the proposer had no link. */
export function eventBeacon(height: bigint, seed: Uint8Array, revealed: boolean): Event {
  return event('infonex.beacon.v1.EventBeacon', [
    ['height', height.toString()],
    ['seed', toHex(seed)],
    ['revealed', revealed ? 'true' : 'false'],
  ])
}

/** A validator's next onion was committed by its operator. */
export function eventOnionCommitted(validatorAddress: Uint8Array, activeHeight: bigint): Event {
  return event('infonex.beacon.v1.EventOnionCommitted', [
    ['validator_address', toHex(validatorAddress)],
    ['active_height', activeHeight.toString()],
  ])
}
