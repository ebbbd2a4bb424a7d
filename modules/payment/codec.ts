import { codec } from '../../chain/codec/proto.js'
import { fromBe64, be64, concatBytes } from '../../chain/types/bytes.js'
import { assert } from '../../chain/types/assert.js'
import { U64_MAX, U128_MAX } from '../../chain/types/arith.js'
import { lengthPrefixedBytes, lengthPrefixedSize } from '../../chain/collections/keys.js'
import type { ValueCodec } from '../../chain/collections/map.js'
import { amountOf } from './amount.js'
import type { ChannelState, Escrow } from './state.js'

const wireEscrow = codec('infonex.payment.v1.Escrow')

/** Escrows are stored as their protobuf. */
export const escrowCodec: ValueCodec<Escrow> = {
  encode: (e) =>
    wireEscrow.encode({
      ...e,
      balance: e.balance.toString(),
      reserved: e.reserved.toString(),
    }),
  decode(bytes) {
    const e = wireEscrow.decode(bytes)
    return {
      ...e,
      balance: amountOf('balance', e.balance),
      reserved: amountOf('reserved', e.reserved),
    }
  },
}

function u128(value: bigint): Uint8Array {
  assert(value >= 0n && value <= U128_MAX, 'u128 out of range')
  return concatBytes(be64(value >> 64n), be64(value & U64_MAX))
}

function u8(value: bigint): Uint8Array {
  assert(value >= 0n && value < 256n, 'u8 out of range')
  return be64(value).subarray(7)
}

function u48(value: bigint): Uint8Array {
  assert(value >= 0n && value < 1n << 48n, 'u48 out of range')
  return be64(value).subarray(2)
}

const fromU128 = (b: Uint8Array, at: number): bigint =>
  (fromBe64(b, at) << 64n) | fromBe64(b, at + 8)
const fromU48 = (b: Uint8Array, at: number): bigint =>
  fromBe64(concatBytes(Uint8Array.of(0, 0), b.subarray(at, at + 6)))

/** Bytes of a packed channel: 2 x 16 + 8 + 5 x 6 + 2 x 8 + 1. */
export const CHANNEL_BYTES = 87

/**
 * settled u128 | cap u128 | escrow u64 | start u48 | expiry u48 | close_at u48 | close_height u48 |
 * frozen_at u48 | rate u64 | burst u64 | dust u8, all big-endian.
 */
export const channelCodec: ValueCodec<ChannelState> = {
  encode: (c) =>
    concatBytes(
      u128(c.settled),
      u128(c.cap),
      be64(c.escrowId),
      u48(c.startMs),
      u48(c.expiryMs),
      u48(c.closeAtMs),
      u48(c.closeAtHeight),
      u48(c.frozenAtMs),
      be64(c.ratePerS),
      be64(c.burst),
      u8(c.dust),
    ),
  decode(b) {
    assert(b.length === CHANNEL_BYTES, 'a packed channel has 87 bytes')
    return {
      settled: fromU128(b, 0),
      cap: fromU128(b, 16),
      escrowId: fromBe64(b, 32),
      startMs: fromU48(b, 40),
      expiryMs: fromU48(b, 46),
      closeAtMs: fromU48(b, 52),
      closeAtHeight: fromU48(b, 58),
      frozenAtMs: fromU48(b, 64),
      ratePerS: fromBe64(b, 70),
      burst: fromBe64(b, 78),
      dust: BigInt(b[86] as number),
    }
  },
}

/** u128 as 16 bytes big-endian. */
export const u128Codec: ValueCodec<bigint> = { encode: u128, decode: (b) => fromU128(b, 0) }

/** Addresses one after the other, each with a length byte. */
export const payeesCodec: ValueCodec<readonly Uint8Array[]> = {
  encode: (payees) => concatBytes(...payees.map((payee) => lengthPrefixedBytes.encode(payee))),
  decode(bytes) {
    const out: Uint8Array[] = []
    for (let at = 0; at < bytes.length;) {
      const rest = bytes.subarray(at)
      out.push(lengthPrefixedBytes.decode(rest))
      at += lengthPrefixedSize(rest)
    }
    return out
  },
}
