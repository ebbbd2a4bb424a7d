import {
  dtypeOf,
  type Elements,
  type OnnxAttribute,
  OnnxError,
  shapeOf,
  tensorProto,
  valueInfo,
  writeModel,
} from './modelFile.js'
import type { CanonicalGraph, GraphHeader, GraphNode } from './canonicalGraph.js'

/** Version of the file format that is written: the first that knows all element types in use. */
const IR_VERSION = 8n

/** Producer that prepared files name. */
export const PRODUCER = 'infonex prepare'

type Attribute = GraphNode['attributes'][number]

function attributeProto(from: Attribute): OnnxAttribute {
  const one = <T>(list: readonly T[], none: T): T => list[0] ?? none
  const several = from.kind >= 6
  return {
    name: from.name,
    f: several ? 0 : one(from.floats, 0),
    i: several ? 0n : one(from.ints, 0n),
    s: several ? Buffer.alloc(0) : one(from.strings, Buffer.alloc(0)),
    t:
      from.tensorType === null
        ? null
        : tensorProto('', {
            dtype: dtypeOf(from.tensorType.dtype, from.name),
            shape: shapeOf(from.tensorType.shape, from.name),
            bytes: from.tensor,
          }),
    g: null,
    floats: several ? from.floats : [],
    ints: several ? from.ints : [],
    strings: several ? from.strings : [],
    tensors: [],
    graphs: [],
    type: from.kind,
    refAttrName: '',
  }
}

function names(header: GraphHeader): (value: number) => string {
  const ports = new Map([...header.inputs, ...header.outputs].map((p) => [p.value, p.name]))
  const weights = header.inputs.length
  const computed = weights + header.weights.length
  return (value) =>
    ports.get(value) ?? (value < computed ? `@w${value - weights}` : `@v${value - computed}`)
}

/**
 * The model file of a canonical graph: the same graph and weights give the same bytes, so that whoever
 * fetched both by their roots holds the file that suppliers run.
 */
export function buildModel(graph: CanonicalGraph): Uint8Array {
  const { header, nodes, weights } = graph
  const name = names(header)
  if (weights.length !== header.weights.length) throw new OnnxError('number of weights')
  const port = (p: GraphHeader['inputs'][number]) =>
    valueInfo(p.name, dtypeOf(p.dtype, p.name), shapeOf(p.shape, p.name))
  return writeModel({
    irVersion: IR_VERSION,
    producerName: PRODUCER,
    producerVersion: String(header.version),
    domain: '',
    modelVersion: 0n,
    functions: [],
    opsetImport: header.operatorSets.map((set) => ({ ...set, version: BigInt(set.version) })),
    graph: {
      name: 'model',
      node: nodes.map((node) => ({
        input: node.inputs.map((value) => (value === 0 ? '' : name(value - 1))),
        output: node.types.map((type, i) => (type.dtype === 0 ? '' : name(node.output + i))),
        name: `n${node.index}`,
        opType: node.op,
        attribute: node.attributes.map(attributeProto),
        domain: node.domain,
        overload: '',
      })),
      initializer: weights.map((weight: Elements, i) =>
        tensorProto(name(header.inputs.length + i), weight),
      ),
      input: header.inputs.map(port),
      output: header.outputs.map(port),
      valueInfo: nodes.flatMap((node) =>
        node.types
          .map((type, i) => ({ type, label: name(node.output + i) }))
          .filter(({ type, label }) => type.dtype !== 0 && label.startsWith('@'))
          .map(({ type, label }) =>
            valueInfo(label, dtypeOf(type.dtype, label), shapeOf(type.shape, label)),
          ),
      ),
      sparseInitializer: [],
    },
  })
}
