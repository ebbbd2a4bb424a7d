import { StoreItem } from '../../../chain/collections/item.js'
import { StoreMap } from '../../../chain/collections/map.js'
import * as kernel from '../../../chain/baseapp/kernelState.js'
import { memoryContext } from '../../support/memoryContext.js'
import { MemStores } from '../../support/memStore.js'
import type { AnyMap, StoredState } from './rows.js'

/** A state in which everything is there that the kernel itself keeps. */
export function kernelState(): StoredState {
  const stores = new MemStores()
  const ctx = memoryContext({ stores })
  kernel.chainId.set(ctx, 'infonex-test-1')
  kernel.bech32Prefix.set(ctx, 'infonex')
  kernel.blockTimeNs.set(ctx, 1_767_225_600_000_000_005n)
  kernel.moduleVersions.set(ctx, 'auth', 2n)
  kernel.moduleVersions.set(ctx, 'bank', 300n)
  kernel.stateVersion.set(ctx, kernel.STATE_VERSION)
  const maps = Object.values(kernel)
    .map((value) => (value instanceof StoreItem ? value.map : value))
    .filter((value) => value instanceof StoreMap)
  return { stores, maps: maps as unknown as AnyMap[] }
}
