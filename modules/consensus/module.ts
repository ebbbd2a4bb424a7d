import type { AppModule } from '../../chain/types/module.js'
import { CONSENSUS_STORE, type ConsensusKeeper } from './keeper.js'
import { updateParams } from './msgs/updateParams.js'
import { consensusQueries } from './queries.js'
import { paramsProblem } from './state.js'

/** Block size, gas and evidence limits. Genesis brings them beside app_state, so its section is empty. */
export function consensusModule(keeper: ConsensusKeeper): AppModule {
  return {
    name: 'consensus',
    stores: [CONSENSUS_STORE],
    consensusVersion: 1,
    msgs: [updateParams(keeper)],
    queries: consensusQueries(keeper),
    invariants: [
      {
        name: 'params-valid',
        check(ctx) {
          const params = keeper.get(ctx)
          return params === undefined ? undefined : paramsProblem(params)
        },
      },
    ],
    initGenesis: () => {},
    exportGenesis: () => null,
    defaultGenesis: () => null,
    validateGenesis: (genesis) =>
      genesis === null || (typeof genesis === 'object' && Object.keys(genesis).length === 0)
        ? []
        : ['app_state.consensus must be empty: the parameters stand in consensus.params'],
  }
}
