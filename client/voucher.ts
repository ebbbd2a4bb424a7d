/**
 * Vouchers as the payer signs and the payee checks them: promises of a channel's cumulative amount, which
 * cost nothing until one is claimed on chain (marketplace.md 2.4).
 */
import { type OfflineAminoSigner, pubkeyToAddress } from '@cosmjs/amino'
import { Secp256k1, sha256 as cosmjsSha256 } from '@cosmjs/crypto'
import { fromBech32, toBase64 } from '@cosmjs/encoding'
import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from '../proto/comet/merkle.js'
import type { PlainTypes } from '../proto/gen/plain.js'
import { adr036Bytes, channelIdBytes, voucherSignBytes } from '../proto/payment/voucher.js'
import { signAdr036 } from './adr036.js'
import { encodeMessage } from './pbjsType.js'

/** What a channel is, as MsgOpenChannelResponse gives it. */
export type ChannelDescriptor = PlainTypes['infonex.payment.v1.ChannelDescriptor']
/** A promise with its descriptor and signature, as MsgClaim carries it. */
export type SignedVoucher = PlainTypes['infonex.payment.v1.SignedVoucher']
/** The key that a channel names. */
export type SignerKey = PlainTypes['infonex.payment.v1.SignerKey']

const ED25519 = 1
const SECP256K1 = 2
const RAW = 0
const ADR036 = 1

/** Signs vouchers. `key` is what MsgOpenChannel takes as `signer`. */
export interface VoucherSigner {
  readonly key: SignerKey
  /** SignatureForm: 0 = raw, 1 = ADR-036. */
  readonly form: 0 | 1
  /** 64 bytes over the voucher's signed bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>
}

/** A signer that holds an ed25519 seed of 32 bytes. */
export function ed25519VoucherSigner(seed: Uint8Array): VoucherSigner {
  const key = ed25519.getPublicKey(seed)
  return {
    key: { algorithm: ED25519, key },
    form: RAW,
    sign: (message) => Promise.resolve(ed25519.sign(message, seed)),
  }
}

/** A signer that holds a secp256k1 private key of 32 bytes. */
export function secp256k1VoucherSigner(privateKey: Uint8Array): VoucherSigner {
  return {
    key: { algorithm: SECP256K1, key: secp256k1.getPublicKey(privateKey, true) },
    form: RAW,
    sign: async (message) => {
      const signature = await Secp256k1.createSignature(cosmjsSha256(message), privateKey)
      return new Uint8Array([...signature.r(32), ...signature.s(32)])
    },
  }
}

/**
 * A signer that asks a wallet, which signs ADR-036 documents only.
 * @throws Error if the wallet has no secp256k1 account of that address
 */
export async function walletVoucherSigner(
  wallet: OfflineAminoSigner,
  address: string,
): Promise<VoucherSigner> {
  const account = (await wallet.getAccounts()).find((a) => a.address === address)
  if (account?.algo !== 'secp256k1')
    throw new Error(`the wallet has no secp256k1 account ${address}`)
  return {
    key: { algorithm: SECP256K1, key: account.pubkey },
    form: ADR036,
    sign: (message) => signAdr036(wallet, address, message),
  }
}

/** The channel's id, 32 bytes: what both sides compute rather than believe. */
export function channelIdOf(descriptor: ChannelDescriptor): Uint8Array {
  return sha256(channelIdBytes(encodeMessage('infonex.payment.v1.ChannelDescriptor', descriptor)))
}

/** What a voucher promises. */
export interface VoucherTerms {
  /** Everything that may be paid so far, in units of the channel's denomination. */
  readonly cumulative: bigint
  /** 32 bytes: the newest receipt that it pays for; absent = none. */
  readonly receiptHead?: Uint8Array
  /** Milliseconds since 1970; absent = valid while the channel lives. */
  readonly validUntilMs?: bigint
}

function signedBytes(descriptor: ChannelDescriptor, voucher: PlainTypes[typeof VOUCHER]) {
  return voucherSignBytes(descriptor.chainId, encodeMessage(VOUCHER, voucher))
}
const VOUCHER = 'infonex.payment.v1.Voucher'

/** @throws Error if the channel names another signer */
export function checkSigner(signer: VoucherSigner, descriptor: ChannelDescriptor): void {
  const named = descriptor.signer
  if (
    named === null ||
    named.algorithm !== signer.key.algorithm ||
    !sameBytes(named.key, signer.key.key)
  )
    throw new Error('the channel names another signer than this one')
}

/** Signs a promise. @throws RangeError on a negative amount; Error if the channel names another signer. */
export async function signVoucher(
  signer: VoucherSigner,
  descriptor: ChannelDescriptor,
  terms: VoucherTerms,
): Promise<SignedVoucher> {
  if (terms.cumulative < 0n) throw new RangeError(`cumulative is ${terms.cumulative}, want >= 0`)
  checkSigner(signer, descriptor)
  const voucher = {
    channelId: channelIdOf(descriptor),
    cumulative: terms.cumulative.toString(),
    receiptHead: terms.receiptHead ?? new Uint8Array(),
    validUntilMs: terms.validUntilMs ?? 0n,
  }
  const signature = await signer.sign(signedBytes(descriptor, voucher))
  return { voucher, descriptor, signature, form: signer.form, checkpoint: null }
}

/** Whether the signature over `message` is by the key that the channel names, in the form that it claims. */
export function isSignedBy(
  descriptor: ChannelDescriptor,
  { signature, form }: { readonly signature: Uint8Array; readonly form: number },
  message: Uint8Array,
): boolean {
  const named = descriptor.signer
  if (named === null || signature.length !== 64) return false
  try {
    if (named.algorithm === ED25519)
      return form === RAW && ed25519.verify(signature, message, named.key, { zip215: false })
    if (named.algorithm !== SECP256K1 || (form !== RAW && form !== ADR036)) return false
    const { prefix } = fromBech32(descriptor.escrowOwner)
    const value = toBase64(named.key)
    const signer = pubkeyToAddress({ type: 'tendermint/PubKeySecp256k1', value }, prefix)
    const signed = form === RAW ? message : adr036Bytes(signer, toBase64(message))
    return secp256k1.verify(signature, sha256(signed), named.key, { prehash: false, lowS: true })
  } catch {
    return false
  }
}

/** What a payee knows of the channel when a voucher comes in. */
export interface VoucherContext {
  readonly chainId: string
  /** The channel as it was agreed; the voucher must carry the same. */
  readonly channelId: Uint8Array
  /** Highest amount accepted so far. */
  readonly accepted: bigint
  /** Reserved for the channel. */
  readonly cap: bigint
  /** The chain's grace for claims after the expiry, in milliseconds. */
  readonly closeGraceMs: bigint
}

/** Why a promise is not one of the channel that the payee knows. */
export function foreignFault(
  channelId: Uint8Array,
  descriptor: ChannelDescriptor,
  known: Pick<VoucherContext, 'chainId' | 'channelId'>,
): string | undefined {
  if (descriptor.chainId !== known.chainId)
    return `the channel is of chain ${descriptor.chainId}, want ${known.chainId}`
  if (!sameBytes(channelId, known.channelId)) return 'the promise is for another channel'
  if (!sameBytes(channelIdOf(descriptor), known.channelId))
    return 'the descriptor is of another channel'
  return undefined
}

/**
 * Why a payee should not serve for this voucher, or undefined if it is as good as money: right channel,
 * right signature, more than before, covered, and not dead before the channel is (rules.md H2).
 */
export function voucherFault(claim: SignedVoucher, known: VoucherContext): string | undefined {
  const { voucher, descriptor } = claim
  if (voucher === null || descriptor === null) return 'voucher or descriptor is absent'
  const foreign = foreignFault(voucher.channelId, descriptor, known)
  if (foreign !== undefined) return foreign
  if (!/^(0|[1-9]\d{0,38})$/.test(voucher.cumulative))
    return `cumulative is "${voucher.cumulative.slice(0, 40)}", want a whole number`
  const cumulative = BigInt(voucher.cumulative)
  if (cumulative <= known.accepted)
    return `cumulative is ${cumulative}, want more than ${known.accepted}`
  if (cumulative > known.cap) return `cumulative is ${cumulative}, above the cap of ${known.cap}`
  const lives = descriptor.expiryMs + known.closeGraceMs
  if (voucher.validUntilMs !== 0n && voucher.validUntilMs < lives)
    return `valid until ${voucher.validUntilMs} ms, want 0 or at least ${lives}`
  if (!isSignedBy(descriptor, claim, signedBytes(descriptor, voucher)))
    return "the signature is not by the channel's signer"
  return undefined
}
