import { codec } from '../../chain/codec/proto.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { DTYPES, type Dtype, dtypeOfCode, tensorBytes } from '../../proto/inference/tree.js'

/** A model file as plain data. */
export type OnnxModel = PlainTypes['onnx.ModelProto']
/** A tensor of a model file. */
export type OnnxTensor = PlainTypes['onnx.TensorProto']
/** A node of a model file. */
export type OnnxNode = PlainTypes['onnx.NodeProto']
/** A graph of a model file. */
export type OnnxGraph = PlainTypes['onnx.GraphProto']
/** An attribute of a node. */
export type OnnxAttribute = PlainTypes['onnx.AttributeProto']

const MODEL = codec('onnx.ModelProto')

/** Bytes of a model file besides its tensors' elements; decoded, each may take a hundred. */
export const STRUCTURE_BYTES_MAX = 8 * 2 ** 20
/** Size of a model file: protobuf itself ends at 2 GiB. */
export const FILE_BYTES_MAX = 2 ** 31 - 1

/** A model that cannot be read or taken; `problems` names each cause. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError'
  readonly problems: readonly string[]

  constructor(what: string, problems: readonly string[] = []) {
    super(problems.length === 0 ? what : `${what}: ${problems.slice(0, 20).join('; ')}`)
    this.problems = problems
  }
}

/** Calls `field` with number and value of each length-delimited field; other fields are skipped. */
function scan(
  bytes: Uint8Array,
  from: number,
  to: number,
  field: (id: number, from: number, to: number) => void,
): void {
  let at = from
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= to) throw new OnnxError('the file ends inside a number')
      const byte = bytes[at++] as number
      if (shift < 49) value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    throw new OnnxError('a number of more than ten bytes')
  }
  while (at < to) {
    const key = varint()
    const wire = key % 8
    if (wire === 0) varint()
    else if (wire === 1) at += 8
    else if (wire === 5) at += 4
    else if (wire === 2) {
      const length = varint()
      if (length > to - at) throw new OnnxError('the file ends inside a field')
      field(Math.floor(key / 8), at, at + length)
      at += length
    } else throw new OnnxError(`wire type ${wire}`)
  }
  if (at > to) throw new OnnxError('the file ends inside a field')
}

/** Fields of TensorProto that hold elements. */
const ELEMENTS = new Set([4, 5, 7, 9, 10, 11])

/** Where tensors are: field numbers from model to constants, and to tensors in attributes of nodes. */
const TENSORS = [
  [7, 5],
  [7, 1, 5, 5],
]

/** Bytes that are structure, not elements of top-level tensors. One pass over the tags of each kind. */
function structureBytes(bytes: Uint8Array): number {
  let elements = 0
  const walk = (route: readonly number[], from: number, to: number): void => {
    const [next, ...rest] = route
    scan(bytes, from, to, (id, at, end) => {
      if (next === undefined) {
        if (ELEMENTS.has(id)) elements += end - at
      } else if (id === next) walk(rest, at, end)
    })
  }
  for (const route of TENSORS) walk(route, 0, bytes.length)
  return bytes.length - elements
}

/**
 * Reads a model file. Elements given as raw bytes are views of `bytes`: memory grows by the structure alone.
 * @throws OnnxError on anything that is not a model; never another error, and in time linear in the size.
 */
export function readModel(bytes: Uint8Array): OnnxModel & { graph: OnnxGraph } {
  if (bytes.length > FILE_BYTES_MAX)
    throw new OnnxError(`file of ${bytes.length} bytes, want at most ${FILE_BYTES_MAX}`)
  const structure = structureBytes(bytes)
  if (structure > STRUCTURE_BYTES_MAX)
    throw new OnnxError(
      `${structure} bytes besides the weights, want at most ${STRUCTURE_BYTES_MAX}`,
    )
  let model: OnnxModel
  try {
    // A Buffer makes the decoder hand out views instead of copies.
    model = MODEL.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  } catch (error) {
    throw new OnnxError(`not an ONNX file: ${(error as Error).message}`)
  }
  if (model.graph === null || model.graph.node.length === 0)
    throw new OnnxError('not an ONNX file: no graph with nodes')
  return model as OnnxModel & { graph: OnnxGraph }
}

/** Bytes of a model file. */
export function writeModel(model: OnnxModel): Uint8Array {
  return MODEL.encode(model)
}

/** Dimensions as numbers. @throws OnnxError on one that is negative or too large. */
export function shapeOf(dims: readonly bigint[], what: string): number[] {
  return dims.map((dim) => {
    if (dim < 0n || dim > 2n ** 40n) throw new OnnxError(`${what}: dimension ${dim}`)
    return Number(dim)
  })
}

/** Element type by its number. @throws OnnxError on a type that has no fixed size here. */
export function dtypeOf(code: number, what: string): Dtype {
  const dtype = dtypeOfCode(code)
  if (dtype === undefined) throw new OnnxError(`${what}: element type ${code}`)
  return dtype
}

function typedElements(tensor: OnnxTensor, dtype: Dtype): Uint8Array {
  const bytesOf = (array: ArrayBufferView) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  switch (dtype) {
    case 'FP32':
      return bytesOf(Float32Array.from(tensor.floatData))
    case 'FP64':
      return bytesOf(Float64Array.from(tensor.doubleData))
    case 'INT64':
      return bytesOf(BigInt64Array.from(tensor.int64Data))
    case 'UINT64':
      return bytesOf(BigUint64Array.from(tensor.uint64Data))
    case 'UINT32':
      return bytesOf(Uint32Array.from(tensor.uint64Data, Number))
    case 'INT32':
      return bytesOf(Int32Array.from(tensor.int32Data))
    case 'INT16':
    case 'UINT16':
    case 'FP16':
      return bytesOf(Uint16Array.from(tensor.int32Data, (v) => v & 0xffff))
    case 'INT8':
    case 'UINT8':
    case 'BOOL':
      return Uint8Array.from(tensor.int32Data, (v) => v & 0xff)
  }
}

/** Type, shape and little-endian elements of a constant. */
export interface Elements {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

/** Elements of a constant. @throws OnnxError if they are outside the file or do not fill the shape. */
export function elementsOf(tensor: OnnxTensor): Elements {
  const what = `constant ${tensor.name}`
  if (tensor.dataLocation !== 0 || tensor.externalData.length > 0)
    throw new OnnxError(`${what}: its elements are outside the file`)
  const dtype = dtypeOf(tensor.dataType, what)
  const shape = shapeOf(tensor.dims, what)
  const bytes = tensor.rawData.length > 0 ? tensor.rawData : typedElements(tensor, dtype)
  let want: number
  try {
    want = tensorBytes(dtype, shape)
  } catch (error) {
    throw new OnnxError(`${what}: ${(error as Error).message}`)
  }
  if (bytes.length !== want)
    throw new OnnxError(`${what}: ${bytes.length} bytes of elements, its shape wants ${want}`)
  return { dtype, shape, bytes }
}

/** A constant for a model file. */
export function tensorProto(name: string, elements: Elements): OnnxTensor {
  return {
    dims: elements.shape.map(BigInt),
    dataType: DTYPES[elements.dtype].code,
    floatData: [],
    int32Data: [],
    stringData: [],
    int64Data: [],
    name,
    rawData: elements.bytes,
    doubleData: [],
    uint64Data: [],
    externalData: [],
    dataLocation: 0,
  }
}

/** Name, type and fixed shape of a value for a model file. */
export function valueInfo(
  name: string,
  dtype: Dtype,
  shape: readonly number[],
): PlainTypes['onnx.ValueInfoProto'] {
  return {
    name,
    type: {
      tensorType: {
        elemType: DTYPES[dtype].code,
        shape: { dim: shape.map((d) => ({ dimValue: BigInt(d) })) },
      },
    },
  }
}
