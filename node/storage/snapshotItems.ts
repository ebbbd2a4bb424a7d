import type { FrozenVersion } from '../../chain/store/multiStore.js'
import { UNIT_BYTES } from '../../chain/store/iavl/arena.js'
import {
  KEY,
  KEY_HEADER,
  KEY_LENGTH,
  RECORD_WORDS,
  SHAPE,
  VALUE,
  VALUE_LENGTH,
  VERSION,
} from '../../chain/store/iavl/pool.js'
import { RestoreError } from '../../chain/store/iavl/restore.js'
import { postOrder } from '../../chain/store/iavl/walk.js'
import type { Restore } from '../../chain/store/restore.js'
import { concatBytes, fromUtf8, utf8 } from '../../chain/types/bytes.js'
import type { ByteWriter } from './changeSet.js'

/**
 * The content of a snapshot: cosmos.store.snapshots.v1.SnapshotItem messages, each after its length, as the
 * SDK streams them; stores by name, nodes in post-order.
 */
const NONE = new Uint8Array()
const ITEM_STORE = 0x0a
const ITEM_IAVL = 0x12
/** A longer item is refused before memory is set aside for it. */
const ITEM_BYTES_MAX = 64 << 20

function varintSize(value: number): number {
  let size = 1
  for (let v = value; v > 127; v = Math.floor(v / 128)) size++
  return size
}

/** Writes the items of a version; yields after each so that the caller can take what has gathered. */
export function* writeItems(frozen: FrozenVersion, out: ByteWriter): IterableIterator<void> {
  const base = Number(frozen.versionBase)
  for (const [i, name] of frozen.names.entries()) {
    const bytes = utf8(name)
    const inner = 1 + varintSize(bytes.length) + bytes.length
    out.varint(1 + varintSize(inner) + inner)
    out.varint(ITEM_STORE)
    out.varint(inner)
    out.varint(0x0a)
    out.withLength(bytes)
    for (const id of postOrder(frozen.nodes, frozen.roots[i] as number)) {
      writeNode(frozen, base, id, out)
      yield
    }
    yield
  }
}

/** key = 1, value = 2, version = 3, height = 4 (absent when 0). */
function writeNode(frozen: FrozenVersion, base: number, id: number, out: ByteWriter): void {
  const { nodes } = frozen
  const at = id * RECORD_WORDS
  const height = (nodes[at + SHAPE] as number) & 63
  const keyLength = nodes[at + KEY_LENGTH] as number
  const valueLength = height === 0 ? (nodes[at + VALUE_LENGTH] as number) : 0
  const version = base + (nodes[at + VERSION] as number)
  const valueSize = height === 0 ? 1 + varintSize(valueLength) + valueLength : 0
  const heightSize = height === 0 ? 0 : 2
  const inner =
    1 + varintSize(keyLength) + keyLength + valueSize + 1 + varintSize(version) + heightSize
  out.varint(1 + varintSize(inner) + inner)
  out.varint(ITEM_IAVL)
  out.varint(inner)
  out.varint(0x0a)
  out.varint(keyLength)
  out.slice(frozen.bytes, (nodes[at + KEY] as number) * UNIT_BYTES + KEY_HEADER, keyLength)
  if (height === 0) {
    out.varint(0x12)
    out.varint(valueLength)
    out.slice(frozen.bytes, (nodes[at + VALUE] as number) * UNIT_BYTES, valueLength)
  }
  out.varint(0x18)
  out.varint(version)
  if (height > 0) {
    out.varint(0x20)
    out.varint(height)
  }
}

/** Reads items from pieces of any size into a restore. */
export class ItemReader {
  readonly #restore: Restore
  #rest: Uint8Array = NONE

  constructor(restore: Restore) {
    this.#restore = restore
  }

  /** @throws RestoreError on bytes that are no items. */
  push(piece: Uint8Array): void {
    const bytes = concatBytes(this.#rest, piece)
    const cursor = new Cursor(bytes, 0, bytes.length)
    for (;;) {
      const start = cursor.at
      const size = cursor.tryVarint()
      if (size !== undefined && size > ITEM_BYTES_MAX)
        throw new RestoreError(`an item of ${size} bytes`)
      if (size === undefined || cursor.at + size > bytes.length) {
        this.#rest = bytes.subarray(start)
        return
      }
      this.#item(new Cursor(bytes, cursor.at, cursor.at + size))
      cursor.at += size
    }
  }

  /** @throws RestoreError if an item is unfinished. */
  end(): void {
    if (this.#rest.length > 0) throw new RestoreError('a snapshot ends within an item')
  }

  #item(cursor: Cursor): void {
    const tag = cursor.varint()
    const end = cursor.varint() + cursor.at
    if (end !== cursor.end) throw new RestoreError('an item is one message')
    if (tag === ITEM_STORE) {
      if (cursor.varint() !== 0x0a) throw new RestoreError('the item of a store has a name')
      this.#restore.store(fromUtf8(cursor.part()))
    } else if (tag === ITEM_IAVL) this.#node(cursor)
    else throw new RestoreError(`an item of kind ${tag}`)
    if (cursor.at !== cursor.end) throw new RestoreError('bytes after an item')
  }

  #node(cursor: Cursor): void {
    let key: Uint8Array = NONE
    let value: Uint8Array = NONE
    let [version, height, last] = [0, 0, 0]
    while (cursor.at < cursor.end) {
      const tag = cursor.varint()
      if (tag <= last) throw new RestoreError('fields of a node are in order')
      last = tag
      if (tag === 0x0a) key = cursor.part()
      else if (tag === 0x12) value = cursor.part()
      else if (tag === 0x18) version = cursor.varint()
      else if (tag === 0x20) height = cursor.varint()
      else throw new RestoreError(`a node with field tag ${tag}`)
    }
    this.#restore.node({ height, version: BigInt(version), key, value })
  }
}

class Cursor {
  readonly #bytes: Uint8Array
  readonly end: number
  at: number

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes
    this.at = at
    this.end = end
  }

  /** Undefined when the bytes end first. */
  tryVarint(): number | undefined {
    let value = 0
    let scale = 1
    while (this.at < this.end) {
      const byte = this.#bytes[this.at++] as number
      value += (byte & 127) * scale
      if (byte < 128) {
        if (!Number.isSafeInteger(value)) throw new RestoreError('a varint above 2^53')
        return value
      }
      scale *= 128
      if (scale > 2 ** 53) throw new RestoreError('a varint above 2^53')
    }
    return undefined
  }

  varint(): number {
    const value = this.tryVarint()
    if (value === undefined) throw new RestoreError('an item ends within a number')
    return value
  }

  /** A view: the tree copies what it takes. */
  part(): Uint8Array {
    const size = this.varint()
    if (this.at + size > this.end) throw new RestoreError('an item ends within its bytes')
    this.at += size
    return this.#bytes.subarray(this.at - size, this.at)
  }
}
