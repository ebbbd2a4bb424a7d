import { equalBytes } from '../../chain/types/bytes.js'
import type { Invariant } from '../../chain/types/module.js'
import type { AuthKeeper } from './keeper.js'
import { baseOf } from './state.js'

/** What must always hold of accounts and their numbers. */
export function authInvariants(keeper: AuthKeeper): readonly Invariant[] {
  return [
    {
      name: 'every account has its own number below the next one',
      check(ctx) {
        const next = keeper.nextNumber.peek(ctx)
        let accounts = 0n
        for (const [address, account] of keeper.accounts.walk(ctx)) {
          const { accountNumber: number, address: text } = baseOf(account)
          const indexed = keeper.addressByNumber.get(ctx, number)
          accounts += 1n
          if (number >= next) return `${text} has number ${number}, the next one is ${next}`
          if (indexed === undefined || !equalBytes(indexed, address))
            return `number ${number} does not lead to ${text}`
          if (keeper.addresses.toText(address) !== text) return `${text} is under another address`
        }
        let numbers = 0n
        for (const _ of keeper.addressByNumber.walk(ctx)) numbers += 1n
        return numbers === accounts ? undefined : `${numbers} numbers for ${accounts} accounts`
      },
    },
  ]
}
