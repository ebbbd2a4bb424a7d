import type { WireCoin } from '../../chain/codec/coinJson.js'
import { codec } from '../../chain/codec/proto.js'
import {
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
  stringKey,
} from '../../chain/collections/keys.js'
import type { ValueCodec } from '../../chain/collections/map.js'
import { assert } from '../../chain/types/assert.js'
import { concatBytes, fromUtf8, utf8 } from '../../chain/types/bytes.js'
import type { Coins } from '../../chain/types/coin.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

/** How a denomination is shown: cosmos.bank.v1beta1.Metadata. */
export type Metadata = PlainTypes['cosmos.bank.v1beta1.Metadata']
/** cosmos.bank.v1beta1.Params; `sendEnabled` is always empty in state. */
export type Params = PlainTypes['cosmos.bank.v1beta1.Params']

export function toWire(coins: Coins): WireCoin[] {
  return coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() }))
}

/** Amounts as ASCII decimals, as math.Int stores them. */
export const amountValue: ValueCodec<bigint> = {
  encode: (amount) => utf8(amount.toString()),
  decode: (bytes) => BigInt(fromUtf8(bytes)),
}

export const metadataValue: ValueCodec<Metadata> = codec('cosmos.bank.v1beta1.Metadata')

/** One byte, 0 or 1: the SDK's BoolValue. */
export const boolValue: ValueCodec<boolean> = {
  encode: (value) => Uint8Array.of(value ? 1 : 0),
  decode: (bytes) => bytes[0] === 1,
}

const paramsCodec = codec('cosmos.bank.v1beta1.Params')

/** The all-false parameters encode to nothing in the SDK; a stored value is never empty, so false is written out. */
export const paramsValue: ValueCodec<Params> = {
  encode: (params) =>
    params.defaultSendEnabled ? paramsCodec.encode(params) : Uint8Array.of(0x10, 0x00),
  decode: (bytes) => paramsCodec.decode(bytes),
}

const generalBalanceKey: KeyCodec<readonly [Uint8Array, string]> = pairKey(
  lengthPrefixedBytes,
  stringKey,
  lengthPrefixedSize,
)

/** Writes ASCII text; false if it is something else. */
function putAscii(out: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127) return false
    out[at + i] = code
  }
  return true
}

/** size of address | address | denom. PERF: denominations are ASCII, so the key is written in one piece. */
export const balanceKey: KeyCodec<readonly [Uint8Array, string]> = {
  encode(parts) {
    const [address, denom] = parts
    const out = new Uint8Array(1 + address.length + denom.length)
    out[0] = address.length
    out.set(address, 1)
    const ascii = address.length <= 255 && putAscii(out, 1 + address.length, denom)
    return ascii ? out : generalBalanceKey.encode(parts)
  },
  decode: generalBalanceKey.decode,
}

/** denom | 0x00 | size of address | address */
export const ownerKey: KeyCodec<readonly [string, Uint8Array]> = {
  encode: ([denom, address]) =>
    concatBytes(denomPrefix(denom), lengthPrefixedBytes.encode(address)),
  decode(bytes) {
    const end = bytes.indexOf(0)
    assert(end > 0, 'a denomination ends with a zero byte')
    return [fromUtf8(bytes.subarray(0, end)), lengthPrefixedBytes.decode(bytes.subarray(end + 1))]
  },
}

/** What the keys of all owners of a denomination begin with. */
export function denomPrefix(denom: string): Uint8Array {
  return concatBytes(utf8(denom), Uint8Array.of(0))
}
