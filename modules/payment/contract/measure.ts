import { sha256 } from '../../../chain/codec/hash.js'
import { isSignedBy } from '../../../chain/codec/signedBy.js'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { measurementBytes, receiptBytes, requestBytes } from '../../../proto/inference/objects.js'
import { POLICY_DUAL } from '../descriptor.js'
import { PaymentError } from '../errors.js'
import type { Agreement } from '../expectedKeepers.js'
import type { PaymentKeeper } from '../keeper.js'
import type { ChannelDescriptor } from '../state.js'

type Checkpoint = PlainTypes['infonex.inference.v1.Checkpoint']
type Receipt = PlainTypes['infonex.inference.v1.Receipt']
type Acknowledgement = PlainTypes['infonex.inference.v1.Acknowledgement']
type Counter = PlainTypes['infonex.inference.v1.Counter']

/** Gas of one signature under a checkpoint: the SDK's price of a secp256k1 signature. */
const SIGNATURE_GAS = 1000n
/** Counters that a receipt may hold: each is priced. */
const MAX_COUNTERS = 64

/** Usage that both sides have signed, priced by both plans. */
export interface Measured {
  readonly sequence: bigint
  readonly receiptId: Uint8Array
  readonly retail: bigint
  readonly wholesale: bigint
}

function refuse(text: string): never {
  throw PaymentError.invalidCheckpoint(text)
}

/** The receipt and what the client has signed of it, with whose bytes. @throws TxError payment 60 */
function partsOf(
  chainId: string,
  checkpoint: Checkpoint,
): {
  receipt: Receipt
  ack: Acknowledgement | null
  channelId: Uint8Array
  bytes: Uint8Array
  signature: Uint8Array
} {
  const receipt = checkpoint.receipt?.receipt ?? refuse('its receipt is absent')
  const request = checkpoint.request?.request ?? null
  const measurement = checkpoint.measurement?.measurement ?? null
  if (request !== null && measurement !== null)
    refuse('it holds a request and a measurement, want one of them')
  const signed =
    request ?? measurement ?? refuse('it holds neither the next request nor a measurement')
  if (signed.chainId !== chainId)
    refuse(`the acknowledgement is of chain "${signed.chainId.slice(0, 60)}"`)
  if (request !== null)
    return {
      receipt,
      ack: request.acknowledgement,
      channelId: request.channelId,
      bytes: requestBytes(request),
      signature: checkpoint.request?.signature as Uint8Array,
    }
  if (measurement === null) refuse('it holds neither the next request nor a measurement')
  return {
    receipt,
    ack: measurement.acknowledgement,
    channelId: measurement.channelId,
    bytes: measurementBytes(measurement),
    signature: checkpoint.measurement?.signature as Uint8Array,
  }
}

/** @throws TxError payment 60 unless the receipt is of this channel and chain, and may be priced at all */
function checkReceipt(ctx: Context, id: Uint8Array, receipt: Receipt): void {
  if (receipt.chainId !== ctx.block.chainId)
    refuse(`its receipt is of chain "${receipt.chainId.slice(0, 60)}"`)
  if (!equalBytes(receipt.channelId, id)) refuse('its receipt is of another channel')
  if (receipt.sequence === 0n) refuse('its sequence is 0, want 1 or more')
  if (receipt.counters.length > MAX_COUNTERS)
    refuse(`its receipt has ${receipt.counters.length} counters, want at most ${MAX_COUNTERS}`)
}

/** @throws TxError payment 60 */
function checkScope(receipt: Receipt, agreement: Agreement): void {
  if (agreement.models.length === 0) return
  for (const { modelId } of receipt.counters)
    if (!agreement.models.some((model) => equalBytes(model, modelId)))
      refuse(`model ${toHex(modelId.subarray(0, 32))} is not covered by agreement ${agreement.id}`)
}

/** @throws TxError payment 60 unless `ack` says of the receipt what the receipt says itself */
function checkAck(ack: Acknowledgement | null, receipt: Receipt, receiptId: Uint8Array): void {
  const { sequence, counters } = receipt
  const same =
    ack?.sequence === sequence &&
    equalBytes(ack.receiptHead, receiptId) &&
    ack.counters.length === counters.length &&
    ack.counters.every((one, i) => isSameCounter(one, counters[i] as Counter))
  if (!same) refuse(`the client has not acknowledged receipt ${toHex(receiptId)}`)
}

function isSameCounter(a: Counter, b: Counter): boolean {
  return (
    a.total === b.total &&
    a.metric === b.metric &&
    a.verb === b.verb &&
    equalBytes(a.modelId, b.modelId)
  )
}

/**
 * Verifies a checkpoint and prices its usage. With policy DUAL both sides have signed it: the supplier the
 * receipt, the client its acknowledgement; with SUPPLIER the supplier alone.
 * @throws TxError payment 60 or sla
 */
export function measure(
  keeper: PaymentKeeper,
  ctx: Context,
  id: Uint8Array,
  descriptor: ChannelDescriptor,
  checkpoint: Checkpoint,
): Measured {
  const { retailId, wholesaleId, receiptPolicy } = descriptor
  const retail = keeper.sla.mustAgreement(ctx, retailId)
  const wholesale = keeper.sla.mustAgreement(ctx, wholesaleId)
  const dual = receiptPolicy === POLICY_DUAL
  const receipt = checkpoint.receipt?.receipt ?? refuse('its receipt is absent')
  checkReceipt(ctx, id, receipt)
  for (const agreement of [retail, wholesale]) {
    checkScope(receipt, agreement)
    const until = keeper.sla.servesUntil(agreement)
    if (until !== undefined && receipt.endMs > until)
      refuse(
        `agreement ${agreement.id} covers service up to ${until} ms, it ended at ${receipt.endMs} ms`,
      )
  }
  const covered = receiptBytes(receipt)
  const receiptId = sha256(covered)
  ctx.gas.consume(dual ? 2n * SIGNATURE_GAS : SIGNATURE_GAS, 'checkpoint signatures')
  if (dual) {
    const client = partsOf(ctx.block.chainId, checkpoint)
    if (!equalBytes(client.channelId, id)) refuse('the acknowledgement is of another channel')
    checkAck(client.ack, receipt, receiptId)
    if (!isSignedBy(keeper.verifier, retail.customerKey, client.bytes, client.signature))
      refuse("the acknowledgement is not signed by the client's metering key")
  }
  const signature = checkpoint.receipt?.signature as Uint8Array
  if (!isSignedBy(keeper.verifier, wholesale.providerKey, covered, signature))
    refuse("the receipt is not signed by the supplier's metering key")
  const { provider: supplier } = wholesale
  keeper.demands.standBy(ctx, { id: receiptId, receipt, supplier, denom: descriptor.denom })
  const { startMs } = descriptor
  const usage = { counters: receipt.counters, startMs, timeMs: receipt.endMs }
  return {
    sequence: receipt.sequence,
    receiptId,
    retail: keeper.sla.priceOf(ctx, retail, id, { ...usage, meter: receipt.retailMeter }),
    wholesale: keeper.sla.priceOf(ctx, wholesale, id, { ...usage, meter: receipt.wholesaleMeter }),
  }
}
