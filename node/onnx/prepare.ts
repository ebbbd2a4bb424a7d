import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as ort from 'onnxruntime-node'
import { equalBytes } from '../../chain/types/bytes.js'
import { tensorBytes } from '../../proto/inference/tree.js'
import { buildModel, PRODUCER } from './buildModel.js'
import {
  type CanonicalGraph,
  canonicalGraph,
  declaredType,
  graphProblems,
  type TensorType,
} from './canonicalGraph.js'
import { commit, type Commitments } from './commit.js'
import {
  dtypeOf,
  OnnxError,
  type OnnxGraph,
  type OnnxModel,
  readModel,
  shapeOf,
  writeModel,
} from './modelFile.js'
import { isJudged, saturates } from './operators.js'
import { fromOrt, REPLAY_OPTIONS, toOrt } from './runtime.js'

type Model = OnnxModel & { graph: OnnxGraph }

/** What a model consists of, for people. */
export interface ModelReport {
  /** Operator and number of nodes, most frequent first. */
  readonly operators: readonly (readonly [op: string, count: number])[]
  /** Number of constants' elements. */
  readonly parameters: number
  /** Nodes that the judge has no rule for, with the reason. */
  readonly notAdjudicable: readonly string[]
  readonly inputs: readonly PortType[]
  readonly outputs: readonly PortType[]
}

/** Name and type of an input or output. */
export interface PortType extends TensorType {
  readonly name: string
}

/** A model in the form in which it is registered and run. */
export interface PreparedModel {
  /** The file to run, under REPLAY_OPTIONS. */
  readonly file: Uint8Array
  readonly graph: CanonicalGraph
  readonly commitments: Commitments
  readonly report: ModelReport
}

/** How a model is prepared. */
export interface PrepareOptions {
  /** Fixed shapes of inputs whose dimensions the file leaves open. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>
  readonly progress?: (step: string, done: number, total: number) => void
}

/** Values that one run hands out at once, when shapes are looked up: bounds memory. */
const FETCH = 32

function fixShapes(model: Model, shapes: Readonly<Record<string, readonly number[]>>): void {
  const constants = new Set(model.graph.initializer.map((tensor) => tensor.name))
  const inputs = model.graph.input.filter((info) => !constants.has(info.name))
  for (const name of Object.keys(shapes))
    if (!inputs.some((info) => info.name === name))
      throw new OnnxError(`no input ${name}; the model has ${inputs.map((i) => i.name).join(', ')}`)
  for (const info of inputs) {
    const type = info.type?.tensorType
    if (type === undefined || type === null) throw new OnnxError(`input ${info.name}: not a tensor`)
    const shape = shapes[info.name]
    if (shape !== undefined) {
      const known = type.shape?.dim
      if (known !== undefined && known.length !== shape.length)
        throw new OnnxError(`input ${info.name}: rank ${shape.length}, want ${known.length}`)
      shape.forEach((dim, i) => {
        const fixed = known?.[i]?.dimValue
        if (fixed !== undefined && fixed > 0n && fixed !== BigInt(dim))
          throw new OnnxError(`input ${info.name}: dimension ${i} is ${fixed}, not ${dim}`)
      })
      type.shape = { dim: shape.map((dim) => ({ dimValue: BigInt(dim) })) }
    }
    const open = type.shape?.dim.findIndex((d) => d.dimValue === undefined || d.dimValue <= 0n) ?? 0
    if (open >= 0)
      throw new OnnxError(
        `input ${info.name}: dimension ${open} (${type.shape?.dim[open]?.dimParam ?? '?'}) is open; ` +
          'give its shape',
      )
  }
  model.graph.valueInfo = []
  for (const info of model.graph.output)
    if (info.type?.tensorType) info.type.tensorType.shape = null
}

/** The file after onnxruntime's 'basic' optimisations: ai.onnx operators only, constants folded. */
async function optimise(file: Uint8Array): Promise<Uint8Array> {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-prepare-'))
  try {
    const from = path.join(dir, 'in.onnx')
    const to = path.join(dir, 'out.onnx')
    await writeFile(from, file)
    const session = await ort.InferenceSession.create(from, {
      ...REPLAY_OPTIONS,
      graphOptimizationLevel: 'basic',
      optimizedModelFilePath: to,
    })
    await session.release()
    return await readFile(to)
  } catch (error) {
    if (error instanceof OnnxError) throw error
    throw new OnnxError(`onnxruntime does not take this model: ${(error as Error).message.trim()}`)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Element type and shape of every computed value, by running the graph once on zeros. */
async function valueTypes(model: Model): Promise<Map<string, TensorType>> {
  const constants = new Set(model.graph.initializer.map((tensor) => tensor.name))
  const computed = model.graph.node.flatMap((node) => node.output).filter((name) => name !== '')
  const outputs = new Set(model.graph.output.map((info) => info.name))
  const extra = computed.filter((name) => !outputs.has(name)).map((name) => ({ name, type: null }))
  const open = writeModel({
    ...model,
    graph: { ...model.graph, output: [...model.graph.output, ...extra] },
  })
  const session = await ort.InferenceSession.create(open, REPLAY_OPTIONS)
  const feeds: Record<string, ort.Tensor> = {}
  for (const info of model.graph.input) {
    if (constants.has(info.name)) continue
    const { dtype, shape } = declaredType(info)
    feeds[info.name] = toOrt({ dtype, shape, bytes: new Uint8Array(tensorBytes(dtype, shape)) })
  }
  const types = new Map<string, TensorType>()
  try {
    for (let at = 0; at < computed.length; at += FETCH) {
      const got = await session.run(feeds, computed.slice(at, at + FETCH))
      for (const [name, tensor] of Object.entries(got)) {
        const { dtype, shape } = fromOrt(tensor)
        types.set(name, { dtype, shape: [...shape] })
      }
    }
  } catch (error) {
    throw new OnnxError(`the model does not run on zeros: ${(error as Error).message.trim()}`)
  } finally {
    await session.release()
  }
  return types
}

function portsOf(ports: CanonicalGraph['header']['inputs']): PortType[] {
  return ports.map(({ name, dtype, shape }) => ({
    name,
    dtype: dtypeOf(dtype, name),
    shape: shapeOf(shape, name),
  }))
}

/** Weights of more than 64 in int8 saturate on processors without VNNI and would convict the honest. */
function saturating(graph: CanonicalGraph, weight: number): boolean {
  const elements = graph.weights[weight]
  return (
    elements?.dtype === 'INT8' && elements.bytes.some((byte) => Math.abs((byte << 24) >> 24) > 64)
  )
}

/** What the model consists of and what of it the judge cannot decide. */
export function reportOf(graph: CanonicalGraph): ModelReport {
  const counts = new Map<string, number>()
  const notAdjudicable: string[] = []
  const inputs = graph.header.inputs.length
  for (const node of graph.nodes) {
    counts.set(node.op, (counts.get(node.op) ?? 0) + 1)
    if (!isJudged(node.op))
      notAdjudicable.push(`n${node.index} ${node.op}: no rule for its elements`)
    node.inputs.forEach((value, i) => {
      if (saturates(node.op, i) && saturating(graph, value - 1 - inputs))
        notAdjudicable.push(`n${node.index} ${node.op}: int8 weights above 64 saturate`)
    })
  }
  return {
    operators: [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    parameters: graph.weights.reduce((n, w) => n + w.shape.reduce((a, b) => a * b, 1), 0),
    notAdjudicable,
    inputs: portsOf(graph.header.inputs),
    outputs: portsOf(graph.header.outputs),
  }
}

/**
 * Brings a model file into the form that is registered and run: shapes fixed, onnxruntime's basic
 * optimisations once, canonical graph, commitments. A file that is prepared already stays as it is: a second
 * round of optimisations could change it, and with it the id.
 * @throws OnnxError that names what is in the way.
 */
export async function prepare(
  file: Uint8Array,
  options: PrepareOptions = {},
): Promise<PreparedModel> {
  const model = readModel(file)
  if (model.producerName === PRODUCER) return readPrepared(file, options.progress)
  fixShapes(model, options.shapes ?? {})
  const refused = graphProblems(model.graph)
  const optimised = readModel(
    await optimise(writeModel(model)).catch((error: unknown) => {
      throw refused.length > 0 ? new OnnxError('not adjudicable', refused) : error
    }),
  )
  const problems = graphProblems(optimised.graph)
  if (problems.length > 0) throw new OnnxError('not adjudicable', problems)
  const graph = canonicalGraph(optimised, await valueTypes(optimised))
  const commitments = commit(graph, undefined, undefined, (done, total) =>
    options.progress?.('weights', done, total),
  )
  return { file: buildModel(graph), graph, commitments, report: reportOf(graph) }
}

/**
 * Reads a file that `prepare` wrote, without the runtime: `infonex model verify` compares its id.
 * @throws OnnxError if it is not in canonical form.
 */
export function readPrepared(
  file: Uint8Array,
  progress?: PrepareOptions['progress'],
): PreparedModel {
  const model = readModel(file)
  const declared = [...model.graph.valueInfo, ...model.graph.output]
  const types = new Map(declared.map((info) => [info.name, declaredType(info)]))
  const graph = canonicalGraph(model, types)
  if (!equalBytes(buildModel(graph), file))
    throw new OnnxError('not a prepared model: its bytes are not those of its canonical form')
  const commitments = commit(graph, undefined, undefined, (done, total) =>
    progress?.('weights', done, total),
  )
  return { file, graph, commitments, report: reportOf(graph) }
}
