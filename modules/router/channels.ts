import {
  fixedSize,
  bytesKey,
  type KeyCodec,
  lengthPrefixedBytes,
  pairKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { bytesValue, u64Value } from '../../chain/collections/item.js'
import { StoreMap, type ValueCodec } from '../../chain/collections/map.js'
import { be32, be64, concatBytes, fromBe64 } from '../../chain/types/bytes.js'
import { readU32 } from './match/packed.js'

/** What the router knows of a channel that pays under its leases. */
export interface RoutedUse {
  /** Set aside for open leases. */
  readonly committed: bigint
  /** Sequence of the newest answer that was counted. */
  readonly sequence: bigint
  /** Whose answers it pays: of the newest lease. */
  readonly serverId: bigint
  readonly model: number
  readonly matchId: bigint
  /** The client insisted on the server: what it pays proves nothing. */
  readonly isInsisted: boolean
  /** Key whose vouchers it takes; empty = the client attached it. */
  readonly signer: Uint8Array
}

const useCodec: ValueCodec<RoutedUse> = {
  encode: (u) =>
    concatBytes(
      be64(u.committed >> 64n),
      be64(BigInt.asUintN(64, u.committed)),
      be64(u.sequence),
      be64(u.serverId),
      be64(u.matchId),
      be32(u.model),
      Uint8Array.of(u.isInsisted ? 1 : 0),
      u.signer,
    ),
  decode: (b) => ({
    committed: (fromBe64(b) << 64n) | fromBe64(b, 8),
    sequence: fromBe64(b, 16),
    serverId: fromBe64(b, 24),
    matchId: fromBe64(b, 32),
    model: readU32(b, 40),
    isInsisted: b[44] === 1,
    signer: b.slice(45),
  }),
}

/**
 * What one channel is reused for: a client's retail agreement, a supplier's wholesale agreement, and one server of
 * it, since each server numbers the answers of a channel by itself.
 */
export interface RoutedPair {
  readonly retailId: bigint
  readonly wholesaleId: bigint
  readonly serverId: bigint
}

const routedKey: KeyCodec<RoutedPair> = {
  encode: ({ retailId, wholesaleId, serverId }) =>
    concatBytes(be64(retailId), be64(wholesaleId), be64(serverId)),
  decode: (b) => ({
    retailId: fromBe64(b),
    wholesaleId: fromBe64(b, 8),
    serverId: fromBe64(b, 16),
  }),
}

/** Channels under leases, and whose payments counted for whom. */
export class ChannelBook {
  /** channel id */
  readonly uses: StoreMap<Uint8Array, RoutedUse>
  /** be64 retail | be64 wholesale | be64 server -> id of the channel that is reused between them */
  readonly newest: StoreMap<RoutedPair, Uint8Array>
  /** be64 server | client -> receipts that counted */
  readonly counted: StoreMap<readonly [bigint, Uint8Array], bigint>
  /** client -> ms of its first answer that counted */
  readonly payers: StoreMap<Uint8Array, bigint>

  constructor(store: string, prefixes: readonly [number, number, number, number]) {
    const prefix = (i: 0 | 1 | 2 | 3): Uint8Array => Uint8Array.of(prefixes[i])
    this.uses = new StoreMap({
      ...{ store, prefix: prefix(0), name: 'uses of channels', key: bytesKey, value: useCodec },
    })
    this.newest = new StoreMap({
      ...{ store, prefix: prefix(1), name: 'routed channels', value: bytesValue },
      key: routedKey,
    })
    this.counted = new StoreMap({
      ...{ store, prefix: prefix(2), name: 'counterparties', value: u64Value },
      key: pairKey(u64Key, lengthPrefixedBytes, fixedSize(8)),
    })
    this.payers = new StoreMap({
      ...{ store, prefix: prefix(3), name: 'payers', key: bytesKey, value: u64Value },
    })
  }
}
