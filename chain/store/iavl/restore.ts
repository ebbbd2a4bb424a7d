import { toSafeNumber } from '../../types/arith.js'
import type { NodeHasher } from './hash.js'
import {
  HEIGHT_MAX,
  KEY,
  KEY_LENGTH,
  LEFT,
  type NodePool,
  PREFIX_0,
  PREFIX_1,
  prefixWord,
  RECORD_WORDS,
  RIGHT,
  SHAPE,
  VERSION,
} from './pool.js'
import { compareKey } from './tree.js'
import { postOrder } from './walk.js'

/** Versions are stored as Int32 above or below the pool's base. */
const VERSION_SPAN = 1n << 31n

/** A node of an exported tree, in post-order (cosmos/iavl ExportNode). */
export interface TreeItem {
  /** 0 = leaf. */
  readonly height: number
  readonly version: bigint
  readonly key: Uint8Array
  /** Empty for an inner node. */
  readonly value: Uint8Array
}

/** What a restore refuses; the bytes came from a file or a stranger. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
}

function check(condition: boolean, what: string): void {
  if (!condition) throw new RestoreError(what)
}

function findOrder(pool: NodePool, key: Uint8Array, id: number): number {
  return compareKey(pool, key, prefixWord(key, 0), prefixWord(key, 4), id)
}

/** Nodes of a tree in post-order. */
export function* exportTree(pool: NodePool, root: number): IterableIterator<TreeItem> {
  for (const id of postOrder(pool.nodes, root)) {
    const height = pool.heightOf(id)
    yield {
      height,
      version: pool.versionOf(id),
      key: pool.keyOf(id),
      value: height === 0 ? pool.valueOf(id) : new Uint8Array(),
    }
  }
}

/** Builds one tree from its nodes in post-order, hashing as it goes. */
export class TreeBuilder {
  readonly #pool: NodePool
  readonly #hasher: NodeHasher
  /** Finished subtrees from left to right, and the smallest leaf of each. */
  readonly #subtrees: number[] = []
  readonly #smallest: number[] = []
  #last = 0

  constructor(pool: NodePool, hasher: NodeHasher) {
    this.#pool = pool
    this.#hasher = hasher
  }

  /** @throws RestoreError when the nodes do not make an IAVL tree. */
  add(item: TreeItem): void {
    const pool = this.#pool
    const version = item.version - pool.versionBase
    check(item.version >= 0n && version < VERSION_SPAN && version >= -VERSION_SPAN, 'a version')
    pool.version = toSafeNumber(version + VERSION_SPAN) - 2_147_483_648
    pool.reserve()
    if (item.height === 0) this.#leaf(item)
    else this.#inner(item)
  }

  /** The root; 0 for an empty tree. */
  finish(): number {
    check(this.#subtrees.length <= 1, 'the nodes of a tree end before its root')
    return this.#subtrees[0] ?? 0
  }

  #leaf({ key, value }: TreeItem): void {
    check(key.length > 0 && value.length > 0, 'a leaf has a key and a value')
    const ordered = this.#last === 0 || findOrder(this.#pool, key, this.#last) > 0
    check(ordered, 'leaves are in ascending order')
    const id = this.#pool.leaf(key, 0, value)
    this.#last = id
    this.#push(id, id)
  }

  #inner(item: TreeItem): void {
    const pool = this.#pool
    const right = this.#subtrees.pop()
    const left = this.#subtrees.pop()
    const smallestRight = this.#smallest.pop()
    const smallestLeft = this.#smallest.pop()
    if (left === undefined || right === undefined || smallestRight === undefined)
      throw new RestoreError('an inner node has two subtrees before it')
    const [hl, hr] = [pool.heightOf(left), pool.heightOf(right)]
    check(item.height === Math.max(hl, hr) + 1 && item.height < HEIGHT_MAX, 'the height of a node')
    check(hl - hr <= 1 && hr - hl <= 1, 'a tree is balanced')
    check(
      findOrder(pool, item.key, smallestRight) === 0,
      'a key is the smallest of its right subtree',
    )
    check(item.value.length === 0, 'an inner node has no value')
    const id = pool.alloc()
    const nodes = pool.nodes
    const at = id * RECORD_WORDS
    const from = smallestRight * RECORD_WORDS
    nodes[at + LEFT] = left
    nodes[at + RIGHT] = right
    for (const word of [PREFIX_0, PREFIX_1, KEY, KEY_LENGTH])
      nodes[at + word] = nodes[from + word] as number
    nodes[at + VERSION] = pool.version
    nodes[at + SHAPE] = ((pool.sizeOf(left) + pool.sizeOf(right)) << 6) | item.height
    this.#push(id, smallestLeft as number)
  }

  #push(id: number, smallest: number): void {
    this.#hasher.hashOne(id)
    this.#subtrees.push(id)
    this.#smallest.push(smallest)
  }
}
