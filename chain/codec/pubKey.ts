import { concatBytes, fromHex } from '../types/bytes.js'
import { SdkError } from '../types/errors.js'
import type { AnyValue, Json } from '../types/module.js'
import { hash160, sha256 } from './hash.js'
import { codec } from './proto.js'
import { rejectUnknownFields, StrictError } from './strict.js'

/** A public key of one signer. */
export interface SinglePubKey {
  readonly kind: 'secp256k1' | 'ed25519'
  readonly key: Uint8Array
  readonly address: Uint8Array
}

/** k-of-n keys of single signers; a multisig key inside another is refused. */
export interface MultisigPubKey {
  readonly kind: 'multisig'
  readonly threshold: number
  readonly keys: readonly SinglePubKey[]
  readonly address: Uint8Array
}

export type PubKey = SinglePubKey | MultisigPubKey

const SECP256K1 = '/cosmos.crypto.secp256k1.PubKey'
const ED25519 = '/cosmos.crypto.ed25519.PubKey'
const MULTISIG = '/cosmos.crypto.multisig.LegacyAminoPubKey'

const secp256k1Codec = codec('cosmos.crypto.secp256k1.PubKey')
const ed25519Codec = codec('cosmos.crypto.ed25519.PubKey')
const multisigCodec = codec('cosmos.crypto.multisig.LegacyAminoPubKey')

/** Amino prefixes: the first bytes of SHA-256 of the registered names, as Tendermint fixed them. */
const AMINO_SECP256K1 = fromHex('eb5ae98721')
const AMINO_ED25519 = fromHex('1624de6420')
const AMINO_MULTISIG = fromHex('22c1f7e2')

function uvarint(value: number): Uint8Array {
  const out: number[] = []
  let rest = value
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  out.push(rest)
  return Uint8Array.from(out)
}

/** Amino binary of a key, as the address of a multisig account hashes it. */
function aminoBytes(key: SinglePubKey): Uint8Array {
  return concatBytes(key.kind === 'secp256k1' ? AMINO_SECP256K1 : AMINO_ED25519, key.key)
}

function multisigAddress(threshold: number, keys: readonly SinglePubKey[]): Uint8Array {
  const parts = [AMINO_MULTISIG, Uint8Array.of(0x08), uvarint(threshold)]
  for (const key of keys) {
    const bytes = aminoBytes(key)
    parts.push(Uint8Array.of(0x12), uvarint(bytes.length), bytes)
  }
  return sha256(concatBytes(...parts)).subarray(0, 20)
}

function single(kind: SinglePubKey['kind'], key: Uint8Array): SinglePubKey {
  const size = kind === 'secp256k1' ? 33 : 32
  if (key.length !== size)
    throw SdkError.invalidPubKey(`length of ${kind} key is ${key.length}, want ${size}`)
  if (kind === 'secp256k1' && key[0] !== 2 && key[0] !== 3)
    throw SdkError.invalidPubKey('a secp256k1 key is compressed and begins with 02 or 03')
  const own = new Uint8Array(key)
  const address = kind === 'secp256k1' ? hash160(own) : sha256(own).subarray(0, 20)
  return { kind, key: own, address }
}

function parse(any: AnyValue, nested: boolean): PubKey {
  if (any.typeUrl === SECP256K1) return single('secp256k1', secp256k1Codec.decode(any.value).key)
  if (any.typeUrl === ED25519) return single('ed25519', ed25519Codec.decode(any.value).key)
  if (any.typeUrl !== MULTISIG)
    throw SdkError.invalidPubKey(`unrecognized public key type: ${any.typeUrl}`)
  if (nested) throw SdkError.invalidPubKey('a multisig key inside a multisig key is not taken')
  const { threshold, publicKeys } = multisigCodec.decode(any.value)
  if (threshold < 1) throw SdkError.invalidPubKey('invalid threshold for multisig key: 0')
  if (publicKeys.length < threshold)
    throw SdkError.invalidPubKey(
      `threshold ${threshold} is more than the ${publicKeys.length} keys of the multisig key`,
    )
  const keys = publicKeys.map(
    (one) => parse({ typeUrl: one.type_url, value: one.value }, true) as SinglePubKey,
  )
  return { kind: 'multisig', threshold, keys, address: multisigAddress(threshold, keys) }
}

/**
 * Reads a public key and derives its address.
 * @throws TxError sdk 8 on an unknown type or a bad length.
 */
export function parsePubKey(any: AnyValue): PubKey {
  const known = [SECP256K1, ED25519, MULTISIG].includes(any.typeUrl)
  if (!known) throw SdkError.invalidPubKey(`unrecognized public key type: ${any.typeUrl}`)
  try {
    rejectUnknownFields(any.value, any.typeUrl.slice(1))
  } catch (error) {
    if (error instanceof StrictError) throw SdkError.invalidPubKey(error.message)
    throw error
  }
  return parse(any, false)
}

/** How many signatures a key stands for (ante.CountSubKeys). */
export function countSubKeys(key: PubKey): number {
  return key.kind === 'multisig' ? key.keys.length : 1
}

/** The Any of a single key, in canonical bytes. */
export function pubKeyAny(kind: SinglePubKey['kind'], key: Uint8Array): AnyValue {
  return kind === 'secp256k1'
    ? { typeUrl: SECP256K1, value: secp256k1Codec.encode({ key }) }
    : { typeUrl: ED25519, value: ed25519Codec.encode({ key }) }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}

/** A public key in amino JSON: {type: 'tendermint/PubKeySecp256k1', value: base64} and the like. */
export function pubKeyToAmino(key: PubKey): Json {
  if (key.kind === 'multisig')
    return {
      type: 'tendermint/PubKeyMultisigThreshold',
      value: { threshold: key.threshold.toString(), pubkeys: key.keys.map(pubKeyToAmino) },
    }
  const type = key.kind === 'secp256k1' ? 'tendermint/PubKeySecp256k1' : 'tendermint/PubKeyEd25519'
  return { type, value: base64(key.key) }
}
