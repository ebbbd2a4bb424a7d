/** The measurement gateway: one service message becomes service units. Both sides run it on what they saw. */
import { addCounters, type Counter, STATUS } from '../../proto/inference/objects.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'

/** What is counted of every answer, whatever pays for it. */
const BASIC = ['requests', 'input_bytes', 'output_bytes'] as const

/** What is counted where a plan prices it; in byte order, after the basic ones. */
export const FURTHER_METRICS = [
  'compute_ms',
  'input_elements',
  'input_tokens',
  'output_elements',
  'output_tokens',
] as const

/** A metric that is counted. */
export type FurtherMetric = (typeof FURTHER_METRICS)[number]

/** The metric of latency samples. */
export const LATENCY_METRIC = 'latency_ms'

/** Input tensors that hold one token an element, and the one that masks padding. */
const TOKEN_INPUTS: ReadonlySet<string> = new Set(['input_ids', 'decoder_input_ids'])
const TOKEN_MASK = 'attention_mask'
/** Output tensors that hold one token an element. */
const TOKEN_OUTPUTS: ReadonlySet<string> = new Set(['output_ids', 'generated_ids', 'sequences'])
const INTEGER = /^U?INT/

/** One answered request, as either side saw it. */
export interface ServiceMessage {
  readonly modelId: Uint8Array
  readonly inputs: readonly Tensor[]
  readonly outputs: readonly Tensor[]
  /** When the request was there whole, and when the answer was computed, ms since 1970. */
  readonly startMs: bigint
  readonly endMs: bigint
  /** Time in the runtime. */
  readonly computeMs: bigint
  /** ReceiptStatus. */
  readonly status: number
}

/** Service units of one answer. */
export interface ServiceUnits {
  readonly requests: bigint
  readonly input_bytes: bigint
  readonly output_bytes: bigint
  readonly compute_ms: bigint
  readonly input_elements: bigint
  readonly input_tokens: bigint
  readonly output_elements: bigint
  readonly output_tokens: bigint
}

const elementsOf = ({ shape }: Tensor): bigint => shape.reduce((n, d) => n * BigInt(d), 1n)
const sum = (tensors: readonly Tensor[], of: (tensor: Tensor) => bigint): bigint =>
  tensors.reduce((n, tensor) => n + of(tensor), 0n)
const bytes = (tensors: readonly Tensor[]): bigint =>
  sum(tensors, (tensor) => BigInt(tensor.bytes.length))

/** Elements of a tensor that are not zero. */
function nonZero(tensor: Tensor): bigint {
  const count = Number(elementsOf(tensor))
  if (count === 0) return 0n
  const size = tensor.bytes.length / count
  let found = 0
  for (let i = 0; i < count; i++)
    if (tensor.bytes.subarray(i * size, (i + 1) * size).some((byte) => byte !== 0)) found += 1
  return BigInt(found)
}

/**
 * Tokens that went in: elements of the integer inputs that are named as token ids; where the model has an
 * attention mask, the mask's elements that are not 0 stand for those of `input_ids`, so that padding is free.
 */
function inputTokens(inputs: readonly Tensor[]): bigint {
  const mask = inputs.find(({ name, dtype }) => name === TOKEN_MASK && INTEGER.test(dtype))
  return sum(
    inputs.filter(({ name, dtype }) => TOKEN_INPUTS.has(name) && INTEGER.test(dtype)),
    (tensor) =>
      mask !== undefined && tensor.name === 'input_ids' ? nonZero(mask) : elementsOf(tensor),
  )
}

/** Service units of one message. Tensor bytes are those of the canonical form, whatever HTTP carried. */
export function unitsOf(message: ServiceMessage): ServiceUnits {
  const { inputs, outputs } = message
  return {
    requests: 1n,
    input_bytes: bytes(inputs),
    output_bytes: bytes(outputs),
    compute_ms: message.computeMs,
    input_elements: sum(inputs, elementsOf),
    input_tokens: inputTokens(inputs),
    output_elements: sum(outputs, elementsOf),
    output_tokens: sum(
      outputs.filter(({ name, dtype }) => TOKEN_OUTPUTS.has(name) && INTEGER.test(dtype)),
      elementsOf,
    ),
  }
}

/** Totals with one more answer: the basic three, and the metrics named. Sorted, as receipts carry them. */
export function addUnits(
  counters: readonly Counter[],
  modelId: Uint8Array,
  units: ServiceUnits,
  metrics: readonly FurtherMetric[] = [],
): Counter[] {
  return addCounters(
    counters,
    modelId,
    Number(units.input_bytes),
    Number(units.output_bytes),
    metrics.map((metric) => [metric, units[metric]] as const),
  )
}

/** What one message adds to the guarantees of a plan. */
export interface Sample {
  readonly metric: typeof LATENCY_METRIC | 'errors'
  readonly value: bigint
}

/** Samples of one message: its latency, and whether its outputs are numbers (0) or not (1). */
export function samplesOf(message: Pick<ServiceMessage, 'startMs' | 'endMs' | 'status'>): Sample[] {
  const { startMs, endMs, status } = message
  return [
    { metric: LATENCY_METRIC, value: endMs > startMs ? endMs - startMs : 0n },
    { metric: 'errors', value: status === STATUS.ok ? 0n : 1n },
  ]
}

/** Whether a metric is one that the gateway counts at all. */
export function isCounted(metric: string): boolean {
  return (BASIC as readonly string[]).includes(metric) || isFurther(metric)
}

/** Whether a metric is counted only where a plan prices it. */
export function isFurther(metric: string): metric is FurtherMetric {
  return (FURTHER_METRICS as readonly string[]).includes(metric)
}
