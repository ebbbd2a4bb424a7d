import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { compareDenoms } from '../../../chain/types/coin.js'
import type { Context } from '../../../chain/types/context.js'
import { splitOf } from '../../../modules/payment/contract/state.js'
import type { ChannelDescriptor } from '../../../modules/payment/state.js'
import { address, addressBytes, at } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import {
  checkpointOf,
  countersOf,
  dualMarket,
  type DualTerms,
  openDual,
  voucherWith,
} from './dual.js'
import { AGGREGATOR, DAY_MS, PAYER, SUPPLIER } from './market.js'

type Market = ReturnType<typeof dualMarket>

function opened(terms: DualTerms, change: object = {}) {
  const m = dualMarket(terms)
  const { channelId, descriptor } = m.run<{ channelId: Uint8Array; descriptor: ChannelDescriptor }>(
    m.ctx,
    'MsgOpenChannel',
    openDual(m.ctx, { prepayAllow: '50', ...change }),
  )
  return { ...m, channel: { id: channelId, descriptor } }
}

const later = (ctx: Context, ms: bigint, blocks = 1n): Context =>
  at(ctx, { timeNs: (ctx.timeMs + ms) * 1_000_000n, height: ctx.height + blocks })

/** What a party has, whether it is free yet or not. */
function incomeOf(m: Market, ctx: Context, n: number): bigint {
  const owner = addressBytes(n)
  let sum = m.keeper.credits.get(ctx, [owner, 'uinx']) ?? 0n
  for (const [key, { amount }] of m.keeper.under.maturing.walk(ctx))
    if (Buffer.compare(key.owner, owner) === 0 && key.kind !== 3) sum += BigInt(amount)
  return sum
}

const feesOf = (m: Market, ctx: Context): bigint =>
  m.bank.getBalance(ctx, m.auth.moduleAddress('fee_collector'), 'uinx')

const plain: DualTerms = { retail: { perRequest: 10n }, wholesale: { perRequest: 7n } }

const prices = fc.record({
  retail: fc.record({ perRequest: fc.bigInt(10n, 40n), perInputByte: fc.bigInt(1n, 3n) }),
  wholesale: fc.record({ perRequest: fc.bigInt(0n, 9n), perInputByte: fc.bigInt(0n, 1n) }),
  feeBps: fc.integer({ min: 0, max: 500 }),
  holdbackBps: fc.integer({ min: 0, max: 3000 }),
  bond: fc.bigInt(0n, 4000n),
})
const answers = fc.array(fc.record({ bytes: fc.bigInt(0n, 60n), claimed: fc.boolean() }), {
  minLength: 1,
  maxLength: 8,
})

await t.test(
  'F1: supplier, protocol and aggregator get the whole amount, and no part is negative',
  (t) => {
    const amount = fc.bigInt(0n, 10n ** 30n)
    fc.assert(
      fc.property(
        amount,
        fc.record({ retail: amount, wholesale: amount }),
        fc.integer({ min: 0, max: 10_000 }),
        (cumulative, measured, feeBps) => {
          const part = splitOf(cumulative, measured, feeBps)
          return (
            part.supplier + part.protocol + part.aggregator === cumulative &&
            Object.values(part).every((one) => one >= 0n)
          )
        },
      ),
    )
    t.end()
  },
)

await t.test(
  'P4, P11: any pattern of claims pays supplier, protocol and aggregator the same; never more than was measured and one prepaid unit',
  (t) => {
    fc.assert(
      fc.property(prices, answers, (terms, served) => {
        const m = opened(terms)
        let ctx = m.ctx
        let bytes = 0n
        served.forEach(({ bytes: more, claimed }, i) => {
          ctx = later(ctx, 1000n)
          bytes += more
          const requests = BigInt(i + 1)
          const retail = terms.retail.perRequest * requests + terms.retail.perInputByte * bytes
          const wholesale =
            terms.wholesale.perRequest * requests + terms.wholesale.perInputByte * bytes
          if (!claimed && i < served.length - 1) return
          const checkpoint = checkpointOf(m.channel, {
            ...{ sequence: requests, counters: countersOf(requests, bytes), endMs: ctx.timeMs },
          })
          const over = voucherWith(m.channel, retail + 51n, checkpoint)
          assert.match(
            m.refusal(ctx, 'MsgClaim', { sender: address(9), claim: over }) ?? '',
            /^payment 61: /,
          )
          m.run(ctx, 'MsgClaim', {
            sender: address(9),
            claim: voucherWith(m.channel, retail + 50n, checkpoint),
          })
          assert.equal(m.keeper.mustChannel(ctx, m.channel.id).settled, retail)
          const want = splitOf(retail, { retail, wholesale }, terms.feeBps)
          assert.equal(incomeOf(m, ctx, SUPPLIER), want.supplier)
          assert.equal(incomeOf(m, ctx, AGGREGATOR), want.aggregator)
          assert.equal(feesOf(m, ctx), want.protocol)
          assert.deepEqual(broken(m.modules, ctx), [])
        })
      }),
      { numRuns: 60 },
    )
    t.end()
  },
)

await t.test(
  'H6: what a supplier can withdraw is never more than what has matured and its free bond',
  (t) => {
    fc.assert(
      fc.property(prices, answers, (terms, served) => {
        const m = opened(terms)
        const ctx = later(m.ctx, 1000n)
        const requests = BigInt(served.length)
        const bytes = served.reduce((sum, one) => sum + one.bytes, 0n)
        const counters = countersOf(requests, bytes)
        const checkpoint = checkpointOf(m.channel, {
          ...{ sequence: requests, counters, endMs: ctx.timeMs },
        })
        const retail = terms.retail.perRequest * requests + terms.retail.perInputByte * bytes
        const claim = voucherWith(m.channel, retail, checkpoint)
        m.run(ctx, 'MsgClaim', { sender: address(9), claim })
        const free = m.keeper.credits.get(ctx, [addressBytes(SUPPLIER), 'uinx']) ?? 0n
        const full = terms.wholesale.perRequest * requests + terms.wholesale.perInputByte * bytes
        // Where the retail price leaves less after the fee, the supplier gets that.
        const { supplier: wholesale } = splitOf(retail, { retail, wholesale: full }, terms.feeBps)
        const held = (wholesale * BigInt(terms.holdbackBps)) / 10_000n
        const rest = wholesale - held
        // One dispute's stake is never lent to credits.
        const stake = BigInt(m.keeper.paramsOrDefault(ctx).disputeBond)
        const lent = terms.bond > stake ? terms.bond - stake : 0n
        assert.equal(free, rest < lent ? rest : lent)
        assert.equal(m.sla.freeBond(ctx, addressBytes(SUPPLIER)), terms.bond - free)
        // Time alone does not do it, nor do blocks alone (C16).
        const { maturityMs, maturityBlocks } = m.keeper.paramsOrDefault(ctx)
        const early = [
          later(ctx, maturityMs + 60_000n, 1n),
          later(ctx, maturityMs - 60_000n, maturityBlocks + 1n),
        ]
        for (const now of early) {
          m.payment.endBlock?.(now)
          assert.equal(m.keeper.credits.get(now, [addressBytes(SUPPLIER), 'uinx']) ?? 0n, free)
        }
        const done = later(ctx, maturityMs + 60_000n, maturityBlocks)
        m.payment.endBlock?.(done)
        assert.equal(m.keeper.credits.get(done, [addressBytes(SUPPLIER), 'uinx']) ?? 0n, wholesale)
        assert.equal(m.sla.freeBond(done, addressBytes(SUPPLIER)), terms.bond)
        assert.deepEqual(broken(m.modules, done), [])
      }),
      { numRuns: 60 },
    )
    t.end()
  },
)

await t.test(
  'a retail base fee comes first, wholesale later: what the aggregator got too early goes to the supplier, to the unit',
  (t) => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 20n), { minLength: 1, maxLength: 6 }), (batches) => {
        const m = opened({ retail: { base: 500n, perRequest: 1n }, wholesale: { perRequest: 5n } })
        let ctx = m.ctx
        let requests = 0n
        for (const more of batches) {
          ctx = later(ctx, 1000n)
          requests += more
          const checkpoint = checkpointOf(m.channel, {
            ...{ sequence: requests, counters: countersOf(requests), endMs: ctx.timeMs },
          })
          const retail = 500n + requests
          const claim = voucherWith(m.channel, retail, checkpoint)
          m.run(ctx, 'MsgClaim', { sender: address(9), claim })
          const wholesale = requests * 5n
          assert.equal(incomeOf(m, ctx, SUPPLIER), wholesale < retail ? wholesale : retail)
          assert.equal(incomeOf(m, ctx, AGGREGATOR), wholesale < retail ? retail - wholesale : 0n)
          assert.deepEqual(broken(m.modules, ctx), [])
        }
      }),
      { numRuns: 40 },
    )
    t.end()
  },
)

await t.test('a close leaves nothing of the contract, and gives the prepaid part', (t) => {
  const m = opened({ retail: { perRequest: 10n }, wholesale: { perRequest: 7n } })
  const ctx = later(m.ctx, 1000n)
  const checkpoint = checkpointOf(m.channel, {
    ...{ sequence: 3n, counters: countersOf(3n), endMs: ctx.timeMs },
  })
  const claim = (now: Context, cumulative: bigint) =>
    m.run<{ paid: string }>(now, 'MsgClaim', {
      sender: address(9),
      claim: voucherWith(m.channel, cumulative, checkpoint),
    })
  t.equal(claim(ctx, 45n).paid, '30', 'what was measured')
  m.run(ctx, 'MsgRequestClose', { payer: address(PAYER), channelId: m.channel.id })
  t.equal(claim(later(ctx, 1000n), 45n).paid, '15', 'and the prepaid part at the end')
  const { closeGraceMs, closeGraceBlocks } = m.keeper.paramsOrDefault(ctx)
  const over = later(ctx, closeGraceMs + 1000n, closeGraceBlocks + 1n)
  m.payment.endBlock?.(over)
  t.equal(m.keeper.under.contracts.get(over, m.channel.id), undefined)
  t.equal(incomeOf(m, over, SUPPLIER), 36n)
  t.equal(incomeOf(m, over, AGGREGATOR), 9n)
  t.same(broken(m.modules, over), [])
  t.end()
})

await t.test('H20: supplier and client cannot close against the aggregator', (t) => {
  const m = opened({ retail: { perRequest: 10n }, wholesale: { perRequest: 7n } })
  const ctx = later(m.ctx, 1000n)
  const { id, descriptor } = m.channel
  const two = [address(PAYER), address(SUPPLIER)].sort(compareDenoms)
  const three = [...two, address(AGGREGATOR)].sort(compareDenoms)
  const close = (parties: readonly string[], finalCumulative: string) => ({
    ...{ parties, channelId: id, finalCumulative, descriptor },
  })
  t.match(m.refusal(ctx, 'MsgCloseCooperative', close(two, '0')), /^payment 25: /)
  t.match(
    m.refusal(ctx, 'MsgCloseByPayee', {
      ...{ payee: address(SUPPLIER), channelId: id, claim: null, descriptor },
    }),
    /^payment 25: /,
  )
  const checkpoint = checkpointOf(m.channel, {
    ...{ sequence: 3n, counters: countersOf(3n), endMs: ctx.timeMs },
  })
  m.run(ctx, 'MsgClaim', {
    sender: address(9),
    claim: voucherWith(m.channel, 20n, checkpoint),
  })
  t.match(
    m.refusal(ctx, 'MsgCloseCooperative', close(three, '29')),
    /^payment 26: .*measured 30/,
    'not below the last checkpoint, though only 20 are settled',
  )
  m.run(ctx, 'MsgCloseCooperative', close(three, '30'))
  t.equal(incomeOf(m, ctx, SUPPLIER), 21n)
  t.equal(incomeOf(m, ctx, AGGREGATOR), 9n)
  t.same(broken(m.modules, ctx), [])
  t.end()
})

await t.test('a channel fits its agreements, or is refused', (t) => {
  const terms = { retail: { perRequest: 10n }, wholesale: { perRequest: 7n } }
  const m = dualMarket({ ...terms, retailChange: { maxPrepay: '50' } })
  const refusal = (change: object) =>
    m.refusal(m.ctx, 'MsgOpenChannel', openDual(m.ctx, { prepayAllow: '50', ...change }))
  const table: readonly (readonly [object, RegExp])[] = [
    [{ retailId: 0n }, /^payment 10: /],
    [{ receiptPolicy: 1 }, /^payment 10: retail_id 1/],
    [{ receiptPolicy: 4 }, /^payment 6: receipt_policy 4 is unknown/],
    [{ retailId: 5n }, /^sla 99: /],
    [{ prepayAllow: '51' }, /^payment 6: prepay_allow is 51, agreement 1 allows 50/],
    [{ payees: [{ address: address(AGGREGATOR), bps: 10_000 }] }, /^payment 6: payees want /],
    [{ cap: { denom: 'ubtc', amount: '100' } }, /^payment /],
  ]
  for (const [change, want] of table) t.match(refusal(change), want)
  t.equal(refusal({}), undefined)
  t.end()
})

await t.test('H21: who signs money signs no measurement', (t) => {
  const m = dualMarket({ retail: { perRequest: 10n }, wholesale: { perRequest: 7n } })
  for (const id of [1n, 2n]) {
    const known = m.sla.agreements.get(id)?.agreement
    const signer = id === 1n ? known?.customerKey : known?.providerKey
    t.match(
      m.refusal(m.ctx, 'MsgOpenChannel', openDual(m.ctx, { signer })),
      /^payment 6: signer is the (client|supplier)'s metering key/,
    )
  }
  t.end()
})

await t.test('a manager opens no channel beyond its limits', (t) => {
  const key = { algorithm: 1, key: openDual(dualMarket(plain).ctx).signer.key }
  const manager = { manager: address(8), key, maxCap: '5000', maxRatePerS: 7n }
  const m = dualMarket({ ...plain, retailChange: { manager } })
  const refusal = (change: object) =>
    m.refusal(m.ctx, 'MsgOpenChannel', openDual(m.ctx, { burst: 1n, ...change }))
  const cap = { denom: 'uinx', amount: '5000' }
  t.match(refusal({}), /^payment 6: cap is 100000, the manager of agreement 1 may 5000/)
  t.match(refusal({ cap, ratePerS: 8n }), /^payment 6: rate_per_s is 8/)
  t.equal(refusal({ cap, ratePerS: 7n }), undefined)
  t.end()
})

await t.test(
  'H23: service after the end of an agreement is not paid, service before it is',
  (t) => {
    const m = opened(plain)
    const end = m.ctx.timeMs + 60_000n
    const known = m.sla.agreements.get(2n)
    if (known === undefined) throw new Error('no agreement')
    m.sla.agreements.set(2n, { ...known, agreement: { ...known.agreement, effectiveMs: end } })
    const ctx = later(m.ctx, DAY_MS / 2n)
    const claim = (endMs: bigint) => ({
      sender: address(9),
      claim: voucherWith(
        m.channel,
        10n,
        checkpointOf(m.channel, { sequence: 1n, counters: countersOf(1n), endMs }),
      ),
    })
    t.match(m.refusal(ctx, 'MsgClaim', claim(end + 1n)), /^payment 60: agreement 2 covers service/)
    t.equal(m.refusal(ctx, 'MsgClaim', claim(end)), undefined)
    t.end()
  },
)

await t.test('nothing but a good checkpoint counts', (t) => {
  const m = opened({ ...plain, retailChange: { models: [new Uint8Array(32).fill(7)] } })
  const ctx = later(m.ctx, 1000n)
  const good = { sequence: 1n, counters: countersOf(1n), endMs: ctx.timeMs }
  const refusal = (checkpoint: ReturnType<typeof checkpointOf> | null, amount = 10n + 51n) =>
    m.refusal(ctx, 'MsgClaim', {
      sender: address(9),
      claim: voucherWith(m.channel, amount, checkpoint),
    })
  const of = (change: Parameters<typeof checkpointOf>[2]) => checkpointOf(m.channel, good, change)
  const other = new Uint8Array(32).fill(8)
  const meter = { startMs: m.channel.descriptor.startMs, tMs: ctx.timeMs, bindings: [] }
  const row = { ruleId: 0, metricId: 0, rate: false, units: 1n, billable: 1n }
  const window = { limitId: 0, index: 0n, before: 0n, closedPacks: '1e9', closedOverage: '' }
  const table: readonly (readonly [string, ReturnType<typeof checkpointOf>, RegExp])[] = [
    ['client key', of({ clientKey: 4 }), /60: the acknowledgement is not signed/],
    ['supplier key', of({ supplierKey: 4 }), /60: the receipt is not signed/],
    ['manager for client (H21)', of({ clientKey: 1 }), /60: the acknowledgement is not signed/],
    ['other channel', of({ receipt: { channelId: other } }), /60: its receipt is of another/],
    ['other chain', of({ receipt: { chainId: 'x' } }), /60: its receipt is of chain "x"/],
    ['sequence 0', of({ receipt: { sequence: 0n } }), /60: its sequence is 0/],
    ['other counters', of({ acknowledged: countersOf(2n) }), /60: the client has not/],
    ['other channel acknowledged', of({ measurement: { channelId: other } }), /60: the ackn/],
    ['no acknowledgement', of({ measurement: { acknowledgement: null } }), /60: the client/],
    [
      'model out of scope',
      of({
        receipt: { counters: [{ modelId: other, verb: 'infer', metric: 'requests', total: 1n }] },
      }),
      /60: model 0808.* is not covered by agreement 1/,
    ],
    ['no meter', of({ receipt: { retailMeter: null } }), /^sla 99: .*absent/],
    [
      'meter of another start',
      of({ receipt: { retailMeter: { ...meter, startMs: 5n } } }),
      /^sla 99/,
    ],
    [
      'a meter that is no number',
      of({ receipt: { retailMeter: { ...meter, bindings: [{ ...row, windows: [window] }] } } }),
      /^sla 99: .*whole numbers/,
    ],
    [
      'too many counters',
      of({
        receipt: { counters: countersOf(1n).flatMap((c) => Array.from({ length: 40 }, () => c)) },
      }),
      /60: its receipt has 80 counters/,
    ],
    ['no receipt', { ...of({}), receipt: null }, /60: its receipt is absent/],
    ['no client', { ...of({}), measurement: null }, /60: it holds neither/],
  ]
  for (const [what, checkpoint, want] of table) t.match(refusal(checkpoint), want, what)
  t.match(refusal(null, 51n), /^payment 61: cumulative 51, measured 0, prepay_allow 50/)
  t.match(refusal(null, 50n), /^payment 16: measured 0/, 'the prepaid part waits')
  t.equal(refusal(of({}), 10n), undefined)
  t.end()
})
