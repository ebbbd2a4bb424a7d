import { createHash, randomBytes } from 'node:crypto'
import type { CommitRecord } from '../../chain/types/kv.js'
import type { ByteWriter } from './changeSet.js'
import { readChangeSet, writeChangeSet } from './changeSet.js'
import type { DiskFile } from './disk.js'

/**
 * One file of the commit log. Header, 32 bytes: magic, first height (u64), salt (8), checksum (8).
 * Record: magic (4), length of the payload (u32), height (u64), salt (8), payload = app hash (32) and
 * change set, checksum (16) over all before it; zeros up to a multiple of 8. Numbers are big-endian.
 * The salt is random for each file: bytes that a stranger puts into a transaction never pass for a record.
 */
const FILE_MAGIC = Buffer.from('IXLOG001', 'latin1')
const RECORD_MAGIC = Buffer.from('IXR1', 'latin1')
export const SEGMENT_HEADER_BYTES = 32
const HEAD_BYTES = 24
const CHECK_BYTES = 16
const HASH_BYTES = 32
/** A longer payload is not written, and so not read. */
const PAYLOAD_MAX = 1 << 30

/** Committed bytes of the log cannot be read: not a torn tail. The node MUST NOT go on from here. */
export class LogCorruptError extends Error {
  override readonly name = 'LogCorruptError'
  /** The first height that cannot be read. */
  readonly height: bigint
  /** Where it would begin in the file. */
  readonly offset: number
  readonly file: string

  constructor(file: string, height: bigint, offset: number, what: string) {
    super(`the commit log is damaged at height ${height}: ${what} in ${file} at byte ${offset}`)
    this.file = file
    this.height = height
    this.offset = offset
  }
}

function digest(bytes: Uint8Array, size: number): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, size)
}

/** A header for a new file. */
export function segmentHeader(first: bigint): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES)
  FILE_MAGIC.copy(header)
  header.writeBigUInt64BE(first, 8)
  randomBytes(8).copy(header, 16)
  digest(header.subarray(0, 24), 8).copy(header, 24)
  return header
}

/** First height and salt; undefined if the header is not whole. */
export function readSegmentHeader(file: DiskFile): { first: bigint; salt: Buffer } | undefined {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES)
  if (file.read(header, 0) < header.length || !header.subarray(0, 8).equals(FILE_MAGIC))
    return undefined
  if (!digest(header.subarray(0, 24), 8).equals(header.subarray(24))) return undefined
  return { first: header.readBigUInt64BE(8), salt: header.subarray(16, 24) }
}

/** Writes a whole record into `out`. */
export function writeRecord(out: ByteWriter, salt: Buffer, record: CommitRecord): void {
  out.reset()
  out.skip(HEAD_BYTES)
  out.bytes(record.appHash)
  writeChangeSet(out, record.changes)
  const head = out.view()
  const payload = head.length - HEAD_BYTES
  if (record.appHash.length !== HASH_BYTES || payload > PAYLOAD_MAX)
    throw new RangeError(`a record of height ${record.height} with ${payload} bytes`)
  RECORD_MAGIC.copy(head)
  head.writeUInt32BE(payload, 4)
  head.writeBigUInt64BE(record.height, 8)
  salt.copy(head, 16)
  out.bytes(digest(head, CHECK_BYTES))
  out.skip(-out.length & 7)
}

interface Found {
  readonly record: CommitRecord
  /** Offset after it. */
  readonly end: number
}

/** The whole and checked record at an offset; undefined if there is none. */
function recordAt(bytes: Buffer, at: number, salt: Buffer): Found | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined
  if (!bytes.subarray(at, at + 4).equals(RECORD_MAGIC)) return undefined
  if (!bytes.subarray(at + 16, at + 24).equals(salt)) return undefined
  const size = bytes.readUInt32BE(at + 4)
  const checkAt = at + HEAD_BYTES + size
  const end = (checkAt + CHECK_BYTES + 7) & ~7
  if (size < HASH_BYTES || size > PAYLOAD_MAX || end > bytes.length) return undefined
  const check = bytes.subarray(checkAt, checkAt + CHECK_BYTES)
  if (!digest(bytes.subarray(at, checkAt), CHECK_BYTES).equals(check)) return undefined
  const payload = bytes.subarray(at + HEAD_BYTES, checkAt)
  const appHash = Uint8Array.prototype.slice.call(payload, 0, HASH_BYTES)
  const changes = readChangeSet(payload.subarray(HASH_BYTES))
  return { record: { height: bytes.readBigUInt64BE(at + 8), appHash, changes }, end }
}

/** Whether a whole record begins anywhere from `at` on. */
function recordBeyond(bytes: Buffer, at: number, salt: Buffer): boolean {
  for (let i = bytes.indexOf(RECORD_MAGIC, at); i >= 0; i = bytes.indexOf(RECORD_MAGIC, i + 1))
    if (recordAt(bytes, i, salt) !== undefined) return true
  return false
}

/** What a reader of one file comes upon. */
export type SegmentItem =
  { readonly record: CommitRecord; readonly end: number } | { readonly tornAt: number }

/**
 * Records of one file in order. What is not a record is a torn tail if nothing whole follows it, and if
 * `last`: files before the last were synced to their end.
 * @throws LogCorruptError
 */
export function* readSegment(
  name: string,
  file: DiskFile,
  last: boolean,
): IterableIterator<SegmentItem> {
  const header = readSegmentHeader(file)
  const named = BigInt(name.split('.')[0] as string)
  if (header === undefined || header.first !== named)
    throw new LogCorruptError(name, named, 0, 'the header')
  // PERF: a segment is read at once: 64 MiB by default.
  const bytes = Buffer.allocUnsafe(file.size)
  const content = bytes.subarray(0, file.read(bytes, 0))
  let height = header.first
  let at = SEGMENT_HEADER_BYTES
  while (at < content.length) {
    const found = recordAt(content, at, header.salt)
    if (found === undefined) {
      if (!last || recordBeyond(content, at + 1, header.salt))
        throw new LogCorruptError(name, height, at, 'no whole record')
      yield { tornAt: at }
      return
    }
    if (found.record.height !== height)
      throw new LogCorruptError(name, height, at, `height ${found.record.height}`)
    yield found
    at = found.end
    height++
  }
}
