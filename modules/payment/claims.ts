import { assert } from '../../chain/types/assert.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { amountOf } from './amount.js'
import { payableUnder } from './contract/claim.js'
import { settleContract } from './contract/settle.js'
import type { Contract } from './contract/state.js'
import { channelId, POLICY_DUAL, POLICY_NONE } from './descriptor.js'
import { PaymentError } from './errors.js'
import { eventChannelClosed, eventClaimed, eventCloseRequested, eventCredited } from './events.js'
import { releaseGrant } from './grants.js'
import type { Instrument } from './instrument.js'
import type { PaymentKeeper } from './keeper.js'
import {
  type ChannelDescriptor,
  type ChannelState,
  isOver,
  isStale,
  partsOf,
  reservedBy,
  vestedAt,
} from './state.js'

/** The channel that `descriptor` describes. @throws TxError payment 7 or 5 */
export function channelOf(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  descriptor: ChannelDescriptor,
): ChannelState {
  if (!equalBytes(channelId(descriptor), id)) throw PaymentError.wrongDescriptor(toHex(id))
  return keeper.mustChannel(ctx, id)
}

/** Moves a channel to a higher cumulative amount and credits each payee its part by basis points. */
function settleTo(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  descriptor: ChannelDescriptor,
  cumulative: bigint,
): bigint {
  const before = keeper.mustChannel(ctx, id)
  assert(
    cumulative >= before.settled && cumulative <= before.cap,
    'a channel settles upwards, within its cap',
  )
  if (cumulative === before.settled) return 0n
  const { payees, denom } = descriptor
  const old = partsOf(payees, before.settled)
  const parts = partsOf(payees, cumulative)
  const total = parts.reduce((a, b) => a + b, 0n)
  const paid = total - old.reduce((a, b) => a + b, 0n)
  keeper.channels.update(ctx, id, (draft) => {
    draft.settled = cumulative
    draft.dust = cumulative - total
  })
  keeper.escrows.update(ctx, before.escrowId, (draft) => {
    draft.balance -= paid
    draft.reserved -= paid
  })
  ctx.events.push(eventClaimed(id, paid, cumulative, denom))
  parts.forEach((part, i) => {
    const { address } = payees[i] as { address: string }
    const delta = part - (old[i] as bigint)
    keeper.addCredit(ctx, keeper.addresses.toBytes(address), denom, delta)
    if (delta > 0n) ctx.events.push(eventCredited(address, delta, denom))
  })
  return paid
}

/** Moves a channel to a higher cumulative amount, and divides it as its receipt policy says. */
export function settle(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  descriptor: ChannelDescriptor,
  cumulative: bigint,
): bigint {
  return descriptor.receiptPolicy === POLICY_DUAL
    ? settleContract(keeper, ctx, id, descriptor, cumulative)
    : settleTo(keeper, ctx, id, descriptor, cumulative)
}

/**
 * Presents one promise; anybody may, since the money goes to the payees alone.
 * @param final the last claim of the channel, exempt from min_delta as those of a closing channel are
 * @returns what was newly paid
 */
export function claim(
  keeper: PaymentKeeper,
  ctx: Context,
  promise: Instrument,
  final: boolean,
): bigint {
  const { channelId: id, descriptor, cumulative, validUntilMs } = promise
  const channel = channelOf(keeper, ctx, id, descriptor)
  if (isOver(channel, ctx.timeMs, ctx.height)) throw PaymentError.channelOver()
  const { closeGraceMs } = keeper.paramsOrDefault(ctx)
  if (isStale(validUntilMs, ctx.timeMs, channel.expiryMs + closeGraceMs))
    throw PaymentError.voucherExpired(`valid until ${validUntilMs} ms, now ${ctx.timeMs}`)
  if (cumulative <= channel.settled) {
    // Somebody else may have brought the last voucher first; that is no reason to refuse the close.
    if (final) return 0n
    throw PaymentError.nothingToClaim(`cumulative ${cumulative}, settled ${channel.settled}`)
  }
  const delta = cumulative - channel.settled
  const last = final || channel.closeAtMs > 0n
  const minDelta = amountOf('min_delta', descriptor.minDelta)
  if (!last && delta < minDelta)
    throw PaymentError.belowMinDelta(`pays ${delta}, min_delta ${descriptor.minDelta}`)
  if (cumulative > channel.cap)
    throw PaymentError.overCap(`cumulative ${cumulative}, cap ${channel.cap}`)
  const vested = vestedAt(channel, ctx.timeMs)
  if (cumulative > vested)
    throw PaymentError.overVested(`cumulative ${cumulative}, vested ${vested}`)
  ctx.gas.consume(promise.gas, 'proof of a claim')
  const { verifier, addresses } = keeper
  promise.prove({ verifier, addresses, chainId: ctx.block.chainId })
  if (descriptor.receiptPolicy === POLICY_NONE) {
    if (promise.checkpoint !== null)
      throw PaymentError.invalidCheckpoint('the channel has receipt policy NONE, want none')
    return settleTo(keeper, ctx, id, descriptor, cumulative)
  }
  const feeBefore = keeper.under.contracts.get(ctx, id)?.protocol ?? 0n
  const payable = payableUnder(keeper, ctx, promise, last)
  if (payable <= channel.settled) {
    if (final) return 0n
    throw PaymentError.nothingToClaim(`measured ${payable}, settled ${channel.settled}`)
  }
  if (!last && payable - channel.settled < minDelta)
    throw PaymentError.belowMinDelta(
      `pays ${payable - channel.settled}, min_delta ${descriptor.minDelta}`,
    )
  const paid = settle(keeper, ctx, id, descriptor, payable)
  const { sequence, protocol: fee } = keeper.under.contracts.get(ctx, id) as Contract
  if (descriptor.receiptPolicy === POLICY_DUAL)
    keeper.routes.channelPaid(ctx, id, {
      sequence,
      feeBefore,
      fee,
      tookMs: tookMs(promise, sequence),
    })
  return paid
}

/** How long the newest answer took, by the times that both sides have signed; undefined = an earlier claim showed it. */
function tookMs({ checkpoint }: Instrument, sequence: bigint): bigint | undefined {
  const receipt = checkpoint?.receipt?.receipt
  if (receipt == null || receipt.sequence !== sequence) return undefined
  return receipt.endMs > receipt.startMs ? receipt.endMs - receipt.startMs : 0n
}

/** Ends a channel: what was not paid is free again, and nothing of it is kept. */
export function closeChannel(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  why: 'payee' | 'cooperative' | 'finalized',
): bigint {
  const channel = keeper.mustChannel(ctx, id)
  const released = reservedBy(channel)
  const escrow = keeper.escrows.update(ctx, channel.escrowId, (draft) => {
    draft.reserved -= released
  })
  keeper.removeChannel(ctx, id, channel)
  releaseGrant(keeper.granted, ctx, keeper.addresses.toBytes(escrow.owner), id)
  ctx.events.push(eventChannelClosed(id, why, channel.settled, released, escrow.denom))
  return released
}

/** Begins the close of a channel; its payees may claim until time and blocks of the grace have passed. */
export function beginClose(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  why: 'requested' | 'expired',
): ChannelState {
  const { closeGraceMs, closeGraceBlocks } = keeper.paramsOrDefault(ctx)
  const after = keeper.setClose(ctx, id, ctx.timeMs + closeGraceMs, ctx.height + closeGraceBlocks)
  ctx.events.push(eventCloseRequested(id, why, after.closeAtMs, after.closeAtHeight))
  return after
}

/** A channel in dispute stays until the decision (rules.md H4). */
function closeOrPutOff(keeper: PaymentKeeper, ctx: Context, id: Uint8Array): void {
  const dispute = keeper.disputes.open.get(ctx, id)
  if (dispute === undefined) closeChannel(keeper, ctx, id, 'finalized')
  else keeper.setClose(ctx, id, dispute.deadlineMs + 1n, dispute.deadlineHeight + 1n)
}

/**
 * Closes what is due, oldest first, a bounded number a block: channels past their expiry begin to close,
 * those whose grace is over end. A chain that stood still takes no claim from anybody: the grace of an
 * expired channel counts from the block that sees the expiry.
 */
export function closeDue(keeper: PaymentKeeper, ctx: Context): void {
  const { expiriesPerBlock } = keeper.paramsOrDefault(ctx)
  const over: Uint8Array[] = []
  for (const [closeAtMs, id] of keeper.closings.walk(ctx)) {
    if (ctx.timeMs < closeAtMs || over.length >= expiriesPerBlock) break
    // Times and heights grow together, so that the first that waits for its height ends the walk.
    if (!isOver(keeper.mustChannel(ctx, id), ctx.timeMs, ctx.height)) break
    over.push(id)
  }
  for (const id of over) closeOrPutOff(keeper, ctx, id)
  const expired: Uint8Array[] = []
  for (const [expiryMs, id] of keeper.expiries.walk(ctx)) {
    if (ctx.timeMs < expiryMs || expired.length >= expiriesPerBlock) break
    expired.push(id)
  }
  for (const id of expired) beginClose(keeper, ctx, id, 'expired')
}
