import { sha256 } from '../codec/hash.js'
import type { PubKey, SinglePubKey } from '../codec/pubKey.js'
import {
  aminoSignBytes,
  directSignBytes,
  SIGN_MODE_DIRECT,
  SIGN_MODE_LEGACY_AMINO_JSON,
} from '../codec/signDoc.js'
import type { DecodedTx, Signature, SignerData } from '../codec/tx.js'
import { SdkError, TxError } from '../types/errors.js'
import type { SignatureRecord, SignatureVerifier } from '../types/verifier.js'
import { type Decorator, storedKey } from './anteTx.js'
import { subSignatures } from './multisig.js'
import { signerAccount } from './setPubKey.js'

function signBytes(tx: DecodedTx, mode: number, data: SignerData): Uint8Array {
  if (mode === SIGN_MODE_DIRECT) return directSignBytes(tx, data)
  if (mode === SIGN_MODE_LEGACY_AMINO_JSON) return aminoSignBytes(tx, data)
  throw SdkError.unauthorized(`sign mode ${mode} is not supported`)
}

function sameData(a: SignerData, b: SignerData): boolean {
  const same = a.accountNumber === b.accountNumber && a.sequence === b.sequence
  return same && a.chainId === b.chainId
}

function digestOf(tx: DecodedTx, mode: number, data: SignerData): Uint8Array {
  const { digests } = tx.memo
  const found = digests.find((known) => known.mode === mode && sameData(known.data, data))
  if (found !== undefined) return found.digest
  const digest = sha256(signBytes(tx, mode, data))
  digests.push({ mode, data, digest })
  return digest
}

/**
 * The ECDSA checks that one signer's signature stands for.
 * @throws TxError if it is not of the shape that its key wants.
 */
export function signatureRecords(
  tx: DecodedTx,
  { info, bytes }: Pick<Signature, 'info' | 'bytes'>,
  key: PubKey,
  data: SignerData,
): readonly SignatureRecord[] {
  const { modeInfo } = info
  const record = (mode: number, publicKey: Uint8Array, signature: Uint8Array): SignatureRecord => ({
    publicKey,
    digest: digestOf(tx, mode, data),
    signature,
  })
  if (key.kind !== 'multisig') {
    if (modeInfo?.single === undefined)
      throw SdkError.unauthorized('a single key wants a single signature')
    return [record(modeInfo.single.mode, secp256k1Key(key), bytes)]
  }
  if (modeInfo?.multi === undefined)
    throw SdkError.unauthorized('a multisig key wants a multisig signature')
  return subSignatures(key, modeInfo.multi, bytes).map((part) =>
    record(part.mode, secp256k1Key(part.key), part.bytes),
  )
}

function secp256k1Key(key: SinglePubKey): Uint8Array {
  if (key.kind === 'ed25519') throw SdkError.invalidPubKey('ED25519 public keys are unsupported')
  return key.key
}

function verify(
  verifier: SignatureVerifier,
  tx: DecodedTx,
  signature: Signature,
  key: PubKey,
  data: SignerData,
  again: boolean,
): boolean {
  let records: readonly SignatureRecord[]
  try {
    records = signatureRecords(tx, signature, key, data)
  } catch (error) {
    if (error instanceof TxError) return false
    throw error
  }
  return records.every((r) => verifier.secp256k1(r.publicKey, r.digest, r.signature, again))
}

/**
 * Checks sequence and signature of every signer; a recheck checks sequences alone.
 * @throws sdk 32 (sequence), 8 (no key), 4 (signature)
 */
export const sigVerification: Decorator = (ctx, ante, { accounts, verifier }) => {
  for (const signature of ante.signatures) {
    const account = signerAccount(ctx, accounts, signature.signer)
    if (account.pubKey === null && !ante.simulate)
      throw SdkError.invalidPubKey('pubkey on account is not set')
    const { sequence } = account
    if (signature.info.sequence !== sequence)
      throw SdkError.wrongSequence(
        `account sequence mismatch, expected ${sequence}, got ${signature.info.sequence}`,
      )
    if (ante.simulate || ctx.mode === 'recheck' || account.pubKey === null) continue
    const accountNumber = ctx.height === 0n ? 0n : account.accountNumber
    const { chainId } = ctx.block
    const data = { chainId, accountNumber, sequence }
    const key = storedKey(account.pubKey, signature)
    // A block is the last place where a signature is asked about.
    if (!verify(verifier, ante.tx, signature, key, data, ctx.mode !== 'deliver'))
      throw SdkError.unauthorized(
        `signature verification failed; please verify account number (${accountNumber}), ` +
          `sequence (${sequence}) and chain-id (${chainId})`,
      )
  }
}
