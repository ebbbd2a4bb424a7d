import type { ApplyChunkResult, OfferSnapshotResult, Snapshot } from './abci.js'

/**
 * Keys are never empty, and never changed once they were handed over; values are never empty (an empty value
 * cannot be proved, cosmos.md 3.4).
 */
export interface ReadonlyKVStore {
  /** The value, or undefined. The bytes MUST NOT be changed by the caller. */
  get(key: Uint8Array): Uint8Array | undefined
  has(key: Uint8Array): boolean
  /**
   * Pairs with start <= key < end in byte order (descending if `reverse`); an open end is undefined.
   * The store MUST NOT be written while the iterator is being drawn from.
   */
  iterate(
    start?: Uint8Array,
    end?: Uint8Array,
    reverse?: boolean,
  ): IterableIterator<readonly [key: Uint8Array, value: Uint8Array]>
}

export interface KVStore extends ReadonlyKVStore {
  /**
   * The value is kept, not copied: the caller MUST NOT change it afterwards.
   * @throws AssertionError on an empty key or value.
   */
  set(key: Uint8Array, value: Uint8Array): void
  delete(key: Uint8Array): void
}

/** The stores of an application by name. @throws AssertionError on an unknown name. */
export interface StoreAccess {
  store(name: string): KVStore
}

export interface ReadonlyStoreAccess {
  store(name: string): ReadonlyKVStore
}

/** A branch of the state: reads fall through, writes stay until `write`, or are dropped with it. */
export interface StoreBranch extends StoreAccess {
  /** Writes the dirty keys to the parent in byte order, stores by name. */
  write(): void
  branch(): StoreBranch
}

/** One changed key of a block; value undefined = deleted. */
export interface StoreChange {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

/** All that one block changed: stores by name bytes, keys in byte order. */
export interface ChangeSet {
  readonly stores: readonly { readonly name: string; readonly changes: readonly StoreChange[] }[]
}

/** One operation of a Merkle proof as `abci_query` returns it. */
export interface ProofOp {
  readonly type: string
  readonly key: Uint8Array
  readonly data: Uint8Array
}

/** A branch directly over committed state; its writes become a block. */
export interface BlockBranch extends StoreAccess {
  branch(): StoreBranch
  /** What is dirty: stores by name, keys in byte order. */
  changes(): ChangeSet
}

/**
 * The application's versioned, authenticated state. One version may be staged at a time; committed
 * versions never change. Version = block height.
 */
export interface CommitMultiStore {
  /** Names in byte order. */
  readonly names: readonly string[]
  /** Latest committed version; 0 before the first. */
  readonly version: bigint
  /** Multistore root of the latest committed version; SHA-256 of nothing before the first. */
  readonly appHash: Uint8Array
  /** Oldest version that `at` and `prove` can answer. */
  readonly oldestVersion: bigint
  /** Over the latest committed version (not over what is staged). */
  branch(): BlockBranch
  /** Applies changes as the coming version and returns its root; a second call replaces the first. */
  stage(version: bigint, changes: ChangeSet): Uint8Array
  /** Makes the staged version the latest. @throws AssertionError if nothing is staged. */
  commit(): void
  /** Reads at a committed version; undefined if it is not resident. */
  at(version: bigint): ReadonlyStoreAccess | undefined
  /**
   * Existence or absence proof against the multistore root of `version` (ops ics23:iavl, ics23:simple),
   * with the value proved (undefined = absent). @throws TxError sdk 18 if it cannot be proved.
   */
  prove(
    version: bigint,
    store: string,
    key: Uint8Array,
  ): { readonly value: Uint8Array | undefined; readonly ops: readonly ProofOp[] }
}

/** One committed block's writes, as the log keeps them. */
export interface CommitRecord {
  readonly height: bigint
  readonly appHash: Uint8Array
  readonly changes: ChangeSet
}

/**
 * Where commits become durable; node/storage fills it in. The application calls `append` with what it
 * staged, and only when that returned `CommitMultiStore.commit`.
 */
export interface CommitLog {
  /** Durable when it returns. @throws Error: the block MUST NOT be acknowledged. */
  append(record: CommitRecord): void
}

/**
 * State-sync snapshots as ABCI asks for them; node/storage fills it in. After the last chunk was accepted
 * the multistore is at the snapshot's height, durably.
 */
export interface SnapshotSource {
  /** Newest first. */
  listSnapshots(): readonly Snapshot[]
  /** Empty when there is no such chunk. */
  loadSnapshotChunk(height: bigint, format: number, chunk: number): Uint8Array
  offerSnapshot(snapshot: Snapshot, appHash: Uint8Array): OfferSnapshotResult
  applySnapshotChunk(index: number, chunk: Uint8Array, sender: string): ApplyChunkResult
}
