import {
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
} from '../../chain/collections/keys.js'
import { concatBytes, fromUtf8, utf8 } from '../../chain/types/bytes.js'

/** Name of the store. */
export const FEEGRANT_STORE = 'feegrant'
/** 0x00 | size, grantee | size, granter -> Grant */
export const ALLOWANCES_PREFIX = Uint8Array.of(0x00)
/** 0x01 | expiration, 29 characters | size, grantee | size, granter -> 0x01 */
export const QUEUE_PREFIX = Uint8Array.of(0x01)

/** Who pays for whom. */
export interface PairKey {
  readonly grantee: Uint8Array
  readonly granter: Uint8Array
}

/** An allowance by when it expires. */
export interface QueueKey extends PairKey {
  /** 2006-01-02T15:04:05.000000000 */
  readonly time: string
}

export const pairKey: KeyCodec<PairKey> = {
  encode: ({ grantee, granter }) =>
    concatBytes(lengthPrefixedBytes.encode(grantee), lengthPrefixedBytes.encode(granter)),
  decode: (bytes) => ({
    grantee: lengthPrefixedBytes.decode(bytes),
    granter: lengthPrefixedBytes.decode(bytes.subarray(lengthPrefixedSize(bytes))),
  }),
}

const TIME_SIZE = 29

export const queueKey: KeyCodec<QueueKey> = {
  encode: (key) => concatBytes(utf8(key.time), pairKey.encode(key)),
  decode: (bytes) => ({
    time: fromUtf8(bytes.subarray(0, TIME_SIZE)),
    ...pairKey.decode(bytes.subarray(TIME_SIZE)),
  }),
}
