import type { ValueCodec } from './map.js'

/** How many values a codec remembers: a transaction deals with one or two accounts, read many times. */
const RECENT = 8

/**
 * A value codec that remembers the last few arrays of bytes it saw: within a block the store gives the same
 * array for the same value, and a transaction reads the same account again and again. Gas is charged where
 * the bytes are read, so that it is the same with and without. Values are shared by all who read them and
 * MUST NOT be changed; wrap entities of immutable types only.
 *
 * PERF: a ring, not a WeakMap: what a block's thousands of transactions leave in one costs the collector
 * more than the decoding that it saves.
 */
export function remembered<V extends object>(inner: ValueCodec<V>): ValueCodec<V> {
  const bytesOf = new Array<Uint8Array | undefined>(RECENT).fill(undefined)
  const valueOf = new Array<V | undefined>(RECENT).fill(undefined)
  let next = 0

  const keep = (bytes: Uint8Array, value: V): void => {
    bytesOf[next] = bytes
    valueOf[next] = value
    next = (next + 1) % RECENT
  }
  return {
    encode(value) {
      const bytes = inner.encode(value)
      keep(bytes, value)
      return bytes
    },
    decode(bytes) {
      const at = bytesOf.indexOf(bytes)
      if (at >= 0) return valueOf[at] as V
      const value = inner.decode(bytes)
      keep(bytes, value)
      return value
    },
  }
}
