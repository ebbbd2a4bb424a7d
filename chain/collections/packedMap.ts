import { assert } from '../types/assert.js'
import { equalBytes, newBytes, toHex } from '../types/bytes.js'
import type { Context, QueryContext } from '../types/context.js'

/**
 * A key of a fixed layout, whose byte order is the order of iteration. PERF: it is written behind the
 * prefix at once, without an array of its own.
 */
export interface PackedKey<K> {
  /** Bytes of every key. */
  readonly size: number
  write(bytes: Uint8Array, at: number, key: K): void
  read(bytes: Uint8Array, at: number): K
}

/** How entities of a fixed layout lie in a store. */
export interface PackedOptions<K> {
  readonly store: string
  readonly prefix: Uint8Array
  readonly name: string
  readonly key: PackedKey<K>
  /** Bytes of every entity. */
  readonly size: number
}

/** First and last changed byte; undefined if nothing changed. */
function changedRange(before: Uint8Array, after: Uint8Array): [number, number] | undefined {
  let from = 0
  while (from < after.length && before[from] === after[from]) from += 1
  if (from === after.length) return undefined
  let to = after.length - 1
  while (before[to] === after[to]) to -= 1
  return [from, to]
}

/**
 * A map of entities of a fixed layout: bytes with numbers at known places, such as nodes of trees. No
 * immer: its evidence is the range of bytes that changed (rules.md C17). An entity of zeros is the same as
 * none and is not stored, so that a state has one form.
 */
export class PackedMap<K> {
  readonly options: PackedOptions<K>
  readonly #zero: Uint8Array
  /** The key asked for last and its bytes; nobody changes a key. */
  #lastKey: K | undefined
  #lastBytes: Uint8Array = newBytes(1)

  constructor(options: PackedOptions<K>) {
    assert(options.prefix.length > 0 && options.size > 0, `${options.name}: a prefix and a size`)
    this.options = options
    this.#zero = newBytes(options.size).fill(0)
  }

  /** PERF: a change reads and writes the same key, and stores know its array again. */
  keyBytes(key: K): Uint8Array {
    if (key !== this.#lastKey) {
      this.#lastBytes = this.#encoded(key)
      this.#lastKey = key
    }
    return this.#lastBytes
  }

  #encoded(key: K): Uint8Array {
    const { prefix, key: layout } = this.options
    const bytes = newBytes(prefix.length + layout.size)
    for (let i = 0; i < prefix.length; i++) bytes[i] = prefix[i] as number
    layout.write(bytes, prefix.length, key)
    return bytes
  }

  /** The bytes, zeros if there are none; MUST NOT be changed. */
  get(ctx: QueryContext, key: K): Uint8Array {
    return ctx.kv(this.options.store).get(this.keyBytes(key)) ?? this.#zero
  }

  /** Reads an entity, lets `change` write into a copy of it, and stores the copy; returns the copy. */
  edit(ctx: Context, key: K, change: (bytes: Uint8Array) => void): Uint8Array {
    return this.replace(ctx, key, this.get(ctx, key), change)
  }

  /** `edit` for who has read the entity already. @param before what `get` gave */
  replace(
    ctx: Context,
    key: K,
    before: Uint8Array,
    change: (bytes: Uint8Array) => void,
  ): Uint8Array {
    const { size, store, name } = this.options
    assert(before.length === size, `${name}: ${before.length} bytes, want ${size}`)
    const after = newBytes(size)
    after.set(before)
    change(after)
    const range = changedRange(before, after)
    if (range === undefined) return before
    const keyBytes = this.keyBytes(key)
    if (equalBytes(after, this.#zero)) ctx.kv(store).delete(keyBytes)
    else ctx.kv(store).set(keyBytes, after)
    const [from, to] = range
    const value = toHex(after.subarray(from, to + 1))
    ctx.diffs.push({ store, key: keyBytes, patches: [{ op: 'bytes', path: [`${from}`], value }] })
    return after
  }

  /** Entities in key order. Nothing may be written to the store while it is drawn from. */
  *walk(ctx: QueryContext, end: Uint8Array): IterableIterator<readonly [K, Uint8Array]> {
    const { prefix, key, store } = this.options
    for (const [k, bytes] of ctx.kv(store).iterate(prefix, end))
      yield [key.read(k, prefix.length), bytes]
  }
}
