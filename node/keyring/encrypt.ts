import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { KeyringError } from './error.js'

/** log2 of scrypt's N for new keys: 128 MiB and about 0.4 s, as OWASP advises for logins. */
export const SCRYPT_LOG_N = 17
/** A file that asks for more memory than this (1 GiB) is refused rather than obeyed. */
const SCRYPT_LOG_N_MAX = 20

/** A secret under a passphrase; all fields base64 but the numbers. */
export interface Sealed {
  readonly kdf: 'scrypt'
  readonly logN: number
  readonly r: number
  readonly p: number
  readonly salt: string
  readonly cipher: 'aes-256-gcm'
  readonly nonce: string
  readonly tag: string
  readonly data: string
}

const derive = (passphrase: string, salt: Uint8Array, logN: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N: 2 ** logN, r: 8, p: 1, maxmem: 2 ** logN * 8 * 128 + 2 ** 24 }
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })

/** Encrypts a secret. `context` is bound to it: opening under another context fails. */
export async function seal(
  secret: Uint8Array,
  passphrase: string,
  context: Uint8Array,
  logN = SCRYPT_LOG_N,
): Promise<Sealed> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, logN), nonce)
  cipher.setAAD(context)
  const data = Buffer.concat([cipher.update(secret), cipher.final()])
  return {
    kdf: 'scrypt',
    logN,
    r: 8,
    p: 1,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  }
}

/** @throws KeyringError bad_key_file unless `value` is what `seal` gives. */
export function checkSealed(value: unknown): Sealed {
  const s = value as Partial<Sealed> | null
  const good =
    typeof s === 'object' &&
    s !== null &&
    s.kdf === 'scrypt' &&
    s.cipher === 'aes-256-gcm' &&
    Number.isInteger(s.logN) &&
    (s.logN as number) >= 10 &&
    (s.logN as number) <= SCRYPT_LOG_N_MAX &&
    s.r === 8 &&
    s.p === 1 &&
    [s.salt, s.nonce, s.tag, s.data].every((text) => typeof text === 'string')
  if (!good) throw new KeyringError('bad_key_file', 'The encrypted part of the key is damaged.')
  return s as Sealed
}

/** Decrypts. @throws KeyringError wrong_passphrase (also when the file was tampered with). */
export async function open(
  sealed: Sealed,
  passphrase: string,
  context: Uint8Array,
): Promise<Uint8Array> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  const key = await derive(passphrase, bytes(sealed.salt), sealed.logN)
  try {
    const options = { authTagLength: 16 }
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.nonce), options)
    decipher.setAAD(context)
    decipher.setAuthTag(bytes(sealed.tag))
    return new Uint8Array(Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]))
  } catch {
    throw new KeyringError(
      'wrong_passphrase',
      'The passphrase is wrong, or the key was tampered with.',
    )
  }
}
