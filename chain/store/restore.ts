import type { NodeHasher } from './iavl/hash.js'
import type { NodePool } from './iavl/pool.js'
import { RestoreError, TreeBuilder, type TreeItem } from './iavl/restore.js'

/** A version while it is read back: for each store in the order of names its nodes in post-order. */
export class Restore {
  readonly #names: readonly string[]
  readonly #joining: ReadonlySet<string>
  readonly #pool: NodePool
  readonly #hasher: NodeHasher
  readonly #install: (roots: number[], appHash: Uint8Array | undefined) => Uint8Array
  readonly #roots: number[] = []
  #builder: TreeBuilder | undefined

  constructor(
    names: readonly string[],
    joining: ReadonlySet<string>,
    pool: NodePool,
    hasher: NodeHasher,
    install: (roots: number[], appHash: Uint8Array | undefined) => Uint8Array,
  ) {
    this.#names = names
    this.#joining = joining
    this.#pool = pool
    this.#hasher = hasher
    this.#install = install
  }

  /** Begins the next store. @throws RestoreError when another one was expected. */
  store(name: string): void {
    this.#endStore()
    this.#skipTo(name)
    const expected = this.#names[this.#roots.length]
    if (name !== expected)
      throw new RestoreError(
        `a snapshot has store ${name.slice(0, 64)}, this application ${expected ?? 'no more'} there`,
      )
    this.#builder = new TreeBuilder(this.#pool, this.#hasher)
  }

  /** The next node of the store. @throws RestoreError */
  node(item: TreeItem): void {
    if (this.#builder === undefined) throw new RestoreError('a node stands before the first store')
    this.#builder.add(item)
  }

  /**
   * Installs the version and returns its app hash.
   * @throws RestoreError when stores are missing or the app hash is not the one expected.
   */
  finish(appHash?: Uint8Array): Uint8Array {
    this.#endStore()
    this.#skipTo(undefined)
    const missing = this.#names[this.#roots.length]
    if (missing !== undefined) throw new RestoreError(`a snapshot has no store ${missing}`)
    return this.#install(this.#roots, appHash)
  }

  /** A store that the snapshot's program did not have is empty. */
  #skipTo(name: string | undefined): void {
    for (;;) {
      const next = this.#names[this.#roots.length]
      if (next === undefined || next === name || !this.#joining.has(next)) return
      this.#roots.push(0)
    }
  }

  #endStore(): void {
    if (this.#builder !== undefined) this.#roots.push(this.#builder.finish())
    this.#builder = undefined
  }
}
