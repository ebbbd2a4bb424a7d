import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { routerInvariants } from './invariants.js'
import { ROUTER_STORE, type RouterKeeper } from './keeper.js'
import { subscribeServer } from './msgs/subscribeServer.js'
import { unsubscribeServer } from './msgs/unsubscribeServer.js'
import { updateServer } from './msgs/updateServer.js'
import { routerQueries } from './queries.js'

/** The servers of the market: who serves which model where, at what price. */
export function routerModule(keeper: RouterKeeper): AppModule {
  return {
    name: 'router',
    stores: [ROUTER_STORE],
    consensusVersion: 1,
    msgs: [subscribeServer(keeper), updateServer(keeper), unsubscribeServer(keeper)],
    queries: routerQueries(keeper),
    invariants: routerInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
  }
}
