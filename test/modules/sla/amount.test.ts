/** What is owed for usage, by tables: rules 4 and 5 of marketplace.md 1.5 as rules.md C4 to C6 have them. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { amount, price, settle } from '../../../modules/sla/ir/amount.js'
import type { SlaIr } from '../../../modules/sla/ir/compile.js'
import { compare } from '../../../modules/sla/ir/fraction.js'
import { checkLimits } from '../../../modules/sla/ir/limits.js'
import {
  advance,
  startMeter,
  type Counter,
  type MeterState,
} from '../../../modules/sla/ir/meter.js'
import { irOf, METRICS, MODEL_A, MODEL_B, period, withPlans, type Json } from './documents.js'

const START = Date.UTC(2024, 1, 28, 22)
const HOUR = 3_600_000
const runs = { numRuns: 120 }

const one = (limits: Json, more: object = {}): SlaIr =>
  irOf(
    withPlans({
      P: {
        pricing: { cost: '2', currency: 'USD', ...more },
        quotas: { '/v2/models/{id}/infer': { post: { requests: limits } } },
      },
    }),
  )
const used = (total: bigint, operation: string = MODEL_A, metric = 'requests'): Counter => ({
  operation,
  method: 'post',
  metric,
  total,
})
const start = (ir: SlaIr): MeterState => startMeter(ir, 0, BigInt(START))

await t.test('rule 4: price', async (t) => {
  const at = (ir: SlaIr, total: bigint): bigint =>
    amount(ir, 0, start(ir), [used(total)], BigInt(START))
  const perMillion = one([{ max: 'unlimited', operation: { volume: '1000000', cost: '3' } }])
  t.equal(at(perMillion, 0n), 2_000_000n, 'no usage: the base')
  t.equal(at(perMillion, 1n), 2_000_003n, '3 USD a million')
  const third = one([{ max: 'unlimited', operation: { volume: '3', cost: '0.000001' } }])
  t.equal(at(third, 2n), 2_000_000n, 'two thirds of a uinx are none')
  t.equal(at(third, 3n), 2_000_001n)
  const packs = one([
    { max: 'unlimited', operation: { volume: '1000', cost: '1', rounding: 'ceil' } },
  ])
  t.same(
    [1n, 1000n, 1001n].map((n) => at(packs, n)),
    [3_000_000n, 3_000_000n, 4_000_000n],
    'a pack begun is paid',
  )
  const over = one([{ max: '10', overage: { excess: '5', cost: '1' } }])
  t.same(
    [10n, 11n, 15n, 16n].map((n) => at(over, n)),
    [2_000_000n, 3_000_000n, 3_000_000n, 4_000_000n],
  )
  const share = one([{ max: '10', overage: { excess: '5', cost: '1', rounding: 'floor' } }])
  t.equal(at(share, 11n), 2_200_000n, 'overage in proportion')
})

await t.test('rule 4: a base price is owed for each window begun', async (t) => {
  const ir = one([{ max: '1' }], { period: period('month') })
  const at = (text: string): bigint => amount(ir, 0, start(ir), [], BigInt(Date.parse(text)))
  t.equal(at('2024-02-29T23:59:59.999Z'), 2_000_000n)
  t.equal(at('2024-03-01T00:00:00Z'), 4_000_000n)
  t.equal(at('2025-02-01T00:00:00Z'), 26_000_000n)
})

await t.test('rule 5: hard limits', async (t) => {
  const ir = one([
    { max: '10', period: period('day') },
    { max: 'unlimited', operation: { volume: '1', cost: '1' } },
  ])
  let state = start(ir)
  const day = 24 * HOUR
  t.equal(
    amount(ir, 0, state, [used(25n)], BigInt(START)),
    12_000_000n,
    '15 of 25 are not billable',
  )
  state = advance(ir, 0, state, [], [used(25n)], BigInt(START))
  const report = checkLimits(ir, 0, state, [used(25n)], BigInt(START))
  t.match(report.checks, [
    { usedUnits: 10n, remainingUnits: 0n, isHard: true, resetMs: BigInt(Date.UTC(2024, 1, 29)) },
  ])
  t.match(report.unbillable, [{ units: 15n }])
  t.equal(
    amount(ir, 0, state, [used(28n)], BigInt(START + day)),
    15_000_000n,
    'the next day has 10 more',
  )
  t.match(checkLimits(ir, 0, state, [used(28n)], BigInt(START + day)).checks, [
    { usedUnits: 3n, remainingUnits: 7n },
  ])
  t.match(
    checkLimits(ir, 0, start(ir), [used(0n)], BigInt(START)).checks,
    [{ remainingUnits: 10n }],
    'asked before use',
  )
  const soft = one([{ max: '10', overage: { excess: '1', cost: '1' } }])
  t.match(checkLimits(soft, 0, start(soft), [used(12n)], BigInt(START)), {
    checks: [{ isHard: false, remainingUnits: 0n, resetMs: undefined }],
    unbillable: [],
  })
})

await t.test('C4 two models at their prices, input and output apart', async (t) => {
  const per = (cost: string): Json => [{ max: 'unlimited', operation: { volume: '1000000', cost } }]
  const ir = irOf(
    withPlans({
      P: {
        pricing: { cost: '0', currency: 'USD' },
        quotas: {
          [MODEL_A]: { post: { prompt_tokens: per('3'), completion_tokens: per('15') } },
          '/v2/models/*/infer': { post: { prompt_tokens: per('0.5') } },
        },
      },
    }),
  )
  const counters = [
    used(1000n, MODEL_A, 'prompt_tokens'),
    used(200n, MODEL_A, 'completion_tokens'),
    used(4000n, MODEL_B, 'prompt_tokens'),
    used(900n, MODEL_B, 'completion_tokens'),
  ]
  t.equal(amount(ir, 0, start(ir), counters, BigInt(START)), 3000n + 3000n + 2000n)
  t.same(start(ir).bindings, [], 'a plan without windows needs no memory')
  t.same(advance(ir, 0, start(ir), [], counters, BigInt(START)).bindings, [])
})

await t.test('C5 a monthly quota is there again every month', async (t) => {
  const ir = one([{ max: '100', period: period('month'), overage: { excess: '1', cost: '1' } }])
  let state = start(ir)
  let before: Counter[] = []
  for (const [text, total] of [
    ['2024-02-29T12:00:00Z', 110n],
    ['2024-03-01T00:00:00Z', 200n],
    ['2024-03-31T23:59:59Z', 215n],
  ] as const) {
    state = advance(ir, 0, state, before, [used(total)], BigInt(Date.parse(text)))
    before = [used(total)]
  }
  t.equal(amount(ir, 0, state, before, state.tMs), 2_000_000n + 10_000_000n + 5_000_000n)
  t.equal(
    amount(ir, 0, state, [used(315n)], BigInt(Date.parse('2024-04-01T00:00:00Z'))),
    17_000_000n,
  )
})

await t.test('C6 within its allotments a usage costs the same over any channels', async () => {
  const ir = one([
    { max: '100', period: period('month'), overage: { excess: '1', cost: '1' } },
    { max: 'unlimited', operation: { volume: '7', cost: '0.1' } },
  ])
  const quota = ir.limits.findIndex((limit) => limit.max !== null)
  const all = (total: bigint) => settle(ir, price(ir, 0, start(ir), [used(total)], BigInt(START)))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(30), fc.nat(100)), { minLength: 1, maxLength: 3 }),
      (channels) => {
        // A slice and a part of it that is used.
        const parts = channels.map(
          ([slice, percent]) => [slice, Math.floor((slice * percent) / 100)] as const,
        )
        const prices = parts.map(([slice, units], i) =>
          settle(
            ir,
            price(ir, 0, start(ir), [used(BigInt(units))], BigInt(START), {
              carriesBase: i === 0,
              slices: [
                {
                  ruleId: 0,
                  metricId: ir.metrics.findIndex((m) => m.name === 'requests'),
                  limitId: quota,
                  max: { whole: BigInt(slice), micro: 0, negative: false },
                },
              ],
            }),
          ),
        )
        const sum = prices.reduce((a, b) => ({
          num: a.num * b.den + b.num * a.den,
          den: a.den * b.den,
        }))
        return compare(sum, all(BigInt(parts.reduce((n, [, units]) => n + units, 0)))) === 0
      },
    ),
    runs,
  )
  const over = {
    carriesBase: false,
    slices: [
      {
        ruleId: 0,
        metricId: ir.metrics.findIndex((m) => m.name === 'requests'),
        limitId: quota,
        max: { whole: 10n, micro: 0, negative: false },
      },
    ],
  }
  assert.equal(
    amount(ir, 0, start(ir), [used(14n)], BigInt(START), over),
    4_200_000n,
    'beyond the slice is overage',
  )
})

await t.test('what a meter refuses', async (t) => {
  const ir = one([{ max: '100', period: period('month') }])
  const state = advance(ir, 0, start(ir), [], [used(5n)], BigInt(START + 5))
  const now = BigInt(START + 5)
  const refuse = (message: RegExp, counters: Counter[], tMs = now): void => {
    t.throws(() => amount(ir, 0, state, counters, tMs), { name: 'SlaIrError', message })
  }
  refuse(/time goes back/, [used(5n)], now - 1n)
  refuse(/requests goes back from 5 to 4/, [used(4n)])
  refuse(/requests goes back from 5 to 0/, [])
  refuse(/is there twice/, [used(5n), used(5n)])
  refuse(/want 0 to 2\^64 - 1/, [used(1n << 64n)])
  refuse(/exceed 2\^64 - 1/, [used((1n << 64n) - 1n), used(1n, MODEL_B)])
  t.throws(() => advance(ir, 0, state, [used(4n)], [used(6n)], now), {
    message: /was 5 units at the last advance, not 4/,
  })
  t.throws(() => advance(ir, 0, state, [used(5n)], [used(4n), used(1n, MODEL_B)], now), {
    message: /goes back/,
  })
  t.throws(() => advance(ir, 0, state, [used(5n)], [used(5n, MODEL_B)], now), {
    message: /a counter is gone/,
  })
  t.throws(() => startMeter(ir, 1, 0n), { message: /no plan 1/ })
  const custom = one([{ max: '1' }], { cost: 'custom' })
  t.throws(() => amount(custom, 0, start(custom), [], now), {
    message: /^plans\/P\/pricing: the price is custom/,
  })
  const unpaid = irOf({
    form: '1',
    context: { id: 'i', provider: 'p', type: 'plans' },
    metrics: METRICS,
    plans: { P: { pricing: { cost: '1', currency: 'EUR' } } },
  })
  t.throws(() => amount(unpaid, 0, start(unpaid), [], now), { message: /^settlement: / })
  t.same(
    price(unpaid, 0, start(unpaid), [], now),
    { num: 1_000_000n, den: 1n },
    'its price in its currency is known',
  )
  const dear = one([
    { max: 'unlimited', operation: { volume: '0.000001', cost: '999999999999999999' } },
  ])
  t.throws(() => amount(dear, 0, start(dear), [used((1n << 64n) - 1n)], now), {
    message: /more than 2\^128/,
  })
})
