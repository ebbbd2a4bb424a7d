/**
 * ICS-23 verification with the rules of the Go verifiers (cosmos/ics23 go/ops.go), which IBC and light
 * clients enforce and the unmaintained TypeScript one does not. It runs in browsers.
 */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import type { PlainTypes } from '../gen/plain.js'
import { compare, concat, equal, ProofError, varint } from './bytes.js'
import { checkExistence, isKnownHash } from './checkShape.js'
import { isLeftMost, isLeftNeighbor, isRightMost } from './neighbours.js'
import { NO_HASH, NO_PREFIX, type ProofSpec, VAR_PROTO } from './spec.js'

export { ProofError } from './bytes.js'

type InnerOp = PlainTypes['cosmos.ics23.v1.InnerOp']
type LeafOp = PlainTypes['cosmos.ics23.v1.LeafOp']
type ExistenceProof = PlainTypes['cosmos.ics23.v1.ExistenceProof']
type NonExistenceProof = PlainTypes['cosmos.ics23.v1.NonExistenceProof']

/** SHA-256 of some bytes. A faster one than the default may be handed in. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

function check(condition: boolean, what: string): void {
  if (!condition) throw new ProofError(what)
}

function prepare(bytes: Uint8Array, hash: number, length: number, sha256: Sha256): Uint8Array {
  check(hash === NO_HASH || isKnownHash(hash), `hash operation ${hash} is not supported`)
  check(length === NO_PREFIX || length === VAR_PROTO, `length operation ${length} is not supported`)
  const data = hash === NO_HASH ? bytes : sha256(bytes)
  return length === NO_PREFIX ? data : concat(varint(data.length), data)
}

/** Hash of a leaf. @throws ProofError */
export function applyLeaf(
  op: LeafOp,
  key: Uint8Array,
  value: Uint8Array,
  sha256: Sha256 = nobleSha256,
): Uint8Array {
  check(key.length > 0, 'a leaf has a key')
  check(value.length > 0, 'a leaf has a value')
  check(isKnownHash(op.hash), `hash operation ${op.hash} is not supported`)
  const k = prepare(key, op.prehashKey, op.length, sha256)
  const v = prepare(value, op.prehashValue, op.length, sha256)
  return sha256(concat(op.prefix, k, v))
}

/** Hash of an inner node over one child. @throws ProofError */
export function applyInner(
  op: InnerOp,
  child: Uint8Array,
  sha256: Sha256 = nobleSha256,
): Uint8Array {
  check(child.length > 0, 'an inner node has a child')
  check(isKnownHash(op.hash), `hash operation ${op.hash} is not supported`)
  return sha256(concat(op.prefix, child, op.suffix))
}

/** The root that a proof leads to; says nothing about its shape. @throws ProofError */
export function existenceRoot(proof: ExistenceProof, sha256: Sha256 = nobleSha256): Uint8Array {
  check(proof.leaf !== null, 'an existence proof has a leaf')
  let hash = applyLeaf(proof.leaf as LeafOp, proof.key, proof.value, sha256)
  for (const op of proof.path) hash = applyInner(op, hash, sha256)
  return hash
}

/** Checks that `proof` shows `key` with `value` under `root`. @throws ProofError */
export function verifyExistence(
  proof: ExistenceProof,
  spec: ProofSpec,
  root: Uint8Array,
  key: Uint8Array,
  value: Uint8Array,
  sha256: Sha256 = nobleSha256,
): void {
  checkExistence(proof, spec)
  check(equal(proof.key, key), 'the proof is for another key')
  check(equal(proof.value, value), 'the proof is for another value')
  check(equal(existenceRoot(proof, sha256), root), 'the proof leads to another root')
}

/** Checks that `proof` shows `key` to be absent under `root`. @throws ProofError */
export function verifyNonExistence(
  proof: NonExistenceProof,
  spec: ProofSpec,
  root: Uint8Array,
  key: Uint8Array,
  sha256: Sha256 = nobleSha256,
): void {
  const { left, right } = proof
  check(equal(proof.key, key), 'the proof is for another key')
  check(left !== null || right !== null, 'an absence proof has a neighbour')
  for (const side of [left, right])
    if (side !== null) verifyExistence(side, spec, root, side.key, side.value, sha256)
  if (right !== null) check(compare(key, right.key) < 0, 'the key is left of its right neighbour')
  if (left !== null) check(compare(key, left.key) > 0, 'the key is right of its left neighbour')
  if (left === null) {
    const path = (right as ExistenceProof).path
    check(isLeftMost(spec.inner, path), 'without a left neighbour the right one is the first key')
  } else if (right === null) {
    check(isRightMost(spec.inner, left.path), 'without a right neighbour the left one is the last')
  } else {
    check(isLeftNeighbor(spec.inner, left.path, right.path), 'the neighbours stand side by side')
  }
}
