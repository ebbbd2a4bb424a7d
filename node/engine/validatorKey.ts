/**
 * The validator's key and its sign state in CometBFT's files. The sign state is on disk before a signature
 * leaves: a validator that signs two things for one height, round and step can be proven a cheat.
 */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import path from 'node:path'
import { fromHex, toHex, utf8 } from '../../chain/types/bytes.js'
import { sameBytes } from '../../proto/comet/merkle.js'
import { readFile, writeAtomic } from '../storage/atomicFile.js'
import { realDisk, type Disk } from '../storage/disk.js'
import { validatorAddress } from './comet/validatorSet.js'

const PKCS8 = fromHex('302e020100300506032b657004220420')
const PUB_TYPE = 'tendermint/PubKeyEd25519'
const PRIV_TYPE = 'tendermint/PrivKeyEd25519'
const STEP_PRECOMMIT = 3

/** An ed25519 key: 32-byte seed and public key. */
export interface Ed25519Key {
  readonly seed: Uint8Array
  readonly pubKey: Uint8Array
}

/** What was signed last: CometBFT's priv_validator_state.json. */
export interface SignState {
  readonly height: bigint
  readonly round: number
  /** 0 nothing yet, 1 proposal, 2 prevote, 3 precommit. */
  readonly step: number
  readonly signature: Uint8Array | undefined
  readonly signBytes: Uint8Array | undefined
}

/** Signs the precommits of one validator, never two different ones for a height and round. */
export interface BlockSigner {
  readonly pubKeyType: 'ed25519'
  readonly pubKey: Uint8Array
  readonly address: Uint8Array
  readonly state: SignState
  /** @throws Error on a regression, on conflicting data, or when the sign state cannot be written. */
  signPrecommit(height: bigint, round: number, signBytes: Uint8Array): Uint8Array
}

/** A validator that has signed nothing. */
export const UNSIGNED: SignState = {
  height: 0n,
  round: 0,
  step: 0,
  signature: undefined,
  signBytes: undefined,
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const upperHex = (bytes: Uint8Array): string => toHex(bytes).toUpperCase()

function keyObject(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
}

/** A new random key. */
export function generateKey(): Ed25519Key {
  const { privateKey } = generateKeyPairSync('ed25519')
  return keyFromSeed(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
}

/** The key of a 32-byte seed. */
export function keyFromSeed(seed: Uint8Array): Ed25519Key {
  if (seed.length !== 32) throw new Error(`ed25519 seed: want 32 bytes, got ${seed.length}`)
  const { x } = keyObject(seed).export({ format: 'jwk' })
  return { seed: Uint8Array.from(seed), pubKey: Buffer.from(x ?? '', 'base64url') }
}

function privateBytes(key: Ed25519Key): Uint8Array {
  return Buffer.concat([key.seed, key.pubKey])
}

function keyFromPrivate(value: unknown, file: string): Ed25519Key {
  const json = value as { type?: unknown; value?: unknown } | undefined
  if (json?.type !== PRIV_TYPE || typeof json.value !== 'string')
    throw new Error(`${file}: want a priv_key of type ${PRIV_TYPE}`)
  const bytes = Buffer.from(json.value, 'base64')
  if (bytes.length !== 64)
    throw new Error(`${file}: want a priv_key of 64 bytes, got ${bytes.length}`)
  const key = keyFromSeed(bytes.subarray(0, 32))
  if (!sameBytes(key.pubKey, bytes.subarray(32)))
    throw new Error(`${file}: the second half of priv_key is not its public key`)
  return key
}

/** The text of priv_validator_key.json. */
export function printValidatorKey(key: Ed25519Key): string {
  const address = upperHex(validatorAddress('ed25519', key.pubKey))
  return JSON.stringify(
    {
      address,
      pub_key: { type: PUB_TYPE, value: base64(key.pubKey) },
      priv_key: { type: PRIV_TYPE, value: base64(privateBytes(key)) },
    },
    undefined,
    2,
  )
}

/** @throws Error that names the file when the text is not a key of CometBFT's form. */
export function parseValidatorKey(text: string, file = 'priv_validator_key.json'): Ed25519Key {
  return keyFromPrivate((parseJson(text, file) as { priv_key?: unknown }).priv_key, file)
}

/** The text of priv_validator_state.json. */
export function printSignState(state: SignState): string {
  return JSON.stringify(
    {
      height: String(state.height),
      round: state.round,
      step: state.step,
      ...(state.signature === undefined ? {} : { signature: base64(state.signature) }),
      ...(state.signBytes === undefined ? {} : { signbytes: upperHex(state.signBytes) }),
    },
    undefined,
    2,
  )
}

/** @throws Error that names the file and the field. */
export function parseSignState(text: string, file = 'priv_validator_state.json'): SignState {
  const json = parseJson(text, file) as Record<string, unknown>
  const { height, round, step, signature, signbytes } = json
  if (typeof height !== 'string' || !/^\d{1,19}$/.test(height))
    throw new Error(`${file}: want height as a decimal text, got ${String(height)}`)
  if (!Number.isInteger(round) || !Number.isInteger(step))
    throw new Error(`${file}: want round and step as whole numbers`)
  return {
    height: BigInt(height),
    round: round as number,
    step: step as number,
    signature: typeof signature === 'string' ? Buffer.from(signature, 'base64') : undefined,
    signBytes: typeof signbytes === 'string' ? fromHex(signbytes.toLowerCase()) : undefined,
  }
}

function textOf(disk: Disk, file: string): string | undefined {
  return readFile(disk, file)?.toString('utf8')
}

function parseJson(text: string, file: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below, with the name of the file.
  }
  throw new Error(`${file}: want a JSON object`)
}

/** A signer over the two files of CometBFT's `FilePV`. */
export class FileSigner implements BlockSigner {
  readonly pubKeyType = 'ed25519' as const
  readonly pubKey: Uint8Array
  readonly address: Uint8Array
  private readonly key: KeyObject
  private readonly save: (state: SignState) => void
  private last: SignState

  /** `save` must be durable when it returns. */
  constructor(key: Ed25519Key, state: SignState, save: (state: SignState) => void) {
    this.pubKey = key.pubKey
    this.address = validatorAddress('ed25519', key.pubKey)
    this.key = keyObject(key.seed)
    this.last = state
    this.save = save
  }

  /**
   * Opens the key and its state, making both where no key is yet.
   * @throws Error when a file is malformed, or a key has lost its sign state.
   */
  static open(keyFile: string, stateFile: string, disk: Disk = realDisk): FileSigner {
    const save = (state: SignState): void =>
      writeAtomic(disk, stateFile, utf8(printSignState(state)))
    for (const file of [keyFile, stateFile]) disk.mkdir(path.dirname(file))
    if (!disk.exists(keyFile)) {
      const key = generateKey()
      // State first: a key without one is refused below.
      if (!disk.exists(stateFile)) save(UNSIGNED)
      writeAtomic(disk, keyFile, utf8(printValidatorKey(key)))
    }
    const stateText = textOf(disk, stateFile)
    if (stateText === undefined)
      throw new Error(
        `${stateFile} is missing: without it this key could sign a height twice. Restore it, or, if the key has never signed, write {"height":"0","round":0,"step":0} there`,
      )
    // A process that was killed may have left the newest state under a name that is not durable yet.
    disk.syncDir(path.dirname(stateFile))
    const key = parseValidatorKey(textOf(disk, keyFile) ?? '', keyFile)
    return new FileSigner(key, parseSignState(stateText, stateFile), save)
  }

  get state(): SignState {
    return this.last
  }

  signPrecommit(height: bigint, round: number, signBytes: Uint8Array): Uint8Array {
    const { last } = this
    if (last.height > height)
      throw new Error(`height regression. Got ${height}, last height ${last.height}`)
    if (last.height === height) {
      if (last.round > round)
        throw new Error(
          `round regression at height ${height}. Got ${round}, last round ${last.round}`,
        )
      if (last.round === round && last.step > STEP_PRECOMMIT)
        throw new Error(
          `step regression at height ${height} round ${round}. Got ${STEP_PRECOMMIT}, last step ${last.step}`,
        )
      if (last.round === round && last.step === STEP_PRECOMMIT) {
        if (last.signBytes === undefined || last.signature === undefined)
          throw new Error('no SignBytes found')
        if (sameBytes(last.signBytes, signBytes)) return last.signature
        throw new Error(`conflicting data at height ${height} round ${round}`)
      }
    }
    const signature = new Uint8Array(sign(null, signBytes, this.key))
    const state = { height, round, step: STEP_PRECOMMIT, signature, signBytes }
    this.save(state)
    this.last = state
    return signature
  }
}

/** The node's key of node_key.json, made where missing, and its 20-byte id. */
export function openNodeKey(
  file: string,
  disk: Disk = realDisk,
): { readonly key: Ed25519Key; readonly id: Uint8Array } {
  disk.mkdir(path.dirname(file))
  if (!disk.exists(file)) writeAtomic(disk, file, utf8(printNodeKey(generateKey())))
  const key = parseNodeKey(textOf(disk, file) ?? '', file)
  return { key, id: nodeId(key) }
}

/** The text of node_key.json. */
export function printNodeKey(key: Ed25519Key): string {
  return JSON.stringify({ priv_key: { type: PRIV_TYPE, value: base64(privateBytes(key)) } })
}

/** @throws Error that names the file. */
export function parseNodeKey(text: string, file = 'node_key.json'): Ed25519Key {
  return keyFromPrivate((parseJson(text, file) as { priv_key?: unknown }).priv_key, file)
}

/** The 20-byte id of a node: the address of its key. */
export function nodeId(key: Ed25519Key): Uint8Array {
  return validatorAddress('ed25519', key.pubKey)
}
