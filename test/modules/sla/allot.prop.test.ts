import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { allot, checkAllotments } from '../../../modules/sla/ir/allot.js'
import { price } from '../../../modules/sla/ir/amount.js'
import { fromDecimal } from '../../../modules/sla/ir/decimal.js'
import { add, compare, ZERO } from '../../../modules/sla/ir/fraction.js'
import { startMeter, type Counter } from '../../../modules/sla/ir/meter.js'
import { irOf, MODEL_A, MODEL_B, period, withPlans } from './documents.js'

const ir = irOf(
  withPlans({
    P: {
      pricing: { cost: '20', currency: 'USD', period: period('month') },
      quotas: {
        '/v2/models/*/infer': {
          post: {
            requests: [
              { max: '100.5', period: period('month'), overage: { excess: '1', cost: '0.5' } },
              { max: '30', period: period('day'), overage: { excess: '1', cost: '2' } },
            ],
            prompt_tokens: [
              { max: 'unlimited', operation: { volume: '1000', cost: '0.7' } },
              { max: '5000', period: period('month') },
            ],
          },
        },
      },
    },
  }),
)
const START = BigInt(Date.UTC(2026, 4, 5))
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 9n }), { minLength: 1, maxLength: 5 })
  .filter((w) => w.some((one) => one > 0n))
const counter = (operation: string, metric: string, total: bigint): Counter => ({
  operation,
  method: 'post',
  metric,
  total,
})

await t.test('C6 slices add up to the quotas, and one channel carries the base', async () => {
  fc.assert(
    fc.property(weights, (w) => {
      const parts = allot(ir, 0, w)
      checkAllotments(ir, 0, parts)
      assert.equal(parts.filter((one) => one.carriesBase).length, 1)
      parts[0]?.slices.forEach((slice, i) => {
        const sum = parts.reduce((all, one) => all + fromDecimal(one.slices[i]?.max ?? null), 0n)
        assert.equal(sum, fromDecimal(ir.limits[slice.limitId]?.max ?? null))
      })
    }),
    { numRuns: 100 },
  )
})

await t.test(
  'C6 any spread of a usage over channels costs the same within the allotment',
  async () => {
    fc.assert(
      fc.property(
        weights,
        fc.array(fc.nat(100), { minLength: 20, maxLength: 20 }),
        (w, percents) => {
          const parts = allot(ir, 0, w)
          let at = 0
          const usage = parts.map((part) => {
            const room = (metric: string): bigint =>
              part.slices
                .filter((slice) => ir.metrics[slice.metricId]?.name === metric)
                .map((slice) => slice.max?.whole ?? 0n)
                .reduce((a, b) => (a < b ? a : b))
            const some = (metric: string): bigint =>
              (room(metric) * BigInt(percents[at++ % 20] as number)) / 100n
            return { requests: some('requests'), tokens: some('prompt_tokens') }
          })
          const counters = (u: { requests: bigint; tokens: bigint }, i: number): Counter[] => [
            counter(i % 2 === 0 ? MODEL_A : MODEL_B, 'requests', u.requests),
            counter(MODEL_A, 'prompt_tokens', u.tokens),
          ]
          const apart = parts
            .map((part, i) =>
              price(ir, 0, startMeter(ir, 0, START), counters(usage[i] as never, i), START, part),
            )
            .reduce(add, ZERO)
          const total = usage.reduce((a, b) => ({
            requests: a.requests + b.requests,
            tokens: a.tokens + b.tokens,
          }))
          const together = price(ir, 0, startMeter(ir, 0, START), counters(total, 0), START)
          return compare(apart, together) === 0
        },
      ),
      { numRuns: 100 },
    )
  },
)

await t.test('C6 allotments that give too much are refused', async (t) => {
  const [a, b] = allot(ir, 0, [1n, 1n])
  if (a === undefined || b === undefined) throw new Error('two')
  t.doesNotThrow(() => checkAllotments(ir, 0, [a, b]))
  t.throws(() => checkAllotments(ir, 0, [a, { ...b, carriesBase: true }]), /two channels carry/)
  t.throws(
    () => checkAllotments(ir, 0, [a, { ...b, slices: [] }]),
    /are given of/,
    'a quota without a slice is whole',
  )
  t.throws(
    () => checkAllotments(ir, 0, [a, b, { ...b, slices: a.slices }]),
    /prompt_tokens are given of 5000|requests are given of/,
  )
  t.throws(
    () => checkAllotments(ir, 0, [{ ...a, slices: [...a.slices, ...a.slices] }]),
    /there twice/,
  )
  t.throws(
    () =>
      checkAllotments(ir, 0, [
        { ...a, slices: [{ ruleId: 7, metricId: 0, limitId: 0, max: null }] },
      ]),
    /no quota/,
  )
  t.throws(
    () => checkAllotments(ir, 0, [{ ...a, slices: a.slices.map((s) => ({ ...s, max: null })) }]),
    /not negative/,
  )
  const minus = { whole: 1n, micro: 0, negative: true }
  t.throws(
    () => checkAllotments(ir, 0, [{ ...a, slices: a.slices.map((s) => ({ ...s, max: minus })) }]),
    /not negative/,
  )
  t.throws(() => allot(ir, 0, []), /0 channels/)
  t.throws(() => allot(ir, 0, [0n]), /more than 0/)
})
