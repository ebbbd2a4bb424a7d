import { assert } from '../../chain/types/assert.js'
import { fromLatin1, toLatin1 } from '../../chain/types/bytes.js'
import type { KVStore, StoreAccess, StoreBranch } from '../../chain/types/kv.js'

/** Latin-1 text compares as its bytes do. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The keys of `map` that lie in [start, end), in the order asked for. */
function keysBetween(
  keys: Iterable<string>,
  start: Uint8Array | undefined,
  end: Uint8Array | undefined,
  reverse: boolean,
): string[] {
  const low = start === undefined ? undefined : toLatin1(start)
  const high = end === undefined ? undefined : toLatin1(end)
  const found = [...keys].filter(
    (key) => (low === undefined || key >= low) && (high === undefined || key < high),
  )
  found.sort(compareText)
  return reverse ? found.reverse() : found
}

/** A sorted map of bytes: the plainest store there is, the model that others are tested against. */
export class MemStore implements KVStore {
  readonly entries = new Map<string, Uint8Array>()

  get(key: Uint8Array): Uint8Array | undefined {
    return this.entries.get(toLatin1(key))
  }
  has(key: Uint8Array): boolean {
    return this.entries.has(toLatin1(key))
  }
  set(key: Uint8Array, value: Uint8Array): void {
    assert(key.length > 0 && value.length > 0, 'keys and values are not empty')
    this.entries.set(toLatin1(key), new Uint8Array(value))
  }
  delete(key: Uint8Array): void {
    this.entries.delete(toLatin1(key))
  }
  *iterate(
    start?: Uint8Array,
    end?: Uint8Array,
    reverse = false,
  ): IterableIterator<readonly [Uint8Array, Uint8Array]> {
    for (const key of keysBetween(this.entries.keys(), start, end, reverse))
      yield [fromLatin1(key), this.entries.get(key) as Uint8Array]
  }
}

/** Writes kept aside over a parent store. */
class Overlay implements KVStore {
  readonly dirty = new Map<string, Uint8Array | undefined>()
  readonly parent: KVStore

  constructor(parent: KVStore) {
    this.parent = parent
  }
  get(key: Uint8Array): Uint8Array | undefined {
    const text = toLatin1(key)
    return this.dirty.has(text) ? this.dirty.get(text) : this.parent.get(key)
  }
  has(key: Uint8Array): boolean {
    return this.get(key) !== undefined
  }
  set(key: Uint8Array, value: Uint8Array): void {
    assert(key.length > 0 && value.length > 0, 'keys and values are not empty')
    this.dirty.set(toLatin1(key), new Uint8Array(value))
  }
  delete(key: Uint8Array): void {
    this.dirty.set(toLatin1(key), undefined)
  }
  *iterate(
    start?: Uint8Array,
    end?: Uint8Array,
    reverse = false,
  ): IterableIterator<readonly [Uint8Array, Uint8Array]> {
    const merged = new Map<string, Uint8Array>()
    for (const [key, value] of this.parent.iterate(start, end)) merged.set(toLatin1(key), value)
    for (const [key, value] of this.dirty)
      if (value === undefined) merged.delete(key)
      else merged.set(key, value)
    for (const key of keysBetween(merged.keys(), start, end, reverse))
      yield [fromLatin1(key), merged.get(key) as Uint8Array]
  }
  write(): void {
    for (const key of [...this.dirty.keys()].sort(compareText)) {
      const value = this.dirty.get(key)
      if (value === undefined) this.parent.delete(fromLatin1(key))
      else this.parent.set(fromLatin1(key), value)
    }
    this.dirty.clear()
  }
}

class MemBranch implements StoreBranch {
  readonly #parent: StoreAccess
  readonly #overlays = new Map<string, Overlay>()

  constructor(parent: StoreAccess) {
    this.#parent = parent
  }
  store(name: string): KVStore {
    let overlay = this.#overlays.get(name)
    if (overlay === undefined) {
      overlay = new Overlay(this.#parent.store(name))
      this.#overlays.set(name, overlay)
    }
    return overlay
  }
  write(): void {
    for (const name of [...this.#overlays.keys()].sort(compareText))
      this.#overlays.get(name)?.write()
  }
  branch(): StoreBranch {
    return new MemBranch(this)
  }
}

/** Sorted in-memory stores by name, made on first use, or only those named. */
export class MemStores implements StoreAccess {
  readonly #stores = new Map<string, MemStore>()
  readonly #names: readonly string[] | undefined

  constructor(names?: readonly string[]) {
    this.#names = names
  }
  store(name: string): MemStore {
    assert(this.#names === undefined || this.#names.includes(name), `no store ${name}`)
    let store = this.#stores.get(name)
    if (store === undefined) {
      store = new MemStore()
      this.#stores.set(name, store)
    }
    return store
  }
  branch(): StoreBranch {
    return new MemBranch(this)
  }
  /** Everything that is stored, for comparisons: [store, key, value] as latin-1 text, sorted. */
  dump(): readonly (readonly [string, string, string])[] {
    const names = [...this.#stores.keys()].sort(compareText)
    return names.flatMap((name) =>
      [...this.store(name).iterate()].map(
        ([key, value]) => [name, toLatin1(key), toLatin1(value)] as const,
      ),
    )
  }
}
