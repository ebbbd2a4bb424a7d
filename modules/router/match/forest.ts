import { type PackedKey, PackedMap } from '../../../chain/collections/packedMap.js'
import { assert } from '../../../chain/types/assert.js'
import type { Context, QueryContext } from '../../../chain/types/context.js'
import { readU32, readU48, sumU48, U48_BYTES, U48_MAX, writeU32, writeU48 } from './packed.js'

/** Children of a node. */
export const FANOUT = 16
/** Classes of a grove: 8 tiers of price, 4 classes of uptime. */
export const CLASSES = 32
/** Leaves of a tree: 16^5. */
export const MAX_LEAVES = 1_048_576
/** Most that one leaf weighs: 2^20 of them stay below 2^48. */
export const MAX_WEIGHT = 268_435_455

const MAX_DEPTH = 5
const NODE_BYTES = FANOUT * U48_BYTES
/** 32 sums, then 32 depths of one byte. */
const DEPTHS_AT = CLASSES * U48_BYTES
const HEAD_BYTES = DEPTHS_AT + CLASSES

/** A grove: one tree for each class, for one thing that is weighed in one place. */
export interface GroveAt {
  /** Number of (aggregator, model). */
  readonly market: number
  /** Number of the region cell; 0 is the directory of cells. */
  readonly cell: number
  /** What the weights are. */
  readonly lane: number
}

interface NodeAt extends GroveAt {
  readonly klass: number
  /** 0 holds leaves. */
  readonly level: number
  readonly index: number
}

/** A leaf that was drawn: `rest` is how far into its weight the draw fell. */
export interface Drawn {
  readonly leaf: number
  readonly weight: number
  readonly rest: number
}

const GROVE_BYTES = 7

const groveKey: PackedKey<GroveAt> = {
  size: GROVE_BYTES,
  write(bytes, at, { market, cell, lane }) {
    writeU32(bytes, at, market)
    bytes[at + 4] = cell >>> 8
    bytes[at + 5] = cell
    bytes[at + 6] = lane
  },
  read: (bytes, at) => ({
    market: readU32(bytes, at),
    cell: (bytes[at + 4] as number) * 256 + (bytes[at + 5] as number),
    lane: bytes[at + 6] as number,
  }),
}

const nodeKey: PackedKey<NodeAt> = {
  size: GROVE_BYTES + 6,
  write(bytes, at, node) {
    groveKey.write(bytes, at, node)
    bytes[at + 7] = node.klass
    bytes[at + 8] = node.level
    writeU32(bytes, at + 9, node.index)
  },
  read: (bytes, at) => ({
    ...groveKey.read(bytes, at),
    klass: bytes[at + 7] as number,
    level: bytes[at + 8] as number,
    index: readU32(bytes, at + 9),
  }),
}

/** A node by its numbers; PERF: one shape of object, no spread. */
const nodeAt = (
  { market, cell, lane }: GroveAt,
  klass: number,
  level: number,
  index: number,
): NodeAt => ({ market, cell, lane, klass, level, index })

/** Sum of one class, from the bytes of a class node. */
export const classSum = (head: Uint8Array, klass: number): number =>
  readU48(head, klass * U48_BYTES)

/** Sum of the classes whose bit is set in `mask`. */
export function maskedSum(head: Uint8Array, mask: number): number {
  let sum = 0
  for (let left = mask >>> 0, klass = 0; left !== 0; left >>>= 1, klass++)
    if ((left & 1) === 1) sum += classSum(head, klass)
  return sum
}

/** The class in which the x-th unit of weight of the masked classes lies, and how far into it. */
export function findClass(
  head: Uint8Array,
  mask: number,
  x: number,
): { klass: number; rest: number } {
  let rest = x
  for (let klass = 0; klass < CLASSES; klass++) {
    if (((mask >>> klass) & 1) === 0) continue
    const sum = classSum(head, klass)
    if (rest < sum) return { klass, rest }
    rest -= sum
  }
  assert(false, 'a draw lies below the sum')
}

/**
 * Sum-trees in a store: nodes of 16 weights of 48 bits, so that a draw in proportion to weight and a change
 * of a weight read one node a level. A class node holds the sums of 32 trees and how deep they are; filters
 * look at it alone, never at servers. Trees grow at the root and do not shrink.
 */
export class Forest {
  readonly nodes: PackedMap<NodeAt>
  readonly heads: PackedMap<GroveAt>

  constructor(options: { store: string; nodes: Uint8Array; heads: Uint8Array }) {
    const { store, nodes, heads } = options
    this.nodes = new PackedMap({
      store,
      prefix: nodes,
      name: 'tree nodes',
      key: nodeKey,
      size: NODE_BYTES,
    })
    this.heads = new PackedMap({
      store,
      prefix: heads,
      name: 'class nodes',
      key: groveKey,
      size: HEAD_BYTES,
    })
  }

  /** The class node of a grove: `classSum`, `maskedSum` and `findClass` read it. */
  head(ctx: QueryContext, at: GroveAt): Uint8Array {
    return this.heads.get(ctx, at)
  }

  /** The weight of one leaf. */
  weight(ctx: QueryContext, at: GroveAt, klass: number, leaf: number): number {
    const index = leaf >>> 4
    const node = this.nodes.get(ctx, nodeAt(at, klass, 0, index))
    return readU48(node, (leaf & 15) * U48_BYTES)
  }

  /** Sets the weight of a leaf, 0 takes it out; returns the sum of its class. */
  set(ctx: Context, at: GroveAt, klass: number, leaf: number, weight: number): number {
    assert(klass >= 0 && klass < CLASSES && leaf >= 0 && leaf < MAX_LEAVES, 'no such leaf')
    const limit = at.cell === 0 ? U48_MAX : MAX_WEIGHT
    assert(Number.isInteger(weight) && weight >= 0 && weight <= limit, 'no such weight')
    const head = this.heads.get(ctx, at)
    const before = classSum(head, klass)
    const known = head[DEPTHS_AT + klass] as number
    if (weight === 0 && leaf >>> (4 * known) > 0) return before
    const depth =
      known > 0 && leaf >>> (4 * known) === 0
        ? known
        : this.#grown(ctx, { ...at, klass }, known, leaf, before)
    let delta = 0
    let slot = leaf
    for (let level = 0; level < depth; level++, slot >>>= 4) {
      const key = nodeAt(at, klass, level, slot >>> 4)
      const place = (slot & 15) * U48_BYTES
      const node = this.nodes.get(ctx, key)
      const old = readU48(node, place)
      if (level === 0) delta = weight - old
      if (delta === 0) break
      this.nodes.replace(ctx, key, node, (bytes) => writeU48(bytes, place, old + delta))
    }
    if (delta !== 0)
      this.heads.replace(ctx, at, head, (bytes) => {
        writeU48(bytes, klass * U48_BYTES, before + delta)
        bytes[DEPTHS_AT + klass] = depth
        assert(sumU48(bytes, CLASSES) <= U48_MAX, 'the sum of a grove is out of range')
      })
    return before + delta
  }

  /** New roots above the old one until `leaf` has a place; the depth then. */
  #grown(
    ctx: Context,
    tree: GroveAt & { klass: number },
    depth: number,
    leaf: number,
    sum: number,
  ): number {
    let grown = depth
    while (grown < MAX_DEPTH && leaf >>> (4 * grown) > 0) {
      if (sum > 0)
        this.nodes.edit(ctx, { ...tree, level: grown, index: 0 }, (node) => writeU48(node, 0, sum))
      grown += 1
    }
    return Math.max(grown, 1)
  }

  /** The leaf in which the x-th unit of weight of a class lies. @param x below the sum of the class */
  draw(ctx: QueryContext, at: GroveAt, head: Uint8Array, klass: number, x: number): Drawn {
    assert(Number.isInteger(x) && x >= 0 && x < classSum(head, klass), 'a draw lies below the sum')
    let [index, rest, weight] = [0, x, 0]
    for (let level = (head[DEPTHS_AT + klass] as number) - 1; level >= 0; level--) {
      const node = this.nodes.get(ctx, nodeAt(at, klass, level, index))
      let child = 0
      weight = readU48(node, 0)
      while (rest >= weight) {
        rest -= weight
        child += 1
        assert(child < FANOUT, 'a node holds what its parent says')
        weight = readU48(node, child * U48_BYTES)
      }
      index = index * FANOUT + child
    }
    return { leaf: index, weight, rest }
  }
}
