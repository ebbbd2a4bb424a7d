import { type Draft, enablePatches, type Patch, produceWithPatches } from 'immer'
import { assert } from '../types/assert.js'
import { concatBytes, joinBytes, prefixEnd } from '../types/bytes.js'
import type { Context, QueryContext } from '../types/context.js'
import type { KeyCodec } from './keys.js'

enablePatches()

/** How a value becomes bytes. Stored bytes are always this encoding and never empty. */
export interface ValueCodec<V> {
  encode(value: V): Uint8Array
  decode(bytes: Uint8Array): V
}

export interface MapOptions<K, V> {
  /** The store (multistore name) that holds it. */
  readonly store: string
  readonly prefix: Uint8Array
  readonly name: string
  readonly key: KeyCodec<K>
  readonly value: ValueCodec<V>
}

export interface Walk {
  /** Bytes of the key (without the map's prefix) to begin at, inclusive. */
  readonly start?: Uint8Array | undefined
  /** Only keys (without the map's prefix) that begin so. */
  readonly prefix?: Uint8Array | undefined
  readonly reverse?: boolean
}

/** Whether `bytes` is `part` behind `from` other bytes. */
function endsWith(bytes: Uint8Array, from: number, part: Uint8Array): boolean {
  if (bytes.length !== from + part.length) return false
  for (let i = part.length - 1; i >= 0; i--) if (bytes[from + i] !== part[i]) return false
  return true
}

/** A typed map in a store: the one door through which modules read and write entities. */
export class StoreMap<K, V> {
  readonly options: MapOptions<K, V>
  /** The key made last; nobody changes a key. */
  #lastKey: Uint8Array = new Uint8Array()

  constructor(options: MapOptions<K, V>) {
    assert(options.prefix.length > 0, `${options.name}: a map has a prefix`)
    this.options = options
  }

  /** PERF: a transaction asks for the same key several times in a row, and stores know its array again. */
  keyBytes(key: K): Uint8Array {
    const { prefix } = this.options
    const part = this.options.key.encode(key)
    if (!endsWith(this.#lastKey, prefix.length, part)) this.#lastKey = joinBytes(prefix, part)
    return this.#lastKey
  }

  get(ctx: QueryContext, key: K): V | undefined {
    const bytes = ctx.kv(this.options.store).get(this.keyBytes(key))
    return bytes === undefined ? undefined : this.options.value.decode(bytes)
  }

  has(ctx: QueryContext, key: K): boolean {
    return ctx.kv(this.options.store).has(this.keyBytes(key))
  }

  set(ctx: Context, key: K, value: V): void {
    ctx.kv(this.options.store).set(this.keyBytes(key), this.options.value.encode(value))
  }

  delete(ctx: Context, key: K): void {
    ctx.kv(this.options.store).delete(this.keyBytes(key))
  }

  /**
   * Reads one entity, applies `recipe`, writes it back and records the diff. The recipe edits its draft
   * and returns nothing. Entities hold strings, bigints, booleans, small integers and plain records.
   * @throws AssertionError if the entity is missing.
   */
  update(ctx: Context, key: K, recipe: (draft: Draft<V>) => void): V {
    const pre = this.get(ctx, key)
    assert(pre !== undefined, `${this.options.name}: update of a missing entity`)
    const [post, patches] = produceWithPatches(pre, (draft) => void recipe(draft as Draft<V>))
    if (patches.length === 0) return pre
    this.set(ctx, key, post)
    const evidence = canonicalPatches(patches)
    ctx.diffs.push({ store: this.options.store, key: this.keyBytes(key), patches: evidence })
    return post
  }

  /** Entries in key order. Nothing may be written to the store while it is drawn from. */
  *walk(ctx: QueryContext, walk: Walk = {}): IterableIterator<readonly [K, V]> {
    const { prefix, key, value, store } = this.options
    const low = concatBytes(prefix, walk.prefix ?? new Uint8Array())
    const from = walk.start === undefined ? low : concatBytes(prefix, walk.start)
    const end = prefixEnd(low)
    for (const [k, v] of ctx.kv(store).iterate(from, end, walk.reverse ?? false))
      yield [key.decode(k.subarray(prefix.length)), value.decode(v)]
  }
}

/**
 * immer reports changes in the order a recipe made them, and promises neither order nor minimality.
 * Patches whose paths do not overlap commute, so they may be sorted into one canonical order.
 */
export function canonicalPatches(
  patches: readonly Patch[],
): readonly { op: string; path: string[]; value?: unknown }[] {
  const rows = patches.map((patch) => {
    assert(
      patch.path.every((step) => typeof step === 'string'),
      'an entity has no array edits',
    )
    return { op: patch.op, path: patch.path as string[], value: patch.value as unknown }
  })
  const pathOf = (row: { path: string[] }): string => `${row.path.join('/')}/`
  const paths = rows.map(pathOf)
  assert(!paths.includes('/'), 'a recipe edits its draft and never returns a new root')
  const overlaps = paths.some((a, i) => paths.some((b, j) => i !== j && b.startsWith(a)))
  assert(!overlaps, 'paths do not overlap')
  return rows.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
}
