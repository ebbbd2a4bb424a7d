import type { PlainTypes } from '../../proto/gen/plain.js'
import { U64_MAX, minBig, toSafeNumber } from '../types/arith.js'
import { concatBytes, prefixEnd } from '../types/bytes.js'
import type { QueryContext } from '../types/context.js'
import { grpcInvalidArgument } from '../types/grpc.js'
import type { StoreMap } from './map.js'

type PageRequest = PlainTypes['cosmos.base.query.v1beta1.PageRequest']
type PageResponse = PlainTypes['cosmos.base.query.v1beta1.PageResponse']

/** Entries of a page when the request names no limit (types/query/pagination.go). */
export const DEFAULT_LIMIT = 100n
/** Entries of a page at most; a larger limit is lowered to it, and `next_key` leads on. */
export const MAX_LIMIT = 1000n
/** Entries that one request may visit: a bound on offsets, filters and totals. */
export const MAX_VISITED = 100_000

export interface PageOptions<K, V> {
  /** Only keys (without the map's prefix) that begin so; `key` and `next_key` leave it out. */
  readonly prefix?: Uint8Array
  /** Only entries for which this holds; they alone are counted. */
  readonly include?: (key: K, value: V) => boolean
}

export interface Page<K, V> {
  readonly items: readonly (readonly [K, V])[]
  readonly pagination: PageResponse
}

const EMPTY = new Uint8Array()

/**
 * One page of a map, as the SDK's CollectionPaginate gives it: by `key` or by `offset`, with the total when
 * it is asked for or no limit is named. In reverse, `key` is the first entry of the page as well. `total`
 * is 0 when more than MAX_VISITED entries would have to be visited to know it.
 * @throws TxError InvalidArgument when both key and offset are given, or the offset is out of bounds.
 */
export function paginate<K, V>(
  ctx: QueryContext,
  map: StoreMap<K, V>,
  request: PageRequest | null,
  options: PageOptions<K, V> = {},
): Page<K, V> {
  const wanted = normalise(request)
  const low = concatBytes(map.options.prefix, options.prefix ?? EMPTY)
  const items: (readonly [K, V])[] = []
  let visited = 0
  let found = 0
  let nextKey = EMPTY
  for (const [rawKey, rawValue] of pairs(ctx, map, low, wanted)) {
    const full = found >= wanted.offset + wanted.limit
    visited += 1
    if (visited > MAX_VISITED) {
      if (nextKey.length === 0) nextKey = rawKey.slice(low.length)
      return { items, pagination: { nextKey, total: 0n } }
    }
    const key = map.options.key.decode(rawKey.subarray(map.options.prefix.length))
    const needed = options.include !== undefined || (!full && found >= wanted.offset)
    const value = needed ? map.options.value.decode(rawValue) : undefined
    if (options.include !== undefined && !options.include(key, value as V)) continue
    if (full && nextKey.length === 0) {
      nextKey = rawKey.slice(low.length)
      if (!wanted.countTotal) break
    }
    if (!full && found >= wanted.offset) items.push([key, value as V])
    found += 1
  }
  return { items, pagination: { nextKey, total: wanted.countTotal ? BigInt(found) : 0n } }
}

interface Wanted {
  readonly key: Uint8Array
  readonly offset: number
  readonly limit: number
  readonly countTotal: boolean
  readonly reverse: boolean
}

function normalise(request: PageRequest | null): Wanted {
  const { key, offset, limit, countTotal, reverse } = request ?? {
    key: EMPTY,
    offset: 0n,
    limit: 0n,
    countTotal: false,
    reverse: false,
  }
  if (offset > 0n && key.length > 0)
    throw grpcInvalidArgument('invalid request, either offset or key is expected, got both')
  if (offset > BigInt(MAX_VISITED))
    throw grpcInvalidArgument(`offset is ${offset}, want at most ${MAX_VISITED}: go on by key`)
  return {
    key,
    offset: toSafeNumber(offset),
    limit: toSafeNumber(minBig(limit === 0n ? DEFAULT_LIMIT : minBig(limit, U64_MAX), MAX_LIMIT)),
    // The SDK counts when no limit is named, and never when it goes on by key.
    countTotal: key.length === 0 && (countTotal || limit === 0n),
    reverse,
  }
}

function pairs<K, V>(
  ctx: QueryContext,
  map: StoreMap<K, V>,
  low: Uint8Array,
  { key, reverse }: Wanted,
): IterableIterator<readonly [Uint8Array, Uint8Array]> {
  const store = ctx.kv(map.options.store)
  const end = prefixEnd(low)
  if (key.length === 0) return store.iterate(low, end, reverse)
  const at = concatBytes(low, key)
  // The smallest key above `at`, so that `at` itself belongs to a page in reverse.
  return reverse
    ? store.iterate(low, concatBytes(at, Uint8Array.of(0)), true)
    : store.iterate(at, end, false)
}
