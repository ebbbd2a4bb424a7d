import { codec } from '../../chain/codec/proto.js'
import { KeySet, u64Value } from '../../chain/collections/item.js'
import { bytesKey, fixedSize, pairKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { be64, equalBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type ProbeDuty = PlainTypes['infonex.router.v1.ProbeDuty']
export type Prober = PlainTypes['infonex.router.v1.Prober']

/** ProbeStatus. */
export const DRAWN = 1
export const COMMITTED = 2

/** Who probes, who has to in which epoch, and what is kept of an epoch until its probes are revealed. */
export class ProbeBook {
  /** Address. */
  readonly probers: StoreMap<Uint8Array, Prober>
  /** be64 epoch | address */
  readonly duties: StoreMap<readonly [bigint, Uint8Array], ProbeDuty>
  /** be64 epoch -> ms of its first block */
  readonly epochs: StoreMap<bigint, bigint>
  /** be64 epoch | hidden client that was shown */
  readonly shown: KeySet<readonly [bigint, Uint8Array]>

  constructor(store: string, prefixes: readonly [number, number, number, number]) {
    const prefix = (i: 0 | 1 | 2 | 3): Uint8Array => Uint8Array.of(prefixes[i])
    const byEpoch = pairKey(u64Key, bytesKey, fixedSize(8))
    this.probers = new StoreMap({
      ...{ store, prefix: prefix(0), name: 'probers', key: bytesKey },
      value: codec('infonex.router.v1.Prober'),
    })
    this.duties = new StoreMap({
      ...{ store, prefix: prefix(1), name: 'duties of probers', key: byEpoch },
      value: codec('infonex.router.v1.ProbeDuty'),
    })
    this.epochs = new StoreMap({
      ...{ store, prefix: prefix(2), name: 'epochs of probes', key: u64Key, value: u64Value },
    })
    this.shown = new KeySet({ store, prefix: prefix(3), name: 'shown clients', key: byEpoch })
  }

  /** Duties of an epoch. */
  dutiesOf(ctx: QueryContext, epoch: bigint): (readonly [Uint8Array, ProbeDuty])[] {
    const found = [...this.duties.walk(ctx, { prefix: be64(epoch) })]
    return found.map(([[, address], duty]) => [address, duty])
  }

  /** Duties of one prober: there are two epochs at most that have some. */
  dutiesOfProber(ctx: QueryContext, prober: Uint8Array): ProbeDuty[] {
    const found = [...this.duties.walk(ctx)].filter(([[, address]]) => equalBytes(address, prober))
    return found.map(([, duty]) => duty)
  }

  /** Forgets an epoch, and whatever is open of it. */
  forget(ctx: Context, epoch: bigint): void {
    for (const [address] of this.dutiesOf(ctx, epoch)) this.duties.delete(ctx, [epoch, address])
    for (const key of [...this.shown.walk(ctx, { prefix: be64(epoch) })])
      this.shown.delete(ctx, key)
    this.epochs.delete(ctx, epoch)
  }
}
