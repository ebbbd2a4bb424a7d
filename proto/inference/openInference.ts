/** Bodies of the Open Inference Protocol v2, JSON form and binary tensor extension. */
import {
  bytesFromJson,
  canonicalBytes,
  jsonFromBytes,
  type Tensor,
  TensorError,
} from './tensorJson.js'
import { DTYPES, type Dtype, tensorBytes } from './tree.js'

/** Header that tells how many bytes of a body are JSON; the rest are tensors. */
export const JSON_LENGTH_HEADER = 'inference-header-content-length'
/** Tensors in one body at most. */
const TENSORS_MAX = 64

/** A request or response: tensors, the client's own id, and whether the answer is wanted in binary. */
export interface InferenceBody {
  readonly id: string | undefined
  readonly tensors: readonly Tensor[]
  readonly binaryOutput: boolean
}

type Json = Readonly<Record<string, unknown>>

function record(value: unknown, what: string): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new TensorError(`${what} is no object`)
  return value as Json
}

function typeAndShape(entry: Json, name: string): { dtype: Dtype; shape: number[] } {
  const dtype = entry['datatype']
  if (typeof dtype !== 'string' || !Object.hasOwn(DTYPES, dtype))
    throw new TensorError(`${name}: datatype ${String(dtype).slice(0, 20)}`)
  const shape = entry['shape']
  if (!Array.isArray(shape) || !shape.every((d) => Number.isSafeInteger(d) && d >= 0))
    throw new TensorError(`${name}: shape is no list of lengths`)
  try {
    tensorBytes(dtype as Dtype, shape as number[])
  } catch (error) {
    throw new TensorError(`${name}: ${(error as Error).message}`)
  }
  return { dtype: dtype as Dtype, shape: shape as number[] }
}

/**
 * Reads a body. `jsonLength` is the value of JSON_LENGTH_HEADER, or undefined when all is JSON.
 * @param side which list holds the tensors.
 * @throws TensorError naming the tensor and what is wrong with it.
 */
export function readBody(
  body: Uint8Array,
  jsonLength: number | undefined,
  side: 'inputs' | 'outputs',
): InferenceBody {
  const cut = jsonLength ?? body.length
  if (!Number.isSafeInteger(cut) || cut < 0 || cut > body.length)
    throw new TensorError(`${JSON_LENGTH_HEADER} ${cut} in a body of ${body.length} bytes`)
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.subarray(0, cut)))
  } catch {
    throw new TensorError('the body is no JSON')
  }
  const json = record(parsed, 'the body')
  const list = json[side]
  if (!Array.isArray(list)) throw new TensorError(`${side} is no array`)
  if (list.length > TENSORS_MAX)
    throw new TensorError(`${list.length} ${side}, want at most ${TENSORS_MAX}`)
  let at = cut
  const tensors = list.map((value: unknown, i): Tensor => {
    const entry = record(value, `${side}[${i}]`)
    const name = entry['name']
    if (typeof name !== 'string') throw new TensorError(`${side}[${i}] has no name`)
    const { dtype, shape } = typeAndShape(entry, name)
    const size = (entry['parameters'] as Json | undefined)?.['binary_data_size']
    try {
      if (size === undefined)
        return { name, dtype, shape, bytes: bytesFromJson(dtype, shape, entry['data']) }
      const want = tensorBytes(dtype, shape)
      if (size !== want) throw new TensorError(`binary_data_size ${String(size)}, want ${want}`)
      if (at + want > body.length) throw new TensorError('the body ends inside its bytes')
      at += want
      return { name, dtype, shape, bytes: canonicalBytes(dtype, body.slice(at - want, at)) }
    } catch (error) {
      throw new TensorError(`${name}: ${(error as Error).message}`)
    }
  })
  if (at !== body.length) throw new TensorError(`${body.length - at} bytes after the last tensor`)
  const parameters =
    json['parameters'] === undefined ? {} : record(json['parameters'], 'parameters')
  return {
    id: typeof json['id'] === 'string' ? json['id'].slice(0, 128) : undefined,
    tensors,
    binaryOutput: parameters['binary_data_output'] === true,
  }
}

/** A body and, when it is in binary form, the length of its JSON. */
export interface WrittenBody {
  readonly bytes: Uint8Array
  readonly jsonLength: number | undefined
}

/** Writes a body; `head` is put in front of the tensors. */
export function writeBody(
  head: Readonly<Record<string, unknown>>,
  side: 'inputs' | 'outputs',
  tensors: readonly Tensor[],
  binary: boolean,
): WrittenBody {
  const entries = tensors.map(({ name, dtype, shape, bytes }) => {
    const start = `{"name":${JSON.stringify(name)},"datatype":"${dtype}","shape":[${shape.join()}]`
    return binary
      ? `${start},"parameters":{"binary_data_size":${bytes.length}}}`
      : `${start},"data":${jsonFromBytes(dtype, bytes)}}`
  })
  const front = JSON.stringify(head).slice(1, -1)
  const text = `{${front}${front === '' ? '' : ','}"${side}":[${entries.join()}]}`
  const json = new TextEncoder().encode(text)
  if (!binary) return { bytes: json, jsonLength: undefined }
  const bytes = new Uint8Array(tensors.reduce((n, t) => n + t.bytes.length, json.length))
  bytes.set(json)
  let at = json.length
  for (const tensor of tensors) {
    bytes.set(tensor.bytes, at)
    at += tensor.bytes.length
  }
  return { bytes, jsonLength: json.length }
}
