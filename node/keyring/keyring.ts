import { mkdir, open as openFile, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { equalBytes, utf8 } from '../../chain/types/bytes.js'
import { publicKeyOf, signBytes } from './derive.js'
import { open, seal } from './encrypt.js'
import { KeyringError } from './error.js'
import type { KeyRecord, PublicKey, StoredKey } from './record.js'
import { addressOf, checkName, formatKey, parseKey } from './record.js'

/** Where secrets are kept: `file` encrypts each under a passphrase, `test` does not. */
export type KeyringBackend = 'file' | 'test'

export interface KeyringOptions {
  /** Keys are in <dir>/keyring-<backend>. */
  readonly dir: string
  readonly backend: KeyringBackend
  /** Asked for a passphrase when a secret is needed; `confirm` = a new one is being chosen. */
  readonly passphrase?: (purpose: string, confirm: boolean) => Promise<string>
  /** log2 of scrypt's cost for new keys; tests lower it. */
  readonly scryptLogN?: number
}

/** The shortest passphrase that is taken for a new key. */
export const PASSPHRASE_MIN = 8

/** Named keys in a folder, one file each. Public parts are readable without a passphrase. */
export class Keyring {
  readonly dir: string
  readonly backend: KeyringBackend
  readonly #options: KeyringOptions

  constructor(options: KeyringOptions) {
    this.#options = options
    this.backend = options.backend
    this.dir = path.join(options.dir, `keyring-${options.backend}`)
  }

  #file(name: string): string {
    return path.join(this.dir, `${checkName(name)}.json`)
  }

  /** Every key by name. @throws KeyringError bad_key_file: a damaged key is never passed over. */
  async list(): Promise<readonly KeyRecord[]> {
    const files = await readdir(this.dir).catch(() => [] as string[])
    const names = files.filter((f) => f.endsWith('.json')).map((f) => f.slice(0, -5))
    return Promise.all(
      names.sort((a, b) => (a < b ? -1 : 1)).map(async (name) => strip(await this.#read(name))),
    )
  }

  async #read(name: string): Promise<StoredKey> {
    const file = this.#file(name)
    const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause
      throw new KeyringError('key_not_found', `There is no key "${name}" in ${this.dir}.`)
    })
    const key = parseKey(text, file)
    if (key.name !== name)
      throw new KeyringError('bad_key_file', `${file} says that it is the key "${key.name}".`)
    return key
  }

  /** A key by its name. @throws KeyringError key_not_found */
  async get(name: string): Promise<KeyRecord> {
    return strip(await this.#read(name))
  }

  /** A key by name or by bech32 address. @throws KeyringError key_not_found */
  async find(nameOrAddress: string, prefix: string): Promise<KeyRecord> {
    if (!nameOrAddress.startsWith(`${prefix}1`)) return this.get(nameOrAddress)
    const found = (await this.list()).find((k) => addressOf(k.publicKey, prefix) === nameOrAddress)
    if (found === undefined)
      throw new KeyringError(
        'key_not_found',
        `No key in ${this.dir} has the address ${nameOrAddress}.`,
      )
    return found
  }

  /** Adds a private key. @throws KeyringError key_exists unless `overwrite`. */
  async addPrivateKey(name: string, key: Uint8Array, overwrite = false): Promise<KeyRecord> {
    const publicKey: PublicKey = { kind: 'secp256k1', key: publicKeyOf(key) }
    const record: KeyRecord = { name: checkName(name), type: 'local', publicKey }
    if (!overwrite) await this.#mustBeFree(name)
    const secret = await this.#protect(record, key)
    return this.#write({ ...record, secret }, overwrite)
  }

  /** Adds a public key alone: a multisig, or a key that is kept elsewhere. */
  async addPublicKey(name: string, publicKey: PublicKey, overwrite = false): Promise<KeyRecord> {
    const type = publicKey.kind === 'multisig' ? 'multi' : 'offline'
    const record: KeyRecord = { name: checkName(name), type, publicKey }
    return this.#write({ ...record, secret: undefined }, overwrite)
  }

  async delete(name: string): Promise<void> {
    await this.#read(name)
    await rm(this.#file(name))
  }

  /** Gives a key another name; its secret is sealed anew, since the name is bound to it. */
  async rename(from: string, to: string): Promise<KeyRecord> {
    const stored = await this.#read(from)
    await this.#mustBeFree(to)
    const record: KeyRecord = { ...strip(stored), name: checkName(to) }
    const secret =
      stored.secret === undefined
        ? undefined
        : await this.#protect(record, await this.privateKey(from))
    const renamed = await this.#write({ ...record, secret }, false)
    await rm(this.#file(from))
    return renamed
  }

  /** The secret of a local key. @throws KeyringError cannot_sign, wrong_passphrase */
  async privateKey(name: string): Promise<Uint8Array> {
    const stored = await this.#read(name)
    if (stored.secret === undefined)
      throw new KeyringError(
        'cannot_sign',
        `The key "${name}" (${stored.type}) has no secret here.`,
      )
    const key =
      stored.secret.kind === 'plain'
        ? stored.secret.key
        : await open(stored.secret.sealed, await this.#ask(name, false), context(stored))
    const { publicKey } = stored
    if (publicKey.kind !== 'secp256k1' || !equalBytes(publicKeyOf(key), publicKey.key))
      throw new KeyringError('bad_key_file', `The two halves of the key "${name}" do not match.`)
    return key
  }

  /** Signs SHA-256 of `bytes` with a local key: 64 bytes r||s. */
  async sign(name: string, bytes: Uint8Array): Promise<Uint8Array> {
    return signBytes(await this.privateKey(name), bytes)
  }

  async #ask(name: string, confirm: boolean): Promise<string> {
    const ask = this.#options.passphrase
    if (ask === undefined)
      throw new KeyringError('wrong_passphrase', `The key "${name}" needs a passphrase.`)
    return ask(`key "${name}"`, confirm)
  }

  async #protect(record: KeyRecord, key: Uint8Array): Promise<NonNullable<StoredKey['secret']>> {
    if (this.backend === 'test') return { kind: 'plain', key }
    const sealedKey = await this.#anySealed()
    const passphrase = await this.#ask(record.name, sealedKey === undefined)
    if (passphrase.length < PASSPHRASE_MIN)
      throw new KeyringError(
        'weak_passphrase',
        `A passphrase has at least ${PASSPHRASE_MIN} characters; this one has ${passphrase.length}.`,
      )
    if (sealedKey !== undefined) await open(sealedKey.sealed, passphrase, context(sealedKey.record))
    const sealed = await seal(key, passphrase, context(record), this.#options.scryptLogN)
    return { kind: 'sealed', sealed }
  }

  /** A sealed key of this keyring: its passphrase is that of all. */
  async #anySealed() {
    for (const { name } of await this.list()) {
      const stored = await this.#read(name)
      if (stored.secret?.kind === 'sealed') return { record: stored, sealed: stored.secret.sealed }
    }
    return undefined
  }

  async #mustBeFree(name: string): Promise<void> {
    const taken = await this.#read(name).then(
      () => true,
      (cause: unknown) => !(cause instanceof KeyringError && cause.code === 'key_not_found'),
    )
    if (taken)
      throw new KeyringError('key_exists', `There is a key "${name}" in ${this.dir} already.`)
  }

  /** Written beside and renamed, so that a crash leaves the old key or the new one, never half. */
  async #write(key: StoredKey, overwrite: boolean): Promise<KeyRecord> {
    if (!overwrite) await this.#mustBeFree(key.name)
    const file = this.#file(key.name)
    await mkdir(this.dir, { recursive: true, mode: 0o700 })
    const beside = `${file}.${process.pid}.tmp`
    const handle = await openFile(beside, 'w', 0o600)
    try {
      await handle.writeFile(formatKey(key))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
    return strip(key)
  }
}

/** What a sealed secret is bound to: name and public key cannot be swapped between files. */
function context(record: KeyRecord): Uint8Array {
  const key = record.publicKey.kind === 'secp256k1' ? record.publicKey.key : new Uint8Array(0)
  return utf8(`infonex/keyring/1/${record.name}/${Buffer.from(key).toString('hex')}`)
}

function strip({ name, type, publicKey }: KeyRecord): KeyRecord {
  return { name, type, publicKey }
}
