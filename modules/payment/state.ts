import { divFloor, minBig } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type ChannelDescriptor = PlainTypes['infonex.payment.v1.ChannelDescriptor']
export type Share = PlainTypes['infonex.payment.v1.Share']

/** All shares together. */
export const BPS = 10_000

/** A payer's money in one denomination. */
export interface Escrow {
  readonly id: bigint
  readonly owner: string
  readonly denom: string
  readonly balance: bigint
  /** Sum of cap - settled over the open channels. */
  readonly reserved: bigint
  readonly channelSequence: bigint
}

/**
 *   (none) --open--> OPEN <--extend-- CLOSING --finalise--> (none)
 *                      \---request---/    \--- by payee, by both, by expiry ---> (none)
 *
 * Times are ms since 1970; 0 = not set. A closed channel leaves nothing.
 */
export interface ChannelState {
  readonly escrowId: bigint
  readonly settled: bigint
  readonly cap: bigint
  readonly startMs: bigint
  readonly expiryMs: bigint
  readonly closeAtMs: bigint
  readonly closeAtHeight: bigint
  readonly frozenAtMs: bigint
  readonly ratePerS: bigint
  readonly burst: bigint
}

/** vest(t) = min(cap, burst + floor(rate * (min(t, frozen) - start) / 1000)); monotone in t (P9). */
export function vestedAt(channel: ChannelState, nowMs: bigint): bigint {
  const until = channel.frozenAtMs === 0n ? nowMs : minBig(nowMs, channel.frozenAtMs)
  const elapsed = until > channel.startMs ? until - channel.startMs : 0n
  return minBig(channel.cap, channel.burst + divFloor(channel.ratePerS * elapsed, 1000n))
}

/** Whether claims have ended: both the time and the blocks of a close, or the expiry and its grace. */
export function isOver(
  channel: ChannelState,
  nowMs: bigint,
  height: bigint,
  closeGraceMs: bigint,
): boolean {
  const closed =
    channel.closeAtMs > 0n && nowMs >= channel.closeAtMs && height >= channel.closeAtHeight
  return closed || nowMs >= channel.expiryMs + closeGraceMs
}

/**
 * Each payee's part of a cumulative amount: floors, and the first takes what floors leave. Since parts are
 * functions of the cumulative amount alone, any pattern of claims pays the same totals.
 */
export function partsOf(shares: readonly Share[], cumulative: bigint): bigint[] {
  const parts = shares.map(({ bps }) => divFloor(cumulative * BigInt(bps), BigInt(BPS)))
  const rest = cumulative - parts.reduce((a, b) => a + b, 0n)
  assert(rest >= 0n && parts[0] !== undefined, 'floors never exceed the amount')
  parts[0] += rest
  return parts
}
