import { assert } from '../../types/assert.js'
import { newBytes } from '../../types/bytes.js'
import { type Allocate, allocateLocal, Arena, UNIT_BYTES, unitsFor } from './arena.js'
import { IntList } from './intList.js'

/**
 * A node is 64 bytes, one cache line: eight words, then its hash. A descent misses once a level (a structure
 * of arrays would miss four times), and hashing meets a sibling's version and hash with one miss.
 */
export const LEFT = 0
export const RIGHT = 1
/** Leaf: slot and length of its value. */
export const VALUE = 0
export const VALUE_LENGTH = 1
/** The first 8 key bytes, big-endian, padded with zeros, top bit flipped: signed order is byte order. */
export const PREFIX_0 = 2
export const PREFIX_1 = 3
/** Slot of the key: [count of leaves: 4 bytes][key]. An inner node shares the slot of its smallest right leaf. */
export const KEY = 4
/** Version that made the node, less the pool's `versionBase`. */
export const VERSION = 5
/** size << 6 | height. */
export const SHAPE = 6
export const KEY_LENGTH = 7

/** First of the eight words of the hash, whose bytes are in their order. */
export const HASH = 8

export const RECORD_WORDS = 16
export const HASH_BYTES = 32
export const NODE_BYTES = 4 * RECORD_WORDS
/** Bytes before the key in its slot. */
export const KEY_HEADER = 4
/** No path is longer: an AVL tree of 2^26 leaves is at most 38 high. */
export const HEIGHT_MAX = 63
/** Most nodes that one change can make. */
const NODES_PER_CHANGE = 4 * HEIGHT_MAX
/** Largest index of a record's word must fit an Int32. */
const NODES_MAX = (1 << 27) - 1

export interface PoolOptions {
  /** Memory to reserve at once for nodes; doubled by copying when it is full. */
  readonly nodes?: number
  readonly arenaBytes?: number
  readonly allocate?: Allocate
  /** Overwrites what is freed (tests). */
  readonly poison?: boolean
}

/**
 * Nodes of all trees of a multistore, with their keys and values. Records of committed versions never
 * change. What a version replaced waits in its orphan list until no kept version can reach it.
 *
 * The buffers are allocated once at a size that a deployment does not outgrow: the system maps pages when
 * they are first touched, so reserving costs nothing, and nothing is copied. One that is outgrown all the
 * same doubles by copying, between two changes.
 */
export class NodePool {
  nodes: Int32Array
  readonly arena: Arena
  /** Nodes in use. */
  liveNodes = 0
  /** Version under construction, less `versionBase`; nodes of this version are changed in place. */
  version = 0
  versionBase = 0n
  /** Nodes of older versions that the version under construction dropped. */
  readonly orphans = new IntList()
  /** Bytes that `orphans` hold. */
  orphanBytes = 0
  readonly #allocate: Allocate
  readonly #poison: boolean
  #capacity: number
  #top = 1
  #freeHead = 0

  constructor(options: PoolOptions = {}) {
    this.#allocate = options.allocate ?? allocateLocal
    this.#poison = options.poison ?? false
    this.#capacity = Math.max(2 * NODES_PER_CHANGE, options.nodes ?? 1 << 16)
    this.nodes = new Int32Array(this.#allocate(this.#capacity * NODE_BYTES))
    this.arena = new Arena(this.#allocate, options.arenaBytes ?? 1 << 22, this.#poison)
  }

  /** Nodes ever handed out: what the process has touched. */
  get topNodes(): number {
    return this.#top
  }

  /** Makes room for one change, so that it may hold on to `nodes` meanwhile. */
  reserve(): void {
    if (this.#capacity - this.#top >= NODES_PER_CHANGE) return
    assert(this.#capacity < NODES_MAX, 'the node pool is at its largest size')
    this.#capacity = Math.min(2 * this.#capacity, NODES_MAX)
    const nodes = new Int32Array(this.#allocate(this.#capacity * NODE_BYTES))
    nodes.set(this.nodes.subarray(0, this.#top * RECORD_WORDS))
    this.nodes = nodes
  }

  /** A node with undefined content. `reserve` MUST have been called for this change. */
  alloc(): number {
    this.liveNodes++
    const id = this.#freeHead
    if (id === 0) return this.#top++
    this.#freeHead = this.nodes[id * RECORD_WORDS] as number
    return id
  }

  /** A leaf of the current version; its key slot is `key` or, when that is 0, a new one. */
  leaf(keyBytes: Uint8Array, keySlot: number, value: Uint8Array): number {
    const arena = this.arena
    const slot = keySlot === 0 ? this.#newKey(keyBytes) : keySlot
    const valueSlot = arena.alloc(value.length)
    arena.words[slot * 4] = (arena.words[slot * 4] as number) + 1
    copyInto(arena.bytes, valueSlot * UNIT_BYTES, value)
    const id = this.alloc()
    const nodes = this.nodes
    const at = id * RECORD_WORDS
    nodes[at + VALUE] = valueSlot
    nodes[at + VALUE_LENGTH] = value.length
    nodes[at + PREFIX_0] = prefixWord(keyBytes, 0)
    nodes[at + PREFIX_1] = prefixWord(keyBytes, 4)
    nodes[at + KEY] = slot
    nodes[at + VERSION] = this.version
    nodes[at + SHAPE] = 1 << 6
    nodes[at + KEY_LENGTH] = keyBytes.length
    return id
  }

  /** Gives a leaf of the current version another value. */
  replaceValue(id: number, value: Uint8Array): void {
    const at = id * RECORD_WORDS
    const old = this.nodes[at + VALUE_LENGTH] as number
    let slot = this.nodes[at + VALUE] as number
    if (unitsFor(old) !== unitsFor(value.length)) {
      this.arena.free(slot, old)
      slot = this.arena.alloc(value.length)
      this.nodes[at + VALUE] = slot
    }
    copyInto(this.arena.bytes, slot * UNIT_BYTES, value)
    this.nodes[at + VALUE_LENGTH] = value.length
  }

  /** The node itself if it is of the current version, else a copy that is; the original is orphaned. */
  own(id: number): number {
    const nodes = this.nodes
    const from = id * RECORD_WORDS
    if ((nodes[from + VERSION] as number) === this.version) return id
    const copy = this.alloc()
    const to = copy * RECORD_WORDS
    for (let i = 0; i < HASH; i++) nodes[to + i] = nodes[from + i] as number
    nodes[to + VERSION] = this.version
    this.orphans.push(id)
    this.orphanBytes += NODE_BYTES
    return copy
  }

  /** The current version lets go of a node: at once if it made it, else when no kept version needs it. */
  drop(id: number): void {
    const at = id * RECORD_WORDS
    if ((this.nodes[at + VERSION] as number) === this.version) {
      this.free(id)
      return
    }
    this.orphans.push(id)
    this.orphanBytes += NODE_BYTES
    if (((this.nodes[at + SHAPE] as number) & 63) === 0)
      this.orphanBytes += UNIT_BYTES * unitsFor(this.nodes[at + VALUE_LENGTH] as number)
  }

  /** Gives back a node; a leaf's value with it, and its key when this was the last leaf of that key. */
  free(id: number): void {
    const nodes = this.nodes
    const at = id * RECORD_WORDS
    if (((nodes[at + SHAPE] as number) & 63) === 0) {
      const arena = this.arena
      arena.free(nodes[at + VALUE] as number, nodes[at + VALUE_LENGTH] as number)
      const key = nodes[at + KEY] as number
      const leaves = (arena.words[key * 4] as number) - 1
      arena.words[key * 4] = leaves
      if (leaves === 0) arena.free(key, KEY_HEADER + (nodes[at + KEY_LENGTH] as number))
    }
    if (this.#poison) {
      nodes.fill(-0x21524111, at, at + RECORD_WORDS)
    }
    nodes[at] = this.#freeHead
    this.#freeHead = id
    this.liveNodes--
  }

  /** Frees a list of orphans. */
  release(orphans: Int32Array): void {
    for (let i = 0; i < orphans.length; i++) this.free(orphans[i] as number)
  }

  /** Undoes the version under construction: frees what it made under `root`, without going below it. */
  discard(root: number): void {
    const at = root * RECORD_WORDS
    if (root === 0 || (this.nodes[at + VERSION] as number) !== this.version) return
    if (((this.nodes[at + SHAPE] as number) & 63) > 0) {
      this.discard(this.nodes[at + LEFT] as number)
      this.discard(this.nodes[at + RIGHT] as number)
    }
    this.free(root)
  }

  keyOf(id: number): Uint8Array {
    const at = id * RECORD_WORDS
    const from = (this.nodes[at + KEY] as number) * UNIT_BYTES + KEY_HEADER
    return this.arena.bytes.slice(from, from + (this.nodes[at + KEY_LENGTH] as number))
  }

  valueOf(leaf: number): Uint8Array {
    const at = leaf * RECORD_WORDS
    const from = (this.nodes[at + VALUE] as number) * UNIT_BYTES
    const length = this.nodes[at + VALUE_LENGTH] as number
    const value = newBytes(length)
    value.set(this.arena.bytes.subarray(from, from + length))
    return value
  }

  hashOf(id: number): Uint8Array {
    const from = (id * RECORD_WORDS + HASH) * 4
    return new Uint8Array(this.nodes.buffer, from, HASH_BYTES).slice()
  }

  heightOf(id: number): number {
    return (this.nodes[id * RECORD_WORDS + SHAPE] as number) & 63
  }

  /** Leaves under a node; 0 for the empty tree. */
  sizeOf(id: number): number {
    return id === 0 ? 0 : (this.nodes[id * RECORD_WORDS + SHAPE] as number) >>> 6
  }

  versionOf(id: number): bigint {
    return this.versionBase + BigInt(this.nodes[id * RECORD_WORDS + VERSION] as number)
  }

  #newKey(key: Uint8Array): number {
    const slot = this.arena.alloc(KEY_HEADER + key.length)
    this.arena.words[slot * 4] = 0
    copyInto(this.arena.bytes, slot * UNIT_BYTES + KEY_HEADER, key)
    return slot
  }
}

/** PERF: below about 64 bytes a loop is faster than a call into TypedArray.prototype.set. */
function copyInto(target: Uint8Array, at: number, source: Uint8Array): void {
  const n = source.length
  if (n > 64) target.set(source, at)
  else for (let i = 0; i < n; i++) target[at + i] = source[i] as number
}

/** Four key bytes as a signed number in byte order; bytes past the end count as zero. */
export function prefixWord(key: Uint8Array, at: number): number {
  const a = at < key.length ? (key[at] as number) : 0
  const b = at + 1 < key.length ? (key[at + 1] as number) : 0
  const c = at + 2 < key.length ? (key[at + 2] as number) : 0
  const d = at + 3 < key.length ? (key[at + 3] as number) : 0
  return ((a << 24) | (b << 16) | (c << 8) | d) ^ 0x80000000
}
