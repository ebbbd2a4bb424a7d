import { isSignedBy } from '../../../chain/codec/signedBy.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { receiptBytes, requestBytes } from '../../../proto/inference/objects.js'
import { amountOf } from '../amount.js'
import { PaymentError } from '../errors.js'
import type { Agreement } from '../expectedKeepers.js'
import { SIGNATURE_GAS } from '../instrument.js'
import type { PaymentKeeper } from '../keeper.js'

type SignedRequest = PlainTypes['infonex.inference.v1.SignedRequest']
type SignedReceipt = PlainTypes['infonex.inference.v1.SignedReceipt']
type Receipt = PlainTypes['infonex.inference.v1.Receipt']

function refuse(text: string): never {
  throw PaymentError.invalidDispute(text)
}

/** A request as the client has signed it. */
export interface ProvenRequest {
  readonly sequence: bigint
  readonly before: bigint
  readonly priceMax: bigint
  readonly digest: Uint8Array
}

/** @throws TxError payment 62 unless the client has signed this request of this channel */
export function provenRequest(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  retail: Agreement,
  signed: SignedRequest | null,
): ProvenRequest {
  const request = signed?.request ?? refuse('its request is absent')
  if (request.chainId !== ctx.block.chainId) refuse('its request is of another chain')
  if (!equalBytes(request.channelId, id)) refuse('its request is of another channel')
  ctx.gas.consume(SIGNATURE_GAS, 'request signature')
  const bytes = requestBytes(request)
  const signature = signed?.signature as Uint8Array
  if (!isSignedBy(keeper.verifier, retail.customerKey, bytes, signature))
    refuse("its request is not signed by the client's metering key")
  return {
    sequence: request.sequence,
    before: amountOf('cumulative_before', request.cumulativeBefore),
    priceMax: amountOf('price_max', request.priceMax),
    digest: sha256(bytes),
  }
}

/**
 * The answer to a request as the supplier has signed it.
 * @throws TxError payment 62 unless it is of this request, within its price
 */
export function provenReceipt(
  keeper: PaymentKeeper,
  ctx: Context,
  wholesale: Agreement,
  request: ProvenRequest,
  signed: SignedReceipt | null,
): { readonly id: Uint8Array; readonly receipt: Receipt; readonly price: bigint } {
  const receipt = signed?.receipt ?? refuse('its receipt is absent')
  if (receipt.chainId !== ctx.block.chainId) refuse('its receipt is of another chain')
  if (!equalBytes(receipt.requestDigest, request.digest))
    refuse('its receipt is of another request')
  if (receipt.sequence !== request.sequence)
    refuse(`its receipt has sequence ${receipt.sequence}, the request ${request.sequence}`)
  const price = amountOf('price', receipt.price)
  if (price > request.priceMax)
    refuse(`the price is ${price}, the request allows ${request.priceMax}`)
  const cumulative = amountOf('cumulative', receipt.cumulative)
  if (cumulative !== request.before + price)
    refuse(`cumulative is ${cumulative}, want ${request.before + price}`)
  ctx.gas.consume(SIGNATURE_GAS, 'receipt signature')
  const bytes = receiptBytes(receipt)
  if (!isSignedBy(keeper.verifier, wholesale.providerKey, bytes, signed?.signature as Uint8Array))
    refuse("its receipt is not signed by the supplier's metering key")
  return { id: sha256(bytes), receipt, price }
}
