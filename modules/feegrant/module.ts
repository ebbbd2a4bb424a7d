import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { feegrantInvariants } from './invariants.js'
import { type FeegrantKeeper, PRUNED_PER_BLOCK } from './keeper.js'
import { FEEGRANT_STORE } from './keys.js'
import { grantAllowance } from './msgs/grantAllowance.js'
import { pruneAllowances } from './msgs/pruneAllowances.js'
import { revokeAllowance } from './msgs/revokeAllowance.js'
import { feegrantQueries } from './queries.js'

/** Paying fees for others. */
export function feegrantModule(keeper: FeegrantKeeper): AppModule {
  return {
    name: 'feegrant',
    stores: [FEEGRANT_STORE],
    consensusVersion: 2,
    msgs: [grantAllowance(keeper), revokeAllowance(keeper), pruneAllowances(keeper)],
    queries: feegrantQueries(keeper),
    invariants: feegrantInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    endBlock: (ctx) => keeper.pruneExpired(ctx, PRUNED_PER_BLOCK),
  }
}
