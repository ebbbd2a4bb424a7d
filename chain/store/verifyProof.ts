import { verifyProofOps } from '../../proto/ics23/verifyOps.js'
import { sha256 } from '../codec/hash.js'
import type { ProofOp } from '../types/kv.js'

export { ProofError } from '../../proto/ics23/bytes.js'

/**
 * Checks what `CommitMultiStore.prove` returned against a multistore root (proto/ics23, with the native
 * hash). `value` undefined = absent. @throws ProofError
 */
export function verifyProof(
  ops: readonly ProofOp[],
  appHash: Uint8Array,
  store: string,
  key: Uint8Array,
  value: Uint8Array | undefined,
): void {
  verifyProofOps(ops, appHash, store, key, value, sha256)
}
