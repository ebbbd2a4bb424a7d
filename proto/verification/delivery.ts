/**
 * Outputs on chain, readable for the demander alone, and provably wrong when they are (rules.md H5). Pure, with
 * the hash injected, so that the chain, the supplier and a browser agree.
 *
 *   shared = X25519(supplier's ephemeral key, demander's fresh key)
 *   key    = HKDF-SHA-256(salt "infonex/delivery/1", secret shared, info be64 demand id | demander's key |
 *            supplier's key), 32 bytes
 *   block i of the stream = H(key | be32 i); ciphertext = canonical OutputBundle xor stream
 *
 * There is no authentication tag: what the plaintext must be is bound by the receipt's output digest.
 */
import { x25519 } from '@noble/curves/ed25519.js'
import type { PlainTypes } from '../gen/plain.js'
import { concat } from '../ics23/bytes.js'
import { decodeMessage, encodeMessage, outputDigest } from '../inference/objects.js'
import type { Tensor } from '../inference/tensorJson.js'
import { DTYPES, dtypeOfCode, type Hash, tensorRoot } from '../inference/tree.js'

/** What an answer decrypts to. */
export type OutputBundle = PlainTypes['infonex.verification.v1.OutputBundle']

/** Tensors in one bundle at most; models have no more outputs. */
export const MAX_TENSORS = 64
const SALT = new TextEncoder().encode('infonex/delivery/1')
const BUNDLE = 'infonex.verification.v1.OutputBundle'
const BLOCK = 64

function be64(value: bigint): Uint8Array {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, value)
  return out
}

/** HMAC (RFC 2104) with keys of at most a block, as all are here. */
function hmac(hash: Hash, key: Uint8Array, message: Uint8Array): Uint8Array {
  const pad = (byte: number): Uint8Array => {
    const out = new Uint8Array(BLOCK).fill(byte)
    key.forEach((k, i) => {
      out[i] = k ^ byte
    })
    return out
  }
  return hash(concat(pad(0x5c), hash(concat(pad(0x36), message))))
}

/** The public key of an X25519 private key of 32 bytes. */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secretKey)
}

/**
 * Whether a shared secret can be made with a public key: some of 32 bytes lead to zero whatever the other
 * side's key is.
 */
export function isUsableKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false
  try {
    x25519.getSharedSecret(new Uint8Array(32).fill(1), publicKey)
    return true
  } catch {
    return false
  }
}

/** The keys of one delivery. */
interface Delivery {
  readonly demandId: bigint
  /** The demander's fresh public key. */
  readonly demandKey: Uint8Array
  /** The supplier's ephemeral public key. */
  readonly answerKey: Uint8Array
}

/** The bytes with the key stream of a delivery over them; twice gives the same bytes again. */
function withStream(
  hash: Hash,
  shared: Uint8Array,
  { demandId, demandKey, answerKey }: Delivery,
  bytes: Uint8Array,
): Uint8Array {
  const info = concat(be64(demandId), demandKey, answerKey)
  const key = hmac(hash, hmac(hash, SALT, shared), concat(info, Uint8Array.of(1)))
  const input = concat(key, new Uint8Array(4))
  const view = new DataView(input.buffer, input.byteOffset, input.length)
  const out = Uint8Array.from(bytes)
  for (let at = 0, i = 0; at < out.length; at += 32, i++) {
    view.setUint32(32, i)
    const block = hash(input)
    for (let j = 0; j < 32 && at + j < out.length; j++)
      out[at + j] = (out[at + j] as number) ^ (block[j] as number)
  }
  return out
}

/** Canonical bytes of what is delivered: salt and outputs in the order of the model. */
export function bundleBytes(
  salt: Uint8Array,
  outputs: readonly Omit<Tensor, 'name'>[],
): Uint8Array {
  const tensors = outputs.map(({ dtype, shape, bytes }) => ({
    dtype: DTYPES[dtype].code,
    shape: shape.map(BigInt),
    data: bytes,
  }))
  return encodeMessage(BUNDLE, { salt, tensors })
}

/**
 * Bytes of a bundle of tensors of these types and shapes at most: what an answer has to fit into.
 * @throws RangeError on an unknown type.
 */
export function bundleSize(
  outputs: readonly { readonly dtype: number; readonly shape: readonly bigint[] }[],
): bigint {
  // Tags and lengths: 34 for the salt; of a tensor its own (11), type (6), shape (10 a dimension, and 11),
  // data (11).
  let size = 34n
  for (const { dtype, shape } of outputs) {
    const name = dtypeOfCode(dtype)
    if (name === undefined) throw new RangeError(`element type ${dtype} is unknown`)
    const data = shape.reduce((n, dim) => n * dim, BigInt(DTYPES[name].size))
    size += data + 39n + 10n * BigInt(shape.length)
  }
  return size
}

/**
 * Encrypts an output for the demander.
 * @param secretKey the supplier's ephemeral X25519 private key, used for nothing else.
 * @throws Error when the demander's key is none.
 */
export function sealOutput(
  hash: Hash,
  secretKey: Uint8Array,
  demand: Omit<Delivery, 'answerKey'>,
  bundle: Uint8Array,
): { readonly key: Uint8Array; readonly ciphertext: Uint8Array } {
  const key = publicKeyOf(secretKey)
  const shared = x25519.getSharedSecret(secretKey, demand.demandKey)
  return { key, ciphertext: withStream(hash, shared, { ...demand, answerKey: key }, bundle) }
}

/** The bytes that an answer decrypts to; undefined when the supplier's key is none. */
export function unsealOutput(
  hash: Hash,
  secretKey: Uint8Array,
  delivery: Omit<Delivery, 'demandKey'>,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  const demandKey = publicKeyOf(secretKey)
  let shared: Uint8Array
  try {
    shared = x25519.getSharedSecret(secretKey, delivery.answerKey)
  } catch {
    return undefined
  }
  return withStream(hash, shared, { ...delivery, demandKey }, ciphertext)
}

/** The bundle, if the bytes are one in canonical form. */
export function readBundle(bytes: Uint8Array): OutputBundle | undefined {
  try {
    return decodeMessage(BUNDLE, bytes)
  } catch {
    return undefined
  }
}

/** The output digest that a bundle opens; undefined when it opens none. Never throws. */
export function digestOfBundle(hash: Hash, bundle: OutputBundle): Uint8Array | undefined {
  if (bundle.salt.length !== 32 || bundle.tensors.length > MAX_TENSORS) return undefined
  try {
    const tensors = bundle.tensors.map(({ dtype, shape, data }) => {
      const name = dtypeOfCode(dtype)
      if (name === undefined) throw new RangeError(`element type ${dtype}`)
      return { dtype, shape, root: tensorRoot(hash, name, shape.map(Number), data) }
    })
    return outputDigest(hash, { salt: bundle.salt, tensors })
  } catch {
    return undefined
  }
}

/** Whether an answer decrypts to the output that a receipt names: an honest one always, no other ever. */
export function isRightDelivery(
  hash: Hash,
  secretKey: Uint8Array,
  delivery: Omit<Delivery, 'demandKey'>,
  ciphertext: Uint8Array,
  digest: Uint8Array,
): boolean {
  const bytes = unsealOutput(hash, secretKey, delivery, ciphertext)
  const bundle = bytes === undefined ? undefined : readBundle(bytes)
  const opened = bundle === undefined ? undefined : digestOfBundle(hash, bundle)
  return opened !== undefined && opened.every((byte, i) => byte === digest[i])
}
