import { divCeil, maxBig, minBig } from '../../../chain/types/arith.js'
import { be64, concatBytes, utf8 } from '../../../chain/types/bytes.js'
import type { Coin } from '../../../chain/types/coin.js'
import type { Context } from '../../../chain/types/context.js'
import { amountOf } from '../amount.js'
import { eventCredited, eventMatures } from '../events.js'
import { BOND_PURPOSE } from '../expectedKeepers.js'
import type { PaymentKeeper } from '../keeper.js'
import { PAYMENT_MODULE } from '../storeName.js'
import type { MaturingKey } from './store.js'

/** MaturingKind. */
export const HOLDBACK = 1
export const WAITING = 2
export const ADVANCED = 3

/** Incomes of one minute mature together, so that many small claims leave few entries. */
const BUCKET_MS = 60_000n

/** What a lock on a bond for credits of one agreement is called. */
export const creditReference = (wholesaleId: bigint, denom: string): Uint8Array =>
  concatBytes(be64(wholesaleId), utf8(denom)).slice(0, 64)

function add(
  keeper: PaymentKeeper,
  ctx: Context,
  key: Omit<MaturingKey, 'maturesMs'>,
  amount: bigint,
  notBeforeMs = 0n,
): void {
  if (amount === 0n) return
  const { maturityMs, maturityBlocks } = keeper.paramsOrDefault(ctx)
  const least = ctx.timeMs + maturityMs
  const maturesMs = divCeil(least > notBeforeMs ? least : notBeforeMs, BUCKET_MS) * BUCKET_MS
  const full = { ...key, maturesMs }
  const before = keeper.under.maturing.get(ctx, full)
  const sum = amount + (before === undefined ? 0n : amountOf('amount', before.amount))
  const owner = keeper.addresses.toText(key.owner)
  keeper.under.maturing.set(ctx, full, {
    ...{ ...key, owner, maturesMs },
    amount: sum.toString(),
    maturesHeight: ctx.height + maturityBlocks,
  })
  if (before === undefined) keeper.under.queue.add(ctx, [maturesMs, full])
  if (key.kind !== ADVANCED) ctx.events.push(eventMatures(owner, amount, key.denom, maturesMs))
}

/**
 * Income of a supplier (rules.md H6): a part is held back for guarantees; of the rest so much is credit at
 * once as its free bond covers, which is locked until the receipts can be challenged no more; what the bond
 * does not cover waits so long.
 */
export function earn(
  keeper: PaymentKeeper,
  ctx: Context,
  income: {
    readonly owner: Uint8Array
    readonly denom: string
    readonly wholesaleId: bigint
    readonly held: bigint
    /** When what is held back can be needed for guarantees no more, ms. */
    readonly heldUntilMs: bigint
    readonly rest: bigint
  },
): void {
  const { owner, denom, wholesaleId, held, heldUntilMs, rest } = income
  const key = { owner, denom, wholesaleId }
  add(keeper, ctx, { ...key, kind: HOLDBACK }, held, heldUntilMs)
  // One dispute's stake stays free: who could not open a dispute would have to serve for nothing.
  const stake = amountOf('dispute_bond', keeper.paramsOrDefault(ctx).disputeBond)
  const free = maxBig(0n, keeper.sla.freeBond(ctx, owner) - stake)
  const covers = denom === keeper.sla.bondDenom(ctx) ? free : 0n
  const now = minBig(rest, covers)
  if (now > 0n) {
    const reference = creditReference(wholesaleId, denom)
    keeper.sla.lock(ctx, owner, BOND_PURPOSE.credit, reference, now)
    add(keeper, ctx, { ...key, kind: ADVANCED }, now)
    keeper.addCredit(ctx, owner, denom, now)
    ctx.events.push(eventCredited(keeper.addresses.toText(owner), now, denom))
  }
  add(keeper, ctx, { ...key, kind: WAITING }, rest - now)
}

/** What has matured becomes credit, or frees the bond; oldest first, a bounded number a block. */
export function mature(keeper: PaymentKeeper, ctx: Context): void {
  const { maturingsPerBlock } = keeper.paramsOrDefault(ctx)
  const due: MaturingKey[] = []
  for (const [maturesMs, key] of keeper.under.queue.walk(ctx)) {
    if (ctx.timeMs < maturesMs || due.length >= maturingsPerBlock) break
    const entry = keeper.under.maturing.get(ctx, key)
    // Heights grow with times, so that the first that waits for its height ends the walk.
    if (entry === undefined || ctx.height < entry.maturesHeight) break
    due.push(key)
  }
  for (const key of due) {
    const entry = keeper.under.maturing.get(ctx, key)
    const amount = amountOf('amount', entry?.amount ?? '0')
    keeper.under.maturing.delete(ctx, key)
    keeper.under.queue.delete(ctx, [key.maturesMs, key])
    if (key.kind === ADVANCED) {
      const reference = creditReference(key.wholesaleId, key.denom)
      keeper.sla.unlock(ctx, key.owner, BOND_PURPOSE.credit, reference, amount)
      continue
    }
    keeper.addCredit(ctx, key.owner, key.denom, amount)
    ctx.events.push(eventCredited(keeper.addresses.toText(key.owner), amount, key.denom))
  }
}

/**
 * Gives a client at most `coin` of what is held back of its supplier's income (marketplace.md 4.2).
 * @returns what was given
 */
export function payHoldback(
  keeper: PaymentKeeper,
  ctx: Context,
  wholesaleId: bigint,
  client: Uint8Array,
  coin: Coin,
): bigint {
  const { provider } = keeper.sla.mustAgreement(ctx, wholesaleId)
  const held = { owner: keeper.addresses.toBytes(provider), denom: coin.denom, wholesaleId }
  const amount = takeHoldback(keeper, ctx, held, coin.amount)
  if (amount > 0n)
    keeper.bank.sendCoinsFromModuleToAccount(ctx, PAYMENT_MODULE, client, [{ ...coin, amount }])
  return amount
}

/** Takes up to `amount` of what is held back under an agreement, those that mature first; gives what was taken. */
export function takeHoldback(
  keeper: PaymentKeeper,
  ctx: Context,
  held: { readonly owner: Uint8Array; readonly denom: string; readonly wholesaleId: bigint },
  amount: bigint,
  kind: typeof HOLDBACK | typeof WAITING = HOLDBACK,
): bigint {
  const { owner, denom, wholesaleId } = held
  const found: (readonly [MaturingKey, bigint])[] = []
  let sum = 0n
  const prefix = concatBytes(
    Uint8Array.of(owner.length),
    owner,
    Uint8Array.of(kind),
    be64(wholesaleId),
  )
  // What is looked at is taken: nobody can make this long by small incomes more than once.
  for (const [key, entry] of keeper.under.maturing.walk(ctx, { prefix })) {
    if (sum >= amount) break
    if (key.denom !== denom) continue
    const has = amountOf('amount', entry.amount)
    sum += has
    found.push([key, has])
  }
  let left = amount
  for (const [key, has] of found) {
    const part = minBig(has, left)
    left -= part
    if (part === has) {
      keeper.under.maturing.delete(ctx, key)
      keeper.under.queue.delete(ctx, [key.maturesMs, key])
    } else
      keeper.under.maturing.update(ctx, key, (draft) => {
        draft.amount = (has - part).toString()
      })
  }
  return amount - left
}
