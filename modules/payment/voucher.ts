import { codec } from '../../chain/codec/proto.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { voucherSignBytes } from '../../proto/payment/voucher.js'
import { amountOf } from './amount.js'
import { PaymentError } from './errors.js'
import { type Instrument, isSigned, SIGNATURE_GAS } from './instrument.js'
import type { ChannelDescriptor } from './state.js'

export type SignedVoucher = PlainTypes['infonex.payment.v1.SignedVoucher']
export type Voucher = PlainTypes['infonex.payment.v1.Voucher']

const voucherCodec = codec('infonex.payment.v1.Voucher')
const RAW = 0
const ADR036 = 1

/** What comes with every signed promise. @throws TxError payment 13 */
export function checkSigned(signed: {
  readonly signature: Uint8Array
  readonly form: number
  readonly descriptor: ChannelDescriptor | null
}): ChannelDescriptor {
  const { signature, form, descriptor } = signed
  if (descriptor === null) throw PaymentError.invalidVoucher('its descriptor is absent')
  if (signature.length !== 64)
    throw PaymentError.invalidVoucher(`signature has ${signature.length} bytes, want 64`)
  if (form !== RAW && form !== ADR036) throw PaymentError.invalidVoucher(`form ${form} is unknown`)
  return descriptor
}

/** A voucher whose shape is good; no state, no signature. @throws TxError payment 13 or 2 */
export function voucherOf(signed: SignedVoucher | null): Instrument {
  if (signed === null || signed.voucher === null)
    throw PaymentError.invalidVoucher('the voucher is absent')
  const { voucher } = signed
  const descriptor = checkSigned(signed)
  if (voucher.channelId.length !== 32)
    throw PaymentError.invalidVoucher(`channel_id has ${voucher.channelId.length} bytes, want 32`)
  if (voucher.receiptHead.length !== 0 && voucher.receiptHead.length !== 32)
    throw PaymentError.invalidVoucher(
      `receipt_head has ${voucher.receiptHead.length} bytes, want 0 or 32`,
    )
  return {
    channelId: voucher.channelId,
    descriptor,
    cumulative: amountOf('cumulative', voucher.cumulative),
    validUntilMs: voucher.validUntilMs,
    checkpoint: signed.checkpoint,
    gas: SIGNATURE_GAS,
    prove(by) {
      const message = voucherSignBytes(by.chainId, voucherCodec.encode(voucher))
      if (!isSigned(by, { ...signed, descriptor }, message)) throw PaymentError.invalidSignature()
    },
  }
}
