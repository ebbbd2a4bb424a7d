import path from 'node:path'
import type { CommitLog, CommitRecord } from '../../chain/types/kv.js'
import { ByteWriter } from './changeSet.js'
import { type Disk, type DiskFile, errorCode } from './disk.js'
import {
  LogCorruptError,
  readSegment,
  readSegmentHeader,
  SEGMENT_HEADER_BYTES,
  segmentHeader,
  writeRecord,
} from './segment.js'

export interface CommitLogOptions {
  /** A file is closed at this size and a new one begun. Default 64 MiB. */
  readonly segmentBytes?: number
}

/** A block could not be made durable, and is not committed. */
export class LogWriteError extends Error {
  override readonly name = 'LogWriteError'
  /** False: after space was freed, or whatever failed was mended, the same block may be tried again. */
  readonly fatal: boolean

  constructor(message: string, fatal: boolean, cause: unknown) {
    super(message, { cause })
    this.fatal = fatal
  }
}

interface Segment {
  readonly name: string
  readonly first: bigint
}

const SUFFIX = '.log'

/** Change sets of all blocks since the oldest snapshot kept, synced block by block. */
export class SegmentLog implements CommitLog {
  readonly #disk: Disk
  readonly #dir: string
  readonly #segmentBytes: number
  readonly #out = new ByteWriter()
  #segments: Segment[] = []
  #current: { file: DiskFile; salt: Buffer } | undefined
  /** Bytes of the current file that are records of committed blocks. */
  #good = 0
  #next: bigint | undefined
  #broken: string | undefined
  #appendedBytes = 0

  /** Opens the log, cutting a torn tail; says in `report` what it did. @throws LogCorruptError */
  constructor(disk: Disk, dir: string, options: CommitLogOptions, report: (line: string) => void) {
    this.#disk = disk
    this.#dir = dir
    this.#segmentBytes = options.segmentBytes ?? 64 << 20
    disk.mkdir(dir)
    this.#segments = disk
      .list(dir)
      .filter((name) => /^\d{20}\.log$/.test(name))
      .map((name) => ({ name, first: BigInt(name.slice(0, 20)) }))
    this.#dropUnbegun(report)
    const last = this.#segments.at(-1)
    if (last !== undefined) this.#openLast(last, report)
  }

  /** First height that can be read; undefined when there is no record. */
  get firstHeight(): bigint | undefined {
    const first = this.#segments[0]?.first
    return first === undefined || first === this.#next ? undefined : first
  }

  /** Height after the last record; undefined when nothing was ever appended. */
  get nextHeight(): bigint | undefined {
    return this.#next
  }

  /** Bytes appended since the log was opened. */
  get appendedBytes(): number {
    return this.#appendedBytes
  }

  get segments(): number {
    return this.#segments.length
  }

  append(record: CommitRecord): void {
    if (this.#broken !== undefined)
      throw new LogWriteError(
        `block ${record.height} is not committed: ${this.#broken}; restart the node`,
        true,
        undefined,
      )
    if (this.#next !== undefined && record.height !== this.#next)
      throw new RangeError(`the log wants height ${this.#next}, got ${record.height}`)
    const file = this.#writable(record.height)
    try {
      writeRecord(this.#out, file.salt, record)
      file.file.append(this.#out.view())
    } catch (error) {
      this.#cutBack(file.file)
      throw this.#refusal(record.height, error)
    }
    try {
      file.file.sync()
    } catch (error) {
      // After a failed sync nobody knows what is on the disk, and a second sync would claim success.
      this.#broken = `the disk failed to sync (${errorCode(error) ?? String(error)})`
      this.#cutBack(file.file)
      throw new LogWriteError(
        `block ${record.height} is not committed: ${this.#broken}; restart the node`,
        true,
        error,
      )
    }
    this.#good += this.#out.length
    this.#appendedBytes += this.#out.length
    this.#next = record.height + 1n
  }

  /** Records from `height` on, in order. @throws LogCorruptError */
  *read(height: bigint): IterableIterator<CommitRecord> {
    const segments = this.#segments.filter((_, i) => {
      const next = this.#segments[i + 1]
      return next === undefined || next.first > height
    })
    let expected: bigint | undefined
    for (const segment of segments) {
      if (expected !== undefined && segment.first !== expected)
        throw new LogCorruptError(segment.name, expected, 0, `height ${segment.first}`)
      expected = segment.first
      const last = segment === this.#segments.at(-1)
      const file = this.#disk.open(path.join(this.#dir, segment.name), 'read')
      try {
        for (const item of readSegment(segment.name, file, last)) {
          if ('tornAt' in item) return
          if (item.record.height >= height) yield item.record
          expected = item.record.height + 1n
        }
      } finally {
        file.close()
      }
    }
  }

  /** The next record will be of `height`, whatever came before: the state was replaced by a snapshot. */
  skipTo(height: bigint): void {
    if (this.#next === height) return
    this.#current?.file.close()
    this.#current = undefined
    this.#next = height
  }

  /** Deletes files whose records are all below `height`; returns how many. */
  prune(height: bigint): number {
    let removed = 0
    for (;;) {
      const second = this.#segments[1]
      if (second === undefined || second.first > height) break
      this.#disk.unlink(path.join(this.#dir, (this.#segments[0] as Segment).name))
      this.#segments.shift()
      removed++
    }
    if (removed > 0) this.#disk.syncDir(this.#dir)
    return removed
  }

  close(): void {
    this.#current?.file.close()
    this.#current = undefined
    this.#broken = 'the log is closed'
  }

  /** A crash while a new file was begun leaves one without a whole header, or without its name. */
  #dropUnbegun(report: (line: string) => void): void {
    const last = this.#segments.at(-1)
    if (last === undefined) return
    const full = path.join(this.#dir, last.name)
    const file = this.#disk.open(full, 'read')
    const unbegun = file.size <= SEGMENT_HEADER_BYTES && readSegmentHeader(file) === undefined
    file.close()
    if (!unbegun) return
    this.#disk.unlink(full)
    this.#disk.syncDir(this.#dir)
    this.#segments.pop()
    report(`the commit log: removed ${last.name}, which was begun and holds no block`)
  }

  #openLast(last: Segment, report: (line: string) => void): void {
    const full = path.join(this.#dir, last.name)
    const file = this.#disk.open(full, 'append')
    this.#next = last.first
    this.#good = SEGMENT_HEADER_BYTES
    for (const item of readSegment(last.name, file, true)) {
      if ('tornAt' in item) {
        const torn = file.size - item.tornAt
        file.truncate(item.tornAt)
        report(
          `the commit log: cut ${torn} bytes of an unfinished record of height ${this.#next} ` +
            `from ${last.name} at byte ${item.tornAt}; that block was not acknowledged, or the block store gives it back`,
        )
        break
      }
      this.#next = item.record.height + 1n
      this.#good = item.end
    }
    const salt = readSegmentHeader(file)?.salt
    if (salt === undefined) throw new LogCorruptError(last.name, last.first, 0, 'the header')
    // A process that was killed may have left what it wrote, and the file's name, in the page cache only.
    file.sync()
    this.#disk.syncDir(this.#dir)
    this.#current = { file, salt }
  }

  #writable(height: bigint): { file: DiskFile; salt: Buffer } {
    if (this.#current !== undefined && this.#good < this.#segmentBytes) return this.#current
    const name = `${height.toString().padStart(20, '0')}${SUFFIX}`
    const full = path.join(this.#dir, name)
    const header = segmentHeader(height)
    let file: DiskFile | undefined
    try {
      file = this.#disk.open(full, 'create')
      file.append(header)
      file.sync()
      this.#disk.syncDir(this.#dir)
    } catch (error) {
      // The file stays: the next attempt at this height empties it, and a restart removes it.
      file?.close()
      throw this.#refusal(height, error)
    }
    this.#current?.file.close()
    this.#current = { file, salt: header.subarray(16, 24) }
    if (this.#segments.at(-1)?.name !== name) this.#segments.push({ name, first: height })
    this.#good = SEGMENT_HEADER_BYTES
    return this.#current
  }

  /** Takes back what a failed append left, so that the file ends with a committed block. */
  #cutBack(file: DiskFile): void {
    try {
      file.truncate(this.#good)
    } catch (error) {
      this.#broken ??= `the log cannot be cut back (${errorCode(error) ?? String(error)})`
    }
  }

  #refusal(height: bigint, error: unknown): LogWriteError {
    const code = errorCode(error)
    const why = code === 'ENOSPC' ? 'the disk is full (ENOSPC); free some space' : String(error)
    const what = `block ${height} is not committed: ${why}`
    return new LogWriteError(what, this.#broken !== undefined, error)
  }
}
