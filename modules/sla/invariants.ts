import type { QueryContext } from '../../chain/types/context.js'
import type { Invariant } from '../../chain/types/module.js'
import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toLatin1 } from '../../chain/types/bytes.js'
import { aggregatorOf, dueMs } from './agreement.js'
import { isRunning, type Running, runningOf } from './agreements.js'
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

function plansAreCompiled({ plans, addresses }: SlaKeeper, ctx: QueryContext): string | undefined {
  for (const [key, plan] of plans.plans.walk(ctx)) {
    const document = plans.documents.get(ctx, key)
    if (document === undefined || !equalBytes(sha256(document), plan.canonSha256))
      return `plan ${plan.id} version ${plan.version} has not the document of its hash`
    if (!plans.compiled.has(ctx, key))
      return `plan ${plan.id} version ${plan.version} is not compiled`
    if (!plans.byOwner.has(ctx, [addresses.toBytes(plan.owner), plan.id]))
      return `plan ${plan.id} is not in its owner's index`
    if ((plans.newest.get(ctx, plan.id) ?? 0) < plan.version)
      return `plan ${plan.id} has a version beyond its newest`
  }
  return undefined
}

function agreementsAreIndexed(keeper: SlaKeeper, ctx: QueryContext): string | undefined {
  const { agreements: book, addresses } = keeper
  const running = new Map<string, bigint>()
  const keyOf = (key: readonly [Uint8Array, Running]): string =>
    toLatin1(book.running.keyBytes(key))
  let [due, parties, serving] = [0, 0, 0]
  for (const [id, agreement] of book.agreements.walk(ctx)) {
    const at = dueMs(agreement)
    if (at > 0n && !book.due.has(ctx, [at, id])) return `agreement ${id} waits in no queue`
    due += at > 0n ? 1 : 0
    for (const party of [agreement.provider, agreement.customer]) {
      parties += 1
      if (!book.byParty.has(ctx, [addresses.toBytes(party), id]))
        return `agreement ${id} is not in the index of a party`
    }
    if (!isRunning(agreement)) continue
    const key = keyOf([addresses.toBytes(aggregatorOf(agreement)), runningOf(agreement)])
    running.set(key, (running.get(key) ?? 0n) + 1n)
    serving += 1
    if (!book.serving.has(ctx, book.servingKeyOf(agreement)))
      return `agreement ${id} is not found by its party`
  }
  for (const [key, found] of book.running.walk(ctx)) {
    const want = running.get(keyOf(key)) ?? 0n
    if (found !== want) return `plan ${key[1].planId} is counted ${found} times, ${want} run`
    running.delete(keyOf(key))
  }
  if (count(book.serving.walk(ctx)) !== serving) return `${serving} agreements run, not as indexed`
  if (running.size > 0) return `${running.size} running plans are not counted`
  const [queued, indexed] = [count(book.due.walk(ctx)), count(book.byParty.walk(ctx))]
  return queued === due && indexed === parties
    ? undefined
    : `${due} agreements wait and have ${parties} parties, indexes have ${queued} and ${indexed}`
}

function reportsAddUp({ guarantees: book }: SlaKeeper, ctx: QueryContext): string | undefined {
  let reports = 0
  for (const [id, window] of book.windows.walk(ctx)) {
    const own = book.reportsOf(ctx, id)
    reports += own.length
    const value = own.reduce((sum, one) => sum + BigInt(one.value), 0n)
    const total = own.reduce((sum, one) => sum + (one.counters?.total ?? 0n), 0n)
    const same =
      own.length === window.channels &&
      value.toString() === window.value &&
      total === window.counters?.total
    if (window.verdict === null ? !same : own.length > 0)
      return `the window of ${id.startMs} is not what ${own.length} channels reported`
  }
  const kept = count(book.reports.walk(ctx))
  return kept === reports ? undefined : `${kept} reports, the windows have ${reports}`
}

function givesBackWhatWasPaid({ guarantees: book }: SlaKeeper, ctx: QueryContext) {
  for (const [[retailId, wholesaleId], amount] of book.compensated.walk(ctx)) {
    const served = book.served.get(ctx, [retailId, wholesaleId]) ?? 0n
    if (amount > served) return `${amount} were given back of ${served} (agreement ${retailId})`
  }
  for (const [{ retailId, wholesaleId, guarantee }, value] of book.used.walk(ctx)) {
    const served = book.served.get(ctx, [retailId, wholesaleId]) ?? 0n
    if (value > served) return `guarantee ${guarantee} settled ${value} of ${served}`
  }
  return undefined
}

/** What must always hold of bonds, memberships, plans and agreements. */
export function slaInvariants(keeper: SlaKeeper): readonly Invariant[] {
  const rules = [
    ['account-covers-bonds', covered],
    ['bonds-are-promised-once', addsUp],
    ['indexes-hold-exactly-what-is-there', indexed],
    ['plans-are-their-documents', plansAreCompiled],
    ['agreements-are-counted', agreementsAreIndexed],
    ['windows-are-what-was-reported', reportsAddUp],
    ['compensation-is-within-what-was-paid', givesBackWhatWasPaid],
  ] as const
  return rules.map(([name, check]) => ({ name, check: (ctx) => check(keeper, ctx) }))
}
