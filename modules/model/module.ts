import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { modelInvariants } from './invariants.js'
import { MODEL_STORE, type ModelKeeper } from './keeper.js'
import { postGraph } from './msgs/postGraph.js'
import { registerModel } from './msgs/registerModel.js'
import { retireModel } from './msgs/retireModel.js'
import { updateModel } from './msgs/updateModel.js'
import { updateParams } from './msgs/updateParams.js'
import { modelQueries } from './queries.js'

/** The registry of models, each known by its commitments. */
export function modelModule(keeper: ModelKeeper): AppModule {
  return {
    name: 'model',
    stores: [MODEL_STORE],
    consensusVersion: 1,
    msgs: [registerModel, postGraph, updateModel, retireModel, updateParams].map((make) =>
      make(keeper),
    ),
    queries: modelQueries(keeper),
    invariants: modelInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
  }
}
