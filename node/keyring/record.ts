import { toBech32 } from '@cosmjs/encoding'
import { hash160, sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import { compareBytes, concatBytes } from '../../chain/types/bytes.js'
import type { Sealed } from './encrypt.js'
import { checkSealed } from './encrypt.js'
import { KeyringError } from './error.js'

/** One secp256k1 public key, or a threshold of several. */
export type PublicKey =
  | { readonly kind: 'secp256k1'; readonly key: Uint8Array }
  | {
      readonly kind: 'multisig'
      readonly threshold: number
      readonly keys: readonly Uint8Array[]
    }

/** What is known of a key without its secret. `offline` keys can be shown and named, not used. */
export interface KeyRecord {
  readonly name: string
  readonly type: 'local' | 'multi' | 'offline'
  readonly publicKey: PublicKey
}

/** A key as its file holds it. */
export interface StoredKey extends KeyRecord {
  readonly secret:
    | { readonly kind: 'plain'; readonly key: Uint8Array }
    | { readonly kind: 'sealed'; readonly sealed: Sealed }
    | undefined
}

/** Keys of a multisig account: 7 is the chain's limit of signatures of a transaction. */
export const MULTISIG_KEYS_MAX = 7

/** @throws KeyringError unless the name can be a file name on every system. */
export function checkName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name))
    throw new KeyringError(
      'bad_key_name',
      `"${name.slice(0, 80)}" is no name for a key: want 1 to 64 letters, digits, dots, dashes or underscores.`,
    )
  return name
}

/** Builds a threshold key. @throws KeyringError bad_key on a bad threshold or number of keys. */
export function multisigKey(
  threshold: number,
  keys: readonly Uint8Array[],
  sort = true,
): PublicKey {
  if (keys.length < 1 || keys.length > MULTISIG_KEYS_MAX)
    throw new KeyringError(
      'bad_key',
      `A multisig has 1 to ${MULTISIG_KEYS_MAX} keys, not ${keys.length}.`,
    )
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > keys.length)
    throw new KeyringError('bad_key', `The threshold is 1 to ${keys.length}, not ${threshold}.`)
  const sorted = sort ? [...keys].sort((a, b) => compareBytes(hash160(a), hash160(b))) : keys
  return { kind: 'multisig', threshold, keys: sorted }
}

/** Amino prefixes of tendermint/PubKeySecp256k1 (with length) and PubKeyMultisigThreshold. */
const AMINO_SECP256K1 = new Uint8Array([0xeb, 0x5a, 0xe9, 0x87, 0x21])
const AMINO_MULTISIG = new Uint8Array([0x22, 0xc1, 0xf7, 0xe2, 0x08])

/** The 20 bytes of an account address. */
export function addressBytes(key: PublicKey): Uint8Array {
  if (key.kind === 'secp256k1') return hash160(key.key)
  const parts = key.keys.map((one) =>
    concatBytes(new Uint8Array([0x12, AMINO_SECP256K1.length + one.length]), AMINO_SECP256K1, one),
  )
  const amino = concatBytes(AMINO_MULTISIG, new Uint8Array([key.threshold]), ...parts)
  return sha256(amino).slice(0, 20)
}

/** The bech32 address of a key. */
export function addressOf(key: PublicKey, prefix: string): string {
  return toBech32(prefix, addressBytes(key))
}

/** google.protobuf.Any of a public key, as a signer info carries it. */
export function publicKeyAny(key: PublicKey): { type_url: string; value: Uint8Array } {
  if (key.kind === 'secp256k1')
    return {
      type_url: '/cosmos.crypto.secp256k1.PubKey',
      value: codec('cosmos.crypto.secp256k1.PubKey').encode({ key: key.key }),
    }
  const publicKeys = key.keys.map((one) => publicKeyAny({ kind: 'secp256k1', key: one }))
  return {
    type_url: '/cosmos.crypto.multisig.LegacyAminoPubKey',
    value: codec('cosmos.crypto.multisig.LegacyAminoPubKey').encode({
      threshold: key.threshold,
      publicKeys,
    }),
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The JSON of a public key as the SDK's `keys list` prints it. */
export function publicKeyJson(key: PublicKey): object {
  if (key.kind === 'secp256k1')
    return { '@type': '/cosmos.crypto.secp256k1.PubKey', key: base64(key.key) }
  return {
    '@type': '/cosmos.crypto.multisig.LegacyAminoPubKey',
    threshold: key.threshold,
    public_keys: key.keys.map((one) => publicKeyJson({ kind: 'secp256k1', key: one })),
  }
}

/** Reads what `publicKeyJson` gives. @throws KeyringError bad_key */
export function parsePublicKeyJson(json: unknown): PublicKey {
  const bad = (): KeyringError =>
    new KeyringError(
      'bad_key',
      'Want a public key such as {"@type":"/cosmos.crypto.secp256k1.PubKey","key":"<33 bytes, base64>"}.',
    )
  if (typeof json !== 'object' || json === null) throw bad()
  const { '@type': type, key, threshold, public_keys: keys } = json as Record<string, unknown>
  if (type === '/cosmos.crypto.secp256k1.PubKey') {
    const bytes = typeof key === 'string' ? new Uint8Array(Buffer.from(key, 'base64')) : undefined
    if (bytes?.length !== 33 || (bytes[0] !== 2 && bytes[0] !== 3)) throw bad()
    return { kind: 'secp256k1', key: bytes }
  }
  if (type !== '/cosmos.crypto.multisig.LegacyAminoPubKey' || !Array.isArray(keys)) throw bad()
  const members = keys.map((one) => {
    const member = parsePublicKeyJson(one)
    if (member.kind !== 'secp256k1') throw bad()
    return member.key
  })
  return multisigKey(Number(threshold), members, false)
}

/** One row of `keys list --json`. */
export interface KeyOutput {
  readonly name: string
  readonly type: string
  readonly address: string
  /** The JSON of the public key, as text: that is how the SDK prints it. */
  readonly pubkey: string
}

export function keyOutput(record: KeyRecord, prefix: string): KeyOutput {
  return {
    name: record.name,
    type: record.type,
    address: addressOf(record.publicKey, prefix),
    pubkey: JSON.stringify(publicKeyJson(record.publicKey)),
  }
}

/** The text of a key's file. */
export function formatKey(key: StoredKey): string {
  const secret =
    key.secret === undefined
      ? {}
      : key.secret.kind === 'plain'
        ? { privateKey: base64(key.secret.key) }
        : { sealed: key.secret.sealed }
  const { name, type } = key
  const pubkey = publicKeyJson(key.publicKey)
  return `${JSON.stringify({ version: 1, name, type, pubkey, ...secret }, null, 2)}\n`
}

/** Reads a key's file. @throws KeyringError bad_key_file naming the file. */
export function parseKey(text: string, file: string): StoredKey {
  try {
    const json = JSON.parse(text) as Record<string, unknown>
    const { version, name, type, pubkey, privateKey, sealed } = json
    if (version !== 1) throw new Error(`version ${String(version)}, want 1`)
    if (typeof name !== 'string') throw new Error('no name')
    if (type !== 'local' && type !== 'multi' && type !== 'offline') throw new Error('no type')
    const record: KeyRecord = { name: checkName(name), type, publicKey: parsePublicKeyJson(pubkey) }
    if (type !== 'local') return { ...record, secret: undefined }
    if (typeof privateKey === 'string') {
      const key = new Uint8Array(Buffer.from(privateKey, 'base64'))
      if (key.length !== 32) throw new Error(`a private key of ${key.length} bytes`)
      return { ...record, secret: { kind: 'plain', key } }
    }
    return { ...record, secret: { kind: 'sealed', sealed: checkSealed(sealed) } }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new KeyringError('bad_key_file', `${file} is not a key: ${why}`)
  }
}
