import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { writeAtomic } from '../storage/atomicFile.js'
import { realDisk } from '../storage/disk.js'

const HEAD_BYTES = 8
/** Bytes of one record at most: a length beyond it is a torn or foreign file. */
const RECORD_BYTES_MAX = 2 ** 20

/** Where durable records go. */
export interface RecordLog {
  /** Resolves when the record is durable; records become durable in the order of the calls. */
  append(record: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** A log whose middle is damaged: an operator has to look, since receipts may be missing. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged'
}

interface Pending {
  readonly record: Buffer
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * A file of records, each with length and checksum. `append` resolves when the record is on disk; records
 * that come while a sync runs share the next one.
 */
export class AppendLog implements RecordLog {
  readonly #file: FileHandle
  #waiting: Pending[] = []
  #writing: Promise<void> | undefined
  #failure: unknown
  /** Syncs and records so far, for metrics. */
  readonly stats = { syncs: 0, records: 0 }

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /**
   * Opens or makes a log and hands each whole record to `each`. A torn last record is cut off.
   * @throws LogDamaged when a record before the last fails its checksum.
   */
  static async open(file: string, each: (record: Uint8Array) => void): Promise<AppendLog> {
    await mkdir(path.dirname(file), { recursive: true })
    const handle = await open(file, 'a+', 0o600)
    try {
      await AppendLog.#read(handle, file, each)
    } catch (error) {
      await handle.close()
      throw error
    }
    return new AppendLog(handle)
  }

  static async #read(
    handle: FileHandle,
    file: string,
    each: (record: Uint8Array) => void,
  ): Promise<void> {
    const bytes = await handle.readFile()
    let at = 0
    while (at < bytes.length) {
      const end = recordEnd(bytes, at)
      if (end === undefined) {
        if (laterRecord(bytes, at + 1))
          throw new LogDamaged(`${file}: the record at byte ${at} is damaged, others follow it`)
        break
      }
      each(bytes.subarray(at + HEAD_BYTES, end))
      at = end
    }
    if (at < bytes.length) {
      await handle.truncate(at)
      await handle.sync()
    }
  }

  /** Hands each whole record of a log that may be in use to `each`; one that is being written is not there yet. */
  static async scan(file: string, each: (record: Uint8Array) => void): Promise<void> {
    const bytes = await readFile(file)
    let at = 0
    for (;;) {
      const end = at < bytes.length ? recordEnd(bytes, at) : undefined
      if (end === undefined) return
      each(bytes.subarray(at + HEAD_BYTES, end))
      at = end
    }
  }

  /** Puts a log of these records in the place of another; a crash leaves the old one or the new one. */
  static replace(file: string, records: readonly Uint8Array[]): void {
    writeAtomic(realDisk, file, Buffer.concat(records.map(framed)))
  }

  /** Resolves when the record is synced. After one failure all appends fail: nothing is acknowledged. */
  append(record: Uint8Array): Promise<void> {
    if (record.length > RECORD_BYTES_MAX) return Promise.reject(new RangeError('record too large'))
    const whole = framed(record)
    return new Promise((done, failed) => {
      if (this.#failure !== undefined) {
        failed(this.#failure as Error)
        return
      }
      this.#waiting.push({ record: whole, done, failed })
      this.#writing ??= this.#drain()
    })
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#file.appendFile(Buffer.concat(batch.map((one) => one.record)))
        await this.#file.datasync()
        this.stats.syncs += 1
        this.stats.records += batch.length
        for (const one of batch) one.done()
      } catch (error) {
        this.#failure = error
        for (const one of [...batch, ...this.#waiting]) one.failed(error)
        this.#waiting = []
      }
    }
    this.#writing = undefined
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }
}

function framed(record: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(record.length, 0)
  head.writeUInt32LE(crc32(record), 4)
  return Buffer.concat([head, record])
}

function recordEnd(bytes: Buffer, at: number): number | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined
  const length = bytes.readUInt32LE(at)
  const end = at + HEAD_BYTES + length
  if (length === 0 || length > RECORD_BYTES_MAX || end > bytes.length) return undefined
  return crc32(bytes.subarray(at + HEAD_BYTES, end)) === bytes.readUInt32LE(at + 4)
    ? end
    : undefined
}

/** True if some whole record begins at or after `from`. */
function laterRecord(bytes: Buffer, from: number): boolean {
  for (let at = from; at + HEAD_BYTES < bytes.length; at++)
    if (recordEnd(bytes, at) !== undefined) return true
  return false
}
