import path from 'node:path'
import { RestoreError } from '../../chain/store/iavl/restore.js'
import type { MultiStore } from '../../chain/store/multiStore.js'
import type { ApplyChunkResult, OfferSnapshotResult, Snapshot } from '../../chain/types/abci.js'
import type { SnapshotSource } from '../../chain/types/kv.js'
import { createHash } from 'node:crypto'
import { equalBytes } from '../../chain/types/bytes.js'
import type { SegmentLog } from './commitLog.js'
import type { Disk, DiskFile } from './disk.js'
import {
  CHUNK_BYTES,
  chunkHashesOf,
  describeSnapshot,
  frameSnapshot,
  readChunk,
  readSnapshotInfo,
  restoreSnapshot,
  SNAPSHOT_FORMAT,
  snapshotName,
  TEMPORARY,
} from './snapshotFile.js'
import type { Snapshots } from './snapshots.js'

/** CometBFT asks for no more. */
const LISTED_MAX = 10

interface Offer {
  readonly height: bigint
  readonly appHash: Uint8Array
  readonly hashes: readonly Uint8Array[]
  readonly file: DiskFile
  readonly temporary: string
  next: number
  itemBytes: number
}

/** Serves the node's snapshots to others, and takes one in on an empty home. */
export class StateSync implements SnapshotSource {
  readonly #disk: Disk
  readonly #dir: string
  readonly #store: MultiStore
  readonly #log: SegmentLog
  readonly #snapshots: Snapshots
  readonly #chunkBytes: number
  #offer: Offer | undefined

  constructor(
    disk: Disk,
    dir: string,
    store: MultiStore,
    log: SegmentLog,
    snapshots: Snapshots,
    chunkBytes = CHUNK_BYTES,
  ) {
    this.#disk = disk
    this.#dir = dir
    this.#store = store
    this.#log = log
    this.#snapshots = snapshots
    this.#chunkBytes = chunkBytes
  }

  listSnapshots(): readonly Snapshot[] {
    const newest = [...this.#snapshots.heights].reverse().slice(0, LISTED_MAX)
    return newest.flatMap((height) => {
      const found = this.#read(height, (file) => describeSnapshot(readSnapshotInfo(file)))
      return found === undefined ? [] : [found]
    })
  }

  loadSnapshotChunk(height: bigint, format: number, chunk: number): Uint8Array {
    if (format !== SNAPSHOT_FORMAT || !this.#snapshots.heights.includes(height))
      return new Uint8Array()
    const found = this.#read(height, (file) => {
      const info = readSnapshotInfo(file)
      return chunk < info.chunkHashes.length ? readChunk(file, info, chunk) : undefined
    })
    return found ?? new Uint8Array()
  }

  offerSnapshot(snapshot: Snapshot, appHash: Uint8Array): OfferSnapshotResult {
    this.#dropOffer()
    if (this.#store.version !== 0n) return 'abort'
    if (snapshot.format !== SNAPSHOT_FORMAT) return 'rejectFormat'
    const hashes = chunkHashesOf(snapshot)
    if (hashes === undefined || snapshot.height < 1n || appHash.length !== 32) return 'reject'
    const temporary = path.join(this.#dir, snapshotName(snapshot.height) + TEMPORARY)
    const file = this.#disk.open(temporary, 'create')
    const { height } = snapshot
    const offer = { height, appHash, hashes, file, temporary, next: 0, itemBytes: 0 }
    file.append(frameSnapshot(this.#infoOf(offer)).head)
    this.#offer = offer
    return 'accept'
  }

  applySnapshotChunk(index: number, chunk: Uint8Array): ApplyChunkResult {
    const offer = this.#offer
    if (offer === undefined) return 'abort'
    const wanted = offer.hashes[offer.next]
    const digest = createHash('sha256').update(chunk).digest()
    if (index !== offer.next || wanted === undefined || !equalBytes(digest, wanted)) return 'retry'
    const last = offer.next === offer.hashes.length - 1
    if (chunk.length > this.#chunkBytes || (!last && chunk.length < this.#chunkBytes)) {
      this.#dropOffer()
      return 'rejectSnapshot'
    }
    offer.file.append(chunk)
    offer.itemBytes += chunk.length
    offer.next++
    return last ? this.#take(offer) : 'accept'
  }

  /** The file is whole: it is checked, made durable and becomes the state. */
  #take(offer: Offer): ApplyChunkResult {
    try {
      offer.file.append(frameSnapshot(this.#infoOf(offer)).foot)
      offer.file.sync()
      restoreSnapshot(offer.file, this.#store)
    } catch (error) {
      if (!(error instanceof RestoreError)) throw error
      this.#dropOffer()
      return 'rejectSnapshot'
    }
    this.#offer = undefined
    offer.file.close()
    this.#disk.rename(offer.temporary, path.join(this.#dir, snapshotName(offer.height)))
    this.#disk.syncDir(this.#dir)
    this.#log.skipTo(offer.height + 1n)
    this.#snapshots.adopt(offer.height)
    return 'accept'
  }

  #infoOf({ height, appHash, hashes, itemBytes }: Offer): ReturnType<typeof readSnapshotInfo> {
    return { height, appHash, chunkBytes: this.#chunkBytes, itemBytes, chunkHashes: hashes }
  }

  #dropOffer(): void {
    if (this.#offer === undefined) return
    this.#offer.file.close()
    this.#disk.unlink(this.#offer.temporary)
    this.#offer = undefined
  }

  /** Undefined when the file is gone or damaged: others are not told of it. */
  #read<T>(height: bigint, use: (file: DiskFile) => T): T | undefined {
    const full = path.join(this.#dir, snapshotName(height))
    if (!this.#disk.exists(full)) return undefined
    const file = this.#disk.open(full, 'read')
    try {
      return use(file)
    } catch (error) {
      if (error instanceof RestoreError) return undefined
      throw error
    } finally {
      file.close()
    }
  }
}
