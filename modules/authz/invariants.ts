import type { Invariant } from '../../chain/types/module.js'
import type { AuthzKeeper } from './keeper.js'
import { queuePlace } from './keys.js'

/** What must always hold of grants. */
export function authzInvariants(keeper: AuthzKeeper): readonly Invariant[] {
  return [
    {
      name: 'the queue holds exactly the grants that expire',
      check(ctx) {
        let expiring = 0
        for (const [key, { expiration }] of keeper.grants.walk(ctx)) {
          if (expiration === null) continue
          expiring += 1
          const item = keeper.queue.get(ctx, queuePlace(key.granter, key.grantee, expiration))
          if (item?.msgTypeUrls.includes(key.msgTypeUrl) !== true)
            return `a grant for ${key.msgTypeUrl} is not in the queue`
        }
        let queued = 0
        for (const [, { msgTypeUrls }] of keeper.queue.walk(ctx)) queued += msgTypeUrls.length
        return queued === expiring ? undefined : `${queued} queued for ${expiring} grants`
      },
    },
  ]
}
