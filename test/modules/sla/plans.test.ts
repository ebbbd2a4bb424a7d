/** Plans on chain: one row per way to be refused, versions, prices, gas. */
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import type { Plan } from '../../../modules/sla/state.js'
import { GasMeter } from '../../../chain/types/gas.js'
import { address } from '../../support/memoryContext.js'
import { priced, refTo, registerPlan, twoPlans } from './agreed.js'
import { slaChain } from './bonds.js'
import { bytesOf, irOf, type Json, MODEL_A, period, withPlans, withQuotas } from './documents.js'

const OWNER = 1
/** Limits of one metric, each in a period. */
const quotas = (...limits: readonly (readonly [string, string])[]): Json => ({
  '/v1/*': { all: { requests: limits.map(([unit, max]) => ({ max, period: period(unit) })) } },
})
const bytes = (text: string): Uint8Array => Buffer.from(text)

await t.test('MsgRegisterPlan, MsgUpdatePlan and MsgRetirePlan', async (t) => {
  const s = slaChain()
  const owner = address(OWNER)
  const good = priced('0.00002')
  const text = Buffer.from(good).toString()
  const without = Buffer.from(
    bytesOf(withPlans({ P: { pricing: { cost: '0', currency: 'USD' } } })),
  )
    .toString()
    .replace(/,"settlement":\{[^}]*\}/, '')
  const rows: [string, object, RegExp][] = [
    ['foreign owner', { owner: 'x', document: good }, /^sdk 7/],
    ['empty', { document: new Uint8Array() }, /^sla 18: document is empty/],
    ['oversize', { document: new Uint8Array(65_537) }, /^sla 18: document has 65537 bytes, want/],
    ['no JSON', { document: bytes('{') }, /^sla 18/],
    ['spaces', { document: bytes(text.replace(',', ', ')) }, /^sla 18/],
    ['number', { document: bytes(text.replace('"0"', '0')) }, /^sla 18/],
    [
      'key twice',
      { document: bytes(text.replace('{"context"', '{"context":"","context"')) },
      /^sla 18/,
    ],
    ['trailing zero', { document: bytes(text.replace('0.00002', '0.000020')) }, /^sla 18/],
    ['no settlement', { document: bytes(without) }, /^sla 18: settlement is absent/],
    [
      'a day that allows less than its hours',
      { document: bytesOf(withQuotas(quotas(['hour', '10'], ['day', '5']))) },
      /^sla 18: plans\/P\/quotas.*/,
    ],
    ['deep', { document: bytes(`${'['.repeat(1000)}${']'.repeat(1000)}`) }, /^sla 18/],
  ]
  for (const [name, change, want] of rows)
    t.match(s.refusal(s.ctx, 'MsgRegisterPlan', { owner, ...change }), want, name)
  const plan = registerPlan(s, OWNER, good)
  t.match(plan, { id: 1n, version: 1, owner, status: 1, denom: 'uinx', names: ['P'] })
  t.same(plan.canonSha256, sha256(good))
  const update = (change: object): string | undefined =>
    s.refusal(s.ctx, 'MsgUpdatePlan', { owner, planId: 1n, document: good, ...change })
  t.match(update({ planId: 2n }), /^sla 19/)
  t.match(update({ owner: address(2) }), /^sla 20: .*; the owner is/)
  t.match(update({}), /^sla 18: document is that of version 1/)
  t.match(update({ document: bytes('[]') }), /^sla 18/)
  t.equal(update({ document: twoPlans('1', '2') }), undefined)
  const retire = (change: object): string | undefined =>
    s.refusal(s.ctx, 'MsgRetirePlan', { owner, planId: 1n, ...change })
  t.match(retire({ planId: 2n }), /^sla 19/)
  t.match(retire({ owner: address(2) }), /^sla 20/)
  t.equal(retire({}), undefined)
  t.match(retire({}), /^sla 21/)
  t.match(update({}), /^sla 21/)
})

await t.test('versions stand side by side; queries show document and compiled form', async (t) => {
  const s = slaChain()
  const documents = [priced('0.00002'), twoPlans('1', '2')]
  const owner = address(OWNER)
  registerPlan(s, OWNER, documents[0] as Uint8Array)
  s.run(s.ctx, 'MsgUpdatePlan', { owner, planId: 1n, document: documents[1] })
  registerPlan(s, 2, priced('3'))
  for (const version of [1, 2]) {
    const got = s.ask<{ plan: Plan; document: Uint8Array; compiled: Uint8Array }>(s.ctx, 'Plan', {
      planId: 1n,
      version,
    })
    const document = documents[version - 1] as Uint8Array
    t.same(got.document, document)
    t.equal(got.plan.version, version)
    const json = JSON.parse(Buffer.from(document).toString()) as never
    t.same(got.compiled, codec('infonex.sla.v1.SlaIr').encode(irOf(json)), 'the library agrees')
    t.same(got.plan.canonSha256, sha256(got.document))
  }
  t.match(s.ask(s.ctx, 'Plan', { planId: 1n, version: 0 }), { plan: { version: 2 } })
  t.throws(() => s.ask(s.ctx, 'Plan', { planId: 1n, version: 3 }), /plan 1 version 3; the newest/)
  t.throws(() => s.ask(s.ctx, 'Plan', { planId: 9n, version: 0 }), /plan 9/)
  t.match(s.ask(s.ctx, 'Plans', { owner: '', pagination: null }), {
    plans: [{ id: 1n, version: 2 }, { id: 2n }],
  })
  t.match(s.ask(s.ctx, 'Plans', { owner: address(2), pagination: null }), { plans: [{ id: 2n }] })
  s.run(s.ctx, 'MsgRetirePlan', { owner, planId: 1n })
  t.match(s.ask(s.ctx, 'Plan', { planId: 1n, version: 1 }), { plan: { status: 2 } })
})

await t.test('Price is what the plan charges for usage', async (t) => {
  const s = slaChain()
  registerPlan(s, OWNER, priced('0.00002'))
  registerPlan(s, OWNER, twoPlans('1', '2'))
  const row = { path: MODEL_A, method: 'post', metric: 'requests', units: 50n }
  const ask = (change: object) =>
    s.ask(s.ctx, 'Price', { planId: 1n, version: 0, name: '', usage: [row], ...change })
  t.match(ask({}), { amount: '1000', denom: 'uinx' })
  t.match(ask({ usage: [] }), { amount: '0' })
  t.match(ask({ planId: 2n, name: 'B' }), { amount: '100000000' })
  t.throws(() => ask({ planId: 2n }), /name is "", want one of A, B/)
  t.throws(() => ask({ planId: 7n }), /plan 7/)
  t.throws(() => ask({ usage: [row, row] }), /is there twice/)
  t.throws(() => ask({ usage: Array(1001).fill(row) }), /usage has 1001 rows/)
})

await t.test('the gas of a document is for its bytes, and the same warm or cold', async (t) => {
  const s = slaChain()
  const gasOf = (body: (ctx: typeof s.ctx) => unknown): bigint => {
    const ctx = s.ctx.with({ gas: new GasMeter(undefined) })
    body(ctx)
    return ctx.gas.used
  }
  const document = priced('0.00002')
  const first = gasOf((ctx) => s.run(ctx, 'MsgRegisterPlan', { owner: address(1), document }))
  t.ok(first > BigInt(document.length) * 40n, 'compiling and storing')
  const plan = s.keeper.plans.mustNewest(s.ctx, 1n)
  const read = (): bigint => gasOf((ctx) => s.keeper.plans.mustRefer(ctx, refTo(plan)))
  const cold = slaChain()
  cold.module.initGenesis(cold.ctx, s.module.exportGenesis(s.ctx))
  const coldCtx = cold.ctx.with({ gas: new GasMeter(undefined) })
  cold.keeper.plans.mustRefer(coldCtx, refTo(plan))
  t.equal(read(), read())
  t.equal(coldCtx.gas.used, read())
})

await t.test(
  'a reverted plan leaves nothing in the cache: another with its number is itself',
  async (t) => {
    const s = slaChain()
    t.throws(() =>
      s.ctx.atomic((branch) => {
        const made = s.keeper.plans.compile(branch, priced('1'), DEFAULT_PARAMS.maxPlanBytes)
        const plan = s.keeper.plans.add(branch, address(1), 1n, priced('1'), made)
        s.keeper.plans.mustRefer(branch, refTo(plan))
        throw new Error('reverted')
      }),
    )
    const plan = registerPlan(s, 1, priced('2'))
    const { ir } = s.keeper.plans.mustRefer(s.ctx, refTo(plan))
    t.same(ir, irOf(JSON.parse(Buffer.from(priced('2')).toString()) as never))
  },
)
