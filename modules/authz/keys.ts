import type { KeyCodec } from '../../chain/collections/keys.js'
import { lengthPrefixedBytes, lengthPrefixedSize } from '../../chain/collections/keys.js'
import { concatBytes, fromUtf8, utf8 } from '../../chain/types/bytes.js'
import { type SecondsNanos, sortableTime } from '../../chain/types/time.js'

/** Name of the store. */
export const AUTHZ_STORE = 'authz'
/** 0x01 | size, granter | size, grantee | type URL -> Grant */
export const GRANTS_PREFIX = Uint8Array.of(0x01)
/** 0x02 | expiration, 29 characters | size, granter | size, grantee -> GrantQueueItem */
export const QUEUE_PREFIX = Uint8Array.of(0x02)

/** Who lets whom run what. */
export interface GrantKey {
  readonly granter: Uint8Array
  readonly grantee: Uint8Array
  /** With a leading slash. */
  readonly msgTypeUrl: string
}

/** Grants of one pair that expire at one time. */
export interface QueueKey {
  /** 2006-01-02T15:04:05.000000000 */
  readonly time: string
  readonly granter: Uint8Array
  readonly grantee: Uint8Array
}

/** What the keys of all grants of a granter, or of a pair, begin with. */
export function pairPrefix(granter: Uint8Array, grantee?: Uint8Array): Uint8Array {
  const first = lengthPrefixedBytes.encode(granter)
  return grantee === undefined ? first : concatBytes(first, lengthPrefixedBytes.encode(grantee))
}

function readPair(bytes: Uint8Array): {
  granter: Uint8Array
  grantee: Uint8Array
  rest: Uint8Array
} {
  const granter = lengthPrefixedBytes.decode(bytes)
  const second = bytes.subarray(lengthPrefixedSize(bytes))
  const grantee = lengthPrefixedBytes.decode(second)
  return { granter, grantee, rest: second.subarray(lengthPrefixedSize(second)) }
}

export const grantKey: KeyCodec<GrantKey> = {
  encode: ({ granter, grantee, msgTypeUrl }) =>
    concatBytes(pairPrefix(granter, grantee), utf8(msgTypeUrl)),
  decode(bytes) {
    const { granter, grantee, rest } = readPair(bytes)
    return { granter, grantee, msgTypeUrl: fromUtf8(rest) }
  },
}

const TIME_SIZE = 29

export const queueKey: KeyCodec<QueueKey> = {
  encode: ({ time, granter, grantee }) => concatBytes(utf8(time), pairPrefix(granter, grantee)),
  decode(bytes) {
    const { granter, grantee } = readPair(bytes.subarray(TIME_SIZE))
    return { time: fromUtf8(bytes.subarray(0, TIME_SIZE)), granter, grantee }
  },
}

/** The place of a pair in the queue. */
export function queuePlace(
  granter: Uint8Array,
  grantee: Uint8Array,
  expiration: SecondsNanos,
): QueueKey {
  return { time: sortableTime(expiration), granter, grantee }
}
