import { createHash } from 'node:crypto'
import path from 'node:path'
import { RestoreError } from '../../chain/store/iavl/restore.js'
import type { FrozenVersion, MultiStore } from '../../chain/store/multiStore.js'
import type { Snapshot } from '../../chain/types/abci.js'
import { equalBytes } from '../../chain/types/bytes.js'
import { ByteWriter } from './changeSet.js'
import type { Disk, DiskFile } from './disk.js'
import { ItemReader, writeItems } from './snapshotItems.js'

/**
 * A snapshot file. Header, 64 bytes: magic (8), format (u32), chunk size (u32), height (u64), app hash (32),
 * checksum (8). Then the items of snapshotItems.ts, not compressed, so that they are the same on every
 * node. Footer: SHA-256 of each chunk, their count (u32), bytes of items (u64), checksum (16) over header and
 * footer. Chunks are what state sync serves.
 */
const MAGIC = Buffer.from('IXSNAP01', 'latin1')
const HEADER_BYTES = 64
const TAIL_BYTES = 28
const HASH_BYTES = 32
const CHUNKS_MAX = 1 << 16

/** The number of this format in state sync. */
export const SNAPSHOT_FORMAT = 1
/** Below the 16 MB that CometBFT allows a chunk. */
export const CHUNK_BYTES = 8 << 20
export const TEMPORARY = '.tmp'
const SUFFIX = '.snapshot'

/** What a file says of itself. */
export interface SnapshotInfo {
  readonly height: bigint
  readonly appHash: Uint8Array
  readonly chunkBytes: number
  readonly itemBytes: number
  readonly chunkHashes: readonly Uint8Array[]
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export function snapshotName(height: bigint): string {
  return `${height.toString().padStart(20, '0')}${SUFFIX}`
}

/** The height in a name; undefined if it is not a finished snapshot's. */
export function snapshotHeight(name: string): bigint | undefined {
  return /^\d{20}\.snapshot$/.test(name) ? BigInt(name.slice(0, 20)) : undefined
}

function header(height: bigint, appHash: Uint8Array, chunkBytes: number): Buffer {
  const out = Buffer.alloc(HEADER_BYTES)
  MAGIC.copy(out)
  out.writeUInt32BE(SNAPSHOT_FORMAT, 8)
  out.writeUInt32BE(chunkBytes, 12)
  out.writeBigUInt64BE(height, 16)
  out.set(appHash, 24)
  sha256(out.subarray(0, 56)).copy(out, 56, 0, 8)
  return out
}

function footer(head: Buffer, hashes: readonly Uint8Array[], itemBytes: number): Buffer {
  const tail = Buffer.alloc(12)
  tail.writeUInt32BE(hashes.length, 0)
  tail.writeBigUInt64BE(BigInt(itemBytes), 4)
  const body = Buffer.concat([...hashes, tail])
  return Buffer.concat([body, sha256(head, body).subarray(0, 16)])
}

/**
 * Writes a snapshot in steps of one chunk; durable and under its name when the steps end. Returns its size.
 */
export function* writeSnapshot(
  disk: Disk,
  dir: string,
  frozen: FrozenVersion,
  chunkBytes = CHUNK_BYTES,
): Generator<void, number> {
  const name = snapshotName(frozen.version)
  const temporary = path.join(dir, name + TEMPORARY)
  const file = disk.open(temporary, 'create')
  try {
    const head = header(frozen.version, frozen.appHash, chunkBytes)
    file.append(head)
    const hashes: Uint8Array[] = []
    let itemBytes = 0
    const out = new ByteWriter()
    const flush = (bytes: number): void => {
      const chunk = out.view().subarray(0, bytes)
      hashes.push(sha256(chunk))
      file.append(chunk)
      itemBytes += bytes
      out.shift(bytes)
    }
    for (const step of writeItems(frozen, out)) {
      while (out.length >= chunkBytes) {
        flush(chunkBytes)
        yield step
      }
    }
    if (out.length > 0) flush(out.length)
    file.append(footer(head, hashes, itemBytes))
    yield
    file.sync()
  } catch (error) {
    file.close()
    if (disk.exists(temporary)) disk.unlink(temporary)
    throw error
  }
  const size = file.size
  file.close()
  disk.rename(temporary, path.join(dir, name))
  disk.syncDir(dir)
  return size
}

/** Header and footer of a file. @throws RestoreError when they do not check. */
export function readSnapshotInfo(file: DiskFile): SnapshotInfo {
  const head = Buffer.alloc(HEADER_BYTES)
  const whole = file.read(head, 0) === HEADER_BYTES && head.subarray(0, 8).equals(MAGIC)
  if (!whole || !sha256(head.subarray(0, 56)).subarray(0, 8).equals(head.subarray(56)))
    throw new RestoreError('the header of a snapshot')
  if (head.readUInt32BE(8) !== SNAPSHOT_FORMAT)
    throw new RestoreError(`a snapshot of format ${head.readUInt32BE(8)}, want ${SNAPSHOT_FORMAT}`)
  const tail = Buffer.alloc(TAIL_BYTES)
  if (file.size < HEADER_BYTES + TAIL_BYTES || file.read(tail, file.size - TAIL_BYTES) < TAIL_BYTES)
    throw new RestoreError('the footer of a snapshot is missing')
  const count = tail.readUInt32BE(0)
  const itemBytes = Number(tail.readBigUInt64BE(4))
  const hashesAt = HEADER_BYTES + itemBytes
  if (count > CHUNKS_MAX || hashesAt + count * HASH_BYTES + TAIL_BYTES !== file.size)
    throw new RestoreError('the footer of a snapshot')
  const body = Buffer.alloc(count * HASH_BYTES + 12)
  file.read(body, hashesAt)
  if (!sha256(head, body).subarray(0, 16).equals(tail.subarray(12)))
    throw new RestoreError('the checksum of a snapshot')
  const chunkHashes = Array.from({ length: count }, (_, i) =>
    body.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  )
  const appHash = head.subarray(24, 56)
  const height = head.readBigUInt64BE(16)
  return { height, appHash, chunkBytes: head.readUInt32BE(12), itemBytes, chunkHashes }
}

/** One chunk, checked. @throws RestoreError */
export function readChunk(file: DiskFile, info: SnapshotInfo, index: number): Buffer {
  const from = index * info.chunkBytes
  const chunk = Buffer.alloc(Math.min(info.chunkBytes, info.itemBytes - from))
  if (file.read(chunk, HEADER_BYTES + from) < chunk.length)
    throw new RestoreError(`chunk ${index} is cut short`)
  if (!sha256(chunk).equals(info.chunkHashes[index] as Uint8Array))
    throw new RestoreError(`the checksum of chunk ${index}`)
  return chunk
}

/**
 * Puts a multistore at the height of a snapshot. @throws RestoreError when anything does not check, the
 * app hash included; the store is unchanged then.
 */
export function restoreSnapshot(
  file: DiskFile,
  store: MultiStore,
  progress: (done: number, total: number) => void = () => undefined,
): SnapshotInfo {
  const info = readSnapshotInfo(file)
  const restore = store.restore(info.height)
  const items = new ItemReader(restore)
  for (let i = 0; i < info.chunkHashes.length; i++) {
    items.push(readChunk(file, info, i))
    progress(i + 1, info.chunkHashes.length)
  }
  items.end()
  restore.finish(info.appHash)
  return info
}

/** How ABCI describes a snapshot; `metadata` is the SDK's message: the hash of each chunk. */
export function describeSnapshot(info: SnapshotInfo): Snapshot {
  const metadata = Buffer.concat(
    info.chunkHashes.flatMap((hash) => [Buffer.of(0x0a, HASH_BYTES), hash]),
  )
  return {
    height: info.height,
    format: SNAPSHOT_FORMAT,
    chunks: info.chunkHashes.length,
    hash: sha256(...info.chunkHashes),
    metadata,
  }
}

/** The chunk hashes in a description; undefined if it does not check. */
export function chunkHashesOf(snapshot: Snapshot): Uint8Array[] | undefined {
  const { chunks, metadata } = snapshot
  const size = HASH_BYTES + 2
  if (chunks < 1 || chunks > CHUNKS_MAX || metadata.length !== chunks * size) return undefined
  const hashes = Array.from({ length: chunks }, (_, i) =>
    metadata.subarray(i * size + 2, (i + 1) * size),
  )
  const framed = hashes.every(
    (_, i) => metadata[i * size] === 0x0a && metadata[i * size + 1] === 32,
  )
  return framed && equalBytes(sha256(...hashes), snapshot.hash) ? hashes : undefined
}

/** Header and footer for chunks that came from others. */
export function frameSnapshot(info: SnapshotInfo): {
  readonly head: Buffer
  readonly foot: Buffer
} {
  const head = header(info.height, info.appHash, info.chunkBytes)
  return { head, foot: footer(head, info.chunkHashes, info.itemBytes) }
}
