import { readRecord } from '../../chain/codec/genesisJson.js'
import type { AppModule } from '../../chain/types/module.js'
import { createPeriodicVestingAccount } from './msgs/createPeriodicVestingAccount.js'
import { createPermanentLockedAccount } from './msgs/createPermanentLockedAccount.js'
import { createVestingAccount } from './msgs/createVestingAccount.js'
import type { VestingKeepers } from './msgs/newVesting.js'

const readNothing = readRecord({})

/** Messages that make vesting accounts; the accounts themselves are auth's. */
export function vestingModule(keepers: VestingKeepers): AppModule {
  return {
    name: 'vesting',
    stores: [],
    consensusVersion: 1,
    msgs: [
      createVestingAccount(keepers),
      createPermanentLockedAccount(keepers),
      createPeriodicVestingAccount(keepers),
    ],
    queries: [],
    invariants: [],
    initGenesis: () => {},
    exportGenesis: () => ({}),
    defaultGenesis: () => ({}),
    validateGenesis(genesis) {
      const problems: string[] = []
      readNothing(genesis, 'vesting', problems)
      return problems
    },
  }
}
