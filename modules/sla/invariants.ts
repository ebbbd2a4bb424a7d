import type { QueryContext } from '../../chain/types/context.js'
import type { Invariant } from '../../chain/types/module.js'
import { toLatin1 } from '../../chain/types/bytes.js'
import type { SlaKeeper } from './keeper.js'
import { freeOf } from './state.js'

function covered(keeper: SlaKeeper, ctx: QueryContext): string | undefined {
  const { bondDenom } = keeper.paramsOrDefault(ctx)
  let owed = 0n
  for (const [, { amount }] of keeper.ledger.bonds.walk(ctx)) owed += amount
  // More may lie there: genesis can give coins to any account.
  const held = keeper.bank.getBalance(ctx, keeper.account, bondDenom)
  return held < owed ? `the account holds ${held}${bondDenom}, bonds are ${owed}` : undefined
}

function sums<K>(
  entries: Iterable<readonly [readonly [Uint8Array, K], bigint]>,
): Map<string, bigint> {
  const out = new Map<string, bigint>()
  for (const [[owner], amount] of entries) {
    const key = toLatin1(owner)
    out.set(key, (out.get(key) ?? 0n) + amount)
  }
  return out
}

function* waiting(keeper: SlaKeeper, ctx: QueryContext) {
  for (const [key, { amount }] of keeper.ledger.unbondings.walk(ctx)) yield [key, amount] as const
}

function addsUp(keeper: SlaKeeper, ctx: QueryContext): string | undefined {
  const { ledger } = keeper
  const locked = sums(ledger.locks.walk(ctx))
  const unbonding = sums(waiting(keeper, ctx))
  for (const [owner, bond] of ledger.bonds.walk(ctx)) {
    const key = toLatin1(owner)
    const text = keeper.addresses.toText(owner)
    const locks = locked.get(key) ?? 0n
    const leaves = unbonding.get(key) ?? 0n
    if (bond.locked !== locks) return `${text} has ${bond.locked} locked, its locks are ${locks}`
    if (bond.unbonding !== leaves) return `${text} unbonds ${bond.unbonding}, waiting are ${leaves}`
    if (freeOf(bond) < 0n) return `${text} has promised more than its bond of ${bond.amount}`
    locked.delete(key)
    unbonding.delete(key)
  }
  return locked.size + unbonding.size > 0 ? 'somebody without a bond has locked some' : undefined
}

function count(entries: Iterable<unknown>): number {
  let n = 0
  for (const _ of entries) n += 1
  return n
}

function indexed(keeper: SlaKeeper, ctx: QueryContext): string | undefined {
  const { ledger, registry } = keeper
  for (const [[owner, id], { completeMs }] of ledger.unbondings.walk(ctx))
    if (!ledger.leaving.has(ctx, [completeMs, [id, owner]])) return `unbonding ${id} is in no queue`
  for (const [[aggregator, supplier]] of registry.members.walk(ctx))
    if (!registry.bySupplier.has(ctx, [supplier, aggregator]))
      return `${keeper.addresses.toText(supplier)} is not in its index`
  const queued = count(ledger.leaving.walk(ctx))
  const unbondings = count(ledger.unbondings.walk(ctx))
  if (queued !== unbondings) return `${queued} wait in the queue, unbondings are ${unbondings}`
  const members = count(registry.members.walk(ctx))
  const suppliers = count(registry.bySupplier.walk(ctx))
  return members === suppliers ? undefined : `${members} members, the index has ${suppliers}`
}

/** What must always hold of bonds and memberships. */
export function slaInvariants(keeper: SlaKeeper): readonly Invariant[] {
  const rules = [
    ['account-covers-bonds', covered],
    ['bonds-are-promised-once', addsUp],
    ['indexes-hold-exactly-what-is-there', indexed],
  ] as const
  return rules.map(([name, check]) => ({ name, check: (ctx) => check(keeper, ctx) }))
}
