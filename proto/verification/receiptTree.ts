/**
 * The fee sum-tree of a batch of receipts (rules.md H11, H15): one root binds every receipt id with its fee,
 * their number and the sum of all fees, so that a sample weighted by fees cannot be steered. Pure, with the hash
 * injected, so that the chain, the supplier and a browser compute the same roots.
 *
 *   leaf  = H(0x00 | receipt id | u128 fee)
 *   inner = H(0x01 | left | u128 left sum | right | u128 right sum); a node without a sibling moves up as it is
 *   root  = H("infonex/receipts/1" | be32 count | tree | u128 total)
 */
import { concat } from '../ics23/bytes.js'
import type { Hash } from '../inference/tree.js'

/** Receipts in one batch at most. */
export const MAX_BATCH = 1_048_576
/** Nodes of a proof at most. */
export const MAX_PATH = 20

const DOMAIN = new TextEncoder().encode('infonex/receipts/1')
const U128_MAX = (1n << 128n) - 1n
const LEAF = 0
const INNER = 1

/** A receipt of a batch. */
export interface BatchItem {
  /** Receipt id: 32 bytes. */
  readonly id: Uint8Array
  /** Its price, in units of the batch's denomination. */
  readonly fee: bigint
}

/** A node: a hash with the sum of the fees below it. */
export interface SumNode {
  readonly hash: Uint8Array
  readonly sum: bigint
}

/** A batch with all of its nodes, for proofs. */
export interface ReceiptTree {
  readonly root: Uint8Array
  readonly count: number
  readonly feeTotal: bigint
  /** Levels from the leaves up; the last has one node. */
  readonly levels: readonly (readonly SumNode[])[]
}

/** What an assertion says of a batch. */
export type BatchHead = Pick<ReceiptTree, 'root' | 'count' | 'feeTotal'>

function u128(value: bigint): Uint8Array {
  const out = new Uint8Array(16)
  for (let i = 15, rest = value; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 255n)
  return out
}

/** @throws RangeError on an id or fee out of range */
function leafOf(hash: Hash, { id, fee }: BatchItem): SumNode {
  if (id.length !== 32) throw new RangeError(`receipt id of ${id.length} bytes, want 32`)
  if (fee < 0n || fee > U128_MAX) throw new RangeError('a fee outside of 128 bits')
  return { hash: hash(concat(Uint8Array.of(LEAF), id, u128(fee))), sum: fee }
}

/** @throws RangeError when the sum does not fit 128 bits */
function innerOf(hash: Hash, left: SumNode, right: SumNode): SumNode {
  const sum = left.sum + right.sum
  if (sum > U128_MAX) throw new RangeError('a sum of fees outside of 128 bits')
  const bytes = concat(Uint8Array.of(INNER), left.hash, u128(left.sum), right.hash, u128(right.sum))
  return { hash: hash(bytes), sum }
}

function rootOf(hash: Hash, count: number, top: SumNode): Uint8Array {
  const be32 = Uint8Array.of(count >>> 24, (count >>> 16) & 255, (count >>> 8) & 255, count & 255)
  return hash(concat(DOMAIN, be32, top.hash, u128(top.sum)))
}

/** The tree of a batch. @throws RangeError when it is empty, too large, or a fee or sum does not fit. */
export function buildReceiptTree(hash: Hash, items: readonly BatchItem[]): ReceiptTree {
  const count = items.length
  if (count < 1 || count > MAX_BATCH)
    throw new RangeError(`a batch of ${count} receipts, want 1 to ${MAX_BATCH}`)
  const levels: SumNode[][] = [items.map((item) => leafOf(hash, item))]
  for (let level = levels[0] as SumNode[]; level.length > 1;) {
    const next: SumNode[] = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as SumNode, level[i + 1]]
      next.push(right === undefined ? left : innerOf(hash, left, right))
    }
    levels.push(next)
    level = next
  }
  const top = levels.at(-1)?.[0] as SumNode
  return { root: rootOf(hash, count, top), count, feeTotal: top.sum, levels }
}

/** The nodes beside the way from leaf `index` up. @throws RangeError when there is no such leaf. */
export function provePath(tree: ReceiptTree, index: number): SumNode[] {
  if (!(Number.isInteger(index) && index >= 0 && index < tree.count))
    throw new RangeError(`no leaf ${index}`)
  return tree.levels
    .slice(0, -1)
    .map((level, depth) => level[(index >> depth) ^ 1])
    .filter((node) => node !== undefined)
}

/** True if `item` is number `index` of the batch: never throws. */
export function verifyPath(
  hash: Hash,
  batch: BatchHead,
  index: number,
  item: BatchItem,
  path: readonly SumNode[],
): boolean {
  const { root, count, feeTotal } = batch
  if (!Number.isInteger(count) || count < 1 || count > MAX_BATCH) return false
  if (!Number.isInteger(index) || index < 0 || index >= count) return false
  if (path.some((node) => node.hash.length !== 32 || node.sum < 0n || node.sum > U128_MAX))
    return false
  try {
    let node = leafOf(hash, item)
    let used = 0
    for (let size = count, at = index; size > 1; size = (size + 1) >> 1, at >>= 1) {
      if ((at ^ 1) >= size) continue
      const sibling = path[used++]
      if (sibling === undefined) return false
      node = at % 2 === 0 ? innerOf(hash, node, sibling) : innerOf(hash, sibling, node)
    }
    if (used !== path.length || node.sum !== feeTotal) return false
    const made = rootOf(hash, count, node)
    return made.length === root.length && made.every((byte, i) => byte === root[i])
  } catch {
    return false
  }
}
