import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { MultiStore } from '../../chain/store/multiStore.js'
import type { SegmentLog } from './commitLog.js'
import { type Disk, realDisk } from './disk.js'
import {
  CHUNK_BYTES,
  snapshotHeight,
  snapshotName,
  TEMPORARY,
  writeSnapshot,
} from './snapshotFile.js'

export interface SnapshotOptions {
  /** Blocks between snapshots; 0 = none are made. Default 2,000. */
  readonly intervalBlocks?: number
  /** Log bytes after which one is made earlier; at least half the size of the last one. Default 64 MiB. */
  readonly intervalBytes?: number
  /** Newest snapshots kept. Default 2. */
  readonly keep?: number
  /** The last blocks that stay replayable from a snapshot and the log. Default 100,000. */
  readonly replayBlocks?: number
  /** Bytes of a chunk. Default 8 MiB, the same on all nodes; other sizes are for tests. */
  readonly chunkBytes?: number
}

/** A snapshot that is written piece by piece on the thread of the blocks. */
interface Slices {
  readonly steps: Generator<void, number>
  readonly height: bigint
  readonly unpin: () => void
}

/**
 * Which snapshots stay: the newest `keep`; the newest at or below `floor`, from which the window is
 * replayed (`anchor`; 0 = the genesis while the log reaches back to it); and the first one beyond the middle
 * of the window, which becomes the next anchor. `heights` ascend.
 */
export function snapshotsToKeep(
  heights: readonly bigint[],
  keep: number,
  floor: bigint,
  window: bigint,
): { readonly kept: readonly bigint[]; readonly anchor: bigint } {
  const anchor = heights.findLast((height) => height <= floor) ?? 0n
  const next = heights.find((height) => height > anchor && height >= anchor + window / 2n)
  const newest = heights.slice(-Math.max(1, keep))
  const kept = heights.filter((h) => h === anchor || h === next || newest.includes(h))
  return { kept, anchor }
}

/**
 * Makes snapshots in the background and deletes what neither they nor the replay window need. On a real
 * disk a worker thread writes (it shares the arrays: the block maker pays for a pin and a message, where
 * slices on its own thread cost about 40 ms each); elsewhere one slice is written with every block.
 */
export class Snapshots {
  readonly #disk: Disk
  readonly #dir: string
  readonly #store: MultiStore
  readonly #log: SegmentLog
  readonly #options: Required<SnapshotOptions>
  readonly #note: (line: string) => void
  #heights: bigint[]
  #lastHeight: bigint
  #lastBytes = 0
  #logBytesAtLast = 0
  #slices: Slices | undefined
  #worker: Worker | undefined
  #failedAt = 0n

  constructor(
    disk: Disk,
    dir: string,
    store: MultiStore,
    log: SegmentLog,
    options: SnapshotOptions,
    note: (line: string) => void,
  ) {
    this.#disk = disk
    this.#dir = dir
    this.#store = store
    this.#log = log
    this.#options = {
      intervalBlocks: options.intervalBlocks ?? 2_000,
      intervalBytes: options.intervalBytes ?? 64 << 20,
      keep: options.keep ?? 2,
      replayBlocks: options.replayBlocks ?? 100_000,
      chunkBytes: options.chunkBytes ?? CHUNK_BYTES,
    }
    this.#note = note
    this.#heights = this.#onDisk()
    this.#lastHeight = this.#heights.at(-1) ?? (log.firstHeight ?? 1n) - 1n
  }

  /** Heights of finished snapshots, ascending. */
  get heights(): readonly bigint[] {
    return this.#heights
  }

  /** A snapshot is being written. */
  get busy(): boolean {
    return this.#worker !== undefined || this.#slices !== undefined
  }

  /** Called once a block, when it is durable; what fails here is noted and never fails the block. */
  tick(): void {
    try {
      if (this.#slices !== undefined) this.#slice()
      else if (this.#due()) this.start()
    } catch (error) {
      this.#failed(this.#store.version, error)
    }
  }

  /** Begins a snapshot of the latest committed version, unless one is being written. */
  start(): void {
    const height = this.#store.version
    if (this.busy || height === 0n || this.#heights.includes(height)) return
    const unpin = this.#store.pin(height)
    this.#lastHeight = height
    this.#logBytesAtLast = this.#log.appendedBytes
    const frozen = this.#store.frozen(height)
    if (this.#disk === realDisk && frozen.nodes.buffer instanceof SharedArrayBuffer) {
      this.#inWorker(height, frozen, unpin)
      return
    }
    this.#slices = {
      steps: writeSnapshot(this.#disk, this.#dir, frozen, this.#options.chunkBytes),
      height,
      unpin,
    }
    this.#slice()
  }

  /** Takes in a snapshot that was written by other means (state sync). */
  adopt(height: bigint): void {
    this.#heights = this.#onDisk()
    this.#lastHeight = height
    this.#logBytesAtLast = this.#log.appendedBytes
  }

  /** Waits for the snapshot that is being written, if there is one. */
  async settled(): Promise<void> {
    while (this.#slices !== undefined) this.#slice()
    const worker = this.#worker
    if (worker === undefined) return
    worker.ref()
    await new Promise<void>((resolve) => {
      worker.once('exit', () => {
        setImmediate(resolve)
      })
    })
  }

  /** Stops; an unfinished snapshot is removed when the state is next opened. */
  async close(): Promise<void> {
    this.#slices?.unpin()
    this.#slices = undefined
    this.#worker?.ref()
    await this.#worker?.terminate()
  }

  #due(): boolean {
    const { intervalBlocks, intervalBytes } = this.#options
    const version = this.#store.version
    if (intervalBlocks === 0 || version === 0n || this.busy) return false
    if (version <= this.#failedAt + 100n && this.#failedAt > 0n) return false
    const bytes = this.#log.appendedBytes - this.#logBytesAtLast
    const enough = Math.max(intervalBytes, this.#lastBytes / 2)
    return version - this.#lastHeight >= BigInt(intervalBlocks) || bytes >= enough
  }

  #slice(): void {
    const { steps, height, unpin } = this.#slices as Slices
    try {
      const step = steps.next()
      if (step.done !== true) return
      this.#slices = undefined
      unpin()
      this.#finished(height, step.value)
    } catch (error) {
      this.#slices = undefined
      unpin()
      this.#failed(height, error)
    }
  }

  #inWorker(height: bigint, frozen: ReturnType<MultiStore['frozen']>, unpin: () => void): void {
    const script = new URL('./snapshotWorker.js', import.meta.url)
    const worker = new Worker(script, {
      workerData: { dir: this.#dir, frozen, chunkBytes: this.#options.chunkBytes },
    })
    this.#worker = worker
    worker.unref()
    let bytes: number | undefined
    let failure: unknown
    worker.on('message', (size: number) => {
      bytes = size
    })
    worker.on('error', (error) => {
      failure = error
    })
    worker.on('exit', () => {
      this.#worker = undefined
      unpin()
      if (bytes !== undefined) this.#finished(height, bytes)
      else if (failure !== undefined) this.#failed(height, failure)
    })
  }

  #finished(height: bigint, bytes: number): void {
    this.#lastBytes = bytes
    this.#failedAt = 0n
    this.#note(`snapshot of height ${height}: ${bytes} bytes`)
    try {
      this.#retain()
    } catch (error) {
      this.#note(`old snapshots and logs could not be deleted: ${String(error)}`)
    }
  }

  #failed(height: bigint, error: unknown): void {
    this.#failedAt = height
    this.#note(`the snapshot of height ${height} failed, the log is kept: ${String(error)}`)
  }

  #retain(): void {
    this.#heights = this.#onDisk()
    const { keep, replayBlocks } = this.#options
    const window = BigInt(replayBlocks)
    const floor = this.#store.version - window
    const { kept } = snapshotsToKeep(this.#heights, keep, floor, window)
    const gone = this.#heights.filter((height) => !kept.includes(height))
    for (const height of gone) this.#disk.unlink(path.join(this.#dir, snapshotName(height)))
    if (gone.length > 0) this.#disk.syncDir(this.#dir)
    this.#heights = this.#onDisk()
    // The log may only lose what a snapshot at or below the window's beginning has: names first, durably.
    const oldest = kept[0]
    if (oldest !== undefined && oldest <= floor) this.#log.prune(oldest + 1n)
  }

  #onDisk(): bigint[] {
    return this.#disk
      .list(this.#dir)
      .map(snapshotHeight)
      .filter((height) => height !== undefined)
  }
}

/** Removes what an interrupted snapshot left. */
export function removeUnfinished(disk: Disk, dir: string): string[] {
  const left = disk.list(dir).filter((name) => name.endsWith(TEMPORARY))
  for (const name of left) disk.unlink(path.join(dir, name))
  return left
}
