import { LEFT, type NodePool, prefixWord, RECORD_WORDS, RIGHT, SHAPE } from './pool.js'
import { compareKey } from './tree.js'

/** Leaves with start <= key < end under `root`, in order or descending. */
export function* walkLeaves(
  pool: NodePool,
  root: number,
  start: Uint8Array | undefined,
  end: Uint8Array | undefined,
  reverse: boolean,
): IterableIterator<number> {
  if (root === 0) return
  const stack: number[] = [root]
  const low = bound(pool, start, -1)
  const high = bound(pool, end, 1)
  for (;;) {
    const id = stack.pop()
    if (id === undefined) return
    if (pool.heightOf(id) === 0) {
      if (low(id) <= 0 && high(id) > 0) yield id
      else if (reverse ? low(id) > 0 : high(id) <= 0) return
      continue
    }
    const left = pool.nodes[id * RECORD_WORDS + LEFT] as number
    const right = pool.nodes[id * RECORD_WORDS + RIGHT] as number
    // Left holds keys below the node's own, right those from it on. Only the first descent has to choose:
    // beyond it a leaf outside the range ends the walk.
    if (reverse) {
      if (low(id) < 0) stack.push(left)
      if (high(id) > 0) stack.push(right)
    } else {
      if (high(id) > 0) stack.push(right)
      if (low(id) < 0) stack.push(left)
    }
  }
}

/** Compares a bound with the key of a node; an open bound is below or above all. */
function bound(pool: NodePool, key: Uint8Array | undefined, open: number): (id: number) => number {
  if (key === undefined) return () => open
  const p0 = prefixWord(key, 0)
  const p1 = prefixWord(key, 4)
  return (id) => compareKey(pool, key, p0, p1, id)
}

/** Nodes under `root`, children before their parent. PERF: a flat loop; nested generators cost a hop a level. */
export function* postOrder(nodes: Int32Array, root: number): IterableIterator<number> {
  if (root === 0) return
  // A node that is pushed as -id has had its children pushed.
  const stack = [root]
  for (;;) {
    const id = stack.pop()
    if (id === undefined) return
    if (id < 0 || ((nodes[id * RECORD_WORDS + SHAPE] as number) & 63) === 0) {
      yield id < 0 ? -id : id
      continue
    }
    stack.push(
      -id,
      nodes[id * RECORD_WORDS + RIGHT] as number,
      nodes[id * RECORD_WORDS + LEFT] as number,
    )
  }
}
