import path from 'node:path'
import { allocateShared } from '../../chain/store/iavl/arena.js'
import { RestoreError } from '../../chain/store/iavl/restore.js'
import { MultiStore, type MultiStoreOptions } from '../../chain/store/multiStore.js'
import { toHex } from '../../chain/types/bytes.js'
import type { CommitLog, CommitRecord, SnapshotSource } from '../../chain/types/kv.js'
import { type CommitLogOptions, SegmentLog } from './commitLog.js'
import type { Disk } from './disk.js'
import { restoreSnapshot, snapshotHeight, snapshotName } from './snapshotFile.js'
import { removeUnfinished, type SnapshotOptions, Snapshots } from './snapshots.js'
import { StateSync } from './stateSync.js'

/**
 * Memory that is reserved, not used: the system maps a page when it is first touched. 16M nodes are 2M keys
 * with 1.5 times as many in old versions, twice over; what outgrows this is doubled by copying.
 */
const RESERVED_NODES = 1 << 24
const RESERVED_ARENA_BYTES = 1 << 30

export interface StateOptions extends Omit<MultiStoreOptions, 'pool'> {
  readonly log?: CommitLogOptions
  readonly snapshots?: SnapshotOptions
  readonly pool?: MultiStoreOptions['pool']
  /** What the node does in the background, in words. */
  readonly note?: (line: string) => void
  /** Of long work at the start: what, how much is done, of how much (undefined = not known). */
  readonly progress?: (what: string, done: number, total: number | undefined) => void
}

/** The home cannot give the state back; the text says why and what helps. */
export class StateError extends Error {
  override readonly name = 'StateError'
}

/** The state of a home, opened. */
export interface OpenState {
  readonly multiStore: MultiStore
  /** Synced when `append` returns; it also starts background snapshots. */
  readonly log: CommitLog
  readonly sync: SnapshotSource
  readonly snapshots: Snapshots
  /** What opening did, in sentences for people. */
  readonly report: readonly string[]
  /** Figures of the log for metrics. */
  logStats(): { readonly segments: number; readonly appendedBytes: number }
  /** Logged blocks from a height on. @throws LogCorruptError */
  records(from: bigint): Iterable<CommitRecord>
  /**
   * The state at an older height, rebuilt from a snapshot and the log into a store of its own.
   * @throws StateError when it is no longer kept.
   */
  stateAt(height: bigint): MultiStore
  close(): Promise<void>
}

/**
 * Opens `dir` (made if it is missing): newest good snapshot, then the log, every app hash compared.
 * @throws StateError, LogCorruptError
 */
export function openState(disk: Disk, dir: string, options: StateOptions): OpenState {
  const report: string[] = []
  const say = (line: string): void => void report.push(line)
  const snapshotDir = path.join(dir, 'snapshots')
  disk.mkdir(dir)
  disk.mkdir(snapshotDir)
  for (const name of removeUnfinished(disk, snapshotDir))
    say(`removed the unfinished snapshot ${name}`)
  const log = new SegmentLog(disk, path.join(dir, 'log'), options.log ?? {}, say)
  const recovery = new Recovery(disk, snapshotDir, log, options)
  const multiStore = recovery.open(undefined, say)
  const next = log.nextHeight
  if (next !== undefined && next !== multiStore.version + 1n) {
    say(`the log ends at ${next - 1n}, before the snapshot: it goes on from ${multiStore.version}`)
    log.skipTo(multiStore.version + 1n)
  }
  const note = options.note ?? ((): void => undefined)
  const snapshots = new Snapshots(disk, snapshotDir, multiStore, log, options.snapshots ?? {}, note)
  return {
    multiStore,
    log: {
      append(record) {
        log.append(record)
        snapshots.tick()
      },
    },
    sync: new StateSync(
      disk,
      snapshotDir,
      multiStore,
      log,
      snapshots,
      options.snapshots?.chunkBytes,
    ),
    snapshots,
    report,
    logStats: () => ({ segments: log.segments, appendedBytes: log.appendedBytes }),
    records: (from) => log.read(from),
    stateAt: (height) => recovery.open(height, () => undefined),
    async close() {
      await snapshots.close()
      log.close()
    },
  }
}

/** A system that does not let memory be reserved beyond what it has gets small pools, which grow. */
function newStore(options: StateOptions): MultiStore {
  const pool = { allocate: allocateShared, nodes: RESERVED_NODES, arenaBytes: RESERVED_ARENA_BYTES }
  try {
    return new MultiStore({ ...options, pool: { ...pool, ...options.pool } })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const small = { allocate: allocateShared, nodes: 1 << 16, arenaBytes: 1 << 22 }
    return new MultiStore({ ...options, pool: { ...small, ...options.pool } })
  }
}

/** Brings a multistore to the latest height, or to one below it. */
class Recovery {
  readonly #disk: Disk
  readonly #dir: string
  readonly #log: SegmentLog
  readonly #options: StateOptions

  constructor(disk: Disk, dir: string, log: SegmentLog, options: StateOptions) {
    this.#disk = disk
    this.#dir = dir
    this.#log = log
    this.#options = options
  }

  /** `height` undefined = the latest. @throws StateError, LogCorruptError */
  open(height: bigint | undefined, say: (line: string) => void): MultiStore {
    const store = newStore(this.#options)
    const damaged = this.#restore(store, height, say)
    const first = this.#log.firstHeight
    const needed = store.version + 1n
    if (first !== undefined && first > needed && store.version > 0n)
      throw new StateError(
        `the newest good snapshot is of height ${store.version}, the log begins at ${first}: ` +
          `blocks ${needed} to ${first - 1n} are missing`,
      )
    this.#replay(store, height, damaged, say)
    if (height !== undefined && store.version !== height)
      throw new StateError(`the state of height ${height} is not kept`)
    return store
  }

  /** Returns whether a snapshot was passed over as damaged. */
  #restore(store: MultiStore, limit: bigint | undefined, say: (line: string) => void): boolean {
    const heights = this.#disk
      .list(this.#dir)
      .map(snapshotHeight)
      .filter((height) => height !== undefined)
      .filter((height) => limit === undefined || height <= limit)
    let damaged = false
    for (const height of heights.reverse()) {
      const file = this.#disk.open(path.join(this.#dir, snapshotName(height)), 'read')
      try {
        restoreSnapshot(file, store, (done, total) =>
          this.#options.progress?.('restore snapshot', done, total),
        )
        say(`restored the snapshot of height ${height}: ${store.stats().keys} keys`)
        return damaged
      } catch (error) {
        if (!(error instanceof RestoreError)) throw error
        damaged = true
        say(`passed over the snapshot of height ${height}, which is damaged: ${error.message}`)
      } finally {
        file.close()
      }
    }
    return damaged
  }

  #replay(
    store: MultiStore,
    limit: bigint | undefined,
    damaged: boolean,
    say: (line: string) => void,
  ): void {
    const from = store.version + 1n
    const last = this.#log.nextHeight
    const total = last === undefined ? undefined : Number((limit ?? last - 1n) - from + 1n)
    let blocks = 0
    for (const record of this.#log.read(from)) {
      if (limit !== undefined && record.height > limit) break
      this.#apply(store, record, damaged)
      blocks++
      this.#options.progress?.('replay commit log', blocks, total)
    }
    const at = `height ${store.version}, app hash ${toHex(store.appHash).toUpperCase()}`
    if (blocks > 0) say(`replayed ${blocks} blocks of the commit log: ${at}`)
    else say(store.version === 0n ? 'the state is empty' : `nothing to replay: ${at}`)
  }

  #apply(store: MultiStore, record: CommitRecord, damaged: boolean): void {
    try {
      store.applyChangeSet(record.height, record.changes, record.appHash)
    } catch (error) {
      if (!(error instanceof RestoreError)) throw error
      const why =
        store.version === 0n && damaged
          ? 'no snapshot below it is good; state sync, or a copy of the home, brings it back'
          : 'the home was written by another application, or is damaged'
      throw new StateError(`${error.message}: ${why}`)
    }
  }
}
