import t from 'tap'
import { isDeepStrictEqual } from 'node:util'
import { be64, concatBytes } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import type { Json } from '../../../chain/types/module.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { fund } from '../setup.js'
import { MemStores } from '../../support/memStore.js'
import {
  answerMsg,
  type Court,
  court,
  demandMsg,
  hash,
  LARGE_MODEL,
  open,
  receiptOf,
  signReceipt,
  STRANGER,
  SUPPLIER,
} from './court.js'

/** A court with one of everything. */
function busy(): { c: Court; ctx: Context } {
  const c = court()
  c.run(c.ctx, 'MsgAssertReceipts', {
    ...{ supplier: address(SUPPLIER), root: hash('root'), count: 7, feeTotal: '35', denom: 'uinx' },
  })
  for (const n of [1n, 2n]) open(c, c.ctx, n)
  for (const n of [3n, 4n]) open(c, c.ctx, n, 'request')
  const two = c.keeper.mustDemand(c.ctx, 2n)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, two))
  c.run(c.ctx, 'MsgDeclineDemand', { supplier: address(SUPPLIER), demandId: 3n })
  c.run(c.ctx, 'MsgSubmitEvidence', {
    ...{ reporter: address(STRANGER), attribution: c.attribution },
    receipts: {
      first: signReceipt(receiptOf(c, 9n)),
      second: signReceipt(receiptOf(c, 9n, { price: '4' })),
    },
    ...{ requests: null, fee: null, denied: null },
  })
  const server = { ...c.servers.mustGet(c.ctx, c.serverId), serverId: c.serverId }
  const receiptKey = { algorithm: 1, key: hash('new key') }
  c.any(c.ctx, '/infonex.router.v1.MsgUpdateServer', { ...server, receiptKey })
  return { c, ctx: later(c.ctx, 1n) }
}

/** A court with attesters that are drawn, and one demand that waits for its draw. */
function attested(): { c: Court; ctx: Context } {
  const c = court()
  for (const n of [10, 11, 12]) {
    fund(c, c.ctx, n, '20000000uinx')
    const amount = { denom: 'uinx', amount: '10000000' }
    c.any(c.ctx, '/infonex.sla.v1.MsgBond', { owner: address(n), amount })
    c.run(c.ctx, 'MsgRegisterAttester', { attester: address(n), url: 'https://a.example' })
  }
  const large = (ctx: Context, n: bigint): void => {
    const receipt = signReceipt(receiptOf(c, n, { modelId: LARGE_MODEL.id }))
    const deposit = { denom: 'uinx', amount: '896432' }
    c.run(ctx, 'MsgDemandOutput', demandMsg(c, n, 'receipt', { receipt, deposit }))
  }
  let ctx = c.blocks(c.ctx, 2)
  large(ctx, 1n)
  ctx = c.blocks(ctx, 33)
  large(ctx, 2n)
  const { key } = answerMsg(c, c.keeper.mustDemand(ctx, 1n))
  c.run(ctx, 'MsgAnswerDemand', {
    ...{ supplier: address(SUPPLIER), demandId: 1n, key, ciphertext: new Uint8Array() },
    ...{ receipt: null, ciphertextHash: hash('c'), ciphertextBytes: 80_100 },
  })
  const attester = address(11)
  c.run(ctx, 'MsgAttestDelivery', {
    ...{ attester, demandId: 1n, ciphertextHash: hash('c'), ciphertextBytes: 80_100 },
  })
  return { c, ctx }
}

const rows = (ctx: Context) => [...ctx.kv('verification').iterate()].map(String)

await t.test('what is exported is good, and imports to the same state, byte for byte', (t) => {
  const { c, ctx } = busy()
  const fresh = ctx.with({ stores: new MemStores() })
  const sections = c.modules
    .filter(({ name }) => name !== 'model')
    .map((module) => [module, module.exportGenesis(ctx)] as const)
  for (const [module, section] of sections) {
    t.same(module.validateGenesis(section), [], module.name)
    module.initGenesis(fresh, section)
  }
  t.ok(isDeepStrictEqual(rows(fresh), rows(ctx)), 'stores are the same')
  t.same(c.broken(fresh), [])
  t.same(c.module.exportGenesis(fresh), c.module.exportGenesis(ctx))
  const over = later(fresh, 20n, 180n)
  c.end(over)
  const outcomes = [1n, 2n, 3n, 4n].map((n) => c.keeper.demandFor(over, c.channelId, n)?.outcome)
  t.same(outcomes, [2, 1, 4, 2], 'and its clocks run on')
  t.end()
})

await t.test('committees and attesters go through genesis, too', (t) => {
  const { c, ctx } = attested()
  t.same(c.broken(ctx), [])
  const fresh = ctx.with({ stores: new MemStores() })
  for (const module of c.modules.filter(({ name }) => name !== 'model'))
    module.initGenesis(fresh, module.exportGenesis(ctx))
  t.ok(isDeepStrictEqual(rows(fresh), rows(ctx)), 'stores are the same')
  const good = c.module.exportGenesis(ctx) as unknown as Section
  t.same(c.module.validateGenesis(good as unknown as Json), [])
  const first = (change: object): object => ({
    attesters: (good['attesters'] as Json[]).map((row, i) =>
      i === 0 ? { ...(row as object), ...change } : row,
    ),
  })
  const cases: readonly (readonly [object, RegExp])[] = [
    [first({ address: 'x' }), /attesters\[0\].address is "x"/],
    [first({ duties: 7 }), /attesters\[0\].duties is 7, it is drawn for 1/],
    [first({ seat: 3 }), /attesters\[0\].seat is 3, want below 3/],
    [first({ seat: 1 }), /attesters\[1\] is there twice/],
    [{ attesters: [] }, /demands have a committee with somebody who is no attester/],
  ]
  for (const [change, want] of cases) {
    const found = c.module.validateGenesis({ ...good, ...change } as unknown as Json)
    t.ok(
      found.some((text) => want.test(text)),
      `${want}: ${found.join('; ')}`,
    )
  }
  const damages: readonly (readonly [(at: Context, c: Court) => void, RegExp])[] = [
    [(at, { keeper }) => keeper.seats.set(at, 1n, addressBytes(10)), /does not have seat 1$/],
    [(at, { keeper }) => keeper.seatCount.set(at, 4n), /^3 attesters have 4 seats$/],
    [
      (at, { keeper }) =>
        void keeper.attesters.update(at, addressBytes(10), (draft) => {
          draft.duties = 5
        }),
      /^3 were drawn, attesters have 7 duties$/,
    ],
  ]
  for (const [damage, want] of damages) {
    const hurt = attested()
    damage(hurt.ctx, hurt.c)
    t.ok(
      hurt.c.broken(hurt.ctx).some((text) => want.test(text)),
      `${want}`,
    )
  }
  t.end()
})

await t.test('servers of a genesis without keys of theirs have them all the same', (t) => {
  const { c, ctx } = busy()
  const fresh = ctx.with({ stores: new MemStores() })
  for (const module of c.modules)
    if (module.name !== 'verification' && module.name !== 'model')
      module.initGenesis(fresh, module.exportGenesis(ctx))
  c.module.initGenesis(fresh, c.module.defaultGenesis())
  t.equal(c.keeper.keys.get(fresh, [c.serverId, hash('new key')])?.operator, address(SUPPLIER))
  t.end()
})

type Section = Record<string, Json[]> & { params: Record<string, Json> }

await t.test('every problem of a section is a sentence that names the field', (t) => {
  const { c, ctx } = busy()
  const good = c.module.exportGenesis(ctx) as unknown as Section
  const list = (name: string, i: number, change: object): object => ({
    [name]: (good[name] as Json[]).map((row, j) =>
      i === j ? { ...(row as object), ...change } : row,
    ),
  })
  const twice = (name: string): object => ({
    [name]: [...(good[name] as Json[]), (good[name] as Json[])[0]],
  })
  const first = good['demands']?.[0] as Record<string, Json>
  const sameRequest = { sequence: '1', request_digest: first['request_digest'] }
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ params: null }, /^verification.params.is absent/],
    [{ params: { ...good.params, max_batch: 0 } }, /^verification.params.max_batch is 0/],
    [
      list('assertions', 0, { id: '5' }),
      /assertions\[0\].id is 5, want above 0 and below next_ass/,
    ],
    [list('assertions', 0, { supplier: 'x' }), /assertions\[0\].supplier is "x"/],
    [list('assertions', 0, { root: '' }), /assertions\[0\].root has 0 bytes/],
    [list('assertions', 0, { fee_total: 'x' }), /assertions\[0\].fee_total is "x"/],
    [list('assertions', 0, { count: 0 }), /assertions\[0\].count is 0/],
    [list('receipts', 0, { id: '' }), /receipts\[0\].id has 0 bytes/],
    [list('receipts', 0, { standing: 6 }), /receipts\[0\].standing is 6, want 1 to 5/],
    [list('receipts', 0, { price: '' }), /receipts\[0\].price is ""/],
    [twice('receipts'), /receipts\[2\] is there twice/],
    [list('demands', 0, { id: '9' }), /demands\[0\].id is 9, want above 0 and below next_demand/],
    [list('demands', 0, { key: '' }), /demands\[0\].key has 0 bytes/],
    [list('demands', 0, { request_digest: '' }), /demands\[0\].request_digest has 0 bytes/],
    [list('demands', 0, { receipt_id: 'AA==' }), /demands\[0\].receipt_id has 1 bytes, want 0 or/],
    [list('demands', 0, { deposit: '-1' }), /demands\[0\].deposit is "-1"/],
    [list('demands', 0, { status: 5 }), /demands\[0\].status is 5/],
    [list('demands', 0, { outcome: 1 }), /demands\[0\] has status 1 and outcome 1/],
    [list('demands', 0, { supplier_key: null }), /demands\[0\].supplier_key is absent/],
    [list('demands', 3, { price_max: '' }), /demands\[3\].price_max is ""/],
    [list('demands', 1, { answer_key: '' }), /demands\[1\].answer_key has 0 bytes/],
    [list('demands', 1, { fee: '' }), /demands\[1\].fee is ""/],
    [list('demands', 1, sameRequest), /demands\[1\] is there twice/],
    [{ answers: [] }, /answers lacks 1 of answered demands/],
    [list('answers', 0, { demand_id: '1' }), /answers\[0\].demand_id is 1, of no answered demand/],
    [list('answers', 0, { ciphertext: '' }), /answers\[0\].ciphertext is empty/],
    [list('conflicts', 0, { kind: 0 }), /conflicts\[0\].kind is 0, want 1 to 4/],
    [list('conflicts', 0, { channel_id: '' }), /conflicts\[0\].channel_id has 0 bytes/],
    [twice('conflicts'), /conflicts\[1\] is there twice/],
    [list('faults', 0, { party: 'x' }), /faults\[0\].party is "x"/],
    [twice('faults'), /faults\[1\] is there twice/],
    [list('keys', 0, { operator: 'x' }), /keys\[0\].operator is "x"/],
    [list('keys', 0, { key: null }), /keys\[0\].key is absent/],
    [list('keys', 0, { until_ms: '7', until_height: '0' }), /keys\[0\] has one half of an end/],
    [twice('keys'), /keys\[2\] is there twice/],
  ]
  for (const [change, want] of cases) {
    const found = c.module.validateGenesis({ ...good, ...change } as unknown as Json)
    t.ok(
      found.some((text) => want.test(text)),
      `${want}: ${found.join('; ')}`,
    )
  }
  t.end()
})

await t.test('every invariant sees the damage it is there for', (t) => {
  const damages: readonly (readonly [string, (c: Court, ctx: Context) => void, RegExp])[] = [
    [
      'deposits that are gone',
      ({ bank, auth, keeper }, ctx) =>
        bank.sendCoins(ctx, keeper.deps.account, auth.moduleAddress('gov'), [
          { denom: 'uinx', amount: 1n },
        ]),
      /^the account holds \d+uinx, owes \d+$/,
    ],
    [
      'an assertion without its index',
      ({ keeper }, ctx) => {
        for (const key of [...keeper.assertionsBySupplier.walk(ctx)])
          keeper.assertionsBySupplier.delete(ctx, key)
      },
      /^assertion 1 is not in its index$/,
    ],
    [
      'a receipt without its index',
      ({ keeper }, ctx) => {
        for (const key of [...keeper.receiptsByRequest.walk(ctx)])
          keeper.receiptsByRequest.delete(ctx, key)
      },
      /^a receipt of request \d is not in its index$/,
    ],
    [
      'a demand without its number',
      ({ keeper }, ctx) => {
        for (const [key, id] of [...keeper.demandIds.walk(ctx)])
          if (id === 1n) keeper.demandIds.delete(ctx, key)
      },
      /^demand 1 is not in its index$/,
    ],
    [
      'an index without its demand',
      ({ keeper, channelId }, ctx) =>
        keeper.demandIds.set(ctx, [[channelId, 77n], hash('77')], 77n),
      /^demand ids has 5 entries, want 4$/,
    ],
    [
      'an open demand that its supplier does not see',
      ({ keeper }, ctx) => {
        for (const key of [...keeper.openBySupplier.walk(ctx)])
          keeper.openBySupplier.delete(ctx, key)
      },
      /^demand 1 is open and in no index$/,
    ],
    [
      'an ended demand that seems open',
      ({ keeper, channelId }, ctx) => keeper.openByChannel.add(ctx, [channelId, 3n]),
      /^3 demands are open, 1 answered; indexes have 3 and 4$/,
    ],
    [
      'an answer that is gone',
      ({ keeper }, ctx) => keeper.answers.delete(ctx, 2n),
      /^demand 2 has status 2, and its answer is kept or not$/,
    ],
    [
      'a clock that is gone',
      ({ keeper }, ctx) => {
        for (const [key] of [...keeper.clocks.map.walk(ctx)].slice(0, 1))
          keeper.clocks.map.delete(ctx, key)
      },
      /^\d+ clocks run, want \d+$/,
    ],
  ]
  const { c, ctx } = busy()
  t.same(c.broken(ctx), [])
  for (const [name, damage, want] of damages) {
    const { c: hurt, ctx: at } = busy()
    damage(hurt, at)
    const found = hurt.broken(at)
    t.ok(
      found.some((text) => want.test(text)),
      `${name}: ${found.join('; ')}`,
    )
  }
  t.end()
})

await t.test('migration 1 to 2: demands are found by the digests of their requests', (t) => {
  const { c, ctx } = busy()
  const { prefix } = c.keeper.demandIds.options
  const before = [...c.keeper.demandIds.walk(ctx)]
  for (const [key, id] of before) {
    c.keeper.demandIds.delete(ctx, key)
    const [[channel, sequence]] = key
    ctx.kv('verification').set(concatBytes(prefix, channel, be64(sequence)), be64(id))
  }
  c.module.migrations?.[1]?.(ctx)
  t.same([...c.keeper.demandIds.walk(ctx)], before)
  t.same(c.broken(ctx), [])
  t.end()
})
