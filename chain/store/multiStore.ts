import { toSafeNumber } from '../types/arith.js'
import { assert } from '../types/assert.js'
import { equalBytes } from '../types/bytes.js'
import { SdkError } from '../types/errors.js'
import type {
  BlockBranch,
  ChangeSet,
  CommitMultiStore,
  ProofOp,
  ReadonlyKVStore,
  ReadonlyStoreAccess,
} from '../types/kv.js'
import { blockBranch } from './branch.js'
import { UNIT_BYTES } from './iavl/arena.js'
import { NodeHasher } from './iavl/hash.js'
import { LEFT, NODE_BYTES, NodePool, type PoolOptions, RECORD_WORDS, RIGHT } from './iavl/pool.js'
import { exportTree, RestoreError, type TreeItem } from './iavl/restore.js'
import { removeKey, setKey } from './iavl/tree.js'
import { proveKey, proveStore } from './proofs.js'
import { Restore } from './restore.js'
import { emptyHash, simpleRoot, storeLeaf } from './simpleTree.js'
import { compareLatin1 } from './sortedKeys.js'
import { TreeReader } from './treeReader.js'

export interface MultiStoreOptions {
  /** In any order; all letters are ASCII. */
  readonly names: readonly string[]
  /**
   * Those of them that an older program did not have: one is part of the app hash from its first key on, so that
   * what was committed before it keeps its hash.
   */
  readonly joining?: readonly string[]
  /** Versions kept resident, the latest counted; at least 2. Default 100. */
  readonly keepVersions?: number
  /** Bytes that only old versions hold; beyond it the oldest go, down to 2. Default 256 MiB. */
  readonly keepBytes?: number
  readonly pool?: PoolOptions
}

/** Figures for metrics. */
export interface MultiStoreStats {
  /** Keys of the latest version in all stores. */
  readonly keys: number
  readonly liveNodes: number
  /** Nodes, hashes, keys and values in use. */
  readonly liveBytes: number
  /** Memory the pools have touched; it does not shrink. */
  readonly touchedBytes: number
  readonly versions: number
  /** Bytes that only versions before the latest hold. */
  readonly oldBytes: number
  readonly pins: number
}

interface Version {
  readonly version: bigint
  /** Root of each store; 0 = empty. */
  readonly roots: number[]
  readonly appHash: Uint8Array
  /** What this version dropped of those before it, and the bytes of that. */
  orphans: Int32Array
  orphanBytes: number
}

/**
 * One committed version as the arrays that hold it, for a worker that writes it out: nothing reachable from
 * `roots` changes while the version is pinned.
 */
export interface FrozenVersion {
  readonly version: bigint
  readonly appHash: Uint8Array
  readonly names: readonly string[]
  /** Node of each store's root; 0 = empty. */
  readonly roots: readonly number[]
  readonly versionBase: bigint
  /** Records as iavl/pool.ts lays them out. */
  readonly nodes: Int32Array
  /** Slots of keys and values. */
  readonly bytes: Uint8Array
}

/** A snapshot of one store while it is read or written: its name, then its nodes in post-order. */
export type ExportItem = { readonly store: string } | { readonly node: TreeItem }

const FAR = 1n << 30n

/** Named IAVL trees under one root, with the last versions resident (structural sharing). */
export class MultiStore implements CommitMultiStore {
  readonly names: readonly string[]
  readonly #options: MultiStoreOptions
  readonly #index = new Map<string, number>()
  readonly #joining: ReadonlySet<string>
  readonly #keepVersions: number
  readonly #keepBytes: number
  readonly #pins = new Map<bigint, number>()
  #pool: NodePool
  #hasher: NodeHasher
  /** Consecutive, oldest first. */
  #versions: Version[] = []
  #oldBytes = 0
  #staged: { version: bigint; roots: number[]; appHash: Uint8Array } | undefined

  constructor(options: MultiStoreOptions) {
    this.#options = options
    this.names = [...options.names].sort(compareLatin1)
    for (const [i, name] of this.names.entries()) this.#index.set(name, i)
    assert(this.#index.size === this.names.length, 'stores have different names')
    this.#joining = new Set(options.joining)
    this.#keepVersions = Math.max(2, options.keepVersions ?? 100)
    this.#keepBytes = options.keepBytes ?? 256 << 20
    this.#pool = new NodePool(options.pool)
    this.#hasher = new NodeHasher(this.#pool)
  }

  get version(): bigint {
    return this.#latest?.version ?? 0n
  }

  get appHash(): Uint8Array {
    return this.#latest?.appHash ?? emptyHash()
  }

  get oldestVersion(): bigint {
    return this.#versions[0]?.version ?? 0n
  }

  branch(): BlockBranch {
    return blockBranch(this.#reader(this.#latest))
  }

  at(version: bigint): ReadonlyStoreAccess | undefined {
    const found = this.#find(version)
    return found === undefined ? undefined : this.#reader(found)
  }

  stage(version: bigint, changes: ChangeSet): Uint8Array {
    this.discard()
    const latest = this.#latest
    const pool = this.#pool
    if (latest === undefined) pool.versionBase = version > FAR ? version - FAR : 0n
    const follows = latest === undefined ? version > 0n : version === latest.version + 1n
    assert(follows, `version ${version} does not follow ${this.version}`)
    pool.version = toSafeNumber(version - pool.versionBase)
    const roots = latest === undefined ? this.names.map(() => 0) : [...latest.roots]
    this.#staged = { version, roots, appHash: emptyHash() }
    try {
      this.#apply(roots, changes)
    } catch (error) {
      this.discard()
      throw error
    }
    for (const root of roots) this.#hasher.hashNew(root)
    this.#staged.appHash = this.#appHashOf(pool, roots)
    return this.#staged.appHash
  }

  /** Drops the staged version, if there is one: exact, and proportional to what it changed. */
  discard(): void {
    if (this.#staged === undefined) return
    for (const root of this.#staged.roots) this.#pool.discard(root)
    this.#pool.orphans.clear()
    this.#pool.orphanBytes = 0
    this.#staged = undefined
  }

  commit(): void {
    const staged = this.#staged
    assert(staged !== undefined, 'a version is staged before it is committed')
    const { orphans, orphanBytes } = this.#pool
    this.#versions.push({ ...staged, orphans: orphans.take(), orphanBytes })
    this.#pool.orphanBytes = 0
    this.#oldBytes += orphanBytes
    this.#staged = undefined
    this.#prune()
  }

  /** Applies one logged block. @throws RestoreError when the root is not the one given. */
  applyChangeSet(version: bigint, changes: ChangeSet, appHash: Uint8Array): void {
    const root = this.stage(version, changes)
    if (!equalBytes(root, appHash)) {
      this.discard()
      throw new RestoreError(`the app hash of height ${version} differs from the logged one`)
    }
    this.commit()
  }

  /**
   * Keeps a version and all after it resident until the function returned is called. A pin MUST be short:
   * memory grows with every block meanwhile.
   */
  pin(version: bigint): () => void {
    assert(this.#find(version) !== undefined, `version ${version} is not resident`)
    this.#pins.set(version, (this.#pins.get(version) ?? 0) + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      const left = (this.#pins.get(version) ?? 1) - 1
      if (left === 0) this.#pins.delete(version)
      else this.#pins.set(version, left)
      this.#prune()
    }
  }

  prove(
    version: bigint,
    store: string,
    key: Uint8Array,
  ): { readonly value: Uint8Array | undefined; readonly ops: readonly ProofOp[] } {
    const found = this.#find(version)
    if (found === undefined)
      throw SdkError.invalidRequest(
        `version ${version} is not resident: it is below ${this.oldestVersion} or above ${this.version}`,
      )
    const index = this.#index.get(store)
    if (index === undefined) throw SdkError.invalidRequest(`no store is named ${store}`)
    if (key.length === 0) throw SdkError.invalidRequest('a key is not empty')
    const { value, op } = proveKey(this.#pool, found.roots[index] as number, key)
    const parts = this.#partsOf(found.roots)
    const names = parts.map((i) => this.names[i] as string)
    const roots = parts.map((i) => rootHash(this.#pool, found.roots[i] as number))
    return { value, ops: [op, proveStore(names, roots, parts.indexOf(index))] }
  }

  stats(): MultiStoreStats {
    const pool = this.#pool
    return {
      keys: this.#latest?.roots.reduce((sum, root) => sum + pool.sizeOf(root), 0) ?? 0,
      liveNodes: pool.liveNodes,
      liveBytes: pool.liveNodes * NODE_BYTES + pool.arena.liveUnits * UNIT_BYTES,
      touchedBytes: pool.topNodes * NODE_BYTES + pool.arena.topUnits * UNIT_BYTES,
      versions: this.#versions.length,
      oldBytes: this.#oldBytes,
      pins: this.#pins.size,
    }
  }

  /** The arrays behind a resident version, which MUST be pinned as long as they are read. */
  frozen(version: bigint): FrozenVersion {
    const found = this.#find(version)
    assert(found !== undefined, `version ${version} is not resident`)
    const { nodes, arena, versionBase } = this.#pool
    const { appHash, roots } = found
    return { version, appHash, names: this.names, roots, versionBase, nodes, bytes: arena.bytes }
  }

  /** All stores at a resident version; nothing may be committed while it is drawn from, unless pinned. */
  *export(version: bigint): IterableIterator<ExportItem> {
    const found = this.#find(version)
    assert(found !== undefined, `version ${version} is not resident`)
    for (const [i, store] of this.names.entries()) {
      yield { store }
      for (const node of exportTree(this.#pool, found.roots[i] as number)) yield { node }
    }
  }

  /**
   * Replaces everything by an exported version. Until `finish` returns nothing has changed.
   * @throws RestoreError (from the calls of what is returned) when the items make no tree.
   */
  restore(version: bigint): Restore {
    const pool = new NodePool(this.#options.pool)
    pool.versionBase = version > FAR ? version - FAR : 0n
    const hasher = new NodeHasher(pool)
    return new Restore(this.names, this.#joining, pool, hasher, (roots, expected) => {
      const appHash = this.#appHashOf(pool, roots)
      if (expected !== undefined && !equalBytes(appHash, expected))
        throw new RestoreError(`the nodes of height ${version} make another app hash`)
      this.discard()
      this.#pool = pool
      this.#hasher = hasher
      this.#pins.clear()
      this.#oldBytes = 0
      this.#versions = [{ version, roots, appHash, orphans: new Int32Array(0), orphanBytes: 0 }]
      return appHash
    })
  }

  /** Nodes reachable from all kept and staged roots: equals `stats().liveNodes` (tests). */
  countReachable(): number {
    const seen = new Set<number>()
    const pool = this.#pool
    const visit = (id: number): void => {
      if (id === 0 || seen.has(id)) return
      seen.add(id)
      if (pool.heightOf(id) === 0) return
      visit(pool.nodes[id * RECORD_WORDS + LEFT] as number)
      visit(pool.nodes[id * RECORD_WORDS + RIGHT] as number)
    }
    for (const { roots } of this.#versions) roots.forEach(visit)
    this.#staged?.roots.forEach(visit)
    return seen.size
  }

  /** Whether a store is part of the app hash of a version. */
  #isPart(index: number, roots: readonly number[]): boolean {
    return roots[index] !== 0 || !this.#joining.has(this.names[index] as string)
  }

  #partsOf(roots: readonly number[]): number[] {
    return [...this.names.keys()].filter((i) => this.#isPart(i, roots))
  }

  #appHashOf(pool: NodePool, roots: readonly number[]): Uint8Array {
    const leaf = (i: number) =>
      storeLeaf(this.names[i] as string, rootHash(pool, roots[i] as number))
    return simpleRoot(this.#partsOf(roots).map(leaf))
  }

  get #latest(): Version | undefined {
    return this.#versions[this.#versions.length - 1]
  }

  #find(version: bigint): Version | undefined {
    const index = version - this.oldestVersion
    if (index < 0n || index >= BigInt(this.#versions.length)) return undefined
    return this.#versions[toSafeNumber(index)]
  }

  #apply(roots: number[], changes: ChangeSet): void {
    for (const { name, changes: rows } of changes.stores) {
      const index = this.#index.get(name)
      assert(index !== undefined, `no store is named ${name}`)
      for (const { key, value } of rows) {
        assert(key.length > 0 && value?.length !== 0, `${name}: an empty key or value`)
        const root = roots[index] as number
        const pool = this.#pool
        roots[index] =
          value === undefined ? removeKey(pool, root, key) : setKey(pool, root, key, value)
      }
    }
  }

  #prune(): void {
    const versions = this.#versions
    for (;;) {
      const [oldest, next] = versions
      if (oldest === undefined || next === undefined || versions.length <= 2) return
      if (versions.length <= this.#keepVersions && this.#oldBytes <= this.#keepBytes) return
      if (this.#pins.has(oldest.version)) return
      versions.shift()
      this.#pool.release(next.orphans)
      this.#oldBytes -= next.orphanBytes
      next.orphans = new Int32Array(0)
      next.orphanBytes = 0
    }
  }

  #reader(version: Version | undefined): ReadonlyStoreAccess {
    const stores = new Map<string, ReadonlyKVStore>()
    return {
      store: (name) => {
        let store = stores.get(name)
        if (store !== undefined) return store
        const index = this.#index.get(name)
        assert(index !== undefined, `no store is named ${name}`)
        store = new TreeReader(this.#pool, version?.roots[index] ?? 0, () => {
          const resident = version === undefined || version.version >= this.oldestVersion
          assert(resident, 'a version is not read after it was pruned')
        })
        stores.set(name, store)
        return store
      },
    }
  }
}

function rootHash(pool: NodePool, root: number): Uint8Array {
  return root === 0 ? emptyHash() : pool.hashOf(root)
}
