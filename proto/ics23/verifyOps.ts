import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import * as gen from '#gen/infonex.js'
import type { PlainTypes } from '../gen/plain.js'
import { equal, ProofError } from './bytes.js'
import { IAVL_SPEC, SIMPLE_SPEC } from './spec.js'
import { existenceRoot, type Sha256, verifyExistence, verifyNonExistence } from './verify.js'

type CommitmentProof = PlainTypes['cosmos.ics23.v1.CommitmentProof']

/** One operation of a proof, as abci_query returns it. */
export interface ProofOperation {
  readonly type: string
  readonly key: Uint8Array
  readonly data: Uint8Array
}

/** Longest encoded proof that is looked at, in bytes. */
const PROOF_BYTES_MAX = 1 << 22

/** Decodes one proof. @throws ProofError on malformed bytes. */
export function decodeProof(data: Uint8Array): CommitmentProof {
  if (data.length > PROOF_BYTES_MAX) throw new ProofError(`a proof of ${data.length} bytes`)
  const type = gen.cosmos.ics23.v1.CommitmentProof
  try {
    const options = { defaults: true, arrays: true }
    return type.toObject(type.decode(data), options) as unknown as CommitmentProof
  } catch {
    throw new ProofError('the bytes of a proof are malformed')
  }
}

/**
 * Checks the two operations that the node returns for a key: its tree (ics23:iavl), then the tree's root in
 * the multistore (ics23:simple), against an app hash that the caller trusts. `value` undefined = absent.
 * The proof for height H is checked against header(H+1).app_hash.
 * @throws ProofError
 */
export function verifyProofOps(
  ops: readonly ProofOperation[],
  appHash: Uint8Array,
  store: string,
  key: Uint8Array,
  value: Uint8Array | undefined,
  sha256: Sha256 = nobleSha256,
): void {
  const [tree, simple] = ops
  if (ops.length !== 2 || tree === undefined || simple === undefined)
    throw new ProofError(`a proof has 2 operations, got ${ops.length}`)
  if (tree.type !== 'ics23:iavl' || simple.type !== 'ics23:simple')
    throw new ProofError(`operations ics23:iavl and ics23:simple, got ${tree.type}, ${simple.type}`)
  const storeKey = new TextEncoder().encode(store)
  if (!equal(tree.key, key)) throw new ProofError('the first operation is for another key')
  if (!equal(simple.key, storeKey))
    throw new ProofError('the second operation is for another store')
  const root = verifyTree(decodeProof(tree.data), key, value, sha256)
  const { exist } = decodeProof(simple.data)
  if (exist === undefined) throw new ProofError('the second operation proves that a store exists')
  verifyExistence(exist, SIMPLE_SPEC, appHash, storeKey, root, sha256)
}

/** The root of the tree in which the key has this value or is absent. */
function verifyTree(
  proof: CommitmentProof,
  key: Uint8Array,
  value: Uint8Array | undefined,
  sha256: Sha256,
): Uint8Array {
  if (value !== undefined) {
    if (proof.exist === undefined) throw new ProofError('a value is shown by an existence proof')
    const root = existenceRoot(proof.exist, sha256)
    verifyExistence(proof.exist, IAVL_SPEC, root, key, value, sha256)
    return root
  }
  const neighbour = proof.nonexist?.left ?? proof.nonexist?.right
  if (proof.nonexist === undefined || neighbour === undefined || neighbour === null)
    throw new ProofError('absence is shown by an absence proof')
  const root = existenceRoot(neighbour, sha256)
  verifyNonExistence(proof.nonexist, IAVL_SPEC, root, key, sha256)
  return root
}
