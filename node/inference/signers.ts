import { createPrivateKey, createPublicKey, sign as signNative } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '../../chain/codec/hash.js'
import { concatBytes, fromHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import type { SignerKey } from '../../proto/inference/objects.js'

/** Algorithms of keys that sign requests, receipts and vouchers: KeyAlgorithm of the payment module. */
export const ALGORITHM = { ed25519: 1, secp256k1: 2 } as const

/** Signs messages outside the chain: ed25519 over the bytes, secp256k1 over their SHA-256. */
export interface Signer {
  readonly key: SignerKey
  sign(bytes: Uint8Array): Uint8Array
}

const PKCS8 = fromHex('302e020100300506032b657004220420')

/** A signer from a 32-byte ed25519 seed. */
export function ed25519Signer(seed: Uint8Array): Signer {
  const der = Buffer.from(concatBytes(PKCS8, seed))
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const key = Uint8Array.from(spki.subarray(spki.length - 32))
  return {
    key: { algorithm: ALGORITHM.ed25519, key },
    sign: (bytes) => Uint8Array.from(signNative(null, bytes, secret)),
  }
}

/** A signer from a 32-byte secp256k1 key, such as an account's. Signatures are low-S, r and s, 64 bytes. */
export function secp256k1Signer(privateKey: Uint8Array): Signer {
  return {
    key: { algorithm: ALGORITHM.secp256k1, key: secp256k1.getPublicKey(privateKey, true) },
    sign: (bytes) => secp256k1.sign(sha256(bytes), privateKey, { prehash: false, lowS: true }),
  }
}

/** True if `signature` is the key's over these bytes. Never throws. */
export function verifySigned(
  verifier: SignatureVerifier,
  key: SignerKey,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.algorithm === ALGORITHM.ed25519) return verifier.ed25519(key.key, bytes, signature)
  if (key.algorithm === ALGORITHM.secp256k1)
    return verifier.secp256k1(key.key, sha256(bytes), signature)
  return false
}
