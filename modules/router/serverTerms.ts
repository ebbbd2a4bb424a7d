import type { Context } from '../../chain/types/context.js'
import { RouterError } from './errors.js'
import type { RouterKeeper } from './keeper.js'
import { directoryOf } from './regions.js'
import type { Server } from './state.js'
import { SEAT_GAS } from './terms.js'
import { hear } from './watch.js'

/**
 * Stores what a supplier says of a server, pays for its places, and counts as a sign of life.
 * @throws TxError router 2
 */
export function settleTerms(keeper: RouterKeeper, ctx: Context, server: Server): void {
  if (server.aggregators.length > 0) {
    const { cellOf } = directoryOf(keeper.paramsOrDefault(ctx))
    if (cellOf(server.region) === undefined)
      throw RouterError.invalidServer(
        `region is "${server.region}", which the directory does not have: servers under aggregators want one that it has`,
      )
    const seats = BigInt(server.aggregators.length * server.offers.length)
    ctx.gas.consume(seats * SEAT_GAS, 'places of a server')
  }
  keeper.put(ctx, server)
  keeper.health.change(ctx, server.id, { hardwareSlots: server.hardware?.slots ?? 0 })
  if (server.aggregators.length > 0) hear(keeper, ctx, server)
}
