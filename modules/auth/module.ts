import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { authInvariants } from './invariants.js'
import type { AuthKeeper } from './keeper.js'
import { AUTH_STORE } from './keys.js'
import { updateParams } from './msgs/updateParams.js'
import { authQueries } from './queries.js'

/** Accounts, keys and sequences. */
export function authModule(keeper: AuthKeeper): AppModule {
  return {
    name: 'auth',
    stores: [AUTH_STORE],
    consensusVersion: 5,
    msgs: [updateParams(keeper)],
    queries: authQueries(keeper),
    invariants: authInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
  }
}
