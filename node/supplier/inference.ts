import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import {
  addCounters,
  inputDigest,
  outputCommitment,
  outputDigest,
  type Receipt,
  receiptBytes,
  type SignedReceipt,
  STATUS,
} from '../../proto/inference/objects.js'
import { canonicalBytes, isFinite, type Tensor } from '../../proto/inference/tensorJson.js'
import type { Signer } from '../inference/signers.js'
import type { PortType } from '../onnx/prepare.js'
import { unitsOf } from '../metering/gateway.js'
import { endOf, meter, type Metered } from '../metering/serviceContract.js'
import { meteredBefore, priced } from './contract.js'
import type { Admitted, ServedModel } from './admission.js'
import type { ModelRunner } from './modelRunner.js'
import { Refusal } from './refusal.js'

/** An answer with the receipt that proves it. */
export interface Answer {
  readonly outputs: readonly Tensor[]
  readonly receipt: SignedReceipt
  /** Time in onnxruntime, ms. */
  readonly computeMs: number
}

const bytesOf = (tensors: readonly { readonly bytes: Uint8Array }[]) =>
  tensors.reduce((n, tensor) => n + tensor.bytes.length, 0)

/**
 * Puts the tensors into the order of the model.
 * @throws Refusal naming the tensor that is missing, unknown, or of another type or shape.
 */
export function orderInputs(model: ServedModel, tensors: readonly Tensor[]): Tensor[] {
  const { inputs } = model.prepared.report
  const unknown = tensors.find((tensor) => !inputs.some((port) => port.name === tensor.name))
  if (unknown !== undefined)
    throw new Refusal('badTensor', `model has no input "${unknown.name.slice(0, 60)}"`)
  if (new Set(tensors.map((tensor) => tensor.name)).size !== tensors.length)
    throw new Refusal('badTensor', 'an input is given twice')
  return inputs.map((port: PortType) => {
    const tensor = tensors.find((one) => one.name === port.name)
    if (tensor === undefined) throw new Refusal('badTensor', `input "${port.name}" is missing`)
    if (tensor.dtype !== port.dtype)
      throw new Refusal('badTensor', `input ${port.name} is ${tensor.dtype}, want ${port.dtype}`)
    if (tensor.shape.join() !== port.shape.join())
      throw new Refusal(
        'badTensor',
        `input ${port.name} is [${tensor.shape.join()}], want [${port.shape.join()}]`,
      )
    return tensor
  })
}

/** What an answer adds to a channel: a price a request without agreements, the retail plan's under them. */
function measure(
  { account, contract, ceiling }: Admitted,
  model: ServedModel,
  answer: {
    readonly inputs: readonly Tensor[]
    readonly outputs: readonly Tensor[]
    readonly status: number
    readonly computeMs: number
    readonly startMs: number
    readonly endMs: number
  },
) {
  const { inputs, outputs } = answer
  if (contract === undefined)
    return {
      counters: addCounters(account.counters, model.id, bytesOf(inputs), bytesOf(outputs)),
      cumulative: account.charged + model.price,
      endMs: BigInt(answer.endMs),
      ...{ retailMeter: null, wholesaleMeter: null },
    }
  const before = meteredBefore(contract, account)
  const endMs = endOf(before, BigInt(answer.endMs))
  const startMs = BigInt(answer.startMs)
  const computeMs = BigInt(Math.min(Math.round(answer.computeMs), answer.endMs - answer.startMs))
  const units = unitsOf({ ...answer, modelId: model.id, startMs, endMs, computeMs })
  const after = priced(() =>
    mostTime(units.compute_ms, account.charged + ceiling, (compute_ms) =>
      meter(contract, before, model.id, { ...units, compute_ms }, endMs),
    ),
  )
  return { ...after, cumulative: after.retail, endMs }
}

/**
 * Usage with all the time that was taken, or as much of it as may be charged: an answer above what its request
 * pays would be refused by the client, and the channel would stand still.
 * @throws Refusal priceTooHigh when even no time is too much
 */
function mostTime(takenMs: bigint, most: bigint, at: (computeMs: bigint) => Metered): Metered {
  const all = at(takenMs)
  if (all.retail <= most) return all
  let best = at(0n)
  if (best.retail > most)
    throw new Refusal('priceTooHigh', `the answer comes to ${best.retail} in all, paid are ${most}`)
  let [low, high] = [0n, takenMs]
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    const one = at(middle)
    if (one.retail <= most) [low, best] = [middle, one]
    else high = middle
  }
  return best
}

/**
 * Runs the model on what was signed and writes the receipt; nothing is booked yet. When the request was
 * answered before, the outputs have to be those of its receipt.
 * @throws Refusal when the tensors are not those signed for, or the model fails.
 */
export async function infer(
  model: ServedModel,
  admitted: Admitted,
  tensors: readonly Tensor[],
  tools: { readonly runner: ModelRunner; readonly signer: Signer; readonly runtime: Uint8Array },
  clock: { readonly startMs: number; readonly nowMs: () => number },
): Promise<Answer> {
  const { signed, request, account, digest, answered } = admitted
  const inputs = orderInputs(model, tensors)
  if (signed.salt.length !== 32) throw new Refusal('malformed', 'the salt has to have 32 bytes')
  if (!equalBytes(inputDigest(sha256, signed.salt, inputs), request.inputDigest))
    throw new Refusal('wrongDigest', 'the input digest signed is not that of the tensors sent')
  const ports = model.prepared.report.outputs
  const { outputs: raw, ms } = await tools.runner
    .run(
      toHex(model.id),
      Object.fromEntries(inputs.map((tensor) => [tensor.name, tensor])),
      ports.map((port) => port.name),
    )
    .catch((error: unknown) => {
      throw new Refusal(
        'modelFailed',
        `the model failed: ${(error as Error).message.slice(0, 200)}`,
      )
    })
  const outputs = raw.map((tensor, i): Tensor => ({
    name: (ports[i] as PortType).name,
    dtype: tensor.dtype,
    shape: tensor.shape,
    bytes: canonicalBytes(tensor.dtype, tensor.bytes),
  }))
  const committed = outputDigest(sha256, outputCommitment(sha256, signed.salt, outputs))
  if (answered?.receipt != null) {
    if (!equalBytes(answered.receipt.outputDigest, committed))
      throw new Refusal('modelFailed', 'the answer could not be repeated with the same bits')
    return { outputs, receipt: answered, computeMs: ms }
  }
  const endMs = clock.nowMs()
  const status = outputs.every((o) => isFinite(o.dtype, o.bytes)) ? STATUS.ok : STATUS.nonFinite
  const usage = measure(admitted, model, {
    inputs,
    outputs,
    status,
    computeMs: ms,
    endMs,
    ...clock,
  })
  const price = usage.cumulative - account.charged
  const priceMax = BigInt(request.priceMax)
  if (price > priceMax)
    throw new Refusal('priceTooHigh', `the answer costs ${price}, the request pays ${priceMax}`)
  const receipt: Receipt = {
    chainId: request.chainId,
    channelId: request.channelId,
    sequence: request.sequence,
    requestDigest: digest,
    modelId: model.id,
    inputDigest: request.inputDigest,
    outputDigest: committed,
    counters: [...usage.counters],
    price: price.toString(),
    cumulative: usage.cumulative.toString(),
    startMs: BigInt(clock.startMs),
    endMs: usage.endMs,
    runtime: tools.runtime,
    status,
    previous: account.head,
    retailMeter: usage.retailMeter,
    wholesaleMeter: usage.wholesaleMeter,
  }
  return {
    outputs,
    receipt: { receipt, signature: tools.signer.sign(receiptBytes(receipt)) },
    computeMs: ms,
  }
}
