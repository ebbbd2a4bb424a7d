import type { AppModule } from '../../chain/types/module.js'
import { endBlock } from './blockers.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { GOV_STORE, type GovKeeper } from './keeper.js'
import { announceParams } from './msgs/announceParams.js'
import { cancelAnnouncement } from './msgs/cancelAnnouncement.js'
import { updateParams } from './msgs/updateParams.js'
import { govQueries } from './queries.js'

/** Governance in its first form: one authority, every change announced, in force after a delay. */
export function govModule(keeper: GovKeeper): AppModule {
  return {
    name: 'gov',
    stores: [GOV_STORE],
    consensusVersion: 1,
    msgs: [announceParams(keeper), cancelAnnouncement(keeper), updateParams(keeper)],
    queries: govQueries(keeper),
    invariants: [
      {
        name: 'only-parameters-can-change',
        check(ctx) {
          for (const [id, { message }] of keeper.announcements.walk(ctx))
            if (message === null || !keeper.isAllowed(message.type_url))
              return `announcement ${id} is of another kind`
          return undefined
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
