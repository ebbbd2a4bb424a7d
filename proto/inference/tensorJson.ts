/** Elements of tensors as JSON numbers and as bytes: both forms give the same bytes, hence one digest. */
import { DTYPES, type Dtype, tensorBytes } from './tree.js'

/** A named tensor: little-endian elements, row-major. */
export interface Tensor {
  readonly name: string
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

/** A tensor that cannot be taken as it is written. */
export class TensorError extends Error {
  override readonly name = 'TensorError'
}

interface IntRange {
  readonly min: bigint
  readonly max: bigint
}
const range = (bits: bigint, signed: boolean): IntRange =>
  signed
    ? { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }
    : { min: 0n, max: (1n << bits) - 1n }
const INTS: Partial<Record<Dtype, IntRange>> = {
  INT8: range(8n, true),
  UINT8: range(8n, false),
  INT16: range(16n, true),
  UINT16: range(16n, false),
  INT32: range(32n, true),
  UINT32: range(32n, false),
  INT64: range(64n, true),
  UINT64: range(64n, false),
}

const scratch = new DataView(new ArrayBuffer(8))

/** The float next to `f` away from or toward zero by one step of its bits. */
function neighbour(f: number, up: boolean): number {
  if (f === 0) return up ? 2 ** -149 : -(2 ** -149)
  scratch.setFloat32(0, f)
  scratch.setUint32(0, scratch.getUint32(0) + (up === f > 0 ? 1 : -1))
  return scratch.getFloat32(0)
}

const NAMED: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

/**
 * A JSON number as a float32. A decimal that lies exactly between two floats after it was read as a double
 * is refused: rounded once and rounded twice it may give different bits. So is one too large.
 */
function toFloat32(value: number): number | undefined {
  const f = Math.fround(value)
  if (f === value) return f
  if (!Number.isFinite(f)) return undefined
  return value === (f + neighbour(f, value > f)) / 2 ? undefined : f
}

function floatOf(dtype: 'FP32' | 'FP64', value: unknown): number {
  if (typeof value === 'string' && Object.hasOwn(NAMED, value)) return NAMED[value] as number
  if (typeof value !== 'number') throw new TensorError(`${show(value)} is no ${dtype}`)
  // JSON.parse makes Infinity of a decimal that is too large.
  const got = !Number.isFinite(value) ? undefined : dtype === 'FP64' ? value : toFloat32(value)
  if (got === undefined) throw new TensorError(`${show(value)} maps to no single ${dtype}`)
  return got
}

function integerOf(dtype: Dtype, { min, max }: IntRange, value: unknown): bigint {
  if (typeof value === 'string' && /^-?[0-9]{1,20}$/.test(value)) {
    const exact = BigInt(value)
    if (exact >= min && exact <= max) return exact
  } else if (typeof value === 'number') {
    if (!Number.isInteger(value)) throw new TensorError(`${show(value)} is no ${dtype}`)
    if (!Number.isSafeInteger(value))
      throw new TensorError(`${show(value)} maps to no single ${dtype}; write it as a string`)
    const exact = BigInt(value)
    if (exact >= min && exact <= max) return exact
  } else throw new TensorError(`${show(value)} is no ${dtype}`)
  throw new TensorError(`${show(value)} is out of the range of ${dtype}`)
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 60)
}

function write(view: DataView, at: number, dtype: Dtype, value: unknown): void {
  switch (dtype) {
    case 'FP32':
      view.setFloat32(at, floatOf(dtype, value), true)
      return
    case 'FP64':
      view.setFloat64(at, floatOf(dtype, value), true)
      return
    case 'FP16':
      throw new TensorError('FP16 has no JSON form; send it in the binary form')
    case 'BOOL':
      if (typeof value !== 'boolean') throw new TensorError(`${show(value)} is no BOOL`)
      view.setUint8(at, value ? 1 : 0)
      return
    case 'INT8':
    case 'UINT8':
    case 'INT16':
    case 'UINT16':
    case 'INT32':
    case 'UINT32':
    case 'INT64':
    case 'UINT64': {
      const exact = integerOf(dtype, INTS[dtype] as IntRange, value)
      for (let i = 0, rest = BigInt.asUintN(64, exact); i < DTYPES[dtype].size; i++, rest >>= 8n)
        view.setUint8(at + i, Number(rest & 255n))
    }
  }
}

/** Calls `each` for the leaves of nested arrays, in order. */
function walk(data: unknown, depth: number, each: (value: unknown) => void): void {
  if (!Array.isArray(data)) {
    each(data)
    return
  }
  if (depth === 0) throw new TensorError('data is nested deeper than its shape')
  for (const part of data as unknown[]) walk(part, depth - 1, each)
}

/**
 * Elements from JSON data, flat or nested.
 * @throws TensorError naming the element that has no single bit pattern, or a wrong count.
 */
export function bytesFromJson(dtype: Dtype, shape: readonly number[], data: unknown): Uint8Array {
  if (!Array.isArray(data)) throw new TensorError('data is no array')
  const bytes = new Uint8Array(tensorBytes(dtype, shape))
  const view = new DataView(bytes.buffer)
  const size = DTYPES[dtype].size
  let at = 0
  walk(data, Math.max(1, shape.length), (value) => {
    if (at === bytes.length)
      throw new TensorError(`more than the ${bytes.length / size} elements of [${shape.join()}]`)
    try {
      write(view, at, dtype, value)
    } catch (error) {
      throw new TensorError(`element ${at / size}: ${(error as Error).message}`)
    }
    at += size
  })
  if (at !== bytes.length)
    throw new TensorError(`${at / size} elements, [${shape.join()}] wants ${bytes.length / size}`)
  return canonicalBytes(dtype, bytes)
}

function printFloat(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return JSON.stringify(String(value))
}

function printInteger(dtype: Dtype, view: DataView, at: number): string {
  let value = 0n
  for (let i = DTYPES[dtype].size - 1; i >= 0; i--)
    value = (value << 8n) | BigInt(view.getUint8(at + i))
  const bits = 8 * DTYPES[dtype].size
  if ((INTS[dtype] as IntRange).min < 0n) value = BigInt.asIntN(bits, value)
  const text = value.toString()
  return Number.isSafeInteger(Number(value)) ? text : `"${text}"`
}

/** JSON text of a flat array whose numbers read back as the same bytes. @throws TensorError for FP16. */
export function jsonFromBytes(dtype: Dtype, bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const size = DTYPES[dtype].size
  const out: string[] = []
  for (let at = 0; at < bytes.length; at += size) {
    if (dtype === 'FP32') out.push(printFloat(view.getFloat32(at, true)))
    else if (dtype === 'FP64') out.push(printFloat(view.getFloat64(at, true)))
    else if (dtype === 'BOOL') out.push(view.getUint8(at) === 0 ? 'false' : 'true')
    else if (dtype === 'FP16')
      throw new TensorError('FP16 has no JSON form; ask for the binary form')
    else out.push(printInteger(dtype, view, at))
  }
  return `[${out.join(',')}]`
}

/**
 * The bytes that are hashed: every NaN is the one quiet NaN without payload, since engines differ there, and
 * truth values are 0 or 1. The same bytes come back when nothing had to change.
 * @throws TensorError on a truth value that is neither.
 */
export function canonicalBytes(dtype: Dtype, bytes: Uint8Array): Uint8Array {
  if (dtype === 'BOOL') {
    if (bytes.some((byte) => byte > 1)) throw new TensorError('a BOOL that is neither 0 nor 1')
    return bytes
  }
  if (dtype !== 'FP32' && dtype !== 'FP64' && dtype !== 'FP16') return bytes
  const size = DTYPES[dtype].size
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let out: DataView | undefined
  for (let at = 0; at < bytes.length; at += size) {
    if (!isNaNAt(dtype, view, at)) continue
    out ??= new DataView(Uint8Array.from(bytes).buffer)
    if (dtype === 'FP32') out.setUint32(at, 0x7fc00000, true)
    else if (dtype === 'FP64') out.setBigUint64(at, 0x7ff8000000000000n, true)
    else out.setUint16(at, 0x7e00, true)
  }
  return out === undefined ? bytes : new Uint8Array(out.buffer)
}

function isNaNAt(dtype: 'FP32' | 'FP64' | 'FP16', view: DataView, at: number): boolean {
  if (dtype === 'FP32') return Number.isNaN(view.getFloat32(at, true))
  if (dtype === 'FP64') return Number.isNaN(view.getFloat64(at, true))
  return (view.getUint16(at, true) & 0x7fff) > 0x7c00
}

/** True if all elements are finite; integers always are. */
export function isFinite(dtype: Dtype, bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (dtype === 'FP32') {
    for (let at = 0; at < bytes.length; at += 4)
      if (!Number.isFinite(view.getFloat32(at, true))) return false
  } else if (dtype === 'FP64') {
    for (let at = 0; at < bytes.length; at += 8)
      if (!Number.isFinite(view.getFloat64(at, true))) return false
  } else if (dtype === 'FP16')
    for (let at = 0; at < bytes.length; at += 2)
      if ((view.getUint16(at, true) & 0x7c00) === 0x7c00) return false
  return true
}
