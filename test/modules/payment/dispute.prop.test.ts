import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import type { Context } from '../../../chain/types/context.js'
import type { Receipt } from '../../../proto/inference/objects.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import {
  BOND,
  creditOf,
  demand,
  later,
  type Market,
  notPaid,
  notServed,
  opened,
  receiptOf,
  requestOf,
  supplierBond,
} from './disputed.js'
import { checkpointOf, countersOf, voucherWith } from './dual.js'
import { PAYER, SUPPLIER } from './market.js'

/** What is settled; a channel whose grace is over may have ended with the dispute. */
function settledOf(m: Market, ctx: Context): bigint {
  const channel = m.keeper.channels.get(ctx, m.channel.id)
  if (channel !== undefined) return channel.settled
  const closed = ctx.events.find((e) => e.type.endsWith('EventChannelClosed'))
  return BigInt(closed?.attributes.find((a) => a.key === 'settled')?.value.slice(0, -4) ?? '-1')
}

/** Blocks until the dispute is over; gives the context of the last. */
function untilOver(m: Market, from: Context, stepMs: bigint): { ctx: Context; blocks: number } {
  let ctx = from
  for (let blocks = 1; blocks <= 400; blocks++) {
    ctx = later(ctx, stepMs)
    m.payment.endBlock?.(ctx)
    if (!m.keeper.disputes.open.has(ctx, m.channel.id)) return { ctx, blocks }
  }
  throw new Error('the dispute never ends')
}

await t.test(
  'H4: a dispute over payment ends within its clock, with the outcome of the table, whoever stalls, and money is conserved',
  (t) => {
    fc.assert(
      fc.property(
        fc.constantFrom('silent', 'pays', 'demands, answered', 'demands, unanswered'),
        fc.bigInt(500n, 60_000n),
        fc.boolean(),
        (client, stepMs, closing) => {
          const m = opened()
          m.run(m.ctx, 'MsgOpenServiceDispute', notPaid(m))
          assert.equal(m.stoodBy.size, 2, 'the receipts of the claim and of the dispute')
          const { disputeMs, disputeBlocks } = m.keeper.paramsOrDefault(m.ctx)
          if (closing)
            m.run(m.ctx, 'MsgRequestClose', { payer: address(PAYER), channelId: m.channel.id })
          let ctx = later(m.ctx, stepMs)
          if (client === 'pays') {
            const checkpoint = checkpointOf(m.channel, {
              ...{ sequence: 4n, counters: countersOf(4n), endMs: ctx.timeMs },
            })
            const claim = voucherWith(m.channel, 40n, checkpoint)
            m.run(ctx, 'MsgClaim', { sender: address(9), claim })
          }
          if (client.startsWith('demands')) demand(m, ctx)
          let limitMs = disputeMs
          if (client.startsWith('demands')) {
            // The demand ends some time later than the dispute would have.
            const { ctx: before } = skip(m, ctx, stepMs, disputeMs + stepMs, disputeBlocks + 1n)
            assert.equal(m.keeper.disputes.open.has(before, m.channel.id), true, 'put off')
            ctx = before
            demand(m, ctx, { isFinal: true, isAnswered: client === 'demands, answered' })
            limitMs += 200_000n + disputeMs + stepMs
          }
          const { ctx: over, blocks } = untilOver(m, ctx, stepMs)
          const budget = limitMs / stepMs + disputeBlocks + 25n
          assert.ok(BigInt(blocks) <= budget, `${blocks} blocks, want at most ${budget}`)
          const won = client !== 'demands, unanswered'
          assert.equal(settledOf(m, over), won ? 40n : 30n)
          const { disputeBond } = m.keeper.paramsOrDefault(over)
          assert.equal(supplierBond(m), won ? BOND : BOND - BigInt(disputeBond))
          assert.deepEqual(broken(m.modules, over), [])
        },
      ),
      { numRuns: 60, examples: [['demands, answered', 28_572n, true]] },
    )
    t.end()
  },
)

/** Blocks for a time and a number of blocks, both. */
function skip(m: Market, from: Context, stepMs: bigint, ms: bigint, blocks: bigint) {
  let ctx = from
  while (ctx.timeMs < from.timeMs + ms || ctx.height < from.height + blocks) {
    ctx = later(ctx, stepMs)
    m.payment.endBlock?.(ctx)
  }
  return { ctx }
}

await t.test(
  'H5: paid and not served gets back what was paid and the compensation, as far as the supplier has it; served gets nothing',
  (t) => {
    fc.assert(
      fc.property(fc.boolean(), fc.bigInt(0n, 40n), fc.bigInt(31n, 42n), (answered, bond, paid) => {
        const m = opened()
        m.sla.bonds.set(toHex(addressBytes(SUPPLIER)), { amount: bond, locked: 0n })
        const had = creditOf(m, m.ctx, SUPPLIER)
        demand(m, m.ctx)
        const voucher = voucherWith(m.channel, paid, null)
        m.run(m.ctx, 'MsgOpenServiceDispute', notServed(m, { voucher }))
        demand(m, m.ctx, { isFinal: true, isAnswered: answered })
        const { ctx } = untilOver(m, m.ctx, 30_000n)
        // The promise is spent first, so that it is claimed no more.
        const spent = answered ? 0n : paid - 30n
        const wanted = spent * 2n
        const there = had + bond + spent
        const got = wanted < there ? wanted : there
        assert.equal(m.keeper.mustChannel(ctx, m.channel.id).settled, 30n + spent)
        assert.equal(creditOf(m, ctx, PAYER), got)
        assert.equal(creditOf(m, ctx, SUPPLIER) + supplierBond(m), there - got)
        assert.deepEqual(broken(m.modules, ctx), [])
      }),
      { numRuns: 60 },
    )
    t.end()
  },
)

await t.test('H4: a channel in dispute is not closed under it, and closes afterwards', (t) => {
  const m = opened()
  const { id, descriptor } = m.channel
  m.run(m.ctx, 'MsgRequestClose', { payer: address(PAYER), channelId: id })
  const { closeGraceMs, closeGraceBlocks, disputeMs } = m.keeper.paramsOrDefault(m.ctx)
  const late = skip(m, m.ctx, 60_000n, closeGraceMs - 60_000n, closeGraceBlocks - 1n).ctx
  m.run(late, 'MsgOpenServiceDispute', notPaid(m))
  const over = skip(m, late, 30_000n, 90_000n, 3n).ctx
  t.ok(m.keeper.channels.has(over, id), 'past its grace it is still there')
  t.match(
    m.refusal(over, 'MsgFinalizeClose', { sender: address(9), channelId: id }),
    /^payment (23|63): /,
  )
  t.match(
    m.refusal(over, 'MsgCloseCooperative', {
      ...{ parties: [], channelId: id, finalCumulative: '40', descriptor },
    }),
    /^payment 63: /,
  )
  const done = skip(m, over, 30_000n, disputeMs * 2n, 30n).ctx
  t.notOk(m.keeper.disputes.open.has(done, id))
  t.notOk(m.keeper.channels.has(done, id), 'decided, paid, closed')
  t.same(broken(m.modules, done), [])
  t.end()
})

await t.test('MsgOpenServiceDispute, every refusal', (t) => {
  const m = opened()
  const refusal = (msg: object) => m.refusal(m.ctx, 'MsgOpenServiceDispute', msg)
  const request = requestOf(m)
  const at4 = (change: Partial<Receipt>, key?: number) => ({
    receipt: receiptOf(request, change, key),
  })
  const other = new Uint8Array(32).fill(9)
  const cheap = requestOf(m, { priceMax: '9' })
  const ahead = requestOf(m, { cumulativeBefore: '36' })
  const old = requestOf(m, { cumulativeBefore: '20' })
  const paidTable: readonly (readonly [string, object, RegExp])[] = [
    ['kind', { kind: 3 }, /62: kind 3 is unknown/],
    ['descriptor', { descriptor: null }, /6: it is absent/],
    ['no request', { request: null }, /62: its request is absent/],
    ['not the supplier', { opener: address(PAYER) }, /62: opener is/],
    ['no receipt', { receipt: null }, /62: its receipt is absent/],
    ['another client key', { request: requestOf(m, {}, 5) }, /62: its request is not signed/],
    ['another channel', { request: requestOf(m, { channelId: other }) }, /62: .*another channel/],
    ['another chain', { request: requestOf(m, { chainId: 'x' }) }, /62: .*another chain/],
    ['another supplier key', at4({}, 5), /62: its receipt is not signed/],
    ['receipt of another request', at4({ requestDigest: other }), /62: .*another request/],
    ['another sequence', at4({ sequence: 5n }), /62: its receipt has sequence 5/],
    ['another sum', at4({ cumulative: '41' }), /62: cumulative is 41, want 40/],
    [
      'above the price that the client allowed',
      { request: cheap, receipt: receiptOf(cheap) },
      /62: the price is 10, the request allows 9/,
    ],
    [
      'H4: more than one prepaid unit',
      { request: ahead, receipt: receiptOf(ahead, { cumulative: '46' }) },
      /62: it asks 16 beyond what is settled, prepay_allow is 15/,
    ],
    [
      'H4: an old request, paid long ago',
      { request: old, receipt: receiptOf(old, { cumulative: '30' }) },
      /62: 30 are settled, the answer is paid with 30/,
    ],
  ]
  for (const [what, change, want] of paidTable)
    t.match(refusal(notPaid(m, change)), new RegExp(`^payment ${want.source}`), what)
  t.match(refusal(notServed(m)), /^payment 62: the output of request 4 was not demanded/)
  demand(m, m.ctx, { demander: address(7) })
  t.match(refusal(notServed(m)), /^payment 62: the output of request 4 was not demanded/)
  demand(m, m.ctx, { isFinal: true, isAnswered: true })
  t.match(refusal(notServed(m)), /^payment 62: the output was given/)
  demand(m, m.ctx)
  const servedTable: readonly (readonly [string, object, RegExp])[] = [
    ['not the client', { opener: address(SUPPLIER) }, /62: opener is/],
    ['nothing paid for it', { voucher: null }, /62: 30 are paid; the requests before/],
    [
      'nothing promised for it',
      { voucher: voucherWith(m.channel, 30n, null) },
      /62: 30 are paid; the requests before/,
    ],
    ['promise of another', { voucher: voucherWith(m.channel, 42n, null, 5) }, /14: /],
  ]
  for (const [what, change, want] of servedTable)
    t.match(refusal(notServed(m, change)), new RegExp(`^payment ${want.source}`), what)
  t.equal(refusal(notServed(m)), undefined)
  t.match(refusal(notServed(m)), /^payment 63: /, 'one at a time')
  const settle = (ctx: Context, channelId: Uint8Array) =>
    m.refusal(ctx, 'MsgSettleServiceDispute', { sender: address(9), channelId })
  t.match(settle(m.ctx, other), /^payment 64: /)
  t.match(settle(m.ctx, m.channel.id), /^payment 65: until/)
  const late = later(m.ctx, 150_000n, 30n)
  t.match(settle(late, m.channel.id), /^payment 65: the output is demanded/)
  demand(m, late, { isFinal: true })
  t.equal(settle(late, m.channel.id), undefined)
  t.equal(creditOf(m, late, PAYER), 24n, 'what was paid, and as much again')
  t.end()
})

await t.test('a supplier without a bond opens no dispute', (t) => {
  const m = opened()
  m.sla.bonds.set(toHex(addressBytes(SUPPLIER)), { amount: 10n, locked: 0n })
  t.match(m.refusal(m.ctx, 'MsgOpenServiceDispute', notPaid(m)), /^sla 99: /)
  t.end()
})
