import { event, type Event } from '../../chain/types/event.js'

/** What grants are told apart by. */
export interface GrantNames {
  readonly granter: string
  readonly grantee: string
  readonly msgTypeUrl: string
}

/** Typed events print their values as JSON and sort their names. */
function rows({
  granter,
  grantee,
  msgTypeUrl,
}: GrantNames): readonly (readonly [string, string])[] {
  return [
    ['grantee', `"${grantee}"`],
    ['granter', `"${granter}"`],
    ['msg_type_url', `"${msgTypeUrl}"`],
  ]
}

/** A grant was made or replaced. */
export function granted(names: GrantNames): Event {
  return event('cosmos.authz.v1beta1.EventGrant', rows(names))
}

/** A grant was revoked, or used up. */
export function revoked(names: GrantNames): Event {
  return event('cosmos.authz.v1beta1.EventRevoke', rows(names))
}
