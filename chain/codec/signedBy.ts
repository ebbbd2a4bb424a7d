import type { PlainTypes } from '../../proto/gen/plain.js'
import type { SignatureVerifier } from '../types/verifier.js'
import { sha256 } from './hash.js'

const ED25519 = 1

/** Whether a key signed these bytes: ed25519 over them, secp256k1 over their SHA-256. No key signs nothing. */
export function isSignedBy(
  verifier: SignatureVerifier,
  key: PlainTypes['infonex.payment.v1.SignerKey'] | null,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key === null || signature.length !== 64) return false
  return key.algorithm === ED25519
    ? verifier.ed25519(key.key, bytes, signature)
    : verifier.secp256k1(key.key, sha256(bytes), signature)
}
