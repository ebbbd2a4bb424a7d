/** A deterministic chain of change sets, what it should lead to, and a state on a simulated disk. */
import { MultiStore } from '../../../chain/store/multiStore.js'
import { allocateLocal } from '../../../chain/store/iavl/arena.js'
import { compareBytes, toHex } from '../../../chain/types/bytes.js'
import type { ChangeSet, StoreChange } from '../../../chain/types/kv.js'
import type { Disk } from '../../../node/storage/disk.js'
import { type OpenState, openState, type StateOptions } from '../../../node/storage/stateStore.js'
import { seeded } from '../../support/simDisk.js'

export const NAMES = ['acc', 'bank', 'empty']
export const POOL = { allocate: allocateLocal, nodes: 1, arenaBytes: 64, poison: true }

/** Small enough that twenty blocks rotate, snapshot and prune several times. */
export const OPTIONS: StateOptions = {
  names: NAMES,
  pool: POOL,
  keepVersions: 4,
  log: { segmentBytes: 1_200 },
  snapshots: { intervalBlocks: 3, keep: 2, replayBlocks: 6, chunkBytes: 700 },
}

/** What block `height` changes. */
export function changesOf(height: bigint): ChangeSet {
  const random = seeded(Number(height) * 7919)
  const stores = ['acc', 'bank'].map((name) => {
    const rows = new Map<string, StoreChange>()
    for (let i = 0; i < 6; i++) {
      const key = Uint8Array.of(1 + Math.floor(random() * 40), 7)
      const size = 1 + Math.floor(random() * 60)
      const value =
        random() < 0.2 ? undefined : new Uint8Array(size).fill(Number(height % 251n) + 1)
      rows.set(toHex(key), { key, value })
    }
    return { name, changes: [...rows.values()].sort((a, b) => compareBytes(a.key, b.key)) }
  })
  return { stores }
}

/** App hash after each height from `first` on. */
export function expectedHashes(first: bigint, blocks: number): Map<bigint, string> {
  const store = new MultiStore({ names: NAMES, pool: POOL })
  const hashes = new Map<bigint, string>()
  for (let i = 0n; i < BigInt(blocks); i++) {
    hashes.set(first + i, toHex(store.stage(first + i, changesOf(first + i))))
    store.commit()
  }
  return hashes
}

export const open = (disk: Disk, options: Partial<StateOptions> = {}): OpenState =>
  openState(disk, '/home/state', { ...OPTIONS, ...options })

/** Commits the block after the latest, as an application does; returns its height. */
export function commitNext(state: OpenState, first = 1n): bigint {
  const { multiStore } = state
  const height = multiStore.version === 0n ? first : multiStore.version + 1n
  const changes = changesOf(height)
  const appHash = multiStore.stage(height, changes)
  state.log.append({ height, appHash, changes })
  multiStore.commit()
  return height
}

/** Hex, since records are views of a Buffer. */
export const plain = (set: ChangeSet | undefined): unknown =>
  set?.stores.map(({ name, changes }) => [
    name,
    changes.map(({ key, value }) => [toHex(key), value && toHex(value)]),
  ])
