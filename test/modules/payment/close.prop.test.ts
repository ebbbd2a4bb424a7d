/** How channels end: by expiry, request and extension, over blocks and time that run at any pace (rules.md C16, H2). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { isStale } from '../../../modules/payment/state.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { ask, broken, fund, wire } from '../setup.js'
import { AGGREGATOR, market, openMsg, PAYER, signVoucher, SUPPLIER } from './market.js'

type Market = ReturnType<typeof market>
type Opened = { channelId: Uint8Array; descriptor: Parameters<typeof signVoucher>[0] }
const payer = address(PAYER)
const byText = (a: string, b: string): number => (a < b ? -1 : 1)
const alone = (who: number) => ({ payees: [{ address: address(who), bps: 10_000 }] })

function funded(amount = '500000uinx'): Market {
  const m = market()
  m.run(m.ctx, 'MsgDeposit', { owner: payer, amount: wire(amount)[0] })
  return m
}

const open = (m: Market, ctx: Context, change: object): Opened =>
  m.run<Opened>(ctx, 'MsgOpenChannel', openMsg(ctx, change))

/** What the rules say of one channel, told apart from how the module keeps it. */
interface Model extends Opened {
  readonly expiryMs: bigint
  settled: bigint
  close: { readonly ms: bigint; readonly height: bigint } | undefined
}

const isEnded = (c: Model, ctx: Context): boolean =>
  c.close !== undefined && ctx.timeMs >= c.close.ms && ctx.height >= c.close.height

type Step = readonly [
  kind: 'open' | 'request' | 'extend' | 'claim' | 'end' | 'blocks',
  a: number,
  b: number,
]
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('open', 'request', 'extend', 'claim', 'end', 'blocks', 'blocks'),
  fc.nat({ max: 12 }),
  // Seconds a block: from one to a halt of some hours.
  fc.oneof(fc.nat({ max: 100 }), fc.integer({ min: 600, max: 20_000 })),
)

/** The end blocker of every block, by the rules; `most` of each queue a block. */
function endBlock(model: Model[], ctx: Context, grace: Model['close'], most: number): Model[] {
  const due = (c: Model): bigint => c.close?.ms ?? c.expiryMs
  const inOrder = (a: Model, b: Model): number =>
    due(a) === due(b) ? Buffer.compare(a.channelId, b.channelId) : due(a) < due(b) ? -1 : 1
  const closing = model.filter((c) => c.close !== undefined).sort(inOrder)
  const firstWaiting = closing.findIndex((c) => !isEnded(c, ctx))
  const ended = closing.slice(0, Math.min(firstWaiting < 0 ? closing.length : firstWaiting, most))
  const expired = model
    .filter((c) => c.close === undefined && ctx.timeMs >= c.expiryMs)
    .sort(inOrder)
    .slice(0, most)
  for (const c of expired) c.close = grace
  return model.filter((c) => !ended.includes(c))
}

function play(steps: readonly Step[], most: number): boolean {
  const m = funded()
  m.keeper.params.set(m.ctx, { ...m.keeper.paramsOrDefault(m.ctx), expiriesPerBlock: most })
  const { closeGraceMs, closeGraceBlocks } = m.keeper.paramsOrDefault(m.ctx)
  let model: Model[] = []
  let ctx = m.ctx
  const grace = (): NonNullable<Model['close']> => ({
    ms: ctx.timeMs + closeGraceMs,
    height: ctx.height + closeGraceBlocks,
  })
  for (const [kind, a, b] of steps) {
    const c = model[a % Math.max(1, model.length)]
    if (kind === 'open') {
      const expiryMs = ctx.timeMs + BigInt(1000 * (b + 1))
      const opened = open(m, ctx, { expiryMs, cap: wire('1000uinx')[0], ...alone(SUPPLIER) })
      model.push({ ...opened, expiryMs, settled: 0n, close: undefined })
    } else if (kind === 'blocks')
      for (let i = 0; i <= a; i++) {
        ctx = later(ctx, 1n, BigInt(b))
        m.payment.endBlock?.(ctx)
        model = endBlock(model, ctx, grace(), most)
      }
    else if (c !== undefined) {
      const ask = (name: string, msg: object): string | undefined =>
        m.refusal(ctx, name, { payer, sender: address(9), channelId: c.channelId, ...msg })
      if (kind === 'request') {
        const why = ask('MsgRequestClose', {})
        if (c.close === undefined) c.close = grace()
        else assert.match(why ?? '', /^payment 21/)
      } else if (kind === 'extend') {
        const why = ask('MsgExtendChannel', { amount: wire('10uinx')[0] })
        if (isEnded(c, ctx) || ctx.timeMs >= c.expiryMs) assert.match(why ?? '', /^payment 20/)
        else c.close = undefined
      } else if (kind === 'claim') {
        const claim = signVoucher(c.descriptor, c.channelId, c.settled + 1n)
        const why = ask('MsgClaim', { claim })
        if (isEnded(c, ctx)) assert.match(why ?? '', /^payment 20/)
        else c.settled += 1n
      } else {
        const why = ask('MsgFinalizeClose', {})
        if (c.close === undefined) assert.match(why ?? '', /^payment 22/)
        else if (!isEnded(c, ctx)) assert.match(why ?? '', /^payment 23/)
        else model = model.filter((one) => one !== c)
      }
    }
    const state = [...m.keeper.channels.walk(ctx)].map(([id, { settled, ...s }]) =>
      [Buffer.from(id).toString('hex'), settled, s.closeAtMs, s.closeAtHeight].join(' '),
    )
    const want = model.map((one) =>
      [
        Buffer.from(one.channelId).toString('hex'),
        one.settled,
        one.close?.ms ?? 0n,
        one.close?.height ?? 0n,
      ].join(' '),
    )
    assert.deepEqual(state, want.sort(byText))
    assert.deepEqual(broken(m.modules, ctx), [])
    ctx.events.length = 0
  }
  return true
}

await t.test(
  'channels open, close, open again and end as the rules say, at any pace of blocks',
  async () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), play),
      { numRuns: 150 },
    )
  },
)

await t.test(
  'a voucher without an end, or good to the end of the channel, is never stale',
  async () => {
    const ms = fc.bigInt({ min: 0n, max: 1n << 47n })
    fc.assert(
      fc.property(ms, ms, ms, (now, end, more) => {
        const toTheEnd = isStale(end + more, now, end)
        const none = isStale(0n, now, end)
        return !none && !toTheEnd
      }),
    )
  },
)

await t.test(
  'a voucher that ends before its channel is refused after its last millisecond',
  async (t) => {
    const m = funded()
    const expiryMs = m.ctx.timeMs + 1_000_000n
    const c = open(m, m.ctx, { expiryMs, ...alone(SUPPLIER) })
    const until = m.ctx.timeMs + 5000n
    const claim = (cumulative: bigint, validUntilMs: bigint) => ({
      sender: address(9),
      claim: signVoucher(c.descriptor, c.channelId, cumulative, { validUntilMs }),
    })
    const then = later(m.ctx, 1n, 5n)
    t.equal(then.timeMs, until)
    t.equal(m.refusal(then, 'MsgClaim', claim(1n, until)), undefined)
    t.match(m.refusal(later(m.ctx, 1n, 6n), 'MsgClaim', claim(2n, until)), /^payment 15/)
  },
)

await t.test(
  'after a halt longer than channel and grace the last voucher is still paid',
  async (t) => {
    const m = funded()
    const { closeGraceMs } = m.keeper.paramsOrDefault(m.ctx)
    const expiryMs = m.ctx.timeMs + 60_000n
    const c = open(m, m.ctx, { expiryMs, ...alone(SUPPLIER) })
    const validUntilMs = expiryMs + closeGraceMs
    const claim = signVoucher(c.descriptor, c.channelId, 700n, { validUntilMs })
    // No block for a week; the first one sees the expiry and begins the grace.
    const after = later(m.ctx, 1n, 604_800n)
    m.payment.endBlock?.(after)
    const next = later(after, 1n, 1n)
    m.payment.endBlock?.(next)
    t.equal(m.refusal(next, 'MsgClaim', { sender: address(9), claim }), undefined)
    t.equal(m.keeper.credits.get(next, [addressBytes(SUPPLIER), 'uinx']), 700n)
  },
)

await t.test('min_delta binds claims of an open channel, and none of a closing one', async (t) => {
  const m = funded()
  const c = open(m, m.ctx, { minDelta: '50', ...alone(SUPPLIER) })
  const claim = (cumulative: bigint) => ({
    sender: address(9),
    claim: signVoucher(c.descriptor, c.channelId, cumulative),
  })
  t.match(m.refusal(m.ctx, 'MsgClaim', claim(49n)), /^payment 17/)
  t.equal(m.refusal(m.ctx, 'MsgClaim', claim(50n)), undefined)
  m.run(m.ctx, 'MsgRequestClose', { payer, channelId: c.channelId })
  t.equal(m.refusal(m.ctx, 'MsgClaim', claim(51n)), undefined)
  t.match(m.refusal(m.ctx, 'MsgClaim', claim(51n)), /^payment 16/)
  m.run(m.ctx, 'MsgExtendChannel', { payer, channelId: c.channelId, amount: wire('1uinx')[0] })
  t.match(m.refusal(m.ctx, 'MsgClaim', claim(52n)), /^payment 17/, 'open again')
})

await t.test(
  'what a stolen signer can promise stops growing when the grace of its revocation ends',
  async (t) => {
    const m = funded()
    const rate = { ratePerS: 10n, burst: 5n, cap: wire('100000uinx')[0] }
    const c = open(m, m.ctx, { ...rate, ...alone(SUPPLIER) })
    const { frozenAtMs } = m.run<{ frozenAtMs: bigint }>(m.ctx, 'MsgRevokeSigner', {
      payer,
      channelId: c.channelId,
    })
    t.equal(frozenAtMs, m.ctx.timeMs + 120_000n)
    const much = later(m.ctx, 100n, 3600n)
    const claim = (cumulative: bigint) => ({
      sender: address(9),
      claim: signVoucher(c.descriptor, c.channelId, cumulative),
    })
    t.match(m.refusal(much, 'MsgClaim', claim(1206n)), /^payment 19: .*vested 1205/)
    t.equal(m.refusal(much, 'MsgClaim', claim(1205n)), undefined)
  },
)

await t.test('PayeeChannels lists exactly the open channels of a payee, page by page', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('supplier', 'aggregator', 'both'), fc.boolean()), {
        maxLength: 8,
      }),
      fc.integer({ min: 1, max: 4 }),
      (list, limit) => {
        const m = funded()
        const left = list.flatMap(([who, ends]) => {
          const payees = who === 'both' ? {} : alone(who === 'supplier' ? SUPPLIER : AGGREGATOR)
          const c = open(m, m.ctx, { cap: wire('10uinx')[0], ...payees })
          if (!ends) return [{ who, id: Buffer.from(c.channelId).toString('hex') }]
          m.run(m.ctx, 'MsgRequestClose', { payer, channelId: c.channelId })
          const over = later(m.ctx, 10n, 60n)
          m.run(over, 'MsgFinalizeClose', { sender: payer, channelId: c.channelId })
          return []
        })
        for (const [who, name] of [
          [SUPPLIER, 'supplier'],
          [AGGREGATOR, 'aggregator'],
        ] as const) {
          const found: string[] = []
          let key = new Uint8Array()
          do {
            const page = ask<{
              channels: { id: Uint8Array }[]
              pagination: { nextKey: Uint8Array }
            }>(m.modules, m.ctx, '/infonex.payment.v1.Query/PayeeChannels', {
              payee: address(who),
              pagination: {
                key,
                offset: 0n,
                limit: BigInt(limit),
                countTotal: false,
                reverse: false,
              },
            })
            assert.ok(page.channels.length <= limit)
            found.push(...page.channels.map((c) => Buffer.from(c.id).toString('hex')))
            key = new Uint8Array(page.pagination.nextKey)
          } while (key.length > 0)
          const want = left.filter((c) => c.who === name || c.who === 'both').map((c) => c.id)
          assert.deepEqual(found, want.sort(byText))
        }
        return true
      },
    ),
    { numRuns: 40 },
  )
})

await t.test('all that the module holds of one denomination fits 128 bits', async (t) => {
  const m = market()
  const most = (1n << 128n) - 1n
  fund({ auth: m.auth, bank: m.bank }, m.ctx, 7, `${most}ubig`)
  fund({ auth: m.auth, bank: m.bank }, m.ctx, 8, '1ubig')
  const deposit = (who: number, amount: bigint) =>
    m.refusal(m.ctx, 'MsgDeposit', {
      owner: address(who),
      amount: { denom: 'ubig', amount: amount.toString() },
    })
  t.equal(deposit(7, most - 1n), undefined)
  t.equal(deposit(7, 1n), undefined)
  t.match(deposit(8, 1n), /^payment 2: .*beyond 128 bits/)
  t.match(deposit(8, most + 1n), /^payment 2/)
})

await t.test(
  'every index points at a channel: one entry too few or too many is an invariant broken',
  async (t) => {
    type Breaker = readonly [name: string, says: RegExp, damage: (m: Market, c: Opened) => void]
    const nothing = new Uint8Array(32)
    const breakers: readonly Breaker[] = [
      [
        'no payees',
        /is not in its index/,
        (m, c) => m.keeper.byEscrow.delete(m.ctx, [1n, c.channelId]),
      ],
      [
        'payee lost',
        /a payee .* is not in the index/,
        (m, c) => m.keeper.byPayee.delete(m.ctx, [addressBytes(SUPPLIER), c.channelId]),
      ],
      [
        'queue lost',
        /waits in no queue/,
        (m, c) => m.keeper.expiries.delete(m.ctx, [c.descriptor.expiryMs, c.channelId]),
      ],
      ['two queues', /have 1, 2, 2/, (m, c) => m.keeper.closings.add(m.ctx, [1n, c.channelId])],
      [
        'payee of none',
        /have 1, 1, 3/,
        (m) => m.keeper.byPayee.add(m.ctx, [addressBytes(9), nothing]),
      ],
      [
        'channel of none',
        /have 2, 1, 2/,
        (m) => m.keeper.byEscrow.set(m.ctx, [9n, nothing], [addressBytes(9)]),
      ],
    ]
    for (const [name, says, damage] of breakers) {
      const m = funded()
      const c = open(m, m.ctx, {})
      t.same(broken(m.modules, m.ctx), [], name)
      damage(m, c)
      t.match(broken(m.modules, m.ctx).join(), says, name)
    }
  },
)
