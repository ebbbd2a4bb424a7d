import type { Invariant } from '../../chain/types/module.js'
import type { RouterKeeper } from './keeper.js'

/** What must always hold of servers. */
export function routerInvariants(keeper: RouterKeeper): readonly Invariant[] {
  return [
    {
      name: 'index-holds-exactly-the-offers',
      check(ctx) {
        let offers = 0
        for (const [id, server] of keeper.servers.walk(ctx)) {
          if (id >= keeper.nextServer.peek(ctx)) return `server ${id} has a number not yet given`
          offers += server.offers.length
          if (!server.offers.every(({ modelId }) => keeper.byModel.has(ctx, [modelId, id])))
            return `an offer of server ${id} is not in the index`
        }
        let indexed = 0
        for (const _ of keeper.byModel.walk(ctx)) indexed += 1
        return indexed === offers ? undefined : `${offers} offers, the index has ${indexed}`
      },
    },
  ]
}
