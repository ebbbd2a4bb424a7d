import type { ValueCodec } from './map.js'

/**
 * A value codec that decodes each array of bytes once: within a block the store gives the same array for the
 * same value. Gas is charged where the bytes are read, so that it is the same with and without. Values are
 * shared by all who read them and MUST NOT be changed; wrap entities of immutable types only.
 */
export function remembered<V extends object>(inner: ValueCodec<V>): ValueCodec<V> {
  const known = new WeakMap<Uint8Array, V>()
  return {
    encode(value) {
      const bytes = inner.encode(value)
      known.set(bytes, value)
      return bytes
    },
    decode(bytes) {
      let value = known.get(bytes)
      if (value === undefined) {
        value = inner.decode(bytes)
        known.set(bytes, value)
      }
      return value
    },
  }
}
