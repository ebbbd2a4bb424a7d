import { assert } from '../../chain/types/assert.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { amountOf } from './amount.js'
import { channelId } from './descriptor.js'
import { PaymentError } from './errors.js'
import { eventChannelClosed, eventClaimed, eventCredited } from './events.js'
import type { PaymentKeeper } from './keeper.js'
import {
  type ChannelDescriptor,
  type ChannelState,
  isOver,
  partsOf,
  reservedBy,
  vestedAt,
} from './state.js'
import { checkVoucher, isSigned, type SignedVoucher } from './voucher.js'

/** Gas of one voucher's signature: the SDK's price of a secp256k1 signature. */
const SIGNATURE_GAS = 1000n

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

/** Moves a channel to a higher cumulative amount and credits each payee its part. */
export function settleTo(
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

/**
 * Presents one voucher; anybody may, since the money goes to the payees alone.
 * @param final the last claim of the channel, exempt from min_delta
 * @returns what was newly paid
 */
export function claim(
  keeper: PaymentKeeper,
  ctx: Context,
  signed: SignedVoucher | null,
  final: boolean,
): bigint {
  const { voucher, descriptor, cumulative } = checkVoucher(signed)
  const id = voucher.channelId
  const channel = channelOf(keeper, ctx, id, descriptor)
  const { closeGraceMs } = keeper.paramsOrDefault(ctx)
  if (isOver(channel, ctx.timeMs, ctx.height, closeGraceMs)) throw PaymentError.channelOver()
  if (voucher.validUntilMs !== 0n && ctx.timeMs > voucher.validUntilMs)
    throw PaymentError.voucherExpired(`valid until ${voucher.validUntilMs} ms, now ${ctx.timeMs}`)
  if (cumulative <= channel.settled)
    throw PaymentError.nothingToClaim(`cumulative ${cumulative}, settled ${channel.settled}`)
  const delta = cumulative - channel.settled
  if (!final && delta < amountOf('min_delta', descriptor.minDelta))
    throw PaymentError.belowMinDelta(`pays ${delta}, min_delta ${descriptor.minDelta}`)
  if (cumulative > channel.cap)
    throw PaymentError.overCap(`cumulative ${cumulative}, cap ${channel.cap}`)
  const vested = vestedAt(channel, ctx.timeMs)
  if (cumulative > vested)
    throw PaymentError.overVested(`cumulative ${cumulative}, vested ${vested}`)
  ctx.gas.consume(SIGNATURE_GAS, 'voucher signature')
  if (!isSigned(keeper.verifier, keeper.addresses, ctx.block.chainId, signed as SignedVoucher))
    throw PaymentError.invalidSignature()
  return settleTo(keeper, ctx, id, descriptor, cumulative)
}

/** Ends a channel: what was not paid is free again, and nothing of it is kept. */
export function closeChannel(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  why: 'payee' | 'cooperative' | 'finalized' | 'expired',
): bigint {
  const channel = keeper.mustChannel(ctx, id)
  const released = reservedBy(channel)
  const escrow = keeper.escrows.update(ctx, channel.escrowId, (draft) => {
    draft.reserved -= released
  })
  keeper.channels.delete(ctx, id)
  keeper.byEscrow.delete(ctx, [channel.escrowId, id])
  keeper.expiries.delete(ctx, [channel.expiryMs, id])
  ctx.events.push(eventChannelClosed(id, why, channel.settled, released, escrow.denom))
  return released
}

/** Closes channels whose expiry and grace are over, oldest first, a bounded number a block. */
export function closeExpired(keeper: PaymentKeeper, ctx: Context): void {
  const { closeGraceMs, expiriesPerBlock } = keeper.paramsOrDefault(ctx)
  const due: Uint8Array[] = []
  for (const [expiryMs, id] of keeper.expiries.walk(ctx)) {
    if (ctx.timeMs < expiryMs + closeGraceMs || due.length >= expiriesPerBlock) break
    due.push(id)
  }
  for (const id of due) closeChannel(keeper, ctx, id, 'expired')
}
