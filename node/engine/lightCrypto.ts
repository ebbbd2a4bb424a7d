import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { LightCrypto } from '../../proto/comet/light.js'

/** Signature checks of commits as CometBFT has them: ed25519 by ZIP-215, secp256k1 with low S. */
export const lightCrypto: LightCrypto = {
  sha256,
  verify: (type, pubKey, message, signature) => {
    try {
      return type === 'ed25519'
        ? ed25519.verify(signature, message, pubKey, { zip215: true })
        : secp256k1.verify(signature, message, pubKey, { lowS: true })
    } catch {
      // A key or signature of the wrong length or off the curve.
      return false
    }
  },
}
