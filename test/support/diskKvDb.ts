import path from 'node:path'
import { sha256 } from '../../chain/codec/hash.js'
import { be32, concatBytes, equalBytes, fromLatin1, toLatin1 } from '../../chain/types/bytes.js'
import type { KvDb, KvOp } from '../../node/engine/kvDb.js'
import { readFile } from '../../node/storage/atomicFile.js'
import type { Disk, DiskFile } from '../../node/storage/disk.js'

const HEAD_BYTES = 12

function encode(ops: readonly KvOp[]): Uint8Array {
  const parts = ops.flatMap((op) => {
    const value = op.type === 'put' ? op.value : new Uint8Array(0)
    const kind = new Uint8Array([op.type === 'put' ? 1 : 0])
    return [kind, be32(op.key.length), op.key, be32(value.length), value]
  })
  const body = concatBytes(...parts)
  return concatBytes(be32(body.length), sha256(body).subarray(0, 8), body)
}

/** A KvDb over a Disk: a log of checked batches, as LevelDB's own. For disks that lose and tear. */
export class DiskKvDb implements KvDb {
  readonly rows = new Map<string, Uint8Array>()
  private readonly out: DiskFile

  private constructor(out: DiskFile) {
    this.out = out
  }

  /** Reads the batches back and cuts a torn one off. */
  static open(disk: Disk, file: string): DiskKvDb {
    disk.mkdir(path.dirname(file))
    const bytes = readFile(disk, file) ?? Buffer.alloc(0)
    const db = new DiskKvDb(disk.open(file, 'append'))
    let at = 0
    for (;;) {
      if (bytes.length < at + HEAD_BYTES) break
      const length = bytes.readUInt32BE(at)
      const body = bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length)
      const check = bytes.subarray(at + 4, at + HEAD_BYTES)
      if (body.length < length || !equalBytes(sha256(body).subarray(0, 8), check)) break
      db.apply(body)
      at += HEAD_BYTES + length
    }
    if (at < bytes.length) db.out.truncate(at)
    db.out.sync()
    disk.syncDir(path.dirname(file))
    return db
  }

  private apply(body: Buffer): void {
    for (let at = 0; at < body.length;) {
      const keyLength = body.readUInt32BE(at + 1)
      const key = toLatin1(body.subarray(at + 5, at + 5 + keyLength))
      const valueAt = at + 9 + keyLength
      const end = valueAt + body.readUInt32BE(valueAt - 4)
      if (body[at] === 1) this.rows.set(key, Uint8Array.from(body.subarray(valueAt, end)))
      else this.rows.delete(key)
      at = end
    }
  }

  get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.rows.get(toLatin1(key)))
  }

  async batch(ops: readonly KvOp[]): Promise<void> {
    await Promise.resolve()
    const { size } = this.out
    const bytes = encode(ops)
    try {
      this.out.append(bytes)
      this.out.sync()
    } catch (error) {
      this.out.truncate(size)
      throw error
    }
    this.apply(Buffer.from(bytes.subarray(HEAD_BYTES)))
  }

  close(): Promise<void> {
    this.out.close()
    return Promise.resolve()
  }

  /** Keys in no order, for looking in. */
  keys(): Uint8Array[] {
    return [...this.rows.keys()].map(fromLatin1)
  }
}
