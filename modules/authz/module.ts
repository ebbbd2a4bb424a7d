import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { authzInvariants } from './invariants.js'
import type { AuthzKeeper } from './keeper.js'
import { AUTHZ_STORE } from './keys.js'
import { exec } from './msgs/exec.js'
import { grant } from './msgs/grant.js'
import { revoke } from './msgs/revoke.js'
import { authzQueries } from './queries.js'

/** Running messages for others who allow it. */
export function authzModule(keeper: AuthzKeeper): AppModule {
  return {
    name: 'authz',
    stores: [AUTHZ_STORE],
    consensusVersion: 2,
    msgs: [grant(keeper), exec(keeper), revoke(keeper)],
    queries: authzQueries(keeper),
    invariants: authzInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    beginBlock: (ctx) => keeper.pruneExpired(ctx),
  }
}
