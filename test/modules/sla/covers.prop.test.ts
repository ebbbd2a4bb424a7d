/** Retail >= wholesale + fee, against a count of every usage that is small (rules.md C7). */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { price, settle } from '../../../modules/sla/ir/amount.js'
import type { SlaIr } from '../../../modules/sla/ir/compile.js'
import { coversWholesale } from '../../../modules/sla/ir/covers.js'
import { compare, fraction, type Fraction } from '../../../modules/sla/ir/fraction.js'
import { startMeter } from '../../../modules/sla/ir/meter.js'
import { irOf, MODEL_A, MODEL_B, period, withPlans, type Json } from './documents.js'
import type { RefLimit } from './reference.js'

const plan = (quotas: Json, cost = '0', every?: Json): SlaIr =>
  irOf(
    withPlans({
      P: {
        pricing: { cost, currency: 'USD', ...(every === undefined ? {} : { period: every }) },
        quotas,
      },
    }),
  )
const covers = (retail: SlaIr, wholesale: SlaIr, fee = 0) =>
  coversWholesale(retail, 0, wholesale, 0, fee)
const at = (limits: Json, path = '/v2/models/{id}/infer'): Json => ({
  [path]: { post: { requests: limits } },
})
const each = (cost: string, volume = '1', more: object = {}): Json => ({
  max: 'unlimited',
  operation: { volume, cost },
  ...more,
})

const START = BigInt(Date.UTC(2026, 0, 1))

/** Exact price of some requests in the first window, in uinx. */
function exact(ir: SlaIr, units: bigint): Fraction {
  const counters = [{ operation: MODEL_A, method: 'post', metric: 'requests', total: units }]
  return settle(ir, price(ir, 0, startMeter(ir, 0, START), counters, START))
}

const cost = fc.constantFrom('0', '0.001', '0.0015', '0.01', '1')
const size = fc.constantFrom('1', '2', '3', '10', '2.5')
const limit: fc.Arbitrary<RefLimit> = fc
  .record({
    max: fc.constantFrom(undefined, '0', '7', '20.5', '60'),
    operation: fc.option(
      fc.record(
        { volume: size, cost, rounding: fc.constant('ceil' as const) },
        { requiredKeys: ['volume', 'cost'] },
      ),
      { nil: undefined },
    ),
    overage: fc.option(
      fc.record(
        { excess: size, cost, rounding: fc.constant('floor' as const) },
        { requiredKeys: ['excess', 'cost'] },
      ),
      { nil: undefined },
    ),
  })
  .map(({ max, operation, overage }) => ({
    ...(max === undefined ? {} : { max }),
    ...(operation === undefined ? {} : { operation }),
    ...(max === undefined || overage === undefined ? {} : { overage }),
  }))
const limits = fc.uniqueArray(limit, {
  minLength: 1,
  maxLength: 2,
  selector: (one) => JSON.stringify(one),
})
const side = fc.record({
  limits,
  base: fc.constantFrom('0', '0.005', '0.05', '2'),
  windowed: fc.boolean(),
})

const capOf = (list: RefLimit[]): bigint =>
  list
    .filter((one) => one.max !== undefined && one.overage === undefined)
    .reduce((n, one) => {
      const max = BigInt((one.max as string).split('.')[0] as string)
      return max < n ? max : n
    }, 1_000_000_000n)

await t.test('C7 the answer is that of every usage in one window', async () => {
  let [held, fell] = [0, 0]
  fc.assert(
    fc.property(side, side, fc.constantFrom(0, 300, 2_500), (r, w, fee) => {
      const compiled = (s: { limits: RefLimit[]; base: string }): SlaIr =>
        plan(
          at(
            s.limits.map((one) => ({
              max: 'unlimited',
              ...one,
              period: period('month'),
            })) as unknown as Json,
          ),
          s.base,
          period('month'),
        )
      const [retail, wholesale] = [compiled(r), compiled(w)]
      const cap = [capOf(r.limits), capOf(w.limits)].reduce((a, b) => (a < b ? a : b))
      const short = (units: bigint): boolean => {
        const [a, b] = [exact(retail, units), exact(wholesale, units)]
        return compare(fraction(a.num * BigInt(10_000 - fee), a.den * 10_000n), b) < 0
      }
      const found = covers(retail, wholesale, fee)
      if (found === undefined) {
        held++
        for (let u = 0n; u <= 200n && u <= cap; u++) assert.ok(!short(u), `${u} units are short`)
        for (const u of [1_000n, 99_999n, 1_000_000n]) assert.ok(u > cap || !short(u))
      } else {
        fell++
        assert.ok(found.units <= cap)
        assert.ok(short(found.units), `${found.units} units are not short`)
      }
    }),
    { numRuns: 400 },
  )
  assert.ok(held > 20 && fell > 20, `${held} held and ${fell} fell`)
})

await t.test('C7 what is compared, and what is named', async (t) => {
  t.equal(covers(plan(at([each('0.003')])), plan(at([each('0.002')])), 3_000), undefined)
  t.match(
    covers(plan(at([each('0.003')])), plan(at([each('0.0025')])), 3_000),
    { metric: 'requests' },
    'the fee counts',
  )
  t.match(
    covers(
      plan(at([each('0.002')], '/v2/models/*')),
      plan({ ...(at([each('0.001')]) as object), ...(at([each('0.005')], MODEL_B) as object) }),
    ),
    { operation: MODEL_B, metric: 'requests', retail: 2_000n, wholesale: 5_000n, fee: 0n },
    'one of two models costs more than it brings in',
  )
  t.match(
    covers(plan(at([each('1')], MODEL_A)), plan(at([each('0.5')]))),
    { metric: 'requests', retail: 0n },
    'an operation that retail gives away',
  )
  t.equal(
    coversWholesale(plan(at([each('1')], MODEL_A)), 0, plan(at([each('0.5')])), 0, 0, [
      { method: 'post', path: MODEL_A },
    ]),
    undefined,
    'and that the agreement is not about',
  )
  t.match(
    covers(plan({}, '1', period('month')), plan({}, '2', period('month'))),
    { operation: '', metric: '', retail: 1_000_000n, wholesale: 2_000_000n },
    'base prices',
  )
  t.match(
    covers(plan({}, '100'), plan({}, '1', period('month'))),
    { operation: '' },
    'once against for ever',
  )
  t.equal(covers(plan({}, '5', period('week')), plan({}, '5')), undefined)
  t.match(
    covers(plan({}, '1', period('month')), plan({}, '1', period('week'))),
    { wholesale: 6_000_000n },
    'a month has days of up to six weeks',
  )
})

await t.test('C7 quotas that the base price holds', async (t) => {
  const wholesale = plan(at([each('0.005')]))
  const flat = (max: string, unit: string, base: string): SlaIr =>
    plan(at([{ max, period: period(unit) }]), base, period('month'))
  t.equal(covers(flat('1000', 'month', '5'), wholesale), undefined, '1000 a month for 5')
  t.match(covers(flat('1001', 'month', '5'), wholesale), {
    units: 1001n,
    retail: 5_000_000n,
    wholesale: 5_005_000n,
  })
  t.equal(covers(flat('100', 'day', '15.5'), wholesale), undefined, 'a month has 31 days')
  t.match(covers(flat('100', 'day', '15.4'), wholesale), { units: 3_100n })
  t.match(
    covers(plan(at([{ max: '100', period: period('month') }]), '5'), wholesale),
    { retail: 5_000_000n },
    'paid once, used for ever',
  )
  const soft = (free: string, over: string): SlaIr =>
    plan(
      at([{ max: free, period: period('day'), overage: { excess: '1', cost: over } }]),
      '3',
      period('month'),
    )
  t.equal(covers(soft('19', '0.005'), wholesale), undefined, '31 days of 19 free requests')
  t.match(covers(soft('20', '0.005'), wholesale), { units: 620n, wholesale: 3_100_000n })
  t.match(covers(soft('19', '0.004'), wholesale), { metric: 'requests' }, 'overage below cost')
  const two = plan(
    {
      '/v2/models/*': {
        post: {
          requests: [{ max: '100', period: period('month') }],
          prompt_tokens: [{ max: '1000', period: period('month') }],
        },
      },
    },
    '1',
    period('month'),
  )
  const charge = (tokens: string): SlaIr =>
    plan({ '/v2/models/*': { post: { requests: [each('0.005')], prompt_tokens: [each(tokens)] } } })
  t.equal(covers(two, charge('0.0005')), undefined, 'the base holds both metrics together')
  t.match(covers(two, charge('0.0006')), { metric: 'prompt_tokens' })
})

await t.test('C7 plans that cannot be compared are refused with the reason', async (t) => {
  const over = (unit: string): Json => ({
    max: '1',
    period: period(unit),
    overage: { excess: '1', cost: '1' },
  })
  const refuse = (message: RegExp, r: SlaIr, w: SlaIr, fee = 0): void => {
    t.throws(() => covers(r, w, fee), { name: 'SlaIrError', message })
  }
  refuse(
    /counted in several periods/,
    plan(at([over('day'), over('month')])),
    plan(at([each('1')])),
  )
  refuse(/in different periods/, plan(at([over('day')])), plan(at([over('month')])))
  refuse(
    /overlap/,
    plan({ ...(at([over('day')], MODEL_A) as object), ...(at([over('day')]) as object) }),
    plan(at([each('1')], '/v2/models/*')),
  )
  refuse(
    /no common multiple/,
    plan(
      at([each('1', '999983', { operation: { volume: '999983', cost: '1', rounding: 'ceil' } })]),
    ),
    plan(
      at([{ max: 'unlimited', operation: { volume: '1009', cost: '0.0001', rounding: 'ceil' } }]),
    ),
  )
  refuse(/custom/, plan({}, 'custom'), plan({}))
  refuse(/fee of 10001/, plan({}), plan({}), 10_001)
  const euro = irOf(
    withPlans(
      { P: { pricing: { cost: '0', currency: 'EUR' } } },
      { settlement: { denom: 'other', units: '1', per: '1' } },
    ),
  )
  refuse(/retail is paid in uinx, wholesale in other/, plan({}), euro)
})
