import { toBase64 } from '@cosmjs/encoding'
import { codec } from '../../chain/codec/proto.js'
import { hash160, sha256 } from '../../chain/codec/hash.js'
import type { AddressCodec } from '../../chain/types/address.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { adr036Bytes, voucherSignBytes } from '../../proto/payment/voucher.js'
import { amountOf } from './amount.js'
import { ED25519 } from './descriptor.js'
import { PaymentError } from './errors.js'
import type { ChannelDescriptor } from './state.js'

export type SignedVoucher = PlainTypes['infonex.payment.v1.SignedVoucher']
export type Voucher = PlainTypes['infonex.payment.v1.Voucher']

const voucherCodec = codec('infonex.payment.v1.Voucher')
const RAW = 0
const ADR036 = 1

/** Shape of a voucher; no state, no signature. @throws TxError payment 13 or 2 */
export function checkVoucher(claim: SignedVoucher | null): {
  voucher: Voucher
  descriptor: ChannelDescriptor
  cumulative: bigint
} {
  if (claim === null || claim.voucher === null)
    throw PaymentError.invalidVoucher('the voucher is absent')
  const { voucher, descriptor, signature, form } = claim
  if (descriptor === null) throw PaymentError.invalidVoucher('its descriptor is absent')
  if (voucher.channelId.length !== 32)
    throw PaymentError.invalidVoucher(`channel_id has ${voucher.channelId.length} bytes, want 32`)
  if (voucher.receiptHead.length !== 0 && voucher.receiptHead.length !== 32)
    throw PaymentError.invalidVoucher(
      `receipt_head has ${voucher.receiptHead.length} bytes, want 0 or 32`,
    )
  if (signature.length !== 64)
    throw PaymentError.invalidVoucher(`signature has ${signature.length} bytes, want 64`)
  if (form !== RAW && form !== ADR036) throw PaymentError.invalidVoucher(`form ${form} is unknown`)
  return { voucher, descriptor, cumulative: amountOf('cumulative', voucher.cumulative) }
}

/** Whether the channel's signer signed this voucher for this chain. */
export function isSigned(
  verifier: SignatureVerifier,
  addresses: AddressCodec,
  chainId: string,
  claim: SignedVoucher,
): boolean {
  const signer = claim.descriptor?.signer
  if (claim.voucher === null || signer === null || signer === undefined) return false
  const message = voucherSignBytes(chainId, voucherCodec.encode(claim.voucher))
  if (signer.algorithm === ED25519)
    return claim.form === RAW && verifier.ed25519(signer.key, message, claim.signature)
  const digest =
    claim.form === RAW
      ? sha256(message)
      : sha256(adr036Bytes(addresses.toText(hash160(signer.key)), toBase64(message)))
  return verifier.secp256k1(signer.key, digest, claim.signature)
}
