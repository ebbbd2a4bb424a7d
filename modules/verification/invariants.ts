import { equalBytes } from '../../chain/types/bytes.js'
import { addCoins, type Coins } from '../../chain/types/coin.js'
import type { QueryContext } from '../../chain/types/context.js'
import type { Invariant } from '../../chain/types/module.js'
import type { VerificationKeeper } from './keeper.js'
import { isOnChain } from './outcomes.js'
import { DEMAND } from './state.js'

/** What the module owes to demands that are not over. */
function owedDeposits(keeper: VerificationKeeper, ctx: QueryContext): Coins {
  let owed: Coins = []
  for (const [, { status, deposit, depositDenom: denom }] of keeper.demands.walk(ctx)) {
    const amount = status === DEMAND.ended ? 0n : BigInt(deposit)
    if (amount > 0n) owed = addCoins(owed, [{ denom, amount }])
  }
  return owed
}

function covered(keeper: VerificationKeeper, ctx: QueryContext): string | undefined {
  for (const { denom, amount } of owedDeposits(keeper, ctx)) {
    const held = keeper.deps.bank.getBalance(ctx, keeper.deps.account, denom)
    // More may lie there: genesis can give coins to any account.
    if (held < amount) return `the account holds ${held}${denom}, owes ${amount}`
  }
  return undefined
}

function count(entries: Iterable<unknown>): number {
  let n = 0
  for (const _ of entries) n += 1
  return n
}

function indexed(keeper: VerificationKeeper, ctx: QueryContext): string | undefined {
  const { addresses } = keeper
  for (const [id, { supplier }] of keeper.assertions.walk(ctx))
    if (!keeper.assertionsBySupplier.has(ctx, [addresses.toBytes(supplier), id]))
      return `assertion ${id} is not in its index`
  for (const [id, { channelId, sequence }] of keeper.receipts.walk(ctx))
    if (!keeper.receiptsByRequest.has(ctx, [[channelId, sequence], id]))
      return `a receipt of request ${sequence} is not in its index`
  let open = 0
  let answered = 0
  for (const [id, demand] of keeper.demands.walk(ctx)) {
    const { channelId, sequence, requestDigest, supplier, status } = demand
    if (keeper.demandIds.get(ctx, [[channelId, sequence], requestDigest]) !== id)
      return `demand ${id} is not in its index`
    if (status === DEMAND.ended) continue
    open += 1
    if (isOnChain(demand)) answered += 1
    if (keeper.answers.has(ctx, id) !== isOnChain(demand))
      return `demand ${id} has status ${status}, and its answer is kept or not`
    const there =
      keeper.openBySupplier.has(ctx, [addresses.toBytes(supplier), id]) &&
      keeper.openByChannel.has(ctx, [channelId, id])
    if (!there) return `demand ${id} is open and in no index`
  }
  const rows = [
    ['assertions by supplier', keeper.assertions, keeper.assertionsBySupplier],
    ['receipts by request', keeper.receipts, keeper.receiptsByRequest],
    ['demand ids', keeper.demands, keeper.demandIds],
  ] as const
  for (const [name, all, index] of rows) {
    const [want, got] = [count(all.walk(ctx)), count(index.walk(ctx))]
    if (want !== got) return `${name} has ${got} entries, want ${want}`
  }
  const sets = [keeper.openBySupplier, keeper.openByChannel].map((set) => count(set.walk(ctx)))
  return sets.every((n) => n === open) && count(keeper.answers.walk(ctx)) === answered
    ? undefined
    : `${open} demands are open, ${answered} answered; indexes have ${sets.join(' and ')}`
}

function clocked(keeper: VerificationKeeper, ctx: QueryContext): string | undefined {
  const retired = [...keeper.keys.walk(ctx)].filter(([, key]) => key.untilMs > 0n).length
  let draws = 0
  for (const [, { drawHeight }] of keeper.demands.walk(ctx)) if (drawHeight > 0n) draws += 1
  const want =
    retired +
    draws +
    count(keeper.assertions.walk(ctx)) +
    count(keeper.receipts.walk(ctx)) +
    count(keeper.demands.walk(ctx)) +
    count(keeper.conflicts.walk(ctx))
  const got = count(keeper.clocks.map.walk(ctx))
  return want === got ? undefined : `${got} clocks run, want ${want}`
}

function seated(keeper: VerificationKeeper, ctx: QueryContext): string | undefined {
  let duties = 0
  let seats = 0n
  for (const [address, attester] of keeper.attesters.walk(ctx)) {
    seats += 1n
    duties += attester.duties
    const there = keeper.seats.get(ctx, BigInt(attester.seat))
    if (there === undefined || !equalBytes(there, address))
      return `${attester.address} does not have seat ${attester.seat}`
  }
  if (keeper.seatCount.peek(ctx) !== seats || BigInt(count(keeper.seats.walk(ctx))) !== seats)
    return `${seats} attesters have ${keeper.seatCount.peek(ctx)} seats`
  let drawn = 0
  for (const [, { status, committee }] of keeper.demands.walk(ctx))
    if (status !== DEMAND.ended) drawn += committee.length
  return drawn === duties ? undefined : `${drawn} were drawn, attesters have ${duties} duties`
}

/** What must always hold of deposits, demands and what is kept for a window. */
export function verificationInvariants(keeper: VerificationKeeper): readonly Invariant[] {
  const rules = [
    ['account-covers-deposits', covered],
    ['indexes-hold-exactly-what-is-there', indexed],
    ['one-clock-for-all-that-ends', clocked],
    ['attesters-have-their-seats-and-duties', seated],
  ] as const
  return rules.map(([name, check]) => ({ name, check: (ctx) => check(keeper, ctx) }))
}
