import { codec } from '../../chain/codec/proto.js'
import { KeySet } from '../../chain/collections/item.js'
import { bytesKey, fixedSize, pairKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type ProbeDuty = PlainTypes['infonex.router.v1.ProbeDuty']

/** Who probes, and who has to in which epoch. */
export class ProbeBook {
  /** Address. */
  readonly probers: KeySet<Uint8Array>
  /** be64 epoch | address */
  readonly duties: StoreMap<readonly [bigint, Uint8Array], ProbeDuty>

  constructor(store: string, prefixes: readonly [number, number]) {
    const [probers, duties] = prefixes
    this.probers = new KeySet({
      ...{ store, prefix: Uint8Array.of(probers), name: 'probers', key: bytesKey },
    })
    this.duties = new StoreMap({
      ...{ store, prefix: Uint8Array.of(duties), name: 'duties of probers' },
      key: pairKey(u64Key, bytesKey, fixedSize(8)),
      value: codec('infonex.router.v1.ProbeDuty'),
    })
  }
}
