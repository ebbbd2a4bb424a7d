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
import { unitsOf } from '../metering/gateway.js'
import {
  freshMetered,
  meter,
  type Metered,
  type ServiceContract,
} from '../metering/serviceContract.js'
import { computeOf, PaidClientError, sameUsage } from './paidClientWire.js'

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

/** Clocks of client and supplier may differ by so much, in ms. */
const CLOCK_SKEW_MS = 2_000

/** What the public plans make of an answer. @throws PaidClientError */
export function meterAnswer(
  contract: ServiceContract,
  known: Metered | undefined,
  sent: { readonly signed: Request; readonly inputs: readonly Tensor[] },
  receipt: Receipt,
  outputs: readonly Tensor[],
  nowMs: number,
): Metered {
  const before = known ?? freshMetered(contract)
  const { startMs, endMs, status } = receipt
  // Only the supplier knows how long its runtime took: no longer than the answer.
  const computeMs = computeOf(receipt) - computeOf({ counters: [...before.counters] })
  if (computeMs < 0n || computeMs > endMs - startMs)
    throw new PaidClientError('bad_receipt', `compute_ms rose by ${computeMs}`)
  // Windows that have not begun would bring their base price.
  if (endMs > BigInt(nowMs + CLOCK_SKEW_MS))
    throw new PaidClientError('bad_receipt', `the answer ends at ${endMs} ms, it is ${nowMs}`)
  const { inputs, signed } = sent
  const message = { modelId: signed.modelId, inputs, outputs, startMs, endMs, computeMs, status }
  try {
    return meter(contract, before, signed.modelId, unitsOf(message), endMs)
  } catch (error) {
    throw new PaidClientError('bad_receipt', `no price: ${(error as Error).message}`)
  }
}
