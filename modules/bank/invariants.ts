import { addCoins, type Coins, printCoins } from '../../chain/types/coin.js'
import type { Invariant } from '../../chain/types/module.js'
import type { BankKeeper } from './keeper.js'

/** What must always hold of coins. Each check reads all balances. */
export function bankInvariants(keeper: BankKeeper): readonly Invariant[] {
  return [
    {
      name: 'all balances are positive and indexed by their denomination',
      check(ctx) {
        let balances = 0n
        for (const [[address, denom], amount] of keeper.balances.walk(ctx)) {
          const owner = keeper.addresses.toText(address)
          balances += 1n
          if (amount <= 0n) return `${owner} has ${amount}${denom}`
          if (!keeper.owners.has(ctx, [denom, address])) return `${owner} is no owner of ${denom}`
        }
        let owners = 0n
        for (const _ of keeper.owners.walk(ctx)) owners += 1n
        return owners === balances ? undefined : `${owners} owners for ${balances} balances`
      },
    },
    {
      name: 'the supply is the sum of all balances',
      check(ctx) {
        const sums = new Map<string, bigint>()
        for (const [[, denom], amount] of keeper.balances.walk(ctx))
          sums.set(denom, (sums.get(denom) ?? 0n) + amount)
        let supply: Coins = []
        let sum: Coins = []
        for (const [denom, amount] of keeper.supply.walk(ctx)) {
          supply = addCoins(supply, [{ denom, amount }])
          sum = addCoins(sum, [{ denom, amount: sums.get(denom) ?? 0n }])
          sums.delete(denom)
        }
        if (sums.size > 0) return `${sums.size} denominations have owners and no supply`
        return printCoins(supply) === printCoins(sum)
          ? undefined
          : `supply is ${printCoins(supply)}, balances add up to ${printCoins(sum)}`
      },
    },
  ]
}
