import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes } from '../../chain/types/bytes.js'
import {
  addCounters,
  type Counter,
  outputCommitment,
  outputDigest,
  type Receipt,
  type Request,
  requestBytes,
} from '../../proto/inference/objects.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'
import type { Metered } from '../metering/serviceContract.js'
import { PaidClientError, sameUsage } from './paidClientWire.js'

/** What a client has sent, and where it stood before. */
interface Expected {
  readonly request: Request
  readonly salt: Uint8Array
  readonly inputs: readonly Tensor[]
  readonly priceMax: bigint
  readonly charged: bigint
  readonly head: Uint8Array
  readonly counters: readonly Counter[]
}

/** @throws PaidClientError unless the receipt is for this request, this answer and no more money. */
export function checkReceipt(
  sent: Expected,
  receipt: Receipt,
  outputs: readonly Tensor[],
  metered: Metered | undefined,
): void {
  const { request, inputs } = sent
  const size = (tensors: readonly Tensor[]) => tensors.reduce((n, t) => n + t.bytes.length, 0)
  const price = BigInt(receipt.price)
  const counters =
    metered?.counters ?? addCounters(sent.counters, request.modelId, size(inputs), size(outputs))
  const committed = outputDigest(sha256, outputCommitment(sha256, sent.salt, outputs))
  const bound: readonly (readonly [string, boolean])[] = [
    ['chain', receipt.chainId === request.chainId],
    ['channel', equalBytes(receipt.channelId, request.channelId)],
    ['sequence', receipt.sequence === request.sequence],
    ['request', equalBytes(receipt.requestDigest, sha256(requestBytes(request)))],
    ['model', equalBytes(receipt.modelId, request.modelId)],
    ['input', equalBytes(receipt.inputDigest, request.inputDigest)],
    ['output', equalBytes(receipt.outputDigest, committed)],
    ['price', price >= 0n && price <= sent.priceMax],
    ['cumulative amount', BigInt(receipt.cumulative) === sent.charged + price],
    ['receipt before', equalBytes(receipt.previous, sent.head)],
    ['counters', sameUsage(receipt, [...counters], metered)],
    ['price by the plan', metered === undefined || metered.retail === BigInt(receipt.cumulative)],
  ]
  const wrong = bound.filter(([, ok]) => !ok).map(([what]) => what)
  if (wrong.length > 0)
    throw new PaidClientError('bad_receipt', `the receipt is for another ${wrong.join(', ')}`)
}
