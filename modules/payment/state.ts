import { divFloor, minBig } from '../../chain/types/arith.js'
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
  /** Sum of cap - settled + dust over the open channels. */
  readonly reserved: bigint
  readonly channelSequence: bigint
}

/**
 *   (none) --open--> OPEN --request by the payer, or expiry--> CLOSING --grace over--> (none)
 *                     |  <--extend, before expiry--              |
 *                     \------------ by payee, by all ------------/--------------> (none)
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
  /** Of settled what floors have not paid yet: less than one unit a payee. */
  readonly dust: bigint
}

/** vest(t) = min(cap, burst + floor(rate * (min(t, frozen) - start) / 1000)); monotone in t (P9). */
export function vestedAt(
  channel: Pick<ChannelState, 'cap' | 'startMs' | 'frozenAtMs' | 'ratePerS' | 'burst'>,
  nowMs: bigint,
): bigint {
  const until = channel.frozenAtMs === 0n ? nowMs : minBig(nowMs, channel.frozenAtMs)
  const elapsed = until > channel.startMs ? until - channel.startMs : 0n
  return minBig(channel.cap, channel.burst + divFloor(channel.ratePerS * elapsed, 1000n))
}

/** Whether claims have ended: both the time and the blocks of the close have passed (rules.md C16). */
export function isOver(channel: ChannelState, nowMs: bigint, height: bigint): boolean {
  return channel.closeAtMs > 0n && nowMs >= channel.closeAtMs && height >= channel.closeAtHeight
}

/**
 * Whether a voucher's time is over; 0 = none. One that was to last to the end of the channel lasts so even
 * when the end comes later than reckoned, as after a halt of the chain (rules.md H2).
 */
export function isStale(validUntilMs: bigint, nowMs: bigint, channelEndMs: bigint): boolean {
  return validUntilMs !== 0n && nowMs > validUntilMs && validUntilMs < channelEndMs
}

/**
 * Each payee's part of a cumulative amount: a floor, so that it never falls as the amount grows, and any
 * pattern of claims pays the same totals. What floors leave is dust (less than one unit a payee): it stays
 * reserved, and is the payer's again when the channel closes. To give it to one payee would make that
 * payee's part fall at times (found by a property).
 */
export function partsOf(shares: readonly Share[], cumulative: bigint): bigint[] {
  return shares.map(({ bps }) => divFloor(cumulative * BigInt(bps), BigInt(BPS)))
}

/** What is still promised: the rest of the cap, and dust. */
export function reservedBy(channel: Pick<ChannelState, 'cap' | 'settled' | 'dust'>): bigint {
  return channel.cap - channel.settled + channel.dust
}
