import { codec } from '../../chain/codec/proto.js'
import { KeySet, Sequence } from '../../chain/collections/item.js'
import {
  bytesKey,
  fixedSize,
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { remembered } from '../../chain/collections/remembered.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { be64, equalBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type Match = PlainTypes['infonex.router.v1.Match']
export type MatchTerms = PlainTypes['infonex.router.v1.MatchTerms']
export type Anticipation = PlainTypes['infonex.router.v1.PaymentAnticipation']

export const REQUESTED = 1
export const ASSIGNED = 2
export const LEASED = 3
export const NO_MATCH = 4

/** Whether a match holds a slot of a server. */
export const holdsSlot = ({ status }: Pick<Match, 'status'>): boolean =>
  status === ASSIGNED || status === LEASED

const pairOf = (key: KeyCodec<bigint>): KeyCodec<readonly [bigint, bigint]> =>
  pairKey(key, u64Key, fixedSize(8))

/** Requests, leases, and the queues that they wait in. */
export class MatchBook {
  readonly #addresses: AddressCodec
  readonly matches: StoreMap<bigint, Match>
  readonly next: Sequence
  /** height of the request | match */
  readonly pending: KeySet<readonly [bigint, bigint]>
  /** client | match */
  readonly byClient: KeySet<readonly [Uint8Array, bigint]>
  /** server | match; those that hold a slot */
  readonly byServer: KeySet<readonly [bigint, bigint]>
  /** due ms | match */
  readonly due: KeySet<readonly [bigint, bigint]>
  /** channel id | match; those that it is to pay */
  readonly byChannel: KeySet<readonly [Uint8Array, bigint]>

  constructor(store: string, addresses: AddressCodec, first: number) {
    const prefix = (n: number): Uint8Array => Uint8Array.of(first + n)
    this.#addresses = addresses
    this.matches = new StoreMap({
      ...{ store, prefix: prefix(0), name: 'matches', key: u64Key },
      value: remembered(codec('infonex.router.v1.Match')),
    })
    this.next = new Sequence({ store, prefix: prefix(1), name: 'next match', start: 1n })
    this.pending = new KeySet({
      ...{ store, prefix: prefix(2), name: 'pending matches', key: pairOf(u64Key) },
    })
    this.byClient = new KeySet({
      ...{ store, prefix: prefix(3), name: 'matches by client' },
      key: pairKey(lengthPrefixedBytes, u64Key, lengthPrefixedSize),
    })
    this.byServer = new KeySet({
      ...{ store, prefix: prefix(4), name: 'matches by server', key: pairOf(u64Key) },
    })
    this.due = new KeySet({ store, prefix: prefix(5), name: 'matches by end', key: pairOf(u64Key) })
    this.byChannel = new KeySet({
      ...{ store, prefix: prefix(6), name: 'matches by channel' },
      key: pairKey(bytesKey, u64Key, fixedSize(32)),
    })
  }

  get(ctx: QueryContext, id: bigint): Match | undefined {
    return this.matches.get(ctx, id)
  }

  /** Writes a match in place of what was there; only indexes that change are written. */
  put(ctx: Context, after: Match): void {
    this.#index(ctx, this.get(ctx, after.id), after)
    this.matches.set(ctx, after.id, after)
  }

  remove(ctx: Context, match: Match): void {
    this.#index(ctx, match, undefined)
    this.matches.delete(ctx, match.id)
  }

  #index(ctx: Context, before: Match | undefined, after: Match | undefined): void {
    const client = this.#addresses.toBytes((after ?? before)?.client as string)
    const waits = (m: Match) => (m.status === REQUESTED ? ([m.height, m.id] as const) : undefined)
    const slot = (m: Match) => (holdsSlot(m) ? ([m.serverId, m.id] as const) : undefined)
    const due = (m: Match) => (m.dueMs === 0n ? undefined : ([m.dueMs, m.id] as const))
    move(ctx, this.pending, before, after, waits)
    move(ctx, this.byClient, before, after, (m) => [client, m.id] as const)
    move(ctx, this.byServer, before, after, slot)
    move(ctx, this.due, before, after, due)
    move(ctx, this.byChannel, before, after, channelKeyOf)
  }

  /** How many requests and leases a client has, up to `most`. */
  countOf(ctx: QueryContext, client: Uint8Array, most: number): number {
    let count = 0
    for (const _ of this.byClient.walk(ctx, { prefix: lengthPrefixedBytes.encode(client) }))
      if (++count >= most) break
    return count
  }

  /** Matches that a channel is to pay. */
  onChannel(ctx: QueryContext, channelId: Uint8Array): Match[] {
    return [...this.byChannel.walk(ctx, { prefix: channelId })].map(
      ([, id]) => this.get(ctx, id) as Match,
    )
  }

  /** Whether any match holds a slot of a server. */
  hasLeases(ctx: QueryContext, server: bigint): boolean {
    return this.byServer.walk(ctx, { prefix: be64(server) }).next().done !== true
  }
}

function channelKeyOf({ anticipation, id }: Match): readonly [Uint8Array, bigint] | undefined {
  const channel = anticipation?.channelId
  return channel === undefined || channel.length === 0 ? undefined : [channel, id]
}

/** Takes an entry out of an index, and puts it in again where it belongs now. */
function move<K>(
  ctx: Context,
  index: KeySet<K>,
  before: Match | undefined,
  after: Match | undefined,
  keyOf: (match: Match) => K | undefined,
): void {
  const [old, now] = [before && keyOf(before), after && keyOf(after)]
  if (old !== undefined && now !== undefined && isSameKey(index, old, now)) return
  if (old !== undefined) index.delete(ctx, old)
  if (now !== undefined) index.add(ctx, now)
}

function isSameKey<K>(index: KeySet<K>, a: K, b: K): boolean {
  const { encode } = index.map.options.key
  return equalBytes(encode(a), encode(b))
}
