import { equalBytes, toHex } from '../../chain/types/bytes.js'
import { sha256 } from '../../chain/codec/hash.js'
import { vestedAt } from '../../modules/payment/state.js'
import {
  channelId,
  type ChannelDescriptor,
  type SignedVoucher,
  voucherBytes,
} from '../../proto/inference/objects.js'
import { verifySigned } from '../inference/signers.js'
import type { AdmissionContext, ServedModel } from './admission.js'
import type { ChannelState } from './chainView.js'
import type { ChannelAccount } from './ledger.js'
import { Refusal } from './refusal.js'

const FORM_RAW = 0
/** The chain may be ahead of the header seen here by so much less than is vested, in ms. */
const VEST_MARGIN_MS = 2_000

/** Reads a decimal amount. @throws Refusal unless it is written as the chain writes amounts. */
export function amountOf(text: string, what: string): bigint {
  if (!/^(?:0|[1-9][0-9]{0,38})$/.test(text))
    throw new Refusal('malformed', `${what} "${text.slice(0, 50)}" is no amount`)
  return BigInt(text)
}

/** What may be claimed now (marketplace.md 2.5), as the payee counts it: a little less than the chain. */
function vested(channel: ChannelState, headerMs: number): bigint {
  const cap = BigInt(channel.cap)
  return vestedAt({ ...channel, cap }, BigInt(headerMs - VEST_MARGIN_MS))
}

/** The body of a 402: what a program needs to pay and try again. */
export function paymentRequirements(
  ctx: AdmissionContext,
  model: ServedModel,
  account?: ChannelAccount,
): Record<string, unknown> {
  return {
    accepts: [
      {
        scheme: 'infonex-channel',
        version: 1,
        network: ctx.chain.chainId,
        asset: ctx.denom,
        price: model.price.toString(),
        pay_to: ctx.operator,
        server_id: ctx.serverId.toString(),
        model_id: toHex(model.id),
        prepay_allow: model.price.toString(),
        headers: {
          request: 'infonex-request: base64 of infonex.inference.v1.SignedRequest',
          channel: 'infonex-channel: base64 of infonex.payment.v1.ChannelDescriptor',
          voucher: 'infonex-voucher: base64 of infonex.payment.v1.SignedVoucher',
        },
        ...(account === undefined
          ? {}
          : {
              channel: {
                id: toHex(channelId(sha256, account.descriptor)),
                charged: account.charged.toString(),
                paid: account.paid.toString(),
                next_sequence: (account.sequence + 1n).toString(),
              },
            }),
      },
    ],
  }
}

/**
 * Checks a voucher and books it if it raises what is paid. The same amount again changes nothing.
 * @throws Refusal when it is not worth what it says.
 */
export async function acceptVoucher(
  ctx: AdmissionContext,
  signed: SignedVoucher,
  descriptor: ChannelDescriptor,
  account: ChannelAccount,
  channel: ChannelState,
  closeGraceMs: number,
): Promise<void> {
  const { voucher } = signed
  const bad = (why: string) => new Refusal('badVoucher', `voucher: ${why}`)
  if (voucher === null) throw bad('it is empty')
  if (signed.form !== FORM_RAW) throw bad('only raw signatures are taken here')
  const id = channelId(sha256, descriptor)
  if (!equalBytes(voucher.channelId, id)) throw bad('it is for another channel')
  if (descriptor.signer === null) throw bad('the channel has no signer')
  const bytes = voucherBytes(ctx.chain.chainId, voucher)
  if (!verifySigned(ctx.verifier, descriptor.signer, bytes, signed.signature))
    throw bad("the signature is not the channel signer's")
  const amount = amountOf(voucher.cumulative, 'voucher amount')
  if (amount < account.paid) throw bad(`it pays ${amount} in all, ${account.paid} were paid before`)
  const seen = account.checkpoint?.receipt?.receipt?.sequence ?? 0n
  const isNews = (signed.checkpoint?.receipt?.receipt?.sequence ?? 0n) > seen
  if (amount === account.paid && !isNews) return
  if (voucher.receiptHead.length > 0 && !equalBytes(voucher.receiptHead, account.head))
    throw bad('it names another receipt than the last')
  // A voucher that dies before the channel could be refused by the chain after it was served (rules.md H2).
  const lives = descriptor.expiryMs + BigInt(closeGraceMs)
  if (voucher.validUntilMs !== 0n && voucher.validUntilMs < lives)
    throw bad(`it is valid until ${voucher.validUntilMs} ms, want 0 or at least ${lives}`)
  const cap = BigInt(channel.cap)
  if (amount > cap) throw bad(`it pays ${amount} in all, the channel holds ${cap}`)
  const now = vested(channel, ctx.chain.header()?.timeMs ?? 0)
  if (amount > now) throw bad(`it pays ${amount} in all, ${now} can be claimed now`)
  await ctx.ledger.accept({ ...signed, descriptor })
}
