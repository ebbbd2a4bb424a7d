import type { PlainTypes } from '../../proto/gen/plain.js'
import { codec } from '../codec/proto.js'
import { concatBytes, utf8 } from '../types/bytes.js'
import { SdkError } from '../types/errors.js'
import type { ProofOp } from '../types/kv.js'
import { writeVarint, zigzag } from './iavl/hash.js'
import { LEFT, type NodePool, prefixWord, RECORD_WORDS, RIGHT } from './iavl/pool.js'
import { compareKey, findLeaf } from './iavl/tree.js'
import { simplePath, storeLeaf } from './simpleTree.js'

type ExistenceProof = PlainTypes['cosmos.ics23.v1.ExistenceProof']
type InnerOp = PlainTypes['cosmos.ics23.v1.InnerOp']

const SHA256 = 1
const VAR_PROTO = 1
const NONE = new Uint8Array()
const HASH_LENGTH = Uint8Array.of(32)

const proofCodec = codec('cosmos.ics23.v1.CommitmentProof')

function leafOp(prefix: Uint8Array): PlainTypes['cosmos.ics23.v1.LeafOp'] {
  return { hash: SHA256, prehashKey: 0, prehashValue: SHA256, length: VAR_PROTO, prefix }
}

/** zz(height) zz(size) zz(version) of a node, as it is hashed. */
function nodePrefix(pool: NodePool, id: number): Uint8Array {
  const head = new Uint8Array(8)
  const end = writeVarint(head, writeVarint(head, 0, 2 * pool.heightOf(id)), 2 * pool.sizeOf(id))
  return concatBytes(head.subarray(0, end), zigzag(pool.versionOf(id)))
}

/** Proof of the leaf with this index, from 0, in key order. */
function existenceAt(pool: NodePool, root: number, index: number): ExistenceProof {
  const path: InnerOp[] = []
  let id = root
  let rest = index
  while (pool.heightOf(id) > 0) {
    const left = pool.nodes[id * RECORD_WORDS + LEFT] as number
    const right = pool.nodes[id * RECORD_WORDS + RIGHT] as number
    const head = concatBytes(nodePrefix(pool, id), HASH_LENGTH)
    if (rest < pool.sizeOf(left)) {
      const suffix = concatBytes(HASH_LENGTH, pool.hashOf(right))
      path.push({ hash: SHA256, prefix: head, suffix })
      id = left
    } else {
      rest -= pool.sizeOf(left)
      const prefix = concatBytes(head, pool.hashOf(left), HASH_LENGTH)
      path.push({ hash: SHA256, prefix, suffix: NONE })
      id = right
    }
  }
  const leaf = leafOp(nodePrefix(pool, id))
  return { key: pool.keyOf(id), value: pool.valueOf(id), leaf, path: path.reverse() }
}

/** How many leaves have a key below `key`. */
function rankOf(pool: NodePool, root: number, key: Uint8Array): number {
  const p0 = prefixWord(key, 0)
  const p1 = prefixWord(key, 4)
  let rank = 0
  let id = root
  while (pool.heightOf(id) > 0) {
    const left = pool.nodes[id * RECORD_WORDS + LEFT] as number
    if (compareKey(pool, key, p0, p1, id) < 0) id = left
    else {
      rank += pool.sizeOf(left)
      id = pool.nodes[id * RECORD_WORDS + RIGHT] as number
    }
  }
  return compareKey(pool, key, p0, p1, id) > 0 ? rank + 1 : rank
}

/**
 * Existence or absence of a key in one tree.
 * @throws TxError sdk 18 when the tree is empty: absence is proved by neighbours.
 */
export function proveKey(
  pool: NodePool,
  root: number,
  key: Uint8Array,
): { readonly value: Uint8Array | undefined; readonly op: ProofOp } {
  if (root === 0)
    throw SdkError.invalidRequest('a store without any key cannot prove that one is absent')
  const rank = rankOf(pool, root, key)
  const leaf = findLeaf(pool, root, key)
  if (leaf !== 0) {
    const exist = existenceAt(pool, root, rank)
    const data = proofCodec.encode({ exist })
    return { value: exist.value, op: { type: 'ics23:iavl', key, data } }
  }
  const left = rank === 0 ? null : existenceAt(pool, root, rank - 1)
  const right = rank === pool.sizeOf(root) ? null : existenceAt(pool, root, rank)
  const data = proofCodec.encode({ nonexist: { key, left, right } })
  return { value: undefined, op: { type: 'ics23:iavl', key, data } }
}

/** Proof that a store has this root in the multistore; `roots` are of all stores in the order of `names`. */
export function proveStore(
  names: readonly string[],
  roots: readonly Uint8Array[],
  index: number,
): ProofOp {
  const leaves = names.map((name, i) => storeLeaf(name, roots[i] as Uint8Array))
  const key = utf8(names[index] as string)
  const value = roots[index] as Uint8Array
  const path = simplePath(leaves, index).map((step) => ({ hash: SHA256, ...step }))
  const exist = { key, value, leaf: leafOp(Uint8Array.of(0)), path }
  return { type: 'ics23:simple', key, data: proofCodec.encode({ exist }) }
}
