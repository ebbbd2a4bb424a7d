import { hash } from 'node:crypto'

/** SHA-256 as 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(32)
  out.write(sha256Latin1(bytes), 0, 'latin1')
  return out
}

/** SHA-256 as a latin1 string: the fast form for Map keys and pools (performance.md 2). */
export function sha256Latin1(bytes: Uint8Array): string {
  // @types/node leaves 'latin1' out; Node takes it (performance.md 2 measures why it is used).
  return hash('sha256', bytes, 'latin1' as 'hex')
}

/** SHA-256 as lower-case hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

/** RIPEMD-160(SHA-256(x)): the address of a secp256k1 key. */
export function hash160(bytes: Uint8Array): Uint8Array {
  return Buffer.from(hash('ripemd160', sha256(bytes), 'hex'), 'hex')
}
