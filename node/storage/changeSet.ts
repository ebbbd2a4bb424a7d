import { fromUtf8, utf8 } from '../../chain/types/bytes.js'
import type { ChangeSet, StoreChange } from '../../chain/types/kv.js'

/** Bytes of a log record that do not say what they should. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

/** A growing buffer that is written again and again: one a log, no allocation a block. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1 << 16)
  #end = 0

  get length(): number {
    return this.#end
  }

  reset(): void {
    this.#end = 0
    if (this.#bytes.length > 1 << 24) this.#bytes = Buffer.allocUnsafe(1 << 16)
  }

  /** What was written; valid until the next write. */
  view(from = 0): Buffer {
    return this.#bytes.subarray(from, this.#end)
  }

  varint(value: number): void {
    this.#reserve(10)
    let v = value
    while (v > 127) {
      this.#bytes[this.#end++] = (v % 128) | 128
      v = Math.floor(v / 128)
    }
    this.#bytes[this.#end++] = v
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length)
    if (value.length > 48) this.#bytes.set(value, this.#end)
    else for (let i = 0; i < value.length; i++) this.#bytes[this.#end + i] = value[i] as number
    this.#end += value.length
  }

  /** A part of another array. */
  slice(source: Uint8Array, from: number, length: number): void {
    this.#reserve(length)
    if (length > 48) this.#bytes.set(source.subarray(from, from + length), this.#end)
    else for (let i = 0; i < length; i++) this.#bytes[this.#end + i] = source[from + i] as number
    this.#end += length
  }

  /** Forgets the first bytes. */
  shift(bytes: number): void {
    this.#bytes.copyWithin(0, bytes, this.#end)
    this.#end -= bytes
  }

  withLength(value: Uint8Array): void {
    this.varint(value.length)
    this.bytes(value)
  }

  /** Leaves room that is filled in later through `view`. */
  skip(bytes: number): void {
    this.#reserve(bytes)
    this.#bytes.fill(0, this.#end, this.#end + bytes)
    this.#end += bytes
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#end + bytes))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}

/**
 * Canonical bytes of a change set: count of stores; for each its name and count of changes; for each its
 * key and its value, whose length 0 means deleted (no value is empty). Counts and lengths are varints.
 */
export function writeChangeSet(out: ByteWriter, { stores }: ChangeSet): void {
  out.varint(stores.length)
  for (const { name, changes } of stores) {
    out.withLength(utf8(name))
    out.varint(changes.length)
    for (const { key, value } of changes) {
      out.withLength(key)
      if (value === undefined) out.varint(0)
      else out.withLength(value)
    }
  }
}

/** Reads the whole of `bytes`; keys and values are views of it. @throws EncodingError */
export function readChangeSet(bytes: Uint8Array): ChangeSet {
  let at = 0
  const varint = (): number => {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = bytes[at++]
      if (byte === undefined || scale > 2 ** 28) throw new EncodingError('a varint')
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  const part = (): Uint8Array => {
    const size = varint()
    at += size
    if (at > bytes.length) throw new EncodingError('a length beyond the record')
    return bytes.subarray(at - size, at)
  }
  // Every item takes at least a byte: a larger count is refused before it allocates.
  const list = <T>(item: () => T): T[] => {
    const count = varint()
    if (count > bytes.length - at) throw new EncodingError('a count beyond the record')
    return Array.from({ length: count }, item)
  }
  const stores = list(() => {
    const name = fromUtf8(part())
    const changes = list((): StoreChange => {
      const key = part()
      const value = part()
      return { key, value: value.length === 0 ? undefined : value }
    })
    return { name, changes }
  })
  if (at !== bytes.length) throw new EncodingError('bytes after the last change')
  return { stores }
}
