import { assert } from '../types/assert.js'
import { equalBytes, fromLatin1, toLatin1 } from '../types/bytes.js'
import type {
  BlockBranch,
  ChangeSet,
  KVStore,
  ReadonlyKVStore,
  ReadonlyStoreAccess,
  StoreBranch,
  StoreChange,
} from '../types/kv.js'
import { compareLatin1, SortedKeys } from './sortedKeys.js'

type Pair = readonly [key: Uint8Array, value: Uint8Array]
/** Null = deleted, or known to be absent. */
type Cached = Uint8Array | null

/** Reads of committed state that one block branch remembers, for each store; more are forgotten. */
const READS_MAX = 1 << 17

/** A layer as the layer above it sees it: keys are latin1 strings already, made once for all layers. */
interface Layer {
  read(text: string, key: Uint8Array): Cached
  write(text: string, value: Cached): void
  walk(start: Uint8Array | undefined, end: Uint8Array | undefined, reverse: boolean): Iterable<Pair>
}

let lastKey: Uint8Array = new Uint8Array()
let lastText = ''

/**
 * A key as text. PERF: the same array comes several times in a row (StoreMap.keyBytes); its text is then
 * the same string, whose hash is reckoned already.
 */
function textOf(key: Uint8Array): string {
  if (key !== lastKey) {
    lastText = toLatin1(key)
    lastKey = key
  }
  return lastText
}

/** Dirty keys over a parent. Values are kept, not copied. */
abstract class CacheStore implements KVStore, Layer {
  readonly dirty = new Map<string, Cached>()
  #sorted: SortedKeys | undefined

  abstract read(text: string, key: Uint8Array): Cached
  protected abstract below(
    start: Uint8Array | undefined,
    end: Uint8Array | undefined,
    reverse: boolean,
  ): Iterable<Pair>

  get(key: Uint8Array): Uint8Array | undefined {
    return this.read(textOf(key), key) ?? undefined
  }

  has(key: Uint8Array): boolean {
    return this.read(textOf(key), key) !== null
  }

  set(key: Uint8Array, value: Uint8Array): void {
    assert(key.length > 0, 'a store key is not empty')
    assert(value.length > 0, 'a stored value is not empty: it could not be proved')
    this.write(textOf(key), value)
  }

  delete(key: Uint8Array): void {
    assert(key.length > 0, 'a store key is not empty')
    this.write(textOf(key), null)
  }

  write(text: string, value: Cached): void {
    if (this.#sorted !== undefined && !this.dirty.has(text)) this.#sorted.add(text)
    this.dirty.set(text, value)
  }

  iterate(start?: Uint8Array, end?: Uint8Array, reverse = false): IterableIterator<Pair> {
    return this.walk(start, end, reverse)[Symbol.iterator]() as IterableIterator<Pair>
  }

  walk(
    start: Uint8Array | undefined,
    end: Uint8Array | undefined,
    reverse: boolean,
  ): Iterable<Pair> {
    const below = this.below(start, end, reverse)
    if (this.dirty.size === 0) return below
    this.#sorted ??= new SortedKeys(this.dirty.keys())
    const from = start === undefined ? undefined : toLatin1(start)
    const to = end === undefined ? undefined : toLatin1(end)
    return merge(this.dirty, this.#sorted.range(from, to, reverse), below, reverse)
  }

  /** Drops what is dirty. */
  clear(): void {
    this.dirty.clear()
    this.#sorted = undefined
  }
}

/** Dirty keys win over those below; deleted ones are left out. */
function* merge(
  dirty: ReadonlyMap<string, Cached>,
  keys: Iterator<string>,
  below: Iterable<Pair>,
  reverse: boolean,
): IterableIterator<Pair> {
  let next = keys.next()
  for (const pair of below) {
    const text = toLatin1(pair[0])
    while (!next.done && (reverse ? next.value > text : next.value < text)) {
      const value = dirty.get(next.value)
      if (value !== null && value !== undefined) yield [fromLatin1(next.value), value]
      next = keys.next()
    }
    if (!next.done && next.value === text) {
      const value = dirty.get(text)
      if (value !== null && value !== undefined) yield [pair[0], value]
      next = keys.next()
    } else yield pair
  }
  while (!next.done) {
    const value = dirty.get(next.value)
    if (value !== null && value !== undefined) yield [fromLatin1(next.value), value]
    next = keys.next()
  }
}

/** One store of a branch of a branch. */
class NestedStore extends CacheStore {
  readonly #parent: CacheStore

  constructor(parent: CacheStore) {
    super()
    this.#parent = parent
  }

  read(text: string, key: Uint8Array): Cached {
    const value = this.dirty.get(text)
    return value === undefined ? this.#parent.read(text, key) : value
  }

  protected below(
    start: Uint8Array | undefined,
    end: Uint8Array | undefined,
    reverse: boolean,
  ): Iterable<Pair> {
    return this.#parent.walk(start, end, reverse)
  }

  /** The parent is a cache too, whose order nobody can see before it is sorted for the tree. */
  flush(): void {
    // eslint-disable-next-line determinism/no-collection-order -- see above
    for (const [text, value] of this.dirty) this.#parent.write(text, value)
    this.clear()
  }
}

/** One store of a block branch: dirty keys, and committed values already read once. */
class BlockStore extends CacheStore {
  readonly #committed: ReadonlyKVStore
  readonly #reads = new Map<string, Cached>()

  constructor(committed: ReadonlyKVStore) {
    super()
    this.#committed = committed
  }

  read(text: string, key: Uint8Array): Cached {
    const dirty = this.dirty.get(text)
    if (dirty !== undefined) return dirty
    const known = this.#reads.get(text)
    if (known !== undefined) return known
    const value = this.#committed.get(key) ?? null
    if (this.#reads.size >= READS_MAX) this.#reads.clear()
    this.#reads.set(text, value)
    return value
  }

  protected below(
    start: Uint8Array | undefined,
    end: Uint8Array | undefined,
    reverse: boolean,
  ): Iterable<Pair> {
    return this.#committed.iterate(start, end, reverse)
  }

  /** What is dirty, in byte order, but for what is as it was committed: that is no change. */
  changes(): StoreChange[] {
    const changed: { readonly text: string; readonly value: Cached }[] = []
    // eslint-disable-next-line determinism/no-collection-order -- sorted below
    for (const [text, value] of this.dirty) {
      const known = this.#reads.get(text)
      const before = known === undefined ? (this.#committed.get(fromLatin1(text)) ?? null) : known
      const same = value === null || before === null ? value === before : equalBytes(value, before)
      if (!same) changed.push({ text, value })
    }
    changed.sort((a, b) => compareLatin1(a.text, b.text))
    return changed.map(({ text, value }) => ({ key: fromLatin1(text), value: value ?? undefined }))
  }
}

/** Stores by name, made when first asked for: most branches touch two or three of them. */
abstract class Branch<S extends CacheStore> {
  protected readonly stores = new Map<string, S>()

  protected abstract make(name: string): S

  store(name: string): S {
    let store = this.stores.get(name)
    if (store === undefined) {
      store = this.make(name)
      this.stores.set(name, store)
    }
    return store
  }

  branch(): StoreBranch {
    return new NestedBranch(this)
  }
}

class NestedBranch extends Branch<NestedStore> implements StoreBranch {
  readonly #parent: { store(name: string): CacheStore }

  constructor(parent: { store(name: string): CacheStore }) {
    super()
    this.#parent = parent
  }

  protected make(name: string): NestedStore {
    return new NestedStore(this.#parent.store(name))
  }

  write(): void {
    // eslint-disable-next-line determinism/no-collection-order -- stores do not see each other
    for (const store of this.stores.values()) store.flush()
  }
}

class CommittedBranch extends Branch<BlockStore> implements BlockBranch {
  readonly #committed: ReadonlyStoreAccess

  constructor(committed: ReadonlyStoreAccess) {
    super()
    this.#committed = committed
  }

  protected make(name: string): BlockStore {
    return new BlockStore(this.#committed.store(name))
  }

  changes(): ChangeSet {
    const names = [...this.stores.keys()].sort(compareLatin1)
    const stores = []
    for (const name of names) {
      const changes = this.store(name).changes()
      if (changes.length > 0) stores.push({ name, changes })
    }
    return { stores }
  }
}

/** A branch over committed state, whose writes become a block. */
export function blockBranch(committed: ReadonlyStoreAccess): BlockBranch {
  return new CommittedBranch(committed)
}
