import { UNIT_BYTES } from './arena.js'
import {
  KEY,
  KEY_HEADER,
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

/** Scratch for one descent: nodes from the root down, and which way each was left (1 = right). */
const path = new Int32Array(64)
const went = new Int32Array(64)

/** Order of `key` (whose prefix words are given) and the key of a node. */
export function compareKey(
  pool: NodePool,
  key: Uint8Array,
  p0: number,
  p1: number,
  id: number,
): number {
  const nodes = pool.nodes
  const at = id * RECORD_WORDS
  const n0 = nodes[at + PREFIX_0] as number
  if (p0 !== n0) return p0 < n0 ? -1 : 1
  const n1 = nodes[at + PREFIX_1] as number
  if (p1 !== n1) return p1 < n1 ? -1 : 1
  const length = nodes[at + KEY_LENGTH] as number
  const common = key.length < length ? key.length : length
  if (common > 8) {
    const bytes = pool.arena.bytes
    const from = (nodes[at + KEY] as number) * UNIT_BYTES + KEY_HEADER
    for (let i = 8; i < common; i++) {
      const d = (key[i] as number) - (bytes[from + i] as number)
      if (d !== 0) return d
    }
  }
  return key.length - length
}

/** The leaf with this key under `root`, or 0. */
export function findLeaf(pool: NodePool, root: number, key: Uint8Array): number {
  if (root === 0) return 0
  const p0 = prefixWord(key, 0)
  const p1 = prefixWord(key, 4)
  const nodes = pool.nodes
  let id = root
  while (((nodes[id * RECORD_WORDS + SHAPE] as number) & 63) !== 0) {
    const right = compareKey(pool, key, p0, p1, id) >= 0
    id = nodes[id * RECORD_WORDS + (right ? RIGHT : LEFT)] as number
  }
  return compareKey(pool, key, p0, p1, id) === 0 ? id : 0
}

/** Fills `path` and `went`; returns how many inner nodes lie above the leaf, which is path[depth]. */
function descend(pool: NodePool, root: number, key: Uint8Array, p0: number, p1: number): number {
  const nodes = pool.nodes
  let id = root
  let depth = 0
  while (((nodes[id * RECORD_WORDS + SHAPE] as number) & 63) !== 0) {
    const right = compareKey(pool, key, p0, p1, id) >= 0 ? 1 : 0
    path[depth] = id
    went[depth] = right
    depth++
    id = nodes[id * RECORD_WORDS + right] as number
  }
  path[depth] = id
  return depth
}

/** Sets a key in the version under construction; returns the new root. Neither may be empty. */
export function setKey(pool: NodePool, root: number, key: Uint8Array, value: Uint8Array): number {
  pool.reserve()
  if (root === 0) return pool.leaf(key, 0, value)
  const p0 = prefixWord(key, 0)
  const p1 = prefixWord(key, 4)
  const depth = descend(pool, root, key, p0, p1)
  const old = path[depth] as number
  const order = compareKey(pool, key, p0, p1, old)
  if (order === 0) return updateLeaf(pool, root, depth, key, value)
  const leaf = pool.leaf(key, 0, value)
  const child = order < 0 ? innerOf(pool, leaf, old, old) : innerOf(pool, old, leaf, leaf)
  return climb(pool, depth, child)
}

/** A rewritten leaf is a new node even when the value is the same: its version is in the hash. */
function updateLeaf(
  pool: NodePool,
  root: number,
  depth: number,
  key: Uint8Array,
  value: Uint8Array,
): number {
  const old = path[depth] as number
  const nodes = pool.nodes
  if ((nodes[old * RECORD_WORDS + VERSION] as number) === pool.version) {
    pool.replaceValue(old, value)
    return root
  }
  let child = pool.leaf(key, nodes[old * RECORD_WORDS + KEY] as number, value)
  pool.drop(old)
  for (let i = depth - 1; i >= 0; i--) {
    const id = path[i] as number
    const own = pool.own(id)
    nodes[own * RECORD_WORDS + (went[i] as number)] = child
    // All above a node of this version are of this version too, and point at it already.
    if (own === id) return root
    child = own
  }
  return child
}

/** Removes a key in the version under construction; returns the new root (the same if it is absent). */
export function removeKey(pool: NodePool, root: number, key: Uint8Array): number {
  if (root === 0) return 0
  pool.reserve()
  const p0 = prefixWord(key, 0)
  const p1 = prefixWord(key, 4)
  const depth = descend(pool, root, key, p0, p1)
  const leaf = path[depth] as number
  if (compareKey(pool, key, p0, p1, leaf) !== 0) return root
  if (depth === 0) {
    pool.drop(leaf)
    return 0
  }
  const nodes = pool.nodes
  const parent = path[depth - 1] as number
  const right = went[depth - 1] as number
  const sibling = nodes[parent * RECORD_WORDS + (1 - right)] as number
  // The nearest ancestor that was left to the right had the removed key as its own; the smallest key of
  // its right subtree is now the parent's key.
  if (right === 0) {
    for (let i = depth - 2; i >= 0; i--) {
      if ((went[i] as number) === 0) continue
      const own = pool.own(path[i] as number)
      copyKey(nodes, own, parent)
      // `climb` links it: a node of this version is not copied again.
      path[i] = own
      break
    }
  }
  pool.drop(leaf)
  pool.drop(parent)
  return climb(pool, depth - 1, sibling)
}

function copyKey(nodes: Int32Array, to: number, from: number): void {
  for (const word of [PREFIX_0, PREFIX_1, KEY, KEY_LENGTH])
    nodes[to * RECORD_WORDS + word] = nodes[from * RECORD_WORDS + word] as number
}

/** A new inner node of two leaves, with the key of `keyOf`. */
function innerOf(pool: NodePool, left: number, right: number, keyOf: number): number {
  const id = pool.alloc()
  const nodes = pool.nodes
  const at = id * RECORD_WORDS
  nodes[at + LEFT] = left
  nodes[at + RIGHT] = right
  copyKey(nodes, id, keyOf)
  nodes[at + VERSION] = pool.version
  nodes[at + SHAPE] = (2 << 6) | 1
  return id
}

/** Links `child` under path[depth - 1] and rebalances up to the root, which it returns. */
function climb(pool: NodePool, depth: number, child: number): number {
  const nodes = pool.nodes
  let below = child
  for (let i = depth - 1; i >= 0; i--) {
    const own = pool.own(path[i] as number)
    nodes[own * RECORD_WORDS + (went[i] as number)] = below
    reshape(nodes, own)
    below = balance(pool, own)
  }
  return below
}

function heightAt(nodes: Int32Array, id: number): number {
  return (nodes[id * RECORD_WORDS + SHAPE] as number) & 63
}

function reshape(nodes: Int32Array, id: number): void {
  const left = nodes[(nodes[id * RECORD_WORDS + LEFT] as number) * RECORD_WORDS + SHAPE] as number
  const right = nodes[(nodes[id * RECORD_WORDS + RIGHT] as number) * RECORD_WORDS + SHAPE] as number
  const hl = left & 63
  const hr = right & 63
  const size = (left >>> 6) + (right >>> 6)
  nodes[id * RECORD_WORDS + SHAPE] = (size << 6) | ((hl > hr ? hl : hr) + 1)
}

function tilt(nodes: Int32Array, id: number): number {
  const at = id * RECORD_WORDS
  return heightAt(nodes, nodes[at + LEFT] as number) - heightAt(nodes, nodes[at + RIGHT] as number)
}

/** cosmos/iavl mutable_tree.go balance: the exact rules, since the shape is in the root hash. */
function balance(pool: NodePool, id: number): number {
  const nodes = pool.nodes
  const at = id * RECORD_WORDS
  const lean = tilt(nodes, id)
  if (lean > 1) {
    const left = nodes[at + LEFT] as number
    if (tilt(nodes, left) < 0) nodes[at + LEFT] = rotate(pool, pool.own(left), RIGHT)
    return rotate(pool, id, LEFT)
  }
  if (lean < -1) {
    const right = nodes[at + RIGHT] as number
    if (tilt(nodes, right) > 0) nodes[at + RIGHT] = rotate(pool, pool.own(right), LEFT)
    return rotate(pool, id, RIGHT)
  }
  return id
}

/** Lifts the child on `side` above its parent, which must be of the current version. */
function rotate(pool: NodePool, id: number, side: number): number {
  const nodes = pool.nodes
  const child = pool.own(nodes[id * RECORD_WORDS + side] as number)
  const other = 1 - side
  nodes[id * RECORD_WORDS + side] = nodes[child * RECORD_WORDS + other] as number
  nodes[child * RECORD_WORDS + other] = id
  reshape(nodes, id)
  reshape(nodes, child)
  return child
}
