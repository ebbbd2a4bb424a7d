import { createRequire } from 'node:module'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import type bindings from 'secp256k1/bindings.js'
import { isWellShaped } from './shape.js'

/** One way to check ECDSA signatures over secp256k1. */
export interface Backend {
  readonly name: string
  verify(publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean
}

type Check = Backend['verify']

/** The common rule first, and what a backend throws is "no". */
function guarded(name: string, check: Check): Backend {
  return {
    name,
    verify(publicKey, digest, signature) {
      if (!isWellShaped(publicKey, digest, signature)) return false
      try {
        return check(publicKey, digest, signature)
      } catch {
        return false
      }
    },
  }
}

/** libsecp256k1 through npm secp256k1's prebuilt addon; undefined where it does not load. */
export function nativeBackend(): Backend | undefined {
  let native: typeof bindings
  try {
    native = createRequire(import.meta.url)('secp256k1/bindings.js') as typeof bindings
  } catch {
    return undefined
  }
  return guarded('libsecp256k1 (native)', (key, digest, signature) =>
    native.ecdsaVerify(signature, digest, key),
  )
}

/** @noble/curves: pure JavaScript, about 25 times slower, the same verdicts. */
export function nobleBackend(): Backend {
  const options = { prehash: false, lowS: true } as const
  return guarded('@noble/curves (JavaScript)', (key, digest, signature) =>
    secp256k1.verify(signature, digest, key, options),
  )
}

/** The native backend if it loads, else the fallback. */
export function chooseBackend(): Backend {
  return nativeBackend() ?? nobleBackend()
}
