import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

/** An open file. Nothing is durable before `sync`, and its name not before `syncDir` of its folder. */
export interface DiskFile {
  readonly size: number
  /** Fills `target` from `position`; returns how many bytes there were. */
  read(target: Uint8Array, position: number): number
  /** Writes all of `bytes` at the end. @throws Error with a `code`; a part may have been written. */
  append(bytes: Uint8Array): void
  truncate(size: number): void
  /** fdatasync: content and size are durable when it returns. */
  sync(): void
  close(): void
}

/** What storage asks of a file system, synchronously; tests put a faulty one in its place. */
export interface Disk {
  /** Makes a folder and those above it, durably. */
  mkdir(path: string): void
  exists(path: string): boolean
  /** Names in a folder, in byte order; empty if there is no folder. */
  list(path: string): string[]
  /** `create` empties a file that exists. @throws Error with a `code`. */
  open(path: string, mode: 'read' | 'append' | 'create'): DiskFile
  rename(from: string, to: string): void
  unlink(path: string): void
  /** Makes the names in a folder durable. */
  syncDir(path: string): void
}

class RealFile implements DiskFile {
  readonly #fd: number
  #size: number

  constructor(path: string, flags: string) {
    this.#fd = openSync(path, flags, 0o600)
    this.#size = fstatSync(this.#fd).size
  }

  get size(): number {
    return this.#size
  }

  read(target: Uint8Array, position: number): number {
    let done = 0
    while (done < target.length) {
      const n = readSync(this.#fd, target, done, target.length - done, position + done)
      if (n === 0) break
      done += n
    }
    return done
  }

  append(bytes: Uint8Array): void {
    let done = 0
    while (done < bytes.length) {
      const n = writeSync(this.#fd, bytes, done, bytes.length - done, this.#size)
      done += n
      this.#size += n
    }
  }

  truncate(size: number): void {
    ftruncateSync(this.#fd, size)
    this.#size = size
  }

  sync(): void {
    fdatasyncSync(this.#fd)
  }

  close(): void {
    closeSync(this.#fd)
  }
}

/** The file system of the machine. */
export const realDisk: Disk = {
  mkdir(folder) {
    const first = mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    const last = path.dirname(path.resolve(first))
    // Each new name is durable once the folder that holds it is synced.
    for (let dir = path.resolve(folder); dir !== last; dir = path.dirname(dir))
      this.syncDir(path.dirname(dir))
  },
  exists: existsSync,
  list(path) {
    return existsSync(path) ? readdirSync(path).sort((a, b) => (a < b ? -1 : 1)) : []
  },
  open(path, mode) {
    // 'a' would make every write go to the end whatever its position; after a failed write the tail is cut.
    if (mode === 'append') return new RealFile(path, existsSync(path) ? 'r+' : 'w+')
    return new RealFile(path, mode === 'read' ? 'r' : 'w+')
  },
  rename: renameSync,
  unlink: unlinkSync,
  syncDir(path) {
    const fd = openSync(path, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  },
}

/** The `code` of a system error: ENOSPC, EIO; undefined for any other. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
