import { event, type Event } from '../../chain/types/event.js'

function pair(type: string, granter: string, grantee: string): Event {
  return event(type, [
    ['granter', granter],
    ['grantee', grantee],
  ])
}

/** An allowance was made, or changed by its use. */
export const allowanceSet = (granter: string, grantee: string): Event =>
  pair('set_feegrant', granter, grantee)

/** A fee was paid from an allowance. */
export const allowanceUsed = (granter: string, grantee: string): Event =>
  pair('use_feegrant', granter, grantee)

/** An allowance was revoked, or used up. */
export const allowanceRevoked = (granter: string, grantee: string): Event =>
  pair('revoke_feegrant', granter, grantee)

/** Expired allowances were removed by a message. */
export const allowancesPruned = (pruner: string): Event =>
  event('prune_feegrant', [['pruner', pruner]])
