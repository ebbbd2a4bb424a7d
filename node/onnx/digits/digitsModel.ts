import { readFileSync } from 'node:fs'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import {
  elementsOf,
  type OnnxAttribute,
  OnnxError,
  readModel,
  tensorProto,
  valueInfo,
  writeModel,
} from '../modelFile.js'
import { SIDE } from './draw.js'
import { C1, C2, CLASSES, FLAT, type Network } from './network.js'

/** Where the project's own digits model is, seen from the compiled file. */
export const DIGITS_FILE = new URL('../../../../node/onnx/models/digits.onnx', import.meta.url)

const SHAPES: Readonly<Record<keyof Network, readonly number[]>> = {
  w1: [C1, 1, 3, 3],
  b1: [C1],
  w2: [C2, C1, 3, 3],
  b2: [C2],
  w3: [CLASSES, FLAT],
  b3: [CLASSES],
}

const NO_VALUE: Omit<OnnxAttribute, 'name' | 'type'> = {
  f: 0,
  i: 0n,
  s: new Uint8Array(0),
  t: null,
  g: null,
  floats: [],
  ints: [],
  strings: [],
  tensors: [],
  graphs: [],
  refAttrName: '',
}
const ints = (name: string, values: number[]): OnnxAttribute => ({
  ...NO_VALUE,
  name,
  type: 7,
  ints: values.map(BigInt),
})
const int = (name: string, value: number): OnnxAttribute => ({
  ...NO_VALUE,
  name,
  type: 2,
  i: BigInt(value),
})

function node(
  opType: string,
  input: string[],
  output: string,
  attribute: OnnxAttribute[] = [],
): PlainTypes['onnx.NodeProto'] {
  return { input, output: [output], name: output, opType, attribute, domain: '', overload: '' }
}

/** The network as a model file: image [1,1,16,16] in, probabilities [1,10] out. */
export function digitsToOnnx(net: Network): Uint8Array {
  const conv = [ints('kernel_shape', [3, 3]), ints('pads', [1, 1, 1, 1])]
  const half = [ints('kernel_shape', [2, 2]), ints('strides', [2, 2])]
  return writeModel({
    irVersion: 8n,
    producerName: 'infonex digits',
    producerVersion: '1',
    domain: '',
    modelVersion: 1n,
    opsetImport: [{ domain: '', version: 13n }],
    functions: [],
    graph: {
      name: 'digits',
      node: [
        node('Conv', ['image', 'w1', 'b1'], 'conv1', conv),
        node('Relu', ['conv1'], 'relu1'),
        node('MaxPool', ['relu1'], 'pool1', half),
        node('Conv', ['pool1', 'w2', 'b2'], 'conv2', conv),
        node('Relu', ['conv2'], 'relu2'),
        node('MaxPool', ['relu2'], 'pool2', half),
        node('Flatten', ['pool2'], 'flat'),
        node('Gemm', ['flat', 'w3', 'b3'], 'logits', [int('transB', 1)]),
        node('Softmax', ['logits'], 'probabilities', [int('axis', 1)]),
      ],
      initializer: (Object.keys(SHAPES) as (keyof Network)[]).map((name) =>
        tensorProto(name, {
          dtype: 'FP32',
          shape: SHAPES[name],
          bytes: new Uint8Array(Float32Array.from(net[name]).buffer),
        }),
      ),
      input: [valueInfo('image', 'FP32', [1, 1, SIDE, SIDE])],
      output: [valueInfo('probabilities', 'FP32', [1, CLASSES])],
      valueInfo: [],
      sparseInitializer: [],
    },
  })
}

/** The network inside a model file that digitsToOnnx wrote. @throws OnnxError if it is another model. */
export function digitsFromOnnx(file: Uint8Array): Network {
  const { graph } = readModel(file)
  const weights = (name: keyof Network): Float64Array => {
    const tensor = graph.initializer.find((one) => one.name === name)
    if (tensor === undefined) throw new OnnxError(`no constant ${name}: not the digits model`)
    const { shape, bytes } = elementsOf(tensor)
    if (shape.join() !== SHAPES[name].join())
      throw new OnnxError(`constant ${name}: [${shape.join()}]`)
    return Float64Array.from(new Float32Array(Uint8Array.from(bytes).buffer))
  }
  return {
    w1: weights('w1'),
    b1: weights('b1'),
    w2: weights('w2'),
    b2: weights('b2'),
    w3: weights('w3'),
    b3: weights('b3'),
  }
}

/** The project's own digits model. */
export function readDigitsModel(): Uint8Array {
  return readFileSync(DIGITS_FILE)
}
