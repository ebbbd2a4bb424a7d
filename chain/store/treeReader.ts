import type { ReadonlyKVStore } from '../types/kv.js'
import type { NodePool } from './iavl/pool.js'
import { findLeaf } from './iavl/tree.js'
import { walkLeaves } from './iavl/walk.js'

/** One tree at one committed version. */
export class TreeReader implements ReadonlyKVStore {
  readonly #pool: NodePool
  readonly #root: number
  readonly #guard: () => void

  constructor(pool: NodePool, root: number, guard: () => void) {
    this.#pool = pool
    this.#root = root
    this.#guard = guard
  }

  get(key: Uint8Array): Uint8Array | undefined {
    this.#guard()
    const leaf = findLeaf(this.#pool, this.#root, key)
    return leaf === 0 ? undefined : this.#pool.valueOf(leaf)
  }

  has(key: Uint8Array): boolean {
    this.#guard()
    return findLeaf(this.#pool, this.#root, key) !== 0
  }

  *iterate(
    start?: Uint8Array,
    end?: Uint8Array,
    reverse = false,
  ): IterableIterator<readonly [Uint8Array, Uint8Array]> {
    this.#guard()
    const pool = this.#pool
    for (const leaf of walkLeaves(pool, this.#root, start, end, reverse)) {
      yield [pool.keyOf(leaf), pool.valueOf(leaf)]
      this.#guard()
    }
  }
}
