import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  addSample,
  compensation,
  creditBps,
  guaranteesOf,
  isBreached,
  mergeGuarantee,
  NO_SAMPLES,
  type Guarantee,
} from '../../../modules/sla/ir/guarantees.js'
import { COMPARISONS } from '../../../modules/sla/ir/values.js'
import { free, irOf, MODEL_A, period, withPlans, type Json } from './documents.js'

const runs = { numRuns: 200 }
const one = (more: object): Guarantee => {
  const json = {
    path: 'global',
    method: 'global',
    metric: 'e2e_ms',
    op: '<=',
    value: '800',
    ...more,
  } as unknown as Json
  return irOf(withPlans({ P: { pricing: free, guarantees: [json] } })).plans[0]
    ?.guarantees[0] as Guarantee
}
const counted = (guarantee: Guarantee, samples: readonly bigint[]) =>
  samples.reduce((c, value) => addSample(guarantee, c, value), NO_SAMPLES)
const sample = fc.bigInt({ min: 0n, max: 12n })
const samples = fc.array(sample, { maxLength: 40 })
const op = fc.constantFrom(...COMPARISONS)
const value = fc.constantFrom('5', '6.5', '0', '12')
const HOLDS: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
}

await t.test('S9 counters merge in any order and grouping to those of all samples', async () => {
  fc.assert(
    fc.property(samples, samples, samples, op, value, (a, b, c, o, v) => {
      const g = one({ op: o, value: v })
      const [x, y, z] = [counted(g, a), counted(g, b), counted(g, c)]
      const all = counted(g, [...a, ...b, ...c])
      assert.deepEqual(mergeGuarantee(mergeGuarantee(x, y), z), all)
      assert.deepEqual(mergeGuarantee(x, mergeGuarantee(y, z)), all)
      assert.deepEqual(mergeGuarantee(mergeGuarantee(z, x), y), all)
    }),
    runs,
  )
})

await t.test('S9 a quantile is broken when the sorted list says so (nearest rank)', async () => {
  fc.assert(
    fc.property(
      fc.array(sample, { minLength: 1, maxLength: 40 }),
      fc.constantFrom('<', '<=', '>', '>='),
      value,
      fc.integer({ min: 1, max: 10_000 }),
      (list, o, v, q) => {
        const g = one({ op: o, value: v, quantileBps: q.toString() })
        // The best share q of the samples complies if its worst does.
        const sorted = list.map(Number).sort((a, b) => (o.startsWith('<') ? a - b : b - a))
        const rank = Math.ceil((sorted.length * q) / 10_000)
        const holds = HOLDS[o]?.(sorted[rank - 1] as number, Number(v))
        assert.equal(isBreached(g, counted(g, list)), !holds)
      },
    ),
    runs,
  )
})

await t.test('rule 6: guarantee counters', async () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 16 }), op, value, (list, o, v) => {
      const g = one({ op: o, value: v })
      // 16 samples of whole units: twice the sum over twice the number is exact in a double.
      const mean = HOLDS[o]?.(
        2 * list.map(Number).reduce((a, b) => a + b, 0),
        2 * Number(v) * list.length,
      )
      assert.equal(isBreached(g, counted(g, list)), !mean)
    }),
    runs,
  )
  assert.equal(isBreached(one({}), NO_SAMPLES), false, 'no sample breaks nothing')
})

await t.test('rule 6: p99 and credits', async (t) => {
  const credits = [
    { below: '9990', creditBps: '1000' },
    { below: '9900', creditBps: '2500' },
    { below: '9500', creditBps: '10000' },
  ]
  const g = one({ quantileBps: '9990', credits })
  const at = (over: bigint): number => creditBps(g, { total: 10_000n, over, sum: 0n })
  t.same(
    [0n, 10n, 11n, 100n, 101n, 500n, 501n, 10_000n].map(at),
    [0, 0, 1000, 1000, 2500, 2500, 10_000, 10_000],
  )
  t.equal(
    creditBps(one({ credits: [{ creditBps: '300' }] }), { total: 2n, over: 1n, sum: 1_601n }),
    300,
    'at every breach',
  )
  t.equal(
    creditBps(one({ credits: [{ creditBps: '300' }] }), { total: 2n, over: 1n, sum: 1_600n }),
    0,
  )
  t.throws(
    () =>
      mergeGuarantee(
        { total: 1n, over: 0n, sum: 1n << 63n },
        { total: 1n, over: 0n, sum: 1n << 63n },
      ),
    { message: /sum is 18446744073709551616/ },
  )
  t.throws(() => addSample(g, NO_SAMPLES, -1n), { message: /a sample is -1/ })
})

await t.test('F2 compensation is at most the price of the window', async () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1n << 100n }),
      fc.array(fc.integer({ min: 0, max: 10_000 })),
      (price, credits) => {
        const paid = compensation(price, credits)
        const total = credits.reduce((a, b) => a + b, 0)
        return (
          paid >= 0n &&
          paid <= price &&
          (total < 10_000 || credits.length === 0 || price - paid <= BigInt(credits.length))
        )
      },
    ),
    runs,
  )
})

await t.test('guarantees of an operation', async (t) => {
  const g = (path: string, method: string): Json => ({
    path,
    method,
    metric: 'e2e_ms',
    op: '<',
    value: '1',
    period: period('day'),
  })
  const ir = irOf(
    withPlans({
      P: {
        pricing: free,
        guarantees: [
          g('global', 'global'),
          g('/v2/models/*/infer', 'post'),
          g('/v2/*', 'all'),
          g('/v2/health', 'get'),
        ],
      },
    }),
  )
  const paths = (method: string, path: string): string[] =>
    guaranteesOf(ir, 0, method, path).map((i) => ir.plans[0]?.guarantees[i]?.path ?? '')
  t.same(paths('post', MODEL_A), ['/v2/*', '/v2/models/*/infer', 'global'])
  t.same(paths('get', '/v2/health'), ['/v2/*', '/v2/health', 'global'])
  t.same(paths('post', '/v2/health'), ['/v2/*', 'global'])
  t.throws(() => guaranteesOf(ir, 9, 'get', '/'), /no plan 9/)
})
