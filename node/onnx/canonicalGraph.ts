import { codec } from '../../chain/codec/proto.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { DTYPES, type Dtype } from '../../proto/inference/tree.js'
import {
  dtypeOf,
  type Elements,
  elementsOf,
  OnnxError,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  shapeOf,
} from './modelFile.js'
import { operatorProblem } from '../../modules/model/operators.js'
import { dotLayout } from './operators.js'
import { permuteShape } from './permute.js'

/** First record of a canonical graph. */
export type GraphHeader = PlainTypes['infonex.inference.v1.GraphHeader']
/** One record of a canonical graph. */
export type GraphNode = PlainTypes['infonex.inference.v1.GraphNode']

type Attribute = PlainTypes['infonex.inference.v1.Attribute']
type ValueType = PlainTypes['infonex.inference.v1.ValueType']

/** Version of the canonical form. */
export const GRAPH_VERSION = 1
/** Bytes that a tensor among attributes may have; larger ones are weights. */
const ATTRIBUTE_BYTES_MAX = 1024
/** Bytes of all records: what a registration may post (rules.md H14). */
export const GRAPH_BYTES_MAX = 256 * 1024

/** Element type and shape of a value. */
export interface TensorType {
  readonly dtype: Dtype
  readonly shape: readonly number[]
}

/** A graph in canonical form; `weights` are in the operators' own order, not permuted. */
export interface CanonicalGraph {
  readonly header: GraphHeader
  readonly nodes: readonly GraphNode[]
  readonly weights: readonly Elements[]
}

const HEADER = codec('infonex.inference.v1.GraphHeader')
const NODE = codec('infonex.inference.v1.GraphNode')
const GRAPH = codec('infonex.inference.v1.Graph')

/** The records whose list root is graphRoot. */
export function graphRecords(graph: {
  readonly header: GraphHeader
  readonly nodes: readonly GraphNode[]
}): Uint8Array[] {
  return [HEADER.encode(graph.header), ...graph.nodes.map((node) => NODE.encode(node))]
}

/** The records as one message, as a registration posts them. */
export function graphBytes(records: readonly Uint8Array[]): Uint8Array {
  return GRAPH.encode({ records: [...records] })
}

/** Reads what graphBytes wrote. @throws OnnxError unless the bytes are canonical. */
export function readGraph(bytes: Uint8Array): { header: GraphHeader; nodes: GraphNode[] } {
  if (bytes.length > GRAPH_BYTES_MAX)
    throw new OnnxError(`graph of ${bytes.length} bytes, want at most ${GRAPH_BYTES_MAX}`)
  let graph: { header: GraphHeader; nodes: GraphNode[] }
  try {
    const [header, ...nodes] = GRAPH.decode(bytes).records
    if (header === undefined) throw new Error('no header')
    graph = { header: HEADER.decode(header), nodes: nodes.map((node) => NODE.decode(node)) }
  } catch (error) {
    throw new OnnxError(`not a graph: ${(error as Error).message}`)
  }
  const again = graphBytes(graphRecords(graph))
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i]))
    throw new OnnxError('not a graph: its encoding is not canonical')
  if (graph.header.version !== GRAPH_VERSION || graph.header.nodes !== graph.nodes.length)
    throw new OnnxError('not a graph: version or number of nodes')
  return graph
}

function valueType({ dtype, shape }: TensorType): ValueType {
  return { dtype: DTYPES[dtype].code, shape: shape.map(BigInt) }
}

/** AttributeType of the specification. */
const KIND = { FLOAT: 1, INT: 2, STRING: 3, TENSOR: 4, FLOATS: 6, INTS: 7, STRINGS: 8 }

function attribute(from: OnnxAttribute): Attribute {
  const base = { name: from.name, kind: from.type, tensorType: null, tensor: new Uint8Array(0) }
  const none = { ...base, floats: [], ints: [], strings: [] }
  if (from.refAttrName !== '') throw new OnnxError(`attribute ${from.name} refers to a function`)
  switch (from.type) {
    case KIND.FLOAT:
      return { ...none, floats: [from.f] }
    case KIND.INT:
      return { ...none, ints: [from.i] }
    case KIND.STRING:
      return { ...none, strings: [from.s] }
    case KIND.FLOATS:
      return { ...none, floats: from.floats }
    case KIND.INTS:
      return { ...none, ints: from.ints }
    case KIND.STRINGS:
      return { ...none, strings: from.strings }
    case KIND.TENSOR: {
      const elements = elementsOf(from.t as OnnxTensor)
      if (elements.bytes.length > ATTRIBUTE_BYTES_MAX)
        throw new OnnxError(`attribute ${from.name} has ${elements.bytes.length} bytes`)
      return { ...none, tensorType: valueType(elements), tensor: elements.bytes }
    }
    default:
      throw new OnnxError(`attribute ${from.name} is of kind ${from.type}`)
  }
}

const byName = (a: { name: string }, b: { name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0

/** How people know a node: its label, else what it computes. */
export function nodeName(node: OnnxNode): string {
  return `${node.name === '' ? `(computes ${node.output.join()})` : node.name} ${node.opType}`
}

/** Why each node has no place in a canonical graph; empty when all have. */
export function graphProblems(graph: OnnxGraph): string[] {
  const problems: string[] = []
  for (const node of graph.node) {
    const why = operatorProblem(node.domain, node.opType)
    if (why !== undefined) problems.push(`node ${nodeName(node)}: ${why}`)
  }
  if (graph.sparseInitializer.length > 0) problems.push('sparse constants')
  return problems
}

/** Gives numbers to names while the graph is walked. */
class Numbering {
  readonly #constants: ReadonlyMap<string, OnnxTensor>
  readonly #values = new Map<string, number>()
  readonly #weights = new Map<string, number>()
  readonly weights: { readonly elements: Elements; readonly permutation: number[] }[] = []
  readonly #inputs: number
  readonly #weightCount: number
  next: number

  constructor(
    inputs: readonly string[],
    constants: ReadonlyMap<string, OnnxTensor>,
    weightCount: number,
  ) {
    this.#constants = constants
    this.#inputs = inputs.length
    this.#weightCount = weightCount
    inputs.forEach((name, i) => this.#values.set(name, i))
    this.next = inputs.length + weightCount
  }

  define(name: string): void {
    if (name !== '') {
      if (this.#values.has(name)) throw new OnnxError(`value ${name} is computed twice`)
      this.#values.set(name, this.next)
    }
    this.next += 1
  }

  /** Number of a value that a node computes. */
  computed(name: string): number | undefined {
    const value = this.#values.get(name)
    return value !== undefined && value >= this.#inputs ? value : undefined
  }

  read(name: string, layout: (rank: number) => number[]): number {
    const value = this.#values.get(name)
    if (value !== undefined) return value
    const tensor = this.#constants.get(name)
    if (tensor === undefined) throw new OnnxError(`value ${name} is read before it is computed`)
    const permutation = layout(tensor.dims.length)
    const key = `${permutation.join()}|${name}`
    const known = this.#weights.get(key)
    if (known !== undefined) return this.#inputs + known
    this.#weights.set(key, this.weights.length)
    this.weights.push({ elements: elementsOf(tensor), permutation })
    if (this.weights.length > this.#weightCount) throw new OnnxError('weights were miscounted')
    return this.#inputs + this.weights.length - 1
  }
}

function layoutOf(node: OnnxNode, input: number): (rank: number) => number[] {
  const flag = (name: string) => node.attribute.some((a) => a.name === name && a.i !== 0n)
  const transposed = [flag('transA'), flag('transB')]
  return (rank) => dotLayout(node.opType, input, rank, transposed)
}

/** Constants in use with their layouts: as many weights as the header will have. */
function countWeights(graph: OnnxGraph, constants: ReadonlyMap<string, OnnxTensor>): number {
  const seen = new Set<string>()
  for (const node of graph.node)
    node.input.forEach((name, i) => {
      const tensor = constants.get(name)
      if (tensor !== undefined) seen.add(`${layoutOf(node, i)(tensor.dims.length).join()}|${name}`)
    })
  return seen.size
}

function port(
  name: string,
  type: TensorType | undefined,
  value: number | undefined,
): GraphHeader['inputs'][number] {
  if (name === '' || name.startsWith('@') || name.length > 256)
    throw new OnnxError(`"${name}" is no name for an input or output`)
  if (value === undefined) throw new OnnxError(`output ${name} is not computed by a node`)
  if (type === undefined) throw new OnnxError(`the shape of ${name} is not known`)
  return { name, ...valueType(type), value }
}

/** Element type and fixed shape of a declared value. @throws OnnxError on an open dimension. */
export function declaredType(info: PlainTypes['onnx.ValueInfoProto']): TensorType {
  const type = info.type?.tensorType
  if (type === undefined || type === null || type.shape === null)
    throw new OnnxError(`${info.name}: not a tensor of known rank`)
  const dims = type.shape.dim.map((d, i) => {
    if (d.dimValue === undefined)
      throw new OnnxError(`${info.name}: dimension ${i} (${d.dimParam ?? '?'}) is open`)
    return d.dimValue
  })
  return { dtype: dtypeOf(type.elemType, info.name), shape: shapeOf(dims, info.name) }
}

function operatorSets(model: OnnxModel): GraphHeader['operatorSets'] {
  const ai = model.opsetImport.find((set) => set.domain === '' || set.domain === 'ai.onnx')
  if (ai === undefined) throw new OnnxError('no version of the operator set')
  if (ai.version < 7n || ai.version > 1000n) throw new OnnxError(`operator set ${ai.version}`)
  return [{ domain: '', version: Number(ai.version) }]
}

/**
 * Canonical form of a graph whose shapes are all fixed. Names inside, order of attributes and of constants,
 * comments and unused constants leave no trace.
 * @param types element type and shape of each computed value, by name.
 * @throws OnnxError naming what has no canonical form.
 */
export function canonicalGraph(
  model: OnnxModel & { graph: OnnxGraph },
  types: ReadonlyMap<string, TensorType>,
): CanonicalGraph {
  const { graph } = model
  const problems = graphProblems(graph)
  if (model.functions.length > 0) problems.push('functions local to the model')
  if (problems.length > 0) throw new OnnxError('this graph has no canonical form', problems)
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]))
  const inputs = graph.input.filter((info) => !constants.has(info.name))
  const numbering = new Numbering(
    inputs.map((info) => info.name),
    constants,
    countWeights(graph, constants),
  )
  const nodes = graph.node.map((node, index): GraphNode => {
    try {
      const reads = node.input.map((name, i) =>
        name === '' ? 0 : numbering.read(name, layoutOf(node, i)) + 1,
      )
      const output = numbering.next
      node.output.forEach((name) => {
        numbering.define(name)
      })
      const typeOf = (name: string): ValueType => {
        if (name === '') return { dtype: 0, shape: [] }
        const type = types.get(name)
        if (type === undefined) throw new OnnxError(`the shape of ${name} is not known`)
        return valueType(type)
      }
      return {
        index,
        domain: '',
        op: node.opType,
        attributes: node.attribute.map(attribute).sort(byName),
        inputs: reads,
        output,
        types: node.output.map(typeOf),
      }
    } catch (error) {
      throw new OnnxError(`node ${nodeName(node)}: ${(error as Error).message}`)
    }
  })
  const header: GraphHeader = {
    version: GRAPH_VERSION,
    operatorSets: operatorSets(model),
    inputs: inputs.map((info, i) => port(info.name, declaredType(info), i)),
    outputs: graph.output.map(({ name }) => port(name, types.get(name), numbering.computed(name))),
    weights: numbering.weights.map(({ elements, permutation }) => ({
      dtype: DTYPES[elements.dtype].code,
      shape: permuteShape(elements.shape, permutation).map(BigInt),
      permutation,
    })),
    nodes: nodes.length,
  }
  return { header, nodes, weights: numbering.weights.map((weight) => weight.elements) }
}
