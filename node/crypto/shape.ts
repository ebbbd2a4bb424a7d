import { compareBytes, fromHex } from '../../chain/types/bytes.js'

const ORDER = fromHex('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
const HALF_ORDER = fromHex('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0')

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((b) => b === 0)
}

/**
 * The rule that is checked before any secp256k1 backend is asked, so that backends cannot differ on it:
 * 33-byte keys of 02 or 03, 32-byte digests, 64-byte signatures with 0 < r < n and 0 < s <= n/2.
 */
export function isWellShaped(
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 33 || (publicKey[0] !== 2 && publicKey[0] !== 3)) return false
  if (digest.length !== 32 || signature.length !== 64) return false
  const r = signature.subarray(0, 32)
  const s = signature.subarray(32)
  if (compareBytes(r, ORDER) >= 0 || compareBytes(s, HALF_ORDER) > 0) return false
  return !isZero(r) && !isZero(s)
}
