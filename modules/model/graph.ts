import { codec } from '../../chain/codec/proto.js'
import { graphRoot } from '../../chain/codec/merkle.js'
import { equalBytes } from '../../chain/types/bytes.js'
import { dtypeOfCode } from '../../proto/inference/tree.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { ModelError } from './errors.js'
import { operatorProblem } from './operators.js'
import { tensorProblem } from './tensorInfo.js'

type GraphHeader = PlainTypes['infonex.inference.v1.GraphHeader']
type GraphNode = PlainTypes['infonex.inference.v1.GraphNode']
type Model = PlainTypes['infonex.model.v1.Model']

const GRAPH = codec('infonex.inference.v1.Graph')
const HEADER = codec('infonex.inference.v1.GraphHeader')
const NODE = codec('infonex.inference.v1.GraphNode')

/** The one canonical form there is. */
export const GRAPH_VERSION = 1
/** Outputs of one node at most. */
const MAX_NODE_OUTPUTS = 1024

function refuse(text: string): never {
  throw ModelError.wrongGraph(text)
}

/** Decodes canonical bytes; anything that would encode otherwise is refused. */
function canonical<T>(
  what: string,
  form: { encode(value: T): Uint8Array; decode(bytes: Uint8Array): T },
  bytes: Uint8Array,
): T {
  let value: T
  let again: Uint8Array
  try {
    value = form.decode(bytes)
    again = form.encode(value)
  } catch {
    refuse(`${what} is not readable`)
  }
  if (!equalBytes(again, bytes)) refuse(`${what} is not in canonical form`)
  return value
}

function checkNode(node: GraphNode, index: number, next: number): number {
  const at = `node ${index} (${node.op.slice(0, 40)})`
  if (node.index !== index) refuse(`${at} calls itself number ${node.index}`)
  if (node.op === '') refuse(`${at} has no operator`)
  const problem = operatorProblem(node.domain, node.op)
  if (problem !== undefined) refuse(`${at}: ${problem}`)
  // Inputs are numbers of values plus 1: a node reads what is computed before it alone.
  if (node.inputs.some((input) => input > next)) refuse(`${at} reads a value computed after it`)
  if (node.output !== next) refuse(`${at} computes value ${node.output}, want ${next}`)
  if (node.types.length < 1 || node.types.length > MAX_NODE_OUTPUTS)
    refuse(`${at} computes ${node.types.length} values, want 1 to ${MAX_NODE_OUTPUTS}`)
  node.types.forEach((type, i) => {
    const why = tensorProblem(type.dtype, type.shape)
    if (why !== undefined) refuse(`${at}: value ${next + i}: ${why}`)
  })
  return next + node.types.length
}

function checkHeader(header: GraphHeader, nodes: number, weightRoots: number): void {
  if (header.version !== GRAPH_VERSION)
    refuse(`its version is ${header.version}, want ${GRAPH_VERSION}`)
  if (header.nodes !== nodes) refuse(`its header counts ${header.nodes} nodes, it has ${nodes}`)
  if (header.weights.length !== weightRoots)
    refuse(`it has ${header.weights.length} weights, registered are ${weightRoots}`)
  header.inputs.forEach(({ value }, i) => {
    if (value !== i) refuse(`input ${i} is value ${value}`)
  })
  header.weights.forEach(({ dtype, shape }, i) => {
    const why = tensorProblem(dtype, shape)
    if (why !== undefined) refuse(`weight ${i}: ${why}`)
  })
}

/** Whether what the registration says of inputs and outputs is what the graph says. */
function checkPorts(
  what: string,
  said: Model['inputs'],
  ports: GraphHeader['inputs'],
  values: number,
): void {
  if (said.length !== ports.length)
    refuse(`it has ${ports.length} ${what}s, registered are ${said.length}`)
  ports.forEach((port, i) => {
    const other = said[i] as Model['inputs'][number]
    const same =
      port.name === other.name &&
      port.dtype === other.dtype &&
      port.shape.length === other.shape.length &&
      port.shape.every((dim, j) => dim === other.shape[j])
    if (!same) refuse(`${what} ${i} is not as registered`)
    if (dtypeOfCode(port.dtype) === undefined) refuse(`${what} ${i}: unknown element type`)
    if (port.value >= values) refuse(`${what} ${i} is value ${port.value} of ${values}`)
  })
}

function checkOperators(said: Model['operators'], nodes: readonly GraphNode[]): void {
  const counts = new Map<string, number>()
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1)
  if (said.length !== counts.size)
    refuse(`it uses ${counts.size} operators, registered are ${said.length}`)
  for (const { op, count } of said)
    if (counts.get(op) !== count)
      refuse(`it has ${counts.get(op) ?? 0} nodes of ${op}, registered are ${count}`)
}

/**
 * Checks that posted bytes are the graph that a registration commits to, and that what it declares is what
 * the graph says (rules.md H14). @throws TxError model 9
 */
export function checkGraph(
  model: Pick<Model, 'graphRoot' | 'weightRoots' | 'inputs' | 'outputs' | 'operators'>,
  bytes: Uint8Array,
): void {
  const { records } = canonical('the graph', GRAPH, bytes)
  const first = records[0]
  if (first === undefined) refuse('it is empty')
  if (!equalBytes(graphRoot(records), model.graphRoot)) refuse('it does not hash to graph_root')
  const header = canonical('the header', HEADER, first)
  const nodes = records.slice(1).map((record, i) => canonical(`node ${i}`, NODE, record))
  checkHeader(header, nodes.length, model.weightRoots.length)
  let values = header.inputs.length + header.weights.length
  nodes.forEach((node, i) => {
    values = checkNode(node, i, values)
  })
  checkPorts('input', model.inputs, header.inputs, values)
  checkPorts('output', model.outputs, header.outputs, values)
  checkOperators(model.operators, nodes)
}
