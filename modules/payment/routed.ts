/** What the router may do with escrows: what a grant of the payer allows, and nothing else. */
import { type Context, type QueryContext, timeMsOf } from '../../chain/types/context.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { beginClose } from './claims.js'
import { channelId, POLICY_DUAL } from './descriptor.js'
import { PaymentError } from './errors.js'
import { eventChannelExtended } from './events.js'
import { availableAt, GRANT, statusOf, useGrant } from './grants.js'
import type { PaymentKeeper } from './keeper.js'
import { openChannelByGrant } from './msgs/openChannelByGrant.js'

/** An open channel under agreements. */
export interface ChannelView {
  /** Bech32 address. */
  readonly payer: string
  readonly retailId: bigint
  readonly wholesaleId: bigint
  readonly denom: string
  /** Cap less what is settled. */
  readonly left: bigint
  readonly expiryMs: bigint
  readonly ratePerS: bigint
  /** Neither closing nor revoked. */
  readonly isOpen: boolean
}

/** What a grant still allows. */
export interface GrantView {
  readonly available: bigint
  readonly denom: string
  readonly maxRatePerS: bigint
  readonly maxBurst: bigint
  readonly expiryMs: bigint
}

/** A channel to be opened under a grant. */
export interface ChannelWanted {
  readonly payer: string
  readonly grantee: string
  readonly cap: { readonly denom: string; readonly amount: string }
  readonly supplier: string
  readonly signer: PlainTypes['infonex.payment.v1.SignerKey']
  readonly retailId: bigint
  readonly wholesaleId: bigint
  readonly expiryMs: bigint
  readonly prepayAllow: string
  readonly ratePerS: bigint
  readonly burst: bigint
}

/** Undefined when no such channel under agreements is open or closing. */
function viewChannel(
  keeper: PaymentKeeper,
  ctx: QueryContext,
  id: Uint8Array,
): ChannelView | undefined {
  const channel = id.length === 32 ? keeper.channels.get(ctx, id) : undefined
  const contract = channel === undefined ? undefined : keeper.under.contracts.get(ctx, id)
  const escrow = channel === undefined ? undefined : keeper.escrows.get(ctx, channel.escrowId)
  if (channel === undefined || contract === undefined || escrow === undefined) return undefined
  const { cap, settled, expiryMs, ratePerS, closeAtMs, frozenAtMs } = channel
  return {
    payer: escrow.owner,
    retailId: contract.retailId,
    wholesaleId: contract.wholesaleId,
    denom: escrow.denom,
    left: cap - settled,
    expiryMs,
    ratePerS,
    isOpen: closeAtMs === 0n && frozenAtMs === 0n && expiryMs > timeMsOf(ctx),
  }
}

/** Undefined when there is no active grant. */
function viewGrant(
  keeper: PaymentKeeper,
  ctx: QueryContext,
  payer: Uint8Array,
  grantee: Uint8Array,
): GrantView | undefined {
  const grant = keeper.granted.grants.get(ctx, [payer, grantee])
  const nowMs = timeMsOf(ctx)
  if (grant === undefined || grant.limits === null || statusOf(grant, nowMs) !== GRANT.active)
    return undefined
  const { denom, maxRatePerS, maxBurst, expiryMs } = grant.limits
  return { available: availableAt(grant, nowMs), denom, maxRatePerS, maxBurst, expiryMs }
}

/** Opens a channel under agreements as its grantee could by a message of its own. @throws TxError payment or sla */
function openUnderGrant(
  keeper: PaymentKeeper,
  ctx: Context,
  { grantee, supplier, ...wanted }: ChannelWanted,
): Uint8Array {
  const latest = ctx.timeMs + keeper.paramsOrDefault(ctx).maxLifetimeMs
  const open = openChannelByGrant(keeper)
  const msg = {
    ...wanted,
    manager: grantee,
    payees: [{ address: supplier, bps: 10_000 }],
    receiptPolicy: POLICY_DUAL,
    minDelta: '0',
    expiryMs: wanted.expiryMs < latest ? wanted.expiryMs : latest,
  }
  open.validateBasic(msg)
  return open.execute(ctx, msg).channelId
}

/** Raises the cap of a channel that was opened by this grant, which counts it. @throws TxError payment */
function extendUnderGrant(
  keeper: PaymentKeeper,
  ctx: Context,
  grantee: string,
  id: Uint8Array,
  amount: bigint,
): void {
  const channel = keeper.mustChannel(ctx, id)
  const escrow = keeper.escrows.get(ctx, channel.escrowId)
  const link = keeper.granted.links.get(ctx, id)
  const manager = keeper.addresses.toBytes(grantee)
  if (escrow === undefined || link === undefined || !equalBytes(link.manager, manager))
    throw PaymentError.noGrant()
  const free = escrow.balance - escrow.reserved
  if (amount > free) throw PaymentError.insufficientFree(`free ${free}, wanted ${amount}`)
  const payer = keeper.addresses.toBytes(escrow.owner)
  const contract = keeper.under.contracts.get(ctx, id)
  if (contract === undefined) throw PaymentError.noChannel('it is under no agreements')
  const { retail, wholesale } = keeper.sla.contractTerms(
    ctx,
    contract.retailId,
    contract.wholesaleId,
  )
  const { ratePerS, burst, expiryMs } = channel
  // By the limits of today: a grant that was replaced may allow less than when the channel was opened.
  useGrant(keeper.granted, ctx, [payer, manager], {
    cap: { denom: escrow.denom, amount: channel.cap + amount },
    grownFrom: channel.cap,
    payees: [{ address: wholesale.provider, bps: 10_000 }],
    ...{ ratePerS, burst, expiryMs, receiptPolicy: POLICY_DUAL },
    scope: { aggregator: retail.provider, models: [retail.models, wholesale.models] },
  })
  keeper.granted.links.set(ctx, id, { manager, cap: link.cap + amount })
  keeper.escrows.update(ctx, escrow.id, (draft) => {
    draft.reserved += amount
  })
  const after = keeper.channels.update(ctx, id, (draft) => {
    draft.cap += amount
  })
  ctx.events.push(eventChannelExtended(id, after.cap, escrow.denom))
}

/** Begins the grace after which the payer has the rest back, as the payer could itself. @throws TxError payment 5 or 14 */
function beginRoutedClose(keeper: PaymentKeeper, ctx: Context, id: Uint8Array): void {
  if (keeper.mustChannel(ctx, id).closeAtMs !== 0n) throw PaymentError.alreadyClosing()
  beginClose(keeper, ctx, id, 'requested')
}

/** What the router asks of payment, as one object. */
export const routedPayment = (keeper: PaymentKeeper) => ({
  channelIdOf: channelId,
  viewChannel: (ctx: QueryContext, id: Uint8Array) => viewChannel(keeper, ctx, id),
  viewGrant: (ctx: QueryContext, payer: Uint8Array, grantee: Uint8Array) =>
    viewGrant(keeper, ctx, payer, grantee),
  openUnderGrant: (ctx: Context, wanted: ChannelWanted) => openUnderGrant(keeper, ctx, wanted),
  extendUnderGrant: (ctx: Context, grantee: string, id: Uint8Array, amount: bigint) =>
    extendUnderGrant(keeper, ctx, grantee, id, amount),
  beginClose: (ctx: Context, id: Uint8Array) => beginRoutedClose(keeper, ctx, id),
})
