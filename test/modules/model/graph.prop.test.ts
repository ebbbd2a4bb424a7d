import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { graphRoot, type ModelCommitment, modelId } from '../../../chain/codec/merkle.js'
import { codec } from '../../../chain/codec/proto.js'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import {
  COMPLETE,
  REGISTERED,
  registered,
  type Registration,
} from '../../../modules/model/state.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { address } from '../../support/memoryContext.js'
import {
  copyNode,
  digits,
  digitsGraph,
  longGraph,
  OWNER,
  rawGraph,
  register,
  registry,
} from './registry.js'

type Graph = ReturnType<typeof digitsGraph>
type Node = PlainTypes['infonex.inference.v1.GraphNode']

const owner = address(OWNER)
const LONG = register(longGraph(200))
const flip = fc.integer({ min: 1, max: 255 })

/** Registers and posts in pieces that end where `cuts` say; gives the refusal of the last, and the state. */
function post(bytes: Uint8Array, cuts: readonly number[]) {
  const r = registry()
  const { modelId: id } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', LONG.msg)
  const ends = [...cuts, bytes.length]
  let from = 0
  let last: string | undefined
  ends.forEach((end, index) => {
    assert.equal(last, undefined, 'only the last piece can be refused')
    assert.equal(r.keeper.get(r.ctx, id)?.status, REGISTERED)
    const data = bytes.subarray(from, end)
    last = r.refusal(r.ctx, 'MsgPostGraph', { owner, modelId: id, index, data })
    from = end
  })
  for (const { name, check } of r.module.invariants) assert.equal(check(r.ctx), undefined, name)
  const model = r.keeper.mustGet(r.ctx, id)
  return { last, model, graph: r.keeper.graph(r.ctx, id), before: ends.at(-2) ?? 0 }
}

/** Where pieces end: each but the last has 1 KiB or more. */
const cuts = fc
  .array(fc.integer({ min: 1024, max: 3000 }), { maxLength: 6 })
  .map((sizes) => sizes.map((_, i) => sizes.slice(0, i + 1).reduce((a, b) => a + b, 0)))
  .map((ends) => ends.filter((end) => end < LONG.bytes.length))

await t.test('however a graph is cut, its last piece completes it, and none before', async () => {
  fc.assert(
    fc.property(cuts, (ends) => {
      const { last, model, graph } = post(LONG.bytes, ends)
      return last === undefined && model.status === COMPLETE && equalBytes(graph, LONG.bytes)
    }),
    { numRuns: 40 },
  )
})

await t.test('one changed byte anywhere, and the graph is not the registered one', async () => {
  fc.assert(
    fc.property(cuts, fc.nat(LONG.bytes.length - 1), flip, (ends, at, bits) => {
      const bytes = LONG.bytes.slice()
      bytes[at] = (bytes[at] ?? 0) ^ bits
      const { last, model, graph, before } = post(bytes, ends)
      assert.match(last ?? '', /^model 9/)
      return model.status === REGISTERED && graph.length === before && model.graphPosted === before
    }),
    { numRuns: 60 },
  )
})

await t.test('the digits model: each byte of its graph counts', async (t) => {
  const r = registry()
  const { msg, bytes } = register()
  t.same(bytes, digits.commitments.graph)
  t.same(msg.graphRoot, digits.commitments.graphRoot)
  const { modelId: id } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', msg)
  t.same(id, digits.commitments.modelId)
  const refusal = (data: Uint8Array): string | undefined =>
    r.refusal(r.ctx, 'MsgPostGraph', { owner, modelId: id, index: 0, data })
  let refused = 0
  for (let i = 0; i < bytes.length; i++) {
    const bent = bytes.slice()
    bent[i] = (bent[i] ?? 0) ^ 1
    if (refusal(bent)?.startsWith('model 9') === true) refused += 1
  }
  t.equal(refused, bytes.length)
  t.equal(refusal(bytes), undefined)
})

const hash32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const committed: fc.Arbitrary<ModelCommitment> = fc.record({
  graphRoot: hash32,
  weightRoots: fc.array(hash32, { maxLength: 5 }),
  mode: fc.integer({ min: 1, max: 3 }),
  profile: fc.integer({ min: 1, max: 4 }),
  version: fc.integer({ min: 1, max: 9 }),
})
type Committed = ModelCommitment

const bend = (bytes: Uint8Array): Uint8Array => bytes.map((b, i) => (i === 7 ? b ^ 1 : b))
/** Ways to change one committed part alone. */
const CHANGES: readonly ((c: Committed) => Partial<Committed>)[] = [
  ({ graphRoot: root }) => ({ graphRoot: bend(root) }),
  ({ mode }) => ({ mode: mode + 1 }),
  ({ profile }) => ({ profile: profile + 1 }),
  ({ version }) => ({ version: version + 1 }),
  ({ weightRoots: w }) => ({ weightRoots: [...w, new Uint8Array(32)] }),
  ({ weightRoots: w }) => ({ weightRoots: [new Uint8Array(32), ...w] }),
  ...[0, 1, 2, 3, 4].map((n) => ({ weightRoots: w }: Committed) => ({
    weightRoots: w.map((root, i) => (i === n ? bend(root) : root)),
  })),
  ({ weightRoots: w }) => ({ weightRoots: w.slice(1) }),
  ({ weightRoots: w }) => ({ weightRoots: [...w].reverse() }),
]

await t.test('a model id depends on each committed part', async () => {
  fc.assert(
    fc.property(committed, fc.nat(CHANGES.length - 1), (parts, n) => {
      const other = { ...parts, ...(CHANGES[n] as (typeof CHANGES)[number])(parts) }
      const text = (c: Committed): string => [c.graphRoot, ...c.weightRoots].map(toHex).join()
      const same =
        text(parts) === text(other) &&
        parts.mode === other.mode &&
        parts.profile === other.profile &&
        parts.version === other.version
      return equalBytes(modelId(parts), modelId(other)) === same
    }),
    { numRuns: 300 },
  )
})

await t.test('and on nothing that is for people', async () => {
  const { msg } = register()
  const others = fc.record<Partial<Registration>>(
    {
      label: fc.string({ minLength: 1 }),
      fileHash: hash32,
      fileBytes: fc.bigInt({ min: 1n, max: 1n << 50n }),
      licence: fc.string({ minLength: 1 }),
      owner: fc.nat(9).map(address),
      locations: fc.constant([]),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(others, (change) =>
      equalBytes(registered({ ...msg, ...change }, 5n).id, digits.commitments.modelId),
    ),
  )
})

/** Each bends one thing of a graph whose root is then registered: what is refused is what it says. */
const BENT: readonly (readonly [string, (g: Graph) => void, RegExp])[] = [
  ['version', (g) => (g.header.version = 2), /its version is 2/],
  ['fewer nodes', (g) => (g.header.nodes -= 1), /counts 8 nodes, it has 9/],
  ['a weight more', (g) => g.header.weights.push(g.header.weights[0] as never), /has 7 weights/],
  ['input value', (g) => ((g.header.inputs[0] as { value: number }).value = 1), /input 0 is value/],
  ['weight type', (g) => ((g.header.weights[0] as { dtype: number }).dtype = 99), /weight 0: /],
  [
    'weight shape',
    (g) => ((g.header.weights[0] as { shape: bigint[] }).shape = [0n]),
    /weight 0: /,
  ],
  [
    'output value',
    (g) => ((g.header.outputs[0] as { value: number }).value = 16),
    /value 16 of 16/,
  ],
]
const BENT_NODES: readonly (readonly [string, Partial<Node>, RegExp])[] = [
  ['index', { index: 8 }, /node 9 .* calls itself number 8/],
  ['no operator', { op: '' }, /has no operator/],
  ['foreign domain', { domain: 'com.example' }, /operator of domain com.example/],
  ...['If', 'Loop', 'Scan'].map((op) => [op, { op }, /control flow/] as const),
  ...['RandomNormal', 'Bernoulli'].map((op) => [op, { op }, /random values/] as const),
  ...['NonZero', 'Unique'].map((op) => [op, { op }, /shape depends on values/] as const),
  ['reads itself', { inputs: [17] }, /reads a value computed after it/],
  ['computes another', { output: 15 }, /computes value 15, want 16/],
  ['computes nothing', { types: [] }, /computes 0 values/],
  [
    'computes too much',
    { types: Array<Node['types'][number]>(1025).fill({ dtype: 1, shape: [] }) },
    /computes 1025 values/,
  ],
  ['unknown type', { types: [{ dtype: 0, shape: [] }] }, /element type 0 is unknown/],
  ['empty', { types: [{ dtype: 1, shape: [0n] }] }, /a dimension is 0/],
]

/** The refusal of the whole graph in one piece. */
function refusalOfGraph({ msg, bytes }: ReturnType<typeof register>): string | undefined {
  const r = registry()
  const { modelId: id } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', msg)
  return r.refusal(r.ctx, 'MsgPostGraph', { owner, modelId: id, index: 0, data: bytes })
}

await t.test('graphs that no judge can follow are refused, whatever their root', async (t) => {
  for (const [name, change, want] of BENT) {
    const graph = digitsGraph()
    change(graph)
    const text = refusalOfGraph(register(graph))
    t.match(text, /^model 9/, name)
    t.match(text, want, name)
  }
  for (const [name, change, want] of BENT_NODES) {
    const graph = digitsGraph()
    graph.nodes.push({ ...copyNode(graph), ...change })
    graph.header.nodes = graph.nodes.length
    const { msg, bytes } = register(graph)
    const operators = msg.operators.filter(({ op }) => op !== '')
    const text = refusalOfGraph({ msg: { ...msg, operators }, bytes })
    t.match(text, /^model 9/, name)
    t.match(text, want, name)
  }
  const good = register(longGraph(1))
  t.equal(refusalOfGraph(good), undefined, 'the same without a bend')
})

await t.test('records that are not canonical are refused', async (t) => {
  const records = [...codec('infonex.inference.v1.Graph').decode(digits.commitments.graph).records]
  const [header = new Uint8Array(), ...nodes] = records
  const withRecords = (some: readonly Uint8Array[]) => {
    const bytes = rawGraph(some)
    const { msg } = register()
    return { msg: { ...msg, graphRoot: graphRoot(some), graphBytes: bytes.length }, bytes }
  }
  const unknownField = Uint8Array.of(0xf8, 0x07, 0x01)
  const rows: [string, readonly Uint8Array[], RegExp][] = [
    ['an unknown field', [Buffer.concat([header, unknownField]), ...nodes], /the header is not in/],
    [
      'a node twice over',
      [header, Buffer.concat([nodes[0] as Uint8Array, Uint8Array.of(8, 0)])],
      /node 0 is not in/,
    ],
    ['not readable', [Uint8Array.of(0x0a, 0xff)], /the header is not readable/],
    ['no header', nodes, /^model 9/],
  ]
  for (const [name, some, want] of rows) {
    const text = refusalOfGraph(withRecords(some))
    t.match(text, /^model 9/, name)
    t.match(text, want, name)
  }
  const { msg, bytes } = withRecords(records)
  const longer = Buffer.concat([bytes, unknownField])
  const bent = { msg: { ...msg, graphBytes: longer.length }, bytes: longer }
  t.match(refusalOfGraph(bent), /the graph is not in canonical form/)
  t.equal(refusalOfGraph({ msg, bytes }), undefined)
})

await t.test('what a registration declares is what its graph says', async (t) => {
  const good = register()
  const [input, output] = [good.msg.inputs[0], good.msg.outputs[0]] as const
  const [first, ...rest] = good.msg.operators
  assert.ok(input !== undefined && output !== undefined && first !== undefined)
  const rows: [Partial<Registration>, RegExp][] = [
    [{ inputs: [input, input] }, /it has 1 inputs, registered are 2/],
    [{ inputs: [{ ...input, name: 'other' }] }, /input 0 is not as registered/],
    [{ inputs: [{ ...input, dtype: 7 }] }, /input 0 is not as registered/],
    [{ inputs: [{ ...input, shape: [256n] }] }, /input 0 is not as registered/],
    [{ inputs: [{ ...input, shape: [1n, 1n, 16n, 17n] }] }, /input 0 is not as registered/],
    [{ outputs: [{ ...output, name: 'other' }] }, /output 0 is not as registered/],
    [{ operators: rest }, /uses 6 operators, registered are 5/],
    [{ operators: [{ ...first, count: 9 }, ...rest] }, /registered are 9/],
    [{ operators: [{ op: 'Abs', count: 1 }, ...rest] }, /has 0 nodes of Abs, registered are 1/],
    [{ weightRoots: good.msg.weightRoots.slice(1) }, /has 6 weights, registered are 5/],
  ]
  for (const [change, want] of rows)
    t.match(refusalOfGraph({ ...good, msg: { ...good.msg, ...change } }), want, String(want))
  t.equal(refusalOfGraph(good), undefined)
})
