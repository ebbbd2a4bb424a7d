import type { QueryContext } from '../../chain/types/context.js'
import type { Invariant } from '../../chain/types/module.js'
import { contractsProblem } from './contract/genesis.js'
import { owedCoins } from './genesis.js'
import { grantsProblem } from './grantGenesis.js'
import type { PaymentKeeper } from './keeper.js'
import { reservedBy } from './state.js'

function covered(keeper: PaymentKeeper, ctx: QueryContext): string | undefined {
  for (const { denom, amount } of owedCoins(keeper, ctx)) {
    const held = keeper.bank.getBalance(ctx, keeper.account, denom)
    // More may lie there: genesis can give coins to any account.
    if (held < amount) return `the account holds ${held}${denom}, owes ${amount}`
  }
  return undefined
}

function reserved(keeper: PaymentKeeper, ctx: QueryContext): string | undefined {
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
}

function count(entries: Iterable<unknown>): number {
  let n = 0
  for (const _ of entries) n += 1
  return n
}

function indexed(keeper: PaymentKeeper, ctx: QueryContext): string | undefined {
  let channels = 0
  let payees = 0
  for (const [id, c] of keeper.channels.walk(ctx)) {
    channels += 1
    const own = keeper.byEscrow.get(ctx, [c.escrowId, id]) ?? []
    payees += own.length
    if (own.length === 0) return `a channel of escrow ${c.escrowId} is not in its index`
    if (!own.every((payee) => keeper.byPayee.has(ctx, [payee, id])))
      return `a payee of a channel of escrow ${c.escrowId} is not in the index`
    const queued =
      c.closeAtMs === 0n
        ? keeper.expiries.has(ctx, [c.expiryMs, id])
        : keeper.closings.has(ctx, [c.closeAtMs, id])
    if (!queued) return `a channel of escrow ${c.escrowId} waits in no queue`
  }
  const byEscrow = count(keeper.byEscrow.walk(ctx))
  const byPayee = count(keeper.byPayee.walk(ctx))
  const queued = count(keeper.expiries.walk(ctx)) + count(keeper.closings.walk(ctx))
  return byEscrow === channels && queued === channels && byPayee === payees
    ? undefined
    : `${channels} channels with ${payees} payees, indexes have ${byEscrow}, ${queued}, ${byPayee}`
}

/** What must always hold of money and channels. */
export function paymentInvariants(keeper: PaymentKeeper): readonly Invariant[] {
  const rules = [
    ['account-covers-escrows-and-credits', covered],
    ['reserved-is-what-channels-may-pay', reserved],
    ['contracts-paid-what-is-settled', contractsProblem],
    ['indexes-hold-exactly-the-channels', indexed],
    ['grants-count-what-they-opened', grantsProblem],
  ] as const
  return rules.map(([name, check]) => ({ name, check: (ctx) => check(keeper, ctx) }))
}
