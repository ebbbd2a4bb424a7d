import { randomBytes } from 'node:crypto'
import {
  Bip39,
  EnglishMnemonic,
  Secp256k1,
  Slip10,
  Slip10Curve,
  stringToPath,
} from '@cosmjs/crypto'
import { sha256 } from '../../chain/codec/hash.js'
import { KeyringError } from './error.js'

/** BIP-44 path of the first account of a Cosmos wallet. */
export const DEFAULT_HD_PATH = "m/44'/118'/0'/0/0"

/** The path of account `index` under the default one. */
export function hdPath(account = 0, index = 0): string {
  return `m/44'/118'/${account}'/0/${index}`
}

/** A new BIP-39 mnemonic of 12 or 24 English words. */
export function newMnemonic(words: 12 | 24 = 24): string {
  return Bip39.encode(randomBytes(words === 24 ? 32 : 16)).toString()
}

/**
 * The private key that a mnemonic stands for. Words may be separated by any white space.
 * @throws KeyringError bad_mnemonic or bad_path.
 */
export async function privateKeyOf(
  mnemonic: string,
  path = DEFAULT_HD_PATH,
  bip39Passphrase = '',
): Promise<Uint8Array> {
  const text = mnemonic.normalize('NFKD').trim().split(/\s+/).join(' ')
  let checked: EnglishMnemonic
  try {
    checked = new EnglishMnemonic(text)
  } catch (cause) {
    // The library's text may quote words: a mnemonic must never reach a log.
    const checksum = cause instanceof Error && /checksum/i.test(cause.message)
    const count = text === '' ? 0 : text.split(' ').length
    throw new KeyringError(
      'bad_mnemonic',
      checksum
        ? 'The mnemonic fails its checksum: a word is wrong or out of place.'
        : `The mnemonic is not valid: ${count} words, want 12 to 24 words of the English BIP-39 list.`,
    )
  }
  if (!/^m(\/\d{1,10}'?){1,10}$/.test(path))
    throw new KeyringError('bad_path', `"${path}" is not a path such as ${DEFAULT_HD_PATH}.`)
  const seed = await Bip39.mnemonicToSeed(checked, bip39Passphrase)
  try {
    return Slip10.derivePath(Slip10Curve.Secp256k1, seed, stringToPath(path)).privkey
  } catch {
    throw new KeyringError('bad_path', `The path ${path} has an index above 2147483647.`)
  }
}

/** The 33-byte public key. @throws KeyringError bad_key when the scalar is out of range. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  try {
    return Secp256k1.compressPubkey(Secp256k1.makeKeypair(privateKey).pubkey)
  } catch {
    throw new KeyringError('bad_key', 'A private key is 32 bytes, neither zero nor past the order.')
  }
}

/** The 64-byte r||s low-S signature over SHA-256 of `bytes`, deterministic (RFC 6979). */
export function signBytes(privateKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const signature = Secp256k1.createSignature(sha256(bytes), privateKey)
  return new Uint8Array([...signature.r(32), ...signature.s(32)])
}
