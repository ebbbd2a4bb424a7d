import { compareLatin1 } from '../../../../chain/store/sortedKeys.js'
import { fromLatin1, toLatin1 } from '../../../../chain/types/bytes.js'
import { assert } from '../../../../chain/types/assert.js'
import type { KVStore, StoreAccess, StoreBranch } from '../../../../chain/types/kv.js'

const BUCKET_MAX = 256

let lastKey: Uint8Array = new Uint8Array()
let lastText = ''

/** A key as text. PERF: the same array comes several times in a row. */
function textOf(key: Uint8Array): string {
  if (key !== lastKey) [lastKey, lastText] = [key, toLatin1(key)]
  return lastText
}

/** The first place of `keys` that is not below `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareLatin1(keys[middle] as string, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** State in memory that is walked in order while it changes with every message. */
export class OrderedStore implements KVStore {
  readonly #values = new Map<string, Uint8Array>()
  /** In order, none empty. */
  readonly #buckets: string[][] = []

  get size(): number {
    return this.#values.size
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#values.get(textOf(key))
  }

  has(key: Uint8Array): boolean {
    return this.#values.has(textOf(key))
  }

  set(key: Uint8Array, value: Uint8Array): void {
    const text = textOf(key)
    const before = this.#values.size
    this.#values.set(text, value)
    if (this.#values.size > before) this.#add(text)
  }

  delete(key: Uint8Array): void {
    const text = textOf(key)
    if (this.#values.delete(text)) this.#remove(text)
  }

  *iterate(
    start?: Uint8Array,
    end?: Uint8Array,
    reverse = false,
  ): IterableIterator<readonly [Uint8Array, Uint8Array]> {
    const from = start === undefined ? '' : toLatin1(start)
    const to = end === undefined ? undefined : toLatin1(end)
    if (reverse) {
      const all = [...this.iterate(start, end)]
      return yield* all.reverse()
    }
    for (let b = Math.max(0, this.#bucketOf(from)); b < this.#buckets.length; b++) {
      const bucket = this.#buckets[b] as string[]
      for (let i = lowerBound(bucket, from); i < bucket.length; i++) {
        const key = bucket[i] as string
        if (to !== undefined && compareLatin1(key, to) >= 0) return
        yield [fromLatin1(key), this.#values.get(key) as Uint8Array]
      }
    }
  }

  /** The last bucket whose first key is not above `key`; -1 if there is none. */
  #bucketOf(key: string): number {
    let [low, high] = [0, this.#buckets.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareLatin1((this.#buckets[middle] as string[])[0] as string, key) <= 0)
        low = middle + 1
      else high = middle
    }
    return low - 1
  }

  #add(key: string): void {
    const b = Math.max(0, this.#bucketOf(key))
    const bucket = this.#buckets[b]
    if (bucket === undefined) {
      this.#buckets.push([key])
      return
    }
    bucket.splice(lowerBound(bucket, key), 0, key)
    if (bucket.length > BUCKET_MAX) this.#buckets.splice(b + 1, 0, bucket.splice(BUCKET_MAX / 2))
  }

  #remove(key: string): void {
    const b = this.#bucketOf(key)
    const bucket = this.#buckets[b] as string[]
    bucket.splice(lowerBound(bucket, key), 1)
    if (bucket.length === 0) this.#buckets.splice(b, 1)
  }
}

/** Writes that are dropped when what made them fails. */
class Draft implements KVStore {
  readonly #below: KVStore
  readonly #writes = new Map<string, Uint8Array | undefined>()

  constructor(below: KVStore) {
    this.#below = below
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const text = toLatin1(key)
    return this.#writes.has(text) ? this.#writes.get(text) : this.#below.get(key)
  }
  has(key: Uint8Array): boolean {
    return this.get(key) !== undefined
  }
  set(key: Uint8Array, value: Uint8Array): void {
    this.#writes.set(toLatin1(key), value)
  }
  delete(key: Uint8Array): void {
    this.#writes.set(toLatin1(key), undefined)
  }
  iterate(...range: Parameters<KVStore['iterate']>): ReturnType<KVStore['iterate']> {
    assert(this.#writes.size === 0, 'nothing walks what it has just written in an attempt')
    return this.#below.iterate(...range)
  }
  write(): void {
    for (const [text, value] of this.#writes)
      if (value === undefined) this.#below.delete(fromLatin1(text))
      else this.#below.set(fromLatin1(text), value)
    this.#writes.clear()
  }
}

class DraftBranch implements StoreBranch {
  readonly #below: StoreAccess
  readonly #drafts = new Map<string, Draft>()

  constructor(below: StoreAccess) {
    this.#below = below
  }
  store(name: string): Draft {
    let draft = this.#drafts.get(name)
    if (draft === undefined) {
      draft = new Draft(this.#below.store(name))
      this.#drafts.set(name, draft)
    }
    return draft
  }
  write(): void {
    for (const draft of this.#drafts.values()) draft.write()
  }
  branch(): StoreBranch {
    return new DraftBranch(this)
  }
}

/** Stores by name, made when they are first asked for: no layers but those of attempts. */
export class OrderedStores implements StoreAccess {
  readonly #stores = new Map<string, OrderedStore>()

  store(name: string): OrderedStore {
    let store = this.#stores.get(name)
    if (store === undefined) {
      store = new OrderedStore()
      this.#stores.set(name, store)
    }
    return store
  }
  branch(): StoreBranch {
    return new DraftBranch(this)
  }
}
