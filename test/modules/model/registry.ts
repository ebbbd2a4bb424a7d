/** The registry of models with graphs that are real: the digits model, and a longer one made of it. */
import { graphRoot } from '../../../chain/codec/merkle.js'
import { codec } from '../../../chain/codec/proto.js'
import type { Context } from '../../../chain/types/context.js'
import { ModelKeeper } from '../../../modules/model/keeper.js'
import { modelModule } from '../../../modules/model/module.js'
import type { Registration } from '../../../modules/model/state.js'
import { graphBytes, graphRecords, readGraph } from '../../../node/onnx/canonicalGraph.js'
import { readDigitsModel } from '../../../node/onnx/digits/digitsModel.js'
import { prepare } from '../../../node/onnx/prepare.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { address, addresses, memoryContext, run } from '../../support/memoryContext.js'
import { ask, handlerOf, refusalOf } from '../setup.js'

type Graph = ReturnType<typeof readGraph>
type Node = PlainTypes['infonex.inference.v1.GraphNode']

/** The model of handwritten digits, as a supplier prepares it. */
export const digits = await prepare(readDigitsModel())
export const OWNER = 1
export const AUTHORITY = 8

/** The digits graph, fresh, for a test to bend. */
export const digitsGraph = (): Graph => readGraph(digits.commitments.graph)

/** A node that copies the last value, to make a graph longer. */
export function copyNode(graph: Graph): Node {
  const last = graph.nodes.at(-1) as Node
  const value = last.output + last.types.length
  return {
    index: graph.nodes.length,
    domain: '',
    op: 'Identity',
    attributes: [],
    inputs: [value],
    output: value,
    types: [{ dtype: 1, shape: [1n, 10n] }],
  }
}

/** The digits graph with `count` nodes more. */
export function longGraph(count: number): Graph {
  const graph = digitsGraph()
  for (let i = 0; i < count; i++) graph.nodes.push(copyNode(graph))
  return { ...graph, header: { ...graph.header, nodes: graph.nodes.length } }
}

/** A registration that says what a graph is, with the graph's bytes. */
export function register(graph: Graph = digitsGraph(), change: Partial<Registration> = {}) {
  const records = graphRecords(graph)
  // A Buffer's slice shares its memory: tests bend copies.
  const bytes: Uint8Array = new Uint8Array(graphBytes(records))
  const counts = new Map<string, number>()
  for (const { op } of graph.nodes) counts.set(op, (counts.get(op) ?? 0) + 1)
  const ports = (some: Graph['header']['inputs']) =>
    some.map(({ name, dtype, shape }) => ({ name, dtype, shape }))
  const msg: Registration = {
    owner: address(OWNER),
    label: 'digits',
    fileHash: new Uint8Array(32).fill(3),
    fileBytes: BigInt(digits.file.length),
    graphRoot: graphRoot(records),
    graphBytes: bytes.length,
    weightRoots: [...digits.commitments.weightRoots],
    mode: 1,
    profile: 1,
    canonicalVersion: 1,
    inputs: ports(graph.header.inputs),
    outputs: ports(graph.header.outputs),
    operators: [...counts]
      .map(([op, count]) => ({ op, count }))
      .sort((a, b) => (a.op < b.op ? -1 : 1)),
    licence: 'MIT',
    licenceHash: new Uint8Array(),
    locations: ['https://models.example/digits.onnx'],
    ...change,
  }
  return { msg, bytes }
}

/** The bytes of a graph's records whatever they say. */
export const rawGraph = (records: readonly Uint8Array[]): Uint8Array =>
  codec('infonex.inference.v1.Graph').encode({ records: [...records] })

/** A fresh state without models. */
export function registry() {
  const keeper = new ModelKeeper({ addresses, authority: () => address(AUTHORITY) })
  const module = modelModule(keeper)
  const ctx = memoryContext()
  module.initGenesis(ctx, module.defaultGenesis())
  const url = (name: string): string => `/infonex.model.v1.${name}`
  const runs = <R>(at: Context, name: string, msg: unknown): R =>
    run(handlerOf([module], url(name)), at, msg) as R
  return {
    keeper,
    module,
    ctx,
    run: runs,
    /** 'model 2: text' or undefined. */
    refusal: (at: Context, name: string, msg: unknown) => refusalOf([module], at, url(name), msg),
    ask: <R>(name: string, request: unknown): R =>
      ask<R>([module], ctx, `/infonex.model.v1.Query/${name}`, request),
    /** Registers and posts in one piece; gives the id. */
    complete({ msg, bytes }: ReturnType<typeof register>): Uint8Array {
      const { modelId } = runs<{ modelId: Uint8Array }>(ctx, 'MsgRegisterModel', msg)
      runs(ctx, 'MsgPostGraph', { owner: msg.owner, modelId, index: 0, data: bytes })
      return modelId
    },
  }
}
