/** Where retail is said to cover wholesale, it does so at each step of any stream of usage (rules.md C7). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { price, settle } from '../../../modules/sla/ir/amount.js'
import type { SlaIr } from '../../../modules/sla/ir/compile.js'
import { coversWholesale } from '../../../modules/sla/ir/covers.js'
import { SlaIrError } from '../../../modules/sla/ir/errors.js'
import { compare, fraction } from '../../../modules/sla/ir/fraction.js'
import { checkLimits } from '../../../modules/sla/ir/limits.js'
import { advance, startMeter, type Counter } from '../../../modules/sla/ir/meter.js'
import { irOf, MODEL_A, MODEL_B, period, withPlans, type Json } from './documents.js'

const START = Date.UTC(2024, 0, 29, 20)
const HOUR = 3_600_000
const PATHS = ['/v2/models/*', MODEL_A, MODEL_B, 'default'] as const
const METRICS = ['requests', 'prompt_tokens'] as const
const every = fc.constantFrom(undefined, period('day'), period('week'), period('month'))

const limit = (costs: readonly string[]): fc.Arbitrary<Json> => {
  const cost = fc.constantFrom(...costs)
  return fc
    .oneof(
      fc.record({
        max: fc.constant('unlimited'),
        operation: fc.record({ volume: fc.constantFrom('1', '3'), cost }),
      }),
      fc.record({ max: fc.constantFrom('4', '9'), p: every }),
      fc.record({
        max: fc.constantFrom('2', '6'),
        p: every,
        overage: fc.record({ excess: fc.constantFrom('1', '2'), cost }),
      }),
      fc.record({
        max: fc.constant('unlimited'),
        p: every,
        operation: fc.record({
          volume: fc.constantFrom('2', '5'),
          cost,
          rounding: fc.constant('ceil'),
        }),
      }),
    )
    .map((one) => {
      const { p, ...rest } = one as { p?: Json } & Record<string, Json>
      return p === undefined ? rest : { ...rest, period: p }
    })
}
const side = (costs: readonly string[], bases: readonly string[]) =>
  fc.record({
    base: fc.constantFrom(...bases),
    every,
    rows: fc.array(
      fc.tuple(
        fc.constantFrom(...PATHS),
        fc.constantFrom(...METRICS),
        fc.array(limit(costs), { minLength: 1, maxLength: 2 }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  })

function compiled(s: {
  base: string
  every: Json | undefined
  rows: [string, string, Json[]][]
}): SlaIr {
  const quotas: Record<string, { post: Record<string, Json> }> = {}
  for (const [path, metric, limits] of s.rows) (quotas[path] ??= { post: {} }).post[metric] = limits
  return irOf(
    withPlans({
      P: {
        pricing: {
          cost: s.base,
          currency: 'USD',
          ...(s.every === undefined ? {} : { period: s.every }),
        },
        quotas,
      },
    }),
  )
}

const events = fc.array(
  fc.record({
    laterMs: fc.oneof(fc.nat(HOUR), fc.nat(40 * HOUR)),
    path: fc.constantFrom(MODEL_A, MODEL_B, '/v2/other'),
    metric: fc.constantFrom(...METRICS),
    units: fc.bigInt({ min: 1n, max: 12n }),
  }),
  { minLength: 4, maxLength: 24 },
)

await t.test(
  'C7 what is said to cover does, on any stream that hard limits let through',
  async () => {
    const verdicts = { covered: 0, short: 0, refused: 0 }
    fc.assert(
      fc.property(
        side(['0.5', '1', '2'], ['0', '10', '40']),
        side(['0', '0.2', '1'], ['0', '1', '5']),
        fc.constantFrom(0, 1_000),
        events,
        (r, w, fee, stream) => {
          const [retail, wholesale] = [compiled(r), compiled(w)]
          try {
            if (coversWholesale(retail, 0, wholesale, 0, fee) !== undefined)
              return void verdicts.short++
          } catch (e) {
            assert.ok(e instanceof SlaIrError)
            return void verdicts.refused++
          }
          verdicts.covered++
          let [a, b] = [
            startMeter(retail, 0, BigInt(START)),
            startMeter(wholesale, 0, BigInt(START)),
          ]
          let counters: Counter[] = []
          let tMs = START
          for (const { laterMs, path, metric, units } of stream) {
            tMs += laterMs
            const now = BigInt(tMs)
            const old = counters.find((c) => c.operation === path && c.metric === metric)
            const rest = counters.filter((c) => c !== old)
            const next = [
              ...rest,
              { operation: path, method: 'post', metric, total: (old?.total ?? 0n) + units },
            ]
            const isRefused =
              checkLimits(retail, 0, a, next, now).unbillable.length +
                checkLimits(wholesale, 0, b, next, now).unbillable.length >
              0
            const after = isRefused ? counters : next
            a = advance(retail, 0, a, counters, after, now)
            b = advance(wholesale, 0, b, counters, after, now)
            counters = after
            const [income, cost] = [
              price(retail, 0, a, counters, now),
              price(wholesale, 0, b, counters, now),
            ].map((one, i) => settle(i === 0 ? retail : wholesale, one))
            if (income === undefined || cost === undefined) throw new Error('two prices')
            const kept = fraction(income.num * BigInt(10_000 - fee), income.den * 10_000n)
            assert.ok(
              compare(kept, cost) >= 0,
              `at ${new Date(tMs).toISOString()} ${kept.num}/${kept.den} < ${cost.num}/${cost.den}`,
            )
          }
        },
      ),
      { numRuns: 600 },
    )
    assert.ok(verdicts.covered >= 20 && verdicts.short >= 50, JSON.stringify(verdicts))
    t.comment(JSON.stringify(verdicts))
  },
)
