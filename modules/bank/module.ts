import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { bankInvariants } from './invariants.js'
import type { BankKeeper } from './keeper.js'
import { BANK_STORE } from './keys.js'
import { multiSend } from './msgs/multiSend.js'
import { send } from './msgs/send.js'
import { setSendEnabled } from './msgs/setSendEnabled.js'
import { updateParams } from './msgs/updateParams.js'
import { bankQueries } from './queries.js'

/** Coins: balances, supply and how denominations are shown. */
export function bankModule(keeper: BankKeeper): AppModule {
  return {
    name: 'bank',
    stores: [BANK_STORE],
    consensusVersion: 4,
    msgs: [send(keeper), multiSend(keeper), updateParams(keeper), setSendEnabled(keeper)],
    queries: bankQueries(keeper),
    invariants: bankInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
  }
}
