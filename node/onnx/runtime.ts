import { arch, cpus, platform, release } from 'node:os'
import * as ort from 'onnxruntime-node'
import { sha256 } from '../../chain/codec/hash.js'
import { utf8 } from '../../chain/types/bytes.js'
import type { Dtype } from '../../proto/inference/tree.js'

/**
 * Session options under which a prepared file gives the same bits at every run: the graph as registered,
 * one thread, in order (onnx.md 3).
 */
export const REPLAY_OPTIONS: ort.InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'disabled',
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
}

const TYPES: Readonly<Record<string, Dtype>> = {
  float32: 'FP32',
  uint8: 'UINT8',
  int8: 'INT8',
  uint16: 'UINT16',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  bool: 'BOOL',
  float16: 'FP16',
  float64: 'FP64',
  uint32: 'UINT32',
  uint64: 'UINT64',
}

/** A tensor as bytes: little-endian elements, row-major. */
export interface RawTensor {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

/** @throws RangeError on an element type that has no fixed size here. */
export function fromOrt(tensor: ort.Tensor): RawTensor {
  const dtype = TYPES[tensor.type]
  if (dtype === undefined) throw new RangeError(`element type ${tensor.type}`)
  const data = tensor.data as unknown as ArrayBufferView
  return {
    dtype,
    shape: tensor.dims,
    bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  }
}

/** A tensor for the runtime; bytes are copied if they are not aligned. */
export function toOrt({ dtype, shape, bytes }: RawTensor): ort.Tensor {
  const { buffer, byteOffset, length } = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes)
  const dims = [...shape]
  const at = [buffer, byteOffset] as [ArrayBuffer, number]
  switch (dtype) {
    case 'FP32':
      return new ort.Tensor('float32', new Float32Array(...at, length / 4), dims)
    case 'FP64':
      return new ort.Tensor('float64', new Float64Array(...at, length / 8), dims)
    case 'FP16':
      return new ort.Tensor('float16', new Uint16Array(...at, length / 2), dims)
    case 'UINT8':
      return new ort.Tensor('uint8', new Uint8Array(...at, length), dims)
    case 'INT8':
      return new ort.Tensor('int8', new Int8Array(...at, length), dims)
    case 'BOOL':
      return new ort.Tensor('bool', new Uint8Array(...at, length), dims)
    case 'UINT16':
      return new ort.Tensor('uint16', new Uint16Array(...at, length / 2), dims)
    case 'INT16':
      return new ort.Tensor('int16', new Int16Array(...at, length / 2), dims)
    case 'INT32':
      return new ort.Tensor('int32', new Int32Array(...at, length / 4), dims)
    case 'UINT32':
      return new ort.Tensor('uint32', new Uint32Array(...at, length / 4), dims)
    case 'INT64':
      return new ort.Tensor('int64', new BigInt64Array(...at, length / 8), dims)
    case 'UINT64':
      return new ort.Tensor('uint64', new BigUint64Array(...at, length / 8), dims)
  }
}

/** What must not change between an answer and its replay (rules.md H13). */
export function runtimeDescription(): string {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown processor'
  return [
    `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`,
    `node ${process.version}`,
    `${platform()} ${release()} ${arch()}`,
    cpu,
    JSON.stringify(REPLAY_OPTIONS),
  ].join('\n')
}

/** SHA-256 of runtimeDescription: what receipts carry. */
export function runtimeFingerprint(): Uint8Array {
  return sha256(utf8(runtimeDescription()))
}
