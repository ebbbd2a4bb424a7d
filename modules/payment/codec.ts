import { codec } from '../../chain/codec/proto.js'
import { fromBe64, be64, concatBytes } from '../../chain/types/bytes.js'
import { assert } from '../../chain/types/assert.js'
import { toSafeNumber, U64_MAX, U128_MAX } from '../../chain/types/arith.js'
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

const fromU128 = (b: Uint8Array, at: number): bigint =>
  (fromBe64(b, at) << 64n) | fromBe64(b, at + 8)

function setU128(view: DataView, at: number, value: bigint): void {
  assert(value >= 0n && value <= U128_MAX, 'u128 out of range')
  view.setBigUint64(at, value >> 64n)
  view.setBigUint64(at + 8, value & U64_MAX)
}

function setU64(view: DataView, at: number, value: bigint): void {
  assert(value >= 0n && value <= U64_MAX, 'u64 out of range')
  view.setBigUint64(at, value)
}

function setU48(view: DataView, at: number, value: bigint): void {
  assert(value >= 0n && value < 1n << 48n, 'u48 out of range')
  view.setUint16(at, toSafeNumber(value >> 32n))
  view.setUint32(at + 2, toSafeNumber(value & 0xffff_ffffn))
}

const getU128 = (view: DataView, at: number): bigint =>
  (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8)
/** 48 bits fit a safe integer. */
const getU48 = (view: DataView, at: number): bigint =>
  BigInt(view.getUint16(at) * 0x1_0000_0000 + view.getUint32(at + 2))

/** Bytes of a packed channel: 2 x 16 + 8 + 5 x 6 + 2 x 8 + 1. */
export const CHANNEL_BYTES = 87

/**
 * settled u128 | cap u128 | escrow u64 | start u48 | expiry u48 | close_at u48 | close_height u48 |
 * frozen_at u48 | rate u64 | burst u64 | dust u8, all big-endian.
 */
export const channelCodec: ValueCodec<ChannelState> = {
  encode(c) {
    const out = new Uint8Array(CHANNEL_BYTES)
    const view = new DataView(out.buffer)
    setU128(view, 0, c.settled)
    setU128(view, 16, c.cap)
    setU64(view, 32, c.escrowId)
    setU48(view, 40, c.startMs)
    setU48(view, 46, c.expiryMs)
    setU48(view, 52, c.closeAtMs)
    setU48(view, 58, c.closeAtHeight)
    setU48(view, 64, c.frozenAtMs)
    setU64(view, 70, c.ratePerS)
    setU64(view, 78, c.burst)
    assert(c.dust >= 0n && c.dust < 256n, 'u8 out of range')
    out[86] = toSafeNumber(c.dust)
    return out
  },
  decode(b) {
    assert(b.length === CHANNEL_BYTES, 'a packed channel has 87 bytes')
    // PERF: a claim reads its channel some four times; one view, and no copies.
    const view = new DataView(b.buffer, b.byteOffset, b.length)
    return {
      settled: getU128(view, 0),
      cap: getU128(view, 16),
      escrowId: view.getBigUint64(32),
      startMs: getU48(view, 40),
      expiryMs: getU48(view, 46),
      closeAtMs: getU48(view, 52),
      closeAtHeight: getU48(view, 58),
      frozenAtMs: getU48(view, 64),
      ratePerS: view.getBigUint64(70),
      burst: view.getBigUint64(78),
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
