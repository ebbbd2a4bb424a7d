import { createPublicKey, hash, type KeyObject, verify as verifyNative } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import {
  compareBytes,
  concatBytes,
  equalBytes,
  fromHex,
  toLatin1,
} from '../../chain/types/bytes.js'

const { Point } = ed25519
type EdPoint = InstanceType<typeof Point>

/** L, little-endian, and the prefix that makes a raw key an SPKI structure. */
const ORDER_BE = fromHex('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed')
const SPKI = fromHex('302a300506032b6570032100')
const CACHE_SIZE = 10_000

interface Key {
  readonly point: EdPoint
  readonly native: KeyObject
}

/** Keys that passed registration, or undefined for those that did not; the slow check is made once a key. */
const keys = new Map<string, Key | undefined>()

/** A point in its canonical encoding that is not of small order. */
function goodPoint(bytes: Uint8Array): EdPoint | undefined {
  try {
    const point = Point.fromBytes(bytes)
    return point.isSmallOrder() || !equalBytes(point.toBytes(), bytes) ? undefined : point
  } catch {
    return undefined
  }
}

function register(publicKey: Uint8Array): Key | undefined {
  const id = toLatin1(publicKey)
  if (keys.has(id)) return keys.get(id)
  const point = publicKey.length === 32 ? goodPoint(publicKey) : undefined
  let key: Key | undefined
  if (point?.isTorsionFree() === true) {
    const der = Buffer.from(concatBytes(SPKI, publicKey))
    key = { point, native: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
  }
  if (keys.size >= CACHE_SIZE) keys.clear()
  keys.set(id, key)
  return key
}

/** Whether a key may be registered: canonical, not of small order, free of torsion (marketplace.md 2.9 a). */
export function isGoodEd25519Key(publicKey: Uint8Array): boolean {
  return register(publicKey) !== undefined
}

/** S below the group order, R canonical and not of small order (marketplace.md 2.9 b). */
function isGoodSignature(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  const s = new Uint8Array(signature.subarray(32)).reverse()
  if (compareBytes(s, ORDER_BE) >= 0) return false
  return !isSmallOrderOrBad(signature.subarray(0, 32))
}

const P_BE = fromHex('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed')

/** Encodings of the eight points of small order, canonical ones; others are refused as not canonical. */
const SMALL_ORDER: readonly string[] = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
]
const smallOrder = new Set(SMALL_ORDER.map((hex) => toLatin1(fromHex(hex))))

function isSmallOrderOrBad(r: Uint8Array): boolean {
  if (smallOrder.has(toLatin1(r))) return true
  const y = new Uint8Array(r).reverse()
  y[0] = (y[0] as number) & 0x7f
  if (compareBytes(y, P_BE) >= 0) return true
  // x = 0 has one encoding: the sign bit set with y = 1 or y = -1 is not canonical.
  const negated = new Uint8Array(r)
  negated[31] = (negated[31] as number) & 0x7f
  return (
    (r[31] as number) > 0x7f && SMALL_ORDER.slice(0, 2).some((h) => equalBytes(fromHex(h), negated))
  )
}

/** Ed25519 by marketplace.md 2.9: pre-checks, then Node's cofactor-less check. Never throws. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = register(publicKey)
  if (key === undefined || !isGoodSignature(signature)) return false
  return verifyNative(null, message, key.native, signature)
}

/** The same rule on @noble/curves alone: the oracle, and the form a browser can run. */
export function verifyEd25519Slowly(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = register(publicKey)
  if (key === undefined || !isGoodSignature(signature)) return false
  const r = signature.subarray(0, 32)
  const digest = hash('sha512', concatBytes(r, publicKey, message), 'hex')
  const k = Point.Fn.create(littleEndian(fromHex(digest)))
  const s = littleEndian(signature.subarray(32))
  const sB = s === 0n ? Point.ZERO : Point.BASE.multiplyUnsafe(s)
  const kA = k === 0n ? Point.ZERO : key.point.multiplyUnsafe(k)
  return equalBytes(sB.subtract(kA).toBytes(), r)
}

function littleEndian(bytes: Uint8Array): bigint {
  let out = 0n
  for (let i = bytes.length - 1; i >= 0; i--) out = (out << 8n) | BigInt(bytes[i] as number)
  return out
}
