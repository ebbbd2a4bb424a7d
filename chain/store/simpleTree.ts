import { sha256 } from '../codec/hash.js'
import { concatBytes, utf8 } from '../types/bytes.js'
import { writeVarint } from './iavl/hash.js'

/** One step of a proof: what stands before and after the child's hash. */
export interface ProofStep {
  readonly prefix: Uint8Array
  readonly suffix: Uint8Array
}

const EMPTY = sha256(new Uint8Array())
const INNER = Uint8Array.of(1)

/** SHA-256 of nothing: the root of an empty tree. */
export function emptyHash(): Uint8Array {
  return EMPTY.slice()
}

function withLength(bytes: Uint8Array): Uint8Array {
  const head = new Uint8Array(5)
  return concatBytes(head.subarray(0, writeVarint(head, 0, bytes.length)), bytes)
}

/** Leaf of a store in the multistore's tree (cosmos-sdk store/internal/maps). */
export function storeLeaf(name: string, root: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(0), withLength(utf8(name)), withLength(sha256(root))))
}

/** Largest power of two below `n` (RFC 6962). */
function split(n: number): number {
  return 1 << (31 - Math.clz32(n - 1))
}

/** Root over hashed leaves. */
export function simpleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyHash()
  if (leaves.length === 1) return leaves[0] as Uint8Array
  const at = split(leaves.length)
  return sha256(concatBytes(INNER, simpleRoot(leaves.slice(0, at)), simpleRoot(leaves.slice(at))))
}

/** Steps from a leaf up to the root. */
export function simplePath(leaves: readonly Uint8Array[], index: number): ProofStep[] {
  if (leaves.length <= 1) return []
  const at = split(leaves.length)
  const none = new Uint8Array()
  if (index < at) {
    const step = { prefix: INNER, suffix: simpleRoot(leaves.slice(at)) }
    return [...simplePath(leaves.slice(0, at), index), step]
  }
  const step = { prefix: concatBytes(INNER, simpleRoot(leaves.slice(0, at))), suffix: none }
  return [...simplePath(leaves.slice(at), index - at), step]
}
