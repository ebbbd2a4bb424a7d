import { minBig, maxBig, divCeil } from '../../chain/types/arith.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Agreement, GrantView, SignerKey } from './expectedKeepers.js'
import type { RouterKeeper } from './keeper.js'
import type { Match } from './matches.js'

const NONE = new Uint8Array(0)

/** What a refusal leaves of a hook: nothing but the reason. */
export function attempt<T>(ctx: Context, body: (branch: Context) => T): T | undefined {
  try {
    return ctx.atomic(body)
  } catch (error) {
    if (error instanceof TxError) return undefined
    throw error
  }
}

/** A lease as a payment: who pays whom under what, until when. */
export interface Payable {
  readonly match: Match
  readonly retail: Agreement
  readonly wholesaleId: bigint
  readonly serverId: bigint
  /** Bech32 address. */
  readonly supplier: string
  readonly denom: string
  /** When the lease ends at the latest. */
  readonly untilMs: bigint
}

const pairOf = ({ retail, wholesaleId, serverId }: Payable) => ({
  ...{ retailId: retail.id, wholesaleId, serverId },
})

/** By whose grant the router may open a channel, and whose key spends from it. */
export function granteeOf(
  keeper: RouterKeeper,
  { match, retail }: Pick<Payable, 'match' | 'retail'>,
): { readonly grantee: string; readonly signer: SignerKey } | undefined {
  const signer = match.terms?.signer ?? null
  if (signer !== null) return { grantee: keeper.addresses.toText(keeper.account), signer }
  const { manager } = retail
  if (manager === null || manager.key === null) return undefined
  return { grantee: manager.manager, signer: manager.key }
}

function terms(view: GrantView, payable: Payable, nowMs: bigint) {
  const { match, retail, untilMs } = payable
  const cap = BigInt(match.terms?.maxAmount ?? '0')
  const leaseMs = maxBig(untilMs - nowMs, 1n)
  const most = retail.manager === null ? view.maxRatePerS : retail.manager.maxRatePerS
  return {
    cap,
    ratePerS: minBig(minBig(view.maxRatePerS, most), divCeil(cap * 1000n, leaseMs)),
    burst: minBig(view.maxBurst, cap),
    expiryMs: view.expiryMs,
  }
}

/** Opens a channel under the standing grant, within what is left of it. */
function open(keeper: RouterKeeper, ctx: Context, payable: Payable): Uint8Array | undefined {
  const by = granteeOf(keeper, payable)
  if (by === undefined) return undefined
  const { match, retail, wholesaleId, supplier, denom, untilMs } = payable
  const bytes = (text: string): Uint8Array => keeper.addresses.toBytes(text)
  const view = keeper.payment.viewGrant(ctx, bytes(match.client), bytes(by.grantee))
  if (view === undefined || view.denom !== denom || view.expiryMs < untilMs) return undefined
  const { cap, ...rest } = terms(view, payable, ctx.timeMs)
  if (cap > view.available) return undefined
  return attempt(ctx, (branch) =>
    keeper.payment.openUnderGrant(branch, {
      payer: match.client,
      ...by,
      cap: { denom, amount: cap.toString() },
      supplier,
      retailId: retail.id,
      wholesaleId,
      prepayAllow: minBig(BigInt(retail.maxPrepay), cap).toString(),
      ...rest,
    }),
  )
}

/** The channel that was used last between the two agreements for this server, if it lasts and holds enough, or can be made to. */
function reuse(keeper: RouterKeeper, ctx: Context, payable: Payable): Uint8Array | undefined {
  const { match, untilMs } = payable
  const by = granteeOf(keeper, payable)
  const id = keeper.channels.newest.get(ctx, pairOf(payable))
  const view = id === undefined ? undefined : keeper.payment.viewChannel(ctx, id)
  if (id === undefined || view === undefined) return undefined
  if (!view.isOpen || view.payer !== match.client || view.expiryMs < untilMs) return undefined
  const use = keeper.channels.uses.get(ctx, id)
  if (by === undefined || (use !== undefined && !equalBytes(use.signer, by.signer.key)))
    return undefined
  const committed = use?.committed ?? 0n
  const lack = committed + BigInt(match.terms?.maxAmount ?? '0') - view.left
  if (lack <= 0n) return id
  return attempt(ctx, (branch) => {
    keeper.payment.extendUnderGrant(branch, by.grantee, id, lack)
    return id
  })
}

/**
 * The channel that pays under a lease (rules.md C27): the open one of the same agreements, server and signer, extended where it
 * must be, else a new one under the payer's standing grant. Empty when no grant allows it: the client then opens
 * its own and attaches it. Money moves by the grant alone.
 */
export function provideChannel(keeper: RouterKeeper, ctx: Context, payable: Payable): Uint8Array {
  const id = reuse(keeper, ctx, payable) ?? open(keeper, ctx, payable)
  if (id === undefined) return NONE
  keeper.channels.newest.set(ctx, pairOf(payable), id)
  return id
}

/** Sets a lease's maximum aside of its channel. */
export function commit(
  keeper: RouterKeeper,
  ctx: Context,
  id: Uint8Array,
  match: Match,
  model: number,
  signer: Uint8Array,
): void {
  const before = keeper.channels.uses.get(ctx, id)
  keeper.channels.uses.set(ctx, id, {
    committed: (before?.committed ?? 0n) + BigInt(match.terms?.maxAmount ?? '0'),
    sequence: before?.sequence ?? 0n,
    serverId: match.serverId,
    model,
    matchId: match.id,
    isInsisted: match.terms?.insist ?? false,
    signer,
  })
}

/** What a lease had set aside is free again. */
export function uncommit(keeper: RouterKeeper, ctx: Context, match: Match): void {
  const id = match.anticipation?.channelId ?? NONE
  const use = id.length === 0 ? undefined : keeper.channels.uses.get(ctx, id)
  if (use === undefined) return
  const committed = use.committed - BigInt(match.anticipation?.maximum ?? '0')
  keeper.channels.uses.set(ctx, id, { ...use, committed })
}
