import type { Context } from '../../chain/types/context.js'
import type { RouterKeeper } from './keeper.js'

/** From 1 to 2: servers are found by their operators, which version 1 did not need. */
export function indexOperators(keeper: RouterKeeper, ctx: Context): void {
  for (const [id, { operator }] of [...keeper.servers.walk(ctx)])
    keeper.byOperator.add(ctx, [keeper.addresses.toBytes(operator), id])
}
