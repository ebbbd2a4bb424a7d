/** One row per way to be refused, in the order of modules/model/README.md, then the success. */
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { DEFAULT_PARAMS } from '../../../modules/model/params.js'
import { COMPLETE, REGISTERED, RETIRED } from '../../../modules/model/state.js'
import { address, later } from '../../support/memoryContext.js'
import { AUTHORITY, digits, longGraph, OWNER, register, registry } from './registry.js'

const none = new Uint8Array()
const short = new Uint8Array(31)
const long = (n: number): string => 'x'.repeat(n)
const port = (change: object = {}) => [{ name: 'x', dtype: 1, shape: [1n], ...change }]
const op = (name: string, count = 1) => ({ op: name, count })
const uri = 'https://models.example/x'

await t.test('MsgRegisterModel', async (t) => {
  const r = registry()
  const { msg } = register()
  const refusal = (change: object): string | undefined =>
    r.refusal(r.ctx, 'MsgRegisterModel', { ...msg, ...change })
  const rows: [object, RegExp][] = [
    [{ owner: 'x', label: '' }, /^sdk 7/],
    [{ label: '', fileHash: none }, /^model 2: label has 0/],
    [{ label: long(101) }, /^model 2: label has 101/],
    [{ locations: Array(9).fill(uri) }, /^model 2: locations has 9/],
    [{ locations: [uri, `a:${long(299)}`] }, /^model 2: locations\[1\] has 301/],
    [{ locations: ['/tmp/x'] }, /^model 2: locations\[0\] is no URI/],
    [{ locations: ['https://é.example'] }, /^model 2: locations\[0\] is no URI/],
    [{ fileHash: short, fileBytes: 0n }, /^model 2: file_hash has 31/],
    [{ fileBytes: 0n, graphRoot: none }, /^model 2: file_bytes is 0/],
    [{ graphRoot: none, graphBytes: 0 }, /^model 2: graph_root has 0/],
    [{ graphBytes: 0, weightRoots: [short] }, /^model 2: graph_bytes is 0/],
    [{ weightRoots: [msg.graphRoot, short], mode: 0 }, /^model 2: weight_roots\[1\] has 31/],
    [{ mode: 0, profile: 0 }, /^model 2: mode is 0/],
    [{ mode: 4 }, /^model 2: mode is 4/],
    [{ profile: 0, canonicalVersion: 0 }, /^model 2: profile is 0/],
    [{ profile: 5 }, /^model 2: profile is 5/],
    [{ canonicalVersion: 2, inputs: [] }, /^model 2: canonical_version is 2/],
    [{ inputs: [], outputs: [] }, /^model 2: inputs has 0/],
    [{ inputs: Array(65).fill(port()[0]) }, /^model 2: inputs has 65/],
    [{ inputs: port({ name: '' }) }, /^model 2: inputs\[0\]\.name has 0/],
    [{ inputs: port({ name: long(129) }) }, /^model 2: inputs\[0\]\.name has 129/],
    [{ inputs: port({ dtype: 99 }) }, /^model 2: inputs\[0\]: element type 99/],
    [{ inputs: port({ shape: [1n, 0n] }) }, /^model 2: inputs\[0\]: a dimension is 0/],
    [{ inputs: port({ shape: [1n << 39n] }) }, /^model 2: inputs\[0\]: it has more than 2\^40/],
    [{ inputs: port({ shape: Array(40).fill(1n) }) }, /^model 2: inputs\[0\]: rank is 40/],
    [{ outputs: [], operators: [op('')] }, /^model 2: outputs has 0/],
    [{ operators: Array(257).fill(op('A')) }, /^model 2: operators has 257/],
    [{ operators: [op('')] }, /^model 2: operators\[0\]\.op has 0/],
    [{ operators: [op(long(65))] }, /^model 2: operators\[0\]\.op has 65/],
    [{ operators: [op('A', 0)] }, /^model 2: operators\[0\]\.count is 0/],
    [{ operators: [op('B'), op('A')] }, /^model 2: operators\[1\] is not above/],
    [{ operators: [op('A'), op('A')], licence: '' }, /^model 2: operators\[1\] is not above/],
    [{ licence: '', licenceHash: short }, /^model 2: licence has 0/],
    [{ licence: long(101) }, /^model 2: licence has 101/],
    [{ licenceHash: short, graphBytes: 1 << 20 }, /^model 2: licence_hash has 31/],
    [
      { graphBytes: DEFAULT_PARAMS.maxGraphBytes + 1 },
      /^model 2: graph_bytes is 262145, want at most 262144/,
    ],
    [{ weightRoots: Array(2049).fill(msg.graphRoot) }, /^model 2: weight_roots has 2049/],
  ]
  for (const [change, want] of rows) t.match(refusal(change), want, String(want))
  t.same([...r.keeper.models.walk(r.ctx)], [], 'a refusal leaves nothing')
  t.same(r.run(r.ctx, 'MsgRegisterModel', msg), { modelId: digits.commitments.modelId })
  t.match(refusal({ owner: address(2), label: 'mine' }), /^model 3: [0-9a-f]{64} by infonex1/)
})

await t.test(
  'an unfinished registration gives way after completion_blocks, no other',
  async (t) => {
    const r = registry()
    const graph = register(longGraph(80))
    const { modelId } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', graph.msg)
    const piece = { owner: graph.msg.owner, modelId, index: 0, data: graph.bytes.subarray(0, 1024) }
    r.run(r.ctx, 'MsgPostGraph', piece)
    const other = { ...graph.msg, owner: address(2) }
    const { completionBlocks } = DEFAULT_PARAMS
    t.match(r.refusal(later(r.ctx, completionBlocks), 'MsgRegisterModel', other), /^model 3/)
    const ctx = later(r.ctx, completionBlocks + 1n)
    t.equal(r.refusal(ctx, 'MsgRegisterModel', other), undefined)
    t.match(r.keeper.get(ctx, modelId), { owner: address(2), graphPosted: 0, height: ctx.height })
    t.same([...r.keeper.chunks.walk(ctx)], [], 'the pieces of the first are gone')
    t.equal([...r.keeper.byOwner.walk(ctx)].length, 1, 'and its owner has it no more')
    r.run(ctx, 'MsgPostGraph', { owner: address(2), modelId, index: 0, data: graph.bytes })
    for (const status of [COMPLETE, RETIRED]) {
      const much = later(ctx, 9n * completionBlocks)
      t.equal(r.keeper.get(much, modelId)?.status, status)
      t.match(r.refusal(much, 'MsgRegisterModel', graph.msg), /^model 3/)
      if (status === COMPLETE) r.run(much, 'MsgRetireModel', { owner: address(2), modelId })
    }
  },
)

await t.test('MsgPostGraph', async (t) => {
  const r = registry()
  const graph = register(longGraph(80))
  const { modelId } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', graph.msg)
  r.keeper.params.set(r.ctx, { ...DEFAULT_PARAMS, maxChunkBytes: 2000 })
  const size = graph.bytes.length
  t.ok(size > 2600 && size < 4000, `${size} bytes: two pieces and more`)
  const post = (index: number, data: Uint8Array, change: object = {}): string | undefined =>
    r.refusal(r.ctx, 'MsgPostGraph', { owner: address(OWNER), modelId, index, data, ...change })
  const part = (from: number, to: number): Uint8Array => graph.bytes.subarray(from, to)
  const stranger = { owner: address(2) }
  const unknown = { modelId: new Uint8Array(32) }
  t.match(post(0, none, { owner: 'x' }), /^sdk 7/)
  t.match(post(0, none, { ...unknown, ...stranger }), /^model 7: data is empty/)
  t.match(post(9, part(0, 2001), { ...unknown, ...stranger }), /^model 4/)
  t.match(post(0, part(0, 1500), { modelId: short }), /^model 4/)
  t.match(post(9, part(0, 2001), stranger), /^model 5: .*; the owner is/)
  t.match(post(9, part(0, 2001)), /^model 7: data has 2001 bytes, want at most 2000/)
  t.match(post(1, part(0, 10)), /^model 7: index is 1/)
  t.match(post(0, part(0, 1023)), /^model 7: data has 1023 bytes, want 1024 or more/)
  t.same([...r.keeper.chunks.walk(r.ctx)], [], 'a refusal leaves nothing')
  t.equal(post(0, part(0, 1500)), undefined)
  t.match(post(2, part(1500, 2600)), /^model 7: index is 2/)
  t.equal(post(1, part(1500, 2600)), undefined)
  t.match(post(1, part(1500, 2600)), /^model 7: index is 1/, 'each piece once')
  t.equal(post(0, part(0, 2000)), undefined, 'the first piece begins anew')
  t.equal(r.keeper.get(r.ctx, modelId)?.graphPosted, 2000)
  t.same(r.keeper.graph(r.ctx, modelId), part(0, 2000), 'with all that came before gone')
  const beyond = new Uint8Array(size - 2000 + 1)
  t.match(post(1, beyond), /^model 8: .* bytes, graph_bytes is/)
  const wrong = part(2000, size).slice()
  wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1
  t.match(post(1, wrong), /^model 9/)
  t.equal(r.keeper.get(r.ctx, modelId)?.graphPosted, 2000, 'the wrong piece is not kept')
  t.equal(post(1, part(2000, size)), undefined)
  t.equal(r.keeper.get(r.ctx, modelId)?.status, COMPLETE)
  t.same(r.keeper.graph(r.ctx, modelId), graph.bytes)
  t.match(post(0, part(0, 2001)), /^model 6/)
  t.match(post(0, part(0, 2001), stranger), /^model 5/)
  r.run(r.ctx, 'MsgRetireModel', { owner: address(OWNER), modelId })
  t.match(post(0, part(0, 1500)), /^model 6/)
})

await t.test('MsgUpdateModel and MsgRetireModel', async (t) => {
  const r = registry()
  const modelId = r.complete(register())
  const good = { owner: address(OWNER), modelId, label: 'better', locations: ['ipfs://x'] }
  const update = (change: object): string | undefined =>
    r.refusal(r.ctx, 'MsgUpdateModel', { ...good, ...change })
  const stranger = { owner: address(2) }
  const unknown = { modelId: new Uint8Array(32) }
  t.match(update({ owner: 'x', label: '' }), /^sdk 7/)
  t.match(update({ ...unknown, label: '', locations: [''] }), /^model 2: label has 0/)
  t.match(update({ ...unknown, locations: [''] }), /^model 2: locations\[0\]/)
  t.match(update({ ...unknown, ...stranger }), /^model 4/)
  t.match(update(stranger), /^model 5/)
  const before = r.keeper.mustGet(r.ctx, modelId)
  t.equal(update({}), undefined)
  t.same(
    r.keeper.get(r.ctx, modelId),
    { ...before, label: 'better', locations: ['ipfs://x'] },
    'nothing that is judged changes',
  )
  const retire = (change: object): string | undefined =>
    r.refusal(r.ctx, 'MsgRetireModel', { owner: address(OWNER), modelId, ...change })
  t.match(retire({ owner: 'x' }), /^sdk 7/)
  t.match(retire({ ...unknown, ...stranger }), /^model 4/)
  t.match(retire(stranger), /^model 5/)
  t.ok(r.keeper.isOffered(r.ctx, modelId))
  t.equal(retire({}), undefined)
  t.notOk(r.keeper.isOffered(r.ctx, modelId))
  t.match(retire({}), /^model 10/)
  t.match(retire(stranger), /^model 5/)
  t.match(update({}), /^model 10/)
  t.same(r.keeper.graph(r.ctx, modelId), digits.commitments.graph, 'it stays readable')
})

await t.test('retiring a model whose graph never came leaves nothing behind', async (t) => {
  const r = registry()
  const empty = [...r.ctx.kv('model').iterate()].map(String)
  const graph = register(longGraph(80))
  const { modelId } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', graph.msg)
  const data = graph.bytes.subarray(0, 1100)
  t.same(r.run(r.ctx, 'MsgPostGraph', { owner: graph.msg.owner, modelId, index: 0, data }), {
    status: REGISTERED,
  })
  r.run(r.ctx, 'MsgRetireModel', { owner: graph.msg.owner, modelId })
  t.same([...r.ctx.kv('model').iterate()].map(String), empty)
  t.equal(r.refusal(r.ctx, 'MsgRegisterModel', graph.msg), undefined, 'its id is free again')
})

await t.test('MsgUpdateParams', async (t) => {
  const r = registry()
  const p = DEFAULT_PARAMS
  const msg = { authority: address(AUTHORITY), params: { ...p, maxWeightRoots: 5 } }
  const rows: [object, RegExp][] = [
    [{ params: null, authority: address(2) }, /^model 11: params are absent/],
    [{ params: { ...p, maxGraphBytes: 1023 } }, /^model 11: max_graph_bytes is 1023/],
    [{ params: { ...p, maxGraphBytes: 4_194_305 } }, /^model 11: max_graph_bytes/],
    [{ params: { ...p, maxChunkBytes: 1023 } }, /^model 11: max_chunk_bytes is 1023/],
    [{ params: { ...p, maxChunkBytes: p.maxGraphBytes + 1 } }, /^model 11: max_chunk_bytes/],
    [{ params: { ...p, maxWeightRoots: 0 } }, /^model 11: max_weight_roots is 0/],
    [{ params: { ...p, maxWeightRoots: 65_537 } }, /^model 11: max_weight_roots/],
    [{ params: { ...p, completionBlocks: 0n } }, /^model 11: completion_blocks is 0/],
    [{ authority: address(2) }, /^model 12/],
  ]
  for (const [change, want] of rows)
    t.match(r.refusal(r.ctx, 'MsgUpdateParams', { ...msg, ...change }), want, String(want))
  t.equal(r.refusal(r.ctx, 'MsgUpdateParams', msg), undefined)
  t.same(r.keeper.paramsOrDefault(r.ctx), msg.params)
  const { msg: digitsMsg } = register()
  t.match(r.refusal(r.ctx, 'MsgRegisterModel', digitsMsg), /^model 2: weight_roots has 6/)
})

await t.test('events name what happened', async (t) => {
  const r = registry()
  const id = toHex(r.complete(register()))
  const size = `${digits.commitments.graph.length}`
  t.match(
    r.ctx.events.map(({ type, attributes }) => [
      type.replace('infonex.model.v1.Event', ''),
      ...attributes.map(({ key, value }) => `${key}=${value}`),
    ]),
    [
      ['ModelRegistered', `model_id=${id}`, `owner=${address(OWNER)}`, 'label=digits'],
      ['GraphPosted', `model_id=${id}`, `posted=${size}`, `graph_bytes=${size}`],
      ['ModelComplete', `model_id=${id}`],
    ],
  )
})
