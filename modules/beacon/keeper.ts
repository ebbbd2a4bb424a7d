import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import { bytesValue, StoreItem } from '../../chain/collections/item.js'
import { bytesKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { concatBytes, utf8 } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { BeaconError } from './errors.js'
import { type BeaconParams, DEFAULT_PARAMS, type Onion } from './state.js'

export const BEACON_STORE = 'beacon'

/** Fewest blocks of an accumulation: audits and probes use no shorter one (rules.md H16). */
export const MIN_ACCUMULATED_BLOCKS = 32n

/** Owns onions and seeds; the one source of randomness of the chain. */
export class BeaconKeeper {
  readonly addresses: AddressCodec
  readonly params = new StoreItem<BeaconParams>({
    store: BEACON_STORE,
    prefix: Uint8Array.of(0),
    name: 'params',
    value: codec('infonex.beacon.v1.Params'),
  })
  readonly onions = new StoreMap<Uint8Array, Onion>({
    store: BEACON_STORE,
    prefix: Uint8Array.of(1),
    name: 'onions',
    key: bytesKey,
    value: codec('infonex.beacon.v1.Onion'),
  })
  readonly seeds = new StoreMap<bigint, Uint8Array>({
    store: BEACON_STORE,
    prefix: Uint8Array.of(2),
    name: 'seeds',
    key: u64Key,
    value: bytesValue,
  })

  constructor(addresses: AddressCodec) {
    this.addresses = addresses
  }

  paramsOrDefault(ctx: QueryContext): BeaconParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  /** 32 bytes that nobody could choose. @throws TxError beacon 9 outside the window. */
  seed(ctx: QueryContext, height: bigint): Uint8Array {
    const seed = this.seeds.get(ctx, height)
    if (seed === undefined) throw BeaconError.noSeed(`height ${height}`)
    return seed
  }

  /**
   * One seed over the blocks from..to, both inclusive: who withholds one block of it changes one input of
   * many. @throws TxError beacon 10 under 32 blocks, 9 outside the window.
   */
  accumulated(ctx: QueryContext, from: bigint, to: bigint): Uint8Array {
    const blocks = to - from + 1n
    if (blocks < MIN_ACCUMULATED_BLOCKS)
      throw BeaconError.windowTooShort(`${blocks} blocks, want ${MIN_ACCUMULATED_BLOCKS}`)
    let acc = sha256(utf8('infonex/accumulated/1'))
    for (let height = from; height <= to; height += 1n)
      acc = sha256(concatBytes(acc, this.seed(ctx, height)))
    return acc
  }

  /** Stores the seed of this block and forgets the one that leaves the window. */
  storeSeed(ctx: Context, seed: Uint8Array): void {
    this.seeds.set(ctx, ctx.height, seed)
    const { windowBlocks } = this.paramsOrDefault(ctx)
    const old = ctx.height - windowBlocks
    if (old >= 0n && this.seeds.has(ctx, old)) this.seeds.delete(ctx, old)
  }

  /** The newest seed kept; of genesis if no block has made one yet. */
  latestSeed(ctx: QueryContext): { height: bigint; seed: Uint8Array } {
    for (const [height, seed] of this.seeds.walk(ctx, { reverse: true })) return { height, seed }
    throw BeaconError.noSeed('genesis brought none')
  }
}
