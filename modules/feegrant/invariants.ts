import type { Invariant } from '../../chain/types/module.js'
import { sortableTime } from '../../chain/types/time.js'
import type { FeegrantKeeper } from './keeper.js'
import { expirationOf } from './state.js'

/** What must always hold of allowances. */
export function feegrantInvariants(keeper: FeegrantKeeper): readonly Invariant[] {
  return [
    {
      name: 'the queue holds exactly the allowances that expire',
      check(ctx) {
        let expiring = 0
        for (const [key, { granter, grantee }] of keeper.allowances.walk(ctx)) {
          const allowance = keeper.getAllowance(ctx, key)
          const expiration = allowance === undefined ? null : expirationOf(allowance)
          if (expiration === null) continue
          expiring += 1
          if (!keeper.queue.has(ctx, { ...key, time: sortableTime(expiration) }))
            return `the allowance of ${granter} to ${grantee} is not in the queue`
        }
        let queued = 0
        for (const _ of keeper.queue.walk(ctx)) queued += 1
        return queued === expiring ? undefined : `${queued} queued for ${expiring} allowances`
      },
    },
  ]
}
