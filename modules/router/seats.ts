import { KeySet, u64Value } from '../../chain/collections/item.js'
import { fixedSize, type KeyCodec, pairKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap, type ValueCodec } from '../../chain/collections/map.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { be32, be64, concatBytes, newBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { readU32, readU64, writeU32 } from './match/packed.js'
import type { Place } from './match/pools.js'
import type { Seat, StandingAt } from './match/roster.js'

const ROW = 19

/** count u8 | for each seat: market u32 | cell u16 | class u8 | leaf u32 | wholesale u64 */
const seatsCodec: ValueCodec<readonly Seat[]> = {
  encode(seats) {
    const bytes = newBytes(1 + seats.length * ROW)
    bytes[0] = seats.length
    seats.forEach(({ market, cell, klass, leaf, wholesaleId }, i) => {
      const at = 1 + i * ROW
      writeU32(bytes, at, market)
      bytes[at + 4] = cell >>> 8
      bytes[at + 5] = cell
      bytes[at + 6] = klass
      writeU32(bytes, at + 7, leaf)
      bytes.set(be64(wholesaleId), at + 11)
    })
    return bytes
  },
  decode: (bytes) =>
    Array.from({ length: bytes[0] as number }, (_, i) => {
      const at = 1 + i * ROW
      return {
        ...treeKey.decode(bytes.subarray(at)),
        leaf: readU32(bytes, at + 7),
        wholesaleId: readU64(bytes, at + 11),
      }
    }),
}

/** The tree that a place is a leaf of. */
type Tree = Omit<Place, 'leaf'>

const treeKey: KeyCodec<Tree> = {
  encode: ({ market, cell, klass }) =>
    concatBytes(be32(market), Uint8Array.of(cell >>> 8, cell & 0xff, klass)),
  decode: (b) => ({
    market: readU32(b, 0),
    cell: (b[4] as number) * 256 + (b[5] as number),
    klass: b[6] as number,
  }),
}

const u32Key: KeyCodec<number> = { encode: be32, decode: (b) => readU32(b, 0) }

/** Which places servers have, and which leaves are free. */
export class SeatBook {
  /** be64 server | be32 model */
  readonly seatings: StoreMap<StandingAt, readonly Seat[]>
  readonly nextLeaf: StoreMap<Tree, bigint>
  readonly freeLeaves: KeySet<readonly [Tree, number]>

  constructor(store: string, prefixes: readonly [number, number, number]) {
    const [seatings, next, free] = prefixes.map((n) => Uint8Array.of(n)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    this.seatings = new StoreMap({
      ...{ store, prefix: seatings, name: 'seatings' },
      key: pairKey(u64Key, u32Key, fixedSize(8)),
      value: seatsCodec,
    })
    this.nextLeaf = new StoreMap({
      ...{ store, prefix: next, name: 'next leaves', key: treeKey, value: u64Value },
    })
    this.freeLeaves = new KeySet({
      ...{ store, prefix: free, name: 'free leaves' },
      key: pairKey(treeKey, u32Key, fixedSize(7)),
    })
  }

  of(ctx: QueryContext, at: StandingAt): readonly Seat[] {
    return this.seatings.get(ctx, at) ?? []
  }

  /** Numbers of the models that a server has a standing for. */
  modelsOf(ctx: QueryContext, server: bigint): number[] {
    const prefix = be64(server)
    return [...this.seatings.walk(ctx, { prefix })].map(([[, model]]) => model)
  }

  set(ctx: Context, at: StandingAt, seats: readonly Seat[]): void {
    this.seatings.set(ctx, at, seats)
  }

  remove(ctx: Context, at: StandingAt): void {
    this.seatings.delete(ctx, at)
  }

  /** A leaf that nobody has: the lowest that was given back, else the next. */
  takeLeaf(ctx: Context, tree: Tree): number {
    const [free] = this.freeLeaves.walk(ctx, { prefix: treeKey.encode(tree) })
    if (free !== undefined) {
      this.freeLeaves.delete(ctx, free)
      return free[1]
    }
    const next = this.nextLeaf.get(ctx, tree) ?? 0n
    this.nextLeaf.set(ctx, tree, next + 1n)
    return toSafeNumber(next)
  }

  giveLeaf(ctx: Context, { market, cell, klass, leaf }: Place): void {
    this.freeLeaves.add(ctx, [{ market, cell, klass }, leaf])
  }
}
