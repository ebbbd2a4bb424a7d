import { U64_MAX, U128_MAX } from '../../chain/types/arith.js'
import { assert } from '../../chain/types/assert.js'
import { be64, concatBytes, fromBe64 } from '../../chain/types/bytes.js'
import type { KeyCodec } from '../../chain/collections/keys.js'
import type { ValueCodec } from '../../chain/collections/map.js'
import type { BondState, UnbondingState } from './state.js'

function u128(value: bigint): Uint8Array {
  assert(value >= 0n && value <= U128_MAX, 'u128 out of range')
  return concatBytes(be64(value >> 64n), be64(value & U64_MAX))
}

const fromU128 = (b: Uint8Array, at: number): bigint =>
  (fromBe64(b, at) << 64n) | fromBe64(b, at + 8)

/** u128 as 16 bytes big-endian. */
export const u128Codec: ValueCodec<bigint> = { encode: u128, decode: (b) => fromU128(b, 0) }

/** amount u128 | locked u128 | unbonding u128, big-endian. */
export const bondCodec: ValueCodec<BondState> = {
  encode: (b) => concatBytes(u128(b.amount), u128(b.locked), u128(b.unbonding)),
  decode(b) {
    assert(b.length === 48, 'a packed bond has 48 bytes')
    return { amount: fromU128(b, 0), locked: fromU128(b, 16), unbonding: fromU128(b, 32) }
  },
}

/** amount u128 | complete_ms u64 | complete_height u64, big-endian. */
export const unbondingCodec: ValueCodec<UnbondingState> = {
  encode: (u) => concatBytes(u128(u.amount), be64(u.completeMs), be64(u.completeHeight)),
  decode(b) {
    assert(b.length === 32, 'a packed unbonding has 32 bytes')
    return { amount: fromU128(b, 0), completeMs: fromBe64(b, 16), completeHeight: fromBe64(b, 24) }
  },
}

/** One byte. */
export const u8Key: KeyCodec<number> = {
  encode: (n) => Uint8Array.of(n),
  decode: (b) => b[0] as number,
}
