import { toBase64 } from '@cosmjs/encoding'
import { hash160, sha256 } from '../../chain/codec/hash.js'
import type { AddressCodec } from '../../chain/types/address.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { adr036Bytes } from '../../proto/payment/voucher.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { ED25519 } from './descriptor.js'
import type { ChannelDescriptor } from './state.js'

export type Checkpoint = PlainTypes['infonex.inference.v1.Checkpoint']

/** What proves an instrument. */
export interface Prover {
  readonly verifier: SignatureVerifier
  readonly addresses: AddressCodec
  readonly chainId: string
}

/**
 * A promise of an absolute cumulative amount, in whatever form: a voucher, a word of a PayWord commit. All
 * forms go through the same checks (claims.ts), so that any mix of them pays the highest one (P5).
 */
export interface Instrument {
  /** 32 bytes. */
  readonly channelId: Uint8Array
  readonly descriptor: ChannelDescriptor
  readonly cumulative: bigint
  /** Milliseconds since 1970; 0 = no end. */
  readonly validUntilMs: bigint
  /** What was measured; null = nothing new. */
  readonly checkpoint: Checkpoint | null
  /** Of `prove`, charged before it. */
  readonly gas: bigint
  /** @throws TxError if it is not by the signer of the channel */
  prove(by: Prover): void
}

/** Gas of one signature: the SDK's price of a secp256k1 signature. */
export const SIGNATURE_GAS = 1000n

const RAW = 0

/** How a signature outside of a transaction comes. */
export interface Signed {
  readonly descriptor: ChannelDescriptor
  readonly signature: Uint8Array
  /** SignatureForm. */
  readonly form: number
}

/** Whether the channel's signer signed `message`, raw or, for secp256k1, as an ADR-036 document. */
export function isSigned(by: Prover, signed: Signed, message: Uint8Array): boolean {
  const { form, signature } = signed
  const { signer } = signed.descriptor
  if (signer === null) return false
  if (signer.algorithm === ED25519)
    return form === RAW && by.verifier.ed25519(signer.key, message, signature)
  const digest =
    form === RAW
      ? sha256(message)
      : sha256(adr036Bytes(by.addresses.toText(hash160(signer.key)), toBase64(message)))
  return by.verifier.secp256k1(signer.key, digest, signature)
}
