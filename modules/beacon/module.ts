import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { BEACON_STORE, type BeaconKeeper } from './keeper.js'
import { commitOnion } from './msgs/commitOnion.js'
import { beaconQueries } from './queries.js'
import { endBlock } from './systemTx.js'

/** The chain's randomness: one seed a block, from hash onions that validators committed before. */
export function beaconModule(keeper: BeaconKeeper): AppModule {
  return {
    name: 'beacon',
    stores: [BEACON_STORE],
    consensusVersion: 1,
    msgs: [commitOnion(keeper)],
    queries: beaconQueries(keeper),
    invariants: [
      {
        name: 'a-seed-is-kept',
        check(ctx) {
          for (const [height, seed] of keeper.seeds.walk(ctx, { reverse: true }))
            return seed.length === 32 ? undefined : `the seed of height ${height} is not 32 bytes`
          return 'no seed is kept'
        },
      },
    ],
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    endBlock: (ctx) => endBlock(keeper, ctx),
  }
}
