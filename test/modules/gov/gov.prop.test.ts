import assert from 'node:assert/strict'
import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { compose } from '../../../chain/app/app.js'
import { Router } from '../../../chain/baseapp/router.js'
import type { Context } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import type { AnyMsgHandler } from '../../../chain/types/module.js'
import { endBlock } from '../../../modules/gov/blockers.js'
import { GovKeeper } from '../../../modules/gov/keeper.js'
import { govModule } from '../../../modules/gov/module.js'
import { paramsQueryOf } from '../../../modules/gov/state.js'
import { ModelError } from '../../../modules/model/errors.js'
import { ModelKeeper } from '../../../modules/model/keeper.js'
import { modelModule } from '../../../modules/model/module.js'
import { toWire } from '../../../modules/consensus/state.js'
import {
  address,
  addresses,
  later,
  memoryContext,
  testConsensusParams,
} from '../../support/memoryContext.js'
import { ask, broken, fund, handlerOf, pack, wire } from '../setup.js'
import { AUTHORITY, GOV_ACCOUNT, governed, modelChange, shown } from './governed.js'

const { router } = compose()
const authority = GOV_ACCOUNT
const u32 = fc.nat(5000)
const u64 = fc.bigInt({ min: 0n, max: 1n << 40n })

/** Parameter changes, good and bad, and what moves or makes money, all in the name of the gov account. */
const changes = fc.oneof(
  fc.record({ maxWeightRoots: u32 }).map((change) => modelChange(change)),
  fc
    .record({ delayMs: u64, delayBlocks: fc.bigInt({ min: 0n, max: 9n }), maxPending: u32 })
    .map((params) => pack('infonex.gov.v1.MsgUpdateParams', { authority, params })),
  fc.boolean().map((defaultSendEnabled) =>
    pack('cosmos.bank.v1beta1.MsgUpdateParams', {
      authority,
      params: { sendEnabled: [], defaultSendEnabled },
    }),
  ),
  u64.map((maxGas) => {
    const { block, evidence, validator } = toWire({
      ...testConsensusParams,
      block: { ...testConsensusParams.block, maxGas },
    })
    const msg = { authority, block, evidence, validator, abci: null }
    return pack('cosmos.consensus.v1.MsgUpdateParams', msg as never)
  }),
)
const money = fc.bigInt({ min: 1n, max: 1000n }).map((amount) =>
  pack('cosmos.bank.v1beta1.MsgSend', {
    fromAddress: GOV_ACCOUNT,
    toAddress: address(7),
    amount: wire(`${amount}uinx`),
  }),
)
const anything = fc.record({
  type_url: fc.oneof(fc.constantFrom(...router.typeUrls), fc.string()),
  value: fc.uint8Array({ maxLength: 40 }),
})
const messages = fc.oneof({ weight: 4, arbitrary: changes }, money, anything)

await t.test('whatever is announced, balances and supply never change', async (t) => {
  let applied = 0
  let refused = 0
  const coins = (g: ReturnType<typeof governed>, ctx: Context): unknown => [
    [...g.bank.balances.walk(ctx)].map(([[who, denom], amount]) => [`${who}`, denom, amount]),
    [...g.bank.supply.walk(ctx)],
  ]
  fc.assert(
    fc.property(fc.array(messages, { minLength: 1, maxLength: 6 }), (list) => {
      const g = governed()
      fund(g, g.ctx, 7, '5ubtc,100uinx')
      const rich = 10_000n
      g.bank.setBalance(g.ctx, g.gov.account, 'uinx', rich)
      g.bank.setSupply(g.ctx, 'uinx', g.bank.getSupply(g.ctx, 'uinx') + rich)
      const before = coins(g, g.ctx)
      let ctx = g.ctx
      for (const message of list) {
        const msg = { authority: address(AUTHORITY), message, reason: '' }
        if (g.refusal(ctx, 'MsgAnnounceParams', msg) === undefined) {
          assert.match(message.type_url, /\.MsgUpdateParams$/)
        } else refused += 1
        ctx = later(ctx, 1n)
        endBlock(g.gov, ctx)
      }
      for (let i = 0; i < 3; i++) {
        ctx = later(ctx, 10n)
        endBlock(g.gov, ctx)
        applied += ctx.events.filter((e) => e.type.endsWith('EventParamsApplied')).length
      }
      assert.deepEqual(broken(g.modules, ctx), [])
      return isDeepStrictEqual(coins(g, ctx), before)
    }),
    { numRuns: 100 },
  )
  t.ok(applied > 20, `${applied} changes were applied`)
  t.ok(refused > 20, `${refused} were refused`)
})

await t.test(
  'only parameters may be announced: every other message of the chain is refused',
  (t) => {
    const g = governed()
    const allowed = router.typeUrls.filter((typeUrl) => g.gov.isAllowed(typeUrl))
    for (const typeUrl of router.typeUrls) {
      const message = { type_url: typeUrl, value: new Uint8Array() }
      const msg = { authority: address(AUTHORITY), message, reason: '' }
      const want = allowed.includes(typeUrl) ? /^gov [59]/ : /^gov 4/
      t.match(g.refusal(g.ctx, 'MsgAnnounceParams', msg), want, typeUrl)
    }
    t.ok(allowed.length >= 6)
    for (const typeUrl of allowed) {
      t.match(typeUrl, /\.MsgUpdateParams$/)
      const shows = g.modules
        .flatMap((m) => m.queries)
        .some((q) => q.path === paramsQueryOf(typeUrl))
      t.ok(shows, `${typeUrl}: a query shows what it changes`)
    }
    t.end()
  },
)

await t.test('a preview changes nothing, whatever it is of', async () => {
  fc.assert(
    fc.property(changes, (message) => {
      const g = governed()
      const dump = (): unknown =>
        g.modules.flatMap((m) => m.stores).map((s) => [...g.ctx.kv(s).iterate()].map(String))
      const before = dump()
      try {
        g.gov.preview(g.ctx, message)
      } catch (error) {
        if (!(error instanceof TxError)) throw error
      }
      return isDeepStrictEqual(dump(), before) && g.ctx.events.length === 0
    }),
    { numRuns: 50 },
  )
})

await t.test('a module that writes and then refuses leaves no half write', async (t) => {
  const ctx = memoryContext()
  const model = new ModelKeeper({ addresses, authority: () => GOV_ACCOUNT })
  const models = modelModule(model)
  const url = '/infonex.model.v1.MsgUpdateParams'
  const real = handlerOf([models], url)
  const late: AnyMsgHandler = {
    ...real,
    execute(at, msg) {
      real.execute(at, msg)
      throw ModelError.retired('after it wrote')
    },
  }
  const { gov } = governed()
  const keeper = new GovKeeper({
    addresses,
    account: gov.account,
    router: new Router([late]),
    query: (path) => models.queries.find((q) => q.path === path),
    allowed: [url],
  })
  for (const module of [models, govModule(keeper)]) module.initGenesis(ctx, module.defaultGenesis())
  const message = modelChange({ maxWeightRoots: 5 })
  keeper.announcements.set(ctx, 1n, {
    id: 1n,
    message,
    oldParams: shown(),
    announcedHeight: 1n,
    forceMs: 1n,
    forceHeight: 1n,
    reason: '',
  })
  endBlock(keeper, ctx)
  t.equal(model.paramsOrDefault(ctx).maxWeightRoots, 2048)
  t.same([...keeper.announcements.walk(ctx)], [])
  t.same(
    ctx.events.map((e) => e.type),
    ['infonex.gov.v1.EventParamsFailed'],
    'no event of what was dropped',
  )
})

await t.test(
  'genesis: what is exported imports to the same bytes; problems are named',
  async (t) => {
    const g = governed()
    const announce = { authority: address(AUTHORITY), message: modelChange(), reason: 'why' }
    for (let i = 0; i < 3; i++) g.run(g.ctx, 'MsgAnnounceParams', announce)
    g.run(g.ctx, 'MsgCancelAnnouncement', { authority: address(AUTHORITY), id: 2n })
    const module = govModule(g.gov)
    const exported = module.exportGenesis(g.ctx) as Record<string, never>
    t.same(module.validateGenesis(exported), [])
    const fresh = memoryContext()
    module.initGenesis(fresh, exported)
    const dump = (ctx: Context): string[] => [...ctx.kv('gov').iterate()].map(String)
    t.same(dump(fresh), dump(g.ctx))
    t.same(module.exportGenesis(fresh), exported)

    const [one, three] = exported['announcements'] as unknown as [object, object]
    const rows: [string, object, RegExp][] = [
      ['params', { params: null }, /gov\.params/],
      ['bounds', { params: { delay_ms: '5', delay_blocks: '1', max_pending: 1 } }, /delay_ms is 5/],
      ['authority', { authority: 'x' }, /gov\.authority is "x"/],
      ['next id', { next_id: '0' }, /gov\.next_id is 0/],
      ['next id given', { next_id: '3' }, /announcements\[1\]\.id is 3/],
      ['order', { announcements: [three, one] }, /announcements\[1\]\.id is 1, want above 3/],
      ['twice', { announcements: [one, one] }, /announcements\[1\]\.id is 1/],
      ['no message', { announcements: [{ ...one, message: null }] }, /message is absent/],
      [
        'a message of another kind',
        { announcements: [{ ...one, message: { type_url: '/x', value: '' } }] },
        /changes no parameters/,
      ],
    ]
    for (const [name, change, want] of rows) {
      const found = module.validateGenesis({ ...exported, ...change } as never)
      t.ok(
        found.some((text) => want.test(text)),
        `${name}: ${found.join('; ')}`,
      )
    }
  },
)

await t.test('queries: announcements, authority, params', async (t) => {
  const g = governed()
  const q = (name: string): unknown => ask(g.modules, g.ctx, `/infonex.gov.v1.Query/${name}`, {})
  t.same(q('Announcements'), { announcements: [] })
  g.run(g.ctx, 'MsgAnnounceParams', {
    authority: address(AUTHORITY),
    message: modelChange({ maxWeightRoots: 5 }),
    reason: 'why',
  })
  t.match(q('Announcements'), { announcements: [{ id: 1n, reason: 'why' }] })
  t.same(q('Authority'), { authority: address(AUTHORITY), moduleAccount: GOV_ACCOUNT })
  t.match(q('Params'), { params: { delayMs: 12_000n, delayBlocks: 3n } })
  g.gov.authority.delete(g.ctx)
  t.match(q('Authority'), { authority: '' })
})
