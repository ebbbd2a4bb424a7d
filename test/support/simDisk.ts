/**
 * A simulated disk with a page cache: what was not synced may be lost, torn by sectors or kept, file by file
 * and name by name, whatever the order in which it was written. It crashes at a chosen operation, fails
 * with a chosen error, or is full.
 */
import path from 'node:path'
import type { Disk, DiskFile } from '../../node/storage/disk.js'

const SECTOR_BYTES = 512

/** The process is dead; nothing it does from now on has an effect. */
export class SimCrash extends Error {
  override readonly name = 'SimCrash'
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Inode {
  content: Buffer
  size: number
  durable: Buffer
  /** Sectors written since the last sync. */
  readonly dirty: Set<number>
}

type NameChange =
  | { readonly link: string; readonly inode: Inode }
  | { readonly unlink: string }
  | { readonly from: string; readonly to: string }

interface Folder {
  names: Map<string, Inode>
  durable: Map<string, Inode>
  pending: NameChange[]
}

function change(names: Map<string, Inode>, by: NameChange): void {
  if ('link' in by) names.set(by.link, by.inode)
  else if ('unlink' in by) names.delete(by.unlink)
  else {
    const inode = names.get(by.from)
    if (inode === undefined) return
    names.delete(by.from)
    names.set(by.to, inode)
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code })
}

export class SimDisk implements Disk {
  readonly #folders = new Map<string, Folder>()
  readonly #random: () => number
  #dead = false
  /** Changing operations so far: the points at which it can crash or fail. */
  operations = 0
  /** The operation at which the process dies. */
  crashAt = Infinity
  /** Operations that fail, with their codes. */
  readonly failures = new Map<number, string>()
  /** Bytes that fit. */
  capacityBytes = Infinity
  /** A disk that lies: syncs of the content of all files (true), or of those whose path holds this text, do nothing. */
  ignoreSync: boolean | string = false

  /** The process died. */
  get dead(): boolean {
    return this.#dead
  }

  constructor(seed = 1) {
    this.#random = seeded(seed)
  }

  /** The disk as the next process finds it. */
  reboot(seed = 1): SimDisk {
    const next = new SimDisk(seed)
    for (const [dir, folder] of this.#folders) {
      const names = new Map(folder.durable)
      const policy = this.#random()
      const kept = folder.pending.filter((_, i) =>
        policy < 0.3
          ? false
          : policy < 0.6
            ? true
            : policy < 0.8
              ? i % 2 === 0
              : this.#random() < 0.5,
      )
      for (const by of kept) change(names, by)
      const survived = new Map([...names].map(([name, inode]) => [name, this.#survivor(inode)]))
      next.#folders.set(dir, { names: survived, durable: new Map(survived), pending: [] })
    }
    return next
  }

  mkdir(dir: string): void {
    if (!this.#folders.has(dir))
      this.#folders.set(dir, { names: new Map(), durable: new Map(), pending: [] })
  }

  exists(file: string): boolean {
    return (
      this.#folders.has(path.dirname(file)) && this.#folder(file).names.has(path.basename(file))
    )
  }

  list(dir: string): string[] {
    return [...(this.#folders.get(dir)?.names.keys() ?? [])].sort((a, b) => (a < b ? -1 : 1))
  }

  open(file: string, mode: 'read' | 'append' | 'create'): DiskFile {
    const folder = this.#folder(file)
    const name = path.basename(file)
    let inode = folder.names.get(name)
    if (mode === 'read' && inode === undefined) throw systemError('ENOENT')
    if (mode !== 'read' && inode === undefined) {
      inode = { content: Buffer.alloc(0), size: 0, durable: Buffer.alloc(0), dirty: new Set() }
      const link = { link: name, inode }
      this.#operate(() => this.#rename(folder, link))
    } else if (mode === 'create') {
      const emptied = inode as Inode
      this.#operate(() => this.#resize(emptied, 0))
    }
    return this.#handle(file, inode as Inode)
  }

  rename(from: string, to: string): void {
    const by = { from: path.basename(from), to: path.basename(to) }
    this.#operate(() => this.#rename(this.#folder(from), by))
  }

  unlink(file: string): void {
    this.#operate(() => this.#rename(this.#folder(file), { unlink: path.basename(file) }))
  }

  syncDir(dir: string): void {
    const folder = this.#folder(path.join(dir, 'x'))
    this.#operate(() => {
      folder.durable = new Map(folder.names)
      folder.pending = []
    })
  }

  /** Flips bits of a stored file (rot), durably. */
  damage(file: string, position: number): void {
    const inode = this.#folder(file).names.get(path.basename(file)) as Inode
    for (const bytes of [inode.content, inode.durable])
      if (position < bytes.length) bytes[position] = (bytes[position] as number) ^ 0x5a
  }

  sizeOf(file: string): number {
    return this.#folder(file).names.get(path.basename(file))?.size ?? 0
  }

  get usedBytes(): number {
    let sum = 0
    for (const { names } of this.#folders.values())
      for (const { size } of names.values()) sum += size
    return sum
  }

  #folder(file: string): Folder {
    const folder = this.#folders.get(path.dirname(file))
    if (folder === undefined) throw systemError('ENOENT')
    return folder
  }

  /** Counts an operation, and lets it happen, fail or be the last. */
  #operate(effect: () => void, partial: () => void = () => undefined): void {
    if (this.#dead) throw new SimCrash('after the crash')
    const index = this.operations++
    const code = this.failures.get(index)
    if (index >= this.crashAt) {
      this.#dead = true
      if (this.#random() < 0.5) effect()
      else partial()
      throw new SimCrash(`at operation ${index}`)
    }
    if (code !== undefined) {
      partial()
      throw systemError(code)
    }
    effect()
  }

  #rename(folder: Folder, by: NameChange): void {
    change(folder.names, by)
    folder.pending.push(by)
  }

  #write(inode: Inode, bytes: Uint8Array): void {
    const end = inode.size + bytes.length
    if (end > inode.content.length) {
      const larger = Buffer.alloc(2 * end)
      inode.content.copy(larger, 0, 0, inode.size)
      inode.content = larger
    }
    inode.content.set(bytes, inode.size)
    for (let s = Math.floor(inode.size / SECTOR_BYTES); s * SECTOR_BYTES < end; s++)
      inode.dirty.add(s)
    inode.size = end
  }

  #resize(inode: Inode, size: number): void {
    inode.content.fill(0, Math.min(size, inode.size))
    inode.size = size
    inode.dirty.add(Math.floor(size / SECTOR_BYTES))
  }

  #sync(file: string, inode: Inode): void {
    const lies = this.ignoreSync
    if (typeof lies === 'string' ? file.includes(lies) : lies) return
    inode.durable = Buffer.from(inode.content.subarray(0, inode.size))
    inode.dirty.clear()
  }

  #append(inode: Inode, bytes: Uint8Array): void {
    const part = (): void => {
      this.#write(inode, bytes.subarray(0, Math.floor(this.#random() * (bytes.length + 1))))
    }
    this.#operate(() => {
      const room = this.capacityBytes - this.usedBytes
      this.#write(inode, bytes.subarray(0, Math.max(0, room)))
      if (room < bytes.length) throw systemError('ENOSPC')
    }, part)
  }

  /** A file after the crash: a size between the synced and the last, each dirty sector old or new. */
  #survivor(inode: Inode): Inode {
    const policy = this.#random()
    const low = Math.min(inode.durable.length, inode.size)
    const high = Math.max(inode.durable.length, inode.size)
    const pick = policy < 0.25 ? inode.durable.length : policy < 0.6 ? inode.size : -1
    const size = pick >= 0 ? pick : low + Math.floor(this.#random() * (high - low + 1))
    const content = Buffer.alloc(size)
    inode.durable.copy(content, 0, 0, Math.min(size, inode.durable.length))
    for (const sector of inode.dirty) {
      if (policy < 0.25 || (policy > 0.4 && this.#random() < 0.4)) continue
      const from = sector * SECTOR_BYTES
      const to = Math.min(from + SECTOR_BYTES, size, inode.size)
      if (to > from) inode.content.copy(content, from, from, to)
    }
    return { content, size, durable: Buffer.from(content), dirty: new Set() }
  }

  #handle(file: string, inode: Inode): DiskFile {
    return {
      get size() {
        return inode.size
      },
      read: (target, position) => {
        if (this.#dead) throw new SimCrash('after the crash')
        const end = Math.min(position + target.length, inode.size)
        if (end <= position) return 0
        target.set(inode.content.subarray(position, end))
        return end - position
      },
      append: (bytes) => this.#append(inode, bytes),
      truncate: (size) => this.#operate(() => this.#resize(inode, size)),
      sync: () => this.#operate(() => this.#sync(file, inode)),
      close: () => undefined,
    }
  }
}
