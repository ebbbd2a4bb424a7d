/**
 * The Merkle tree of RFC 6962 as CometBFT uses it: leaf = H(0 | item), inner = H(1 | left | right), the left
 * side holding the largest power of two below the count, no items = H("").
 */
import type { Hash } from './types.js'

/** Where one item stands in a tree, and the siblings up to the root, lowest first. */
export interface MerkleProof {
  readonly total: number
  readonly index: number
  readonly leafHash: Uint8Array
  readonly aunts: readonly Uint8Array[]
}

/** Siblings that a proof may have: enough for 2^32 items. */
const AUNTS_MAX = 32

function leafOf(hash: Hash, item: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(item.length + 1)
  bytes.set(item, 1)
  return hash(bytes)
}

function innerOf(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return hash(bytes)
}

function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

function rootOf(hash: Hash, leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leaves[from] as Uint8Array
  const middle = from + splitOf(to - from)
  return innerOf(hash, rootOf(hash, leaves, from, middle), rootOf(hash, leaves, middle, to))
}

/** The root over the items in order. */
export function merkleRoot(hash: Hash, items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return hash(new Uint8Array(0))
  return rootOf(
    hash,
    items.map((item) => leafOf(hash, item)),
    0,
    items.length,
  )
}

/** Proof that `items[index]` stands in the tree. @throws RangeError outside the list. */
export function merkleProof(hash: Hash, items: readonly Uint8Array[], index: number): MerkleProof {
  if (!Number.isInteger(index) || index < 0 || index >= items.length)
    throw new RangeError(`index: want 0 to ${items.length - 1}, got ${index}`)
  const leaves = items.map((item) => leafOf(hash, item))
  const aunts: Uint8Array[] = []
  let from = 0
  let to = leaves.length
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      aunts.push(rootOf(hash, leaves, middle, to))
      to = middle
    } else {
      aunts.push(rootOf(hash, leaves, from, middle))
      from = middle
    }
  }
  return {
    total: items.length,
    index,
    leafHash: leaves[index] as Uint8Array,
    aunts: aunts.reverse(),
  }
}

/** The root that a proof leads to, or undefined when its shape is wrong. */
function proofRoot(hash: Hash, proof: MerkleProof): Uint8Array | undefined {
  const { total, index, aunts } = proof
  if (!Number.isInteger(total) || !Number.isInteger(index)) return undefined
  if (index < 0 || index >= total || aunts.length > AUNTS_MAX) return undefined
  const sides: ('left' | 'right')[] = []
  let from = 0
  let to = total
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    const left = index < middle
    sides.push(left ? 'right' : 'left')
    if (left) to = middle
    else from = middle
  }
  if (sides.length !== aunts.length) return undefined
  return sides
    .reverse()
    .reduce(
      (at, side, i) =>
        side === 'right'
          ? innerOf(hash, at, aunts[i] as Uint8Array)
          : innerOf(hash, aunts[i] as Uint8Array, at),
      proof.leafHash,
    )
}

/** Whether the proof shows `item` under `root`. */
export function verifyMerkleProof(
  hash: Hash,
  root: Uint8Array,
  proof: MerkleProof,
  item: Uint8Array,
): boolean {
  if (!sameBytes(leafOf(hash, item), proof.leafHash)) return false
  const got = proofRoot(hash, proof)
  return got !== undefined && sameBytes(got, root)
}

/** Whether two byte strings are equal. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
