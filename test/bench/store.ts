/** The tree at a million keys: how fast a block is applied and hashed, and what memory it takes. */
import { allocateShared } from '../../chain/store/iavl/arena.js'
import { MultiStore } from '../../chain/store/multiStore.js'
import { compareBytes } from '../../chain/types/bytes.js'
import type { ChangeSet, StoreChange } from '../../chain/types/kv.js'
import { seeded } from '../support/simDisk.js'

const RESERVED = { allocate: allocateShared, nodes: 1 << 23, arenaBytes: 1 << 30 }
const LOAD_BLOCK = 20_000

/** A key as random as an address. */
function keyOf(index: number, bytes: number, first: number): Uint8Array {
  const key = Buffer.alloc(bytes)
  key[0] = first
  key.writeUInt32BE(Math.imul(index + 1, 0x9e3779b1) >>> 0, 1)
  key.writeUInt32BE(Math.imul(index + 7, 0x85ebca6b) >>> 0, 5)
  key.writeUInt32BE(index, 9)
  return key
}

function sorted(changes: StoreChange[]): StoreChange[] {
  return changes.sort((a, b) => compareBytes(a.key, b.key))
}

function commit(store: MultiStore, changes: ChangeSet): void {
  store.stage(store.version + 1n, changes)
  store.commit()
}

/** One store of a tree that is filled with `keys` keys of 24 bytes and values of 48. */
function loaded(keys: number, options: { keepVersions?: number } = {}): MultiStore {
  const store = new MultiStore({ names: ['s'], pool: RESERVED, ...options })
  for (let from = 0; from < keys; from += LOAD_BLOCK) {
    const changes = Array.from({ length: Math.min(LOAD_BLOCK, keys - from) }, (_, i) => ({
      key: keyOf(from + i, 24, 1),
      value: Buffer.alloc(48, from + i),
    }))
    commit(store, { stores: [{ name: 's', changes: sorted(changes) }] })
  }
  return store
}

/** Figures of one run. */
export interface TreeFigures {
  /** By the clock: on a shared machine it says what the neighbours left. */
  readonly updatesPerSec: number
  /** By processor time of all threads, as performance.md gives its rates. */
  readonly updatesPerCpuSec: number
  readonly usPerUpdate: number
  readonly loadMs: number
  readonly rssMb: number
}

/** `perBlock` random updates a block over `keys` keys, hashing included; median block of `blocks`. */
export function treeUpdates(keys = 1_000_000, perBlock = 5_000, blocks = 40): TreeFigures {
  const random = seeded(7)
  const begun = performance.now()
  const store = loaded(keys)
  const loadMs = performance.now() - begun
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let b = 0; b < blocks; b++) {
    const picked = new Set<number>()
    while (picked.size < perBlock) picked.add(Math.floor(random() * keys))
    const value = Buffer.alloc(48, b)
    const changes = sorted([...picked].map((i) => ({ key: keyOf(i, 24, 1), value })))
    const from = performance.now()
    const cpu = process.cpuUsage()
    commit(store, { stores: [{ name: 's', changes }] })
    const { user, system } = process.cpuUsage(cpu)
    times.push(performance.now() - from)
    cpuTimes.push((user + system) / 1_000)
  }
  const middle = (list: number[]): number => list.sort((a, b) => a - b)[blocks >> 1] as number
  const median = middle(times)
  const cpuMedian = middle(cpuTimes)
  return {
    updatesPerSec: Math.round((perBlock / median) * 1_000),
    updatesPerCpuSec: Math.round((perBlock / cpuMedian) * 1_000),
    usPerUpdate: (median / perBlock) * 1_000,
    loadMs: Math.round(loadMs),
    rssMb: Math.round(process.memoryUsage.rss() / (1 << 20)),
  }
}

/** The bench's key `treeUpdatesPerSec1M`. */
export function treeUpdatesPerSec1M(): number {
  return treeUpdates().updatesPerSec
}

/** What a version of 2M keys takes: an account (21 B key, 150 B value) and a balance (26, 10) for each owner. */
export function accountsMemory(accounts = 1_000_000): {
  readonly bytesPerKey: number
  readonly rssMb: number
  readonly liveMb: number
} {
  const names = ['acc', 'bank']
  const store = new MultiStore({ names, pool: RESERVED })
  for (let from = 0; from < accounts; from += LOAD_BLOCK) {
    const size = Math.min(LOAD_BLOCK, accounts - from)
    const rows = (bytes: number, first: number, valueBytes: number): StoreChange[] =>
      sorted(
        Array.from({ length: size }, (_, i) => ({
          key: keyOf(from + i, bytes, first),
          value: Buffer.alloc(valueBytes, 1),
        })),
      )
    commit(store, {
      stores: [
        { name: 'acc', changes: rows(21, 1, 150) },
        { name: 'bank', changes: rows(26, 2, 10) },
      ],
    })
  }
  const { keys, touchedBytes, liveBytes } = store.stats()
  return {
    bytesPerKey: Math.round(touchedBytes / keys),
    rssMb: Math.round(process.memoryUsage.rss() / (1 << 20)),
    liveMb: Math.round(liveBytes / (1 << 20)),
  }
}

/** The bench's key `bytesPerKey1M`: memory touched by a tree of a million keys with its last versions. */
export function bytesPerKey1M(): number {
  const { keys, touchedBytes } = loaded(1_000_000).stats()
  return Math.round(touchedBytes / keys)
}
