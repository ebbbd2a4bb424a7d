import type { Invariant } from '../../chain/types/module.js'
import { owedCoins } from './genesis.js'
import { PAYMENT_MODULE, type PaymentKeeper } from './keeper.js'
import { reservedBy } from './state.js'

/** @param moduleAddress the account that holds escrows and credits */
export function paymentInvariants(
  keeper: PaymentKeeper,
  moduleAddress: (name: string) => Uint8Array,
): readonly Invariant[] {
  return [
    {
      name: 'account-covers-escrows-and-credits',
      check(ctx) {
        const account = moduleAddress(PAYMENT_MODULE)
        for (const { denom, amount } of owedCoins(keeper, ctx)) {
          const held = keeper.bank.getBalance(ctx, account, denom)
          // More may lie there: anybody can send coins to any account that is not blocked.
          if (held < amount) return `the account holds ${held}${denom}, owes ${amount}`
        }
        return undefined
      },
    },
    {
      name: 'reserved-is-what-channels-may-pay',
      check(ctx) {
        const owed = new Map<bigint, bigint>()
        for (const [, c] of keeper.channels.walk(ctx)) {
          if (c.settled > c.cap) return `a channel of escrow ${c.escrowId} is settled above its cap`
          owed.set(c.escrowId, (owed.get(c.escrowId) ?? 0n) + reservedBy(c))
        }
        for (const [id, e] of keeper.escrows.walk(ctx)) {
          if (e.reserved !== (owed.get(id) ?? 0n))
            return `escrow ${id} reserves ${e.reserved}, its channels ${owed.get(id) ?? 0n}`
          if (e.reserved > e.balance) return `escrow ${id} reserves more than it holds`
        }
        return undefined
      },
    },
  ]
}
