import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { COMPLETE, type Model } from '../../../modules/model/state.js'
import { address, memoryContext } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import { digits, longGraph, OWNER, register, registry } from './registry.js'

interface Found {
  readonly models: readonly Model[]
  readonly pagination: { readonly nextKey: Uint8Array; readonly total: bigint }
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1)

/** One model complete, one retired, one half posted, one of another owner. */
function filled() {
  const r = registry()
  const complete = r.complete(register())
  const retired = r.complete(register(longGraph(1)))
  r.run(r.ctx, 'MsgRetireModel', { owner: address(OWNER), modelId: retired })
  const half = register(longGraph(80))
  const { modelId } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', half.msg)
  r.run(r.ctx, 'MsgPostGraph', {
    owner: address(OWNER),
    modelId,
    index: 0,
    data: half.bytes.subarray(0, 1500),
  })
  const other = r.complete(register(longGraph(2), { owner: address(2) }))
  return { ...r, complete, retired, half: modelId, other }
}

await t.test('what is exported imports to the same bytes', async (t) => {
  const r = filled()
  const exported = r.module.exportGenesis(r.ctx)
  t.same(r.module.validateGenesis(exported), [])
  const fresh = memoryContext()
  r.module.initGenesis(fresh, exported)
  t.same([...fresh.kv('model').iterate()].map(String), [...r.ctx.kv('model').iterate()].map(String))
  t.same(r.module.exportGenesis(fresh), exported)
  t.same(broken([r.module], fresh), [])
})

await t.test('every problem is named, and what has none keeps the invariants', async (t) => {
  const r = registry()
  r.complete(register())
  const half = register(longGraph(80))
  const { modelId } = r.run<{ modelId: Uint8Array }>(r.ctx, 'MsgRegisterModel', half.msg)
  const data = half.bytes.subarray(0, 1500)
  r.run(r.ctx, 'MsgPostGraph', { owner: address(OWNER), modelId, index: 0, data })
  const good = r.module.exportGenesis(r.ctx) as Record<string, never>
  type Row = Record<string, unknown>
  const models = good['models'] as unknown as readonly Row[]
  const chunks = good['chunks'] as unknown as readonly Row[]
  const isDigits = (model: Row): boolean =>
    Buffer.from(String(model['id']), 'base64').equals(digits.commitments.modelId)
  const bend = (change: Row, ofDigits = true): Row => ({
    models: models.map((model) => (isDigits(model) === ofDigits ? { ...model, ...change } : model)),
  })
  const rows: [string, Row, RegExp][] = [
    ['params', { params: null }, /model\.params/],
    ['twice', { models: [...models, models[0] as Row] }, /models\[2\] is there twice/],
    ['owner', bend({ owner: 'x' }), /\.owner is "x"/],
    ['label', bend({ label: '' }), /label has 0/],
    ['mode', bend({ mode: 2 }), /id is not the hash of its commitments/],
    ['status', bend({ status: 0 }), /status is 0|\.status/],
    ['posted', bend({ graph_posted: 5 }), /graph_posted is 5, the pieces have/],
    ['the size of a whole graph', bend({ graph_bytes: 9999 }), /graph_bytes is 9999/],
    ['a half graph as a whole one', bend({ status: COMPLETE }, false), /graph/],
    ['a whole graph as a half one', bend({ graph_bytes: 1500 }, false), /graph_bytes is 1500/],
    ['no pieces', { chunks: [] }, /the pieces have 0 bytes/],
    ['a piece of no model', { models: [] }, /chunks\[0\] is of no model/],
    ['a gap', { chunks: chunks.map((c) => ({ ...c, index: 1 })) }, /not in order/],
  ]
  t.same(r.module.validateGenesis(good), [])
  for (const [name, change, want] of rows) {
    const found = r.module.validateGenesis({ ...good, ...change } as never)
    t.ok(
      found.some((text) => want.test(text)),
      `${name}: ${found.join('; ')}`,
    )
  }
})

const page = (limit: bigint, key: Uint8Array = new Uint8Array()) => ({
  key,
  offset: 0n,
  limit,
  countTotal: false,
  reverse: false,
})

await t.test('queries: models of all and of one owner, page by page', async (t) => {
  const r = filled()
  const ids = (owner: string, limit: bigint): string[] => {
    const got: string[] = []
    let key: Uint8Array | undefined = new Uint8Array()
    while (key !== undefined) {
      const found: Found = r.ask<Found>('Models', { owner, pagination: page(limit, key) })
      t.ok(BigInt(found.models.length) <= limit)
      got.push(...found.models.map(({ id }) => toHex(id)))
      key = found.pagination.nextKey.length === 0 ? undefined : found.pagination.nextKey
    }
    return got
  }
  const own = [r.complete, r.retired, r.half].map(toHex).sort(byText)
  for (const limit of [1n, 2n, 3n, 9n]) {
    t.same(ids('', limit), [...own, toHex(r.other)].sort(byText), `all by ${limit}`)
    t.same(ids(address(OWNER), limit), own, `of one owner by ${limit}`)
  }
  t.same(ids(address(2), 1n), [toHex(r.other)])
  t.same(ids(address(3), 1n), [])
  const first = r.ask<Found>('Models', { owner: '', pagination: null })
  t.equal(first.pagination.total, 4n)
  t.throws(() => r.ask('Models', { owner: 'x', pagination: null }))
})

await t.test('queries: one model, its pieces, params', async (t) => {
  const r = filled()
  const id = toHex(r.half)
  t.match(r.ask('Model', { id }), { model: { graphPosted: 1500, label: 'digits' } })
  t.match(r.ask('Model', { id: id.toUpperCase() }), { model: { graphPosted: 1500 } })
  t.equal(r.ask<{ data: Uint8Array }>('GraphChunk', { id, index: 0 }).data.length, 1500)
  t.throws(() => r.ask('GraphChunk', { id, index: 1 }), { message: /no piece 1 of the graph/ })
  t.throws(() => r.ask('Model', { id: '00'.repeat(32) }), { message: /no model 0000/ })
  for (const bad of ['', '00', 'x'.repeat(64)])
    for (const query of ['Model', 'GraphChunk'])
      t.throws(() => r.ask(query, { id: bad, index: 0 }), { message: /want 64 hex digits/ })
  t.match(r.ask('Params', {}), { params: { maxGraphBytes: 262_144 } })
})
