/** What is owed for usage: rules 4 and 5 of marketplace.md 1.5 as rules.md C4 and C5 have them. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { amount } from '../../../modules/sla/ir/amount.js'
import type { SlaIr } from '../../../modules/sla/ir/compile.js'
import {
  advance,
  startMeter,
  type Counter,
  type MeterState,
} from '../../../modules/sla/ir/meter.js'
import { irOf, MODEL_A, MODEL_B, withPlans, type Json } from './documents.js'
import {
  by,
  plus,
  ratio,
  referencePrice,
  whole,
  windowsBegun,
  type Event,
  type RefLimit,
} from './reference.js'

const stateCodec = codec('infonex.sla.v1.MeterState')
const START = Date.UTC(2024, 1, 28, 22)
const HOUR = 3_600_000
const runs = { numRuns: 120 }

/** Operations, the rule that each comes to, and how a random plan names it. */
const OPERATIONS = [MODEL_A, MODEL_B, '/v2/models/other/infer', '/v2/health'] as const
const RULES = ['/v2/models/{id}/infer', MODEL_A, 'default'] as const
const METRIC_NAMES = ['requests', 'prompt_tokens'] as const

const cost = fc.constantFrom('0', '0.002', '1', '0.333333')
const refPeriod = fc.constantFrom(
  undefined,
  { amount: '1', unit: 'day' },
  { amount: '6', unit: 'hour' },
  { amount: '1', unit: 'month' },
  { amount: '1', unit: 'week' },
)
const operation = fc.record(
  {
    volume: fc.constantFrom('1', '1000', '0.5', '7'),
    cost,
    rounding: fc.constant('ceil' as const),
  },
  { requiredKeys: ['volume', 'cost'] },
)
const overage = fc.record(
  { excess: fc.constantFrom('1', '10', '0.1', '3'), cost, rounding: fc.constant('floor' as const) },
  { requiredKeys: ['excess', 'cost'] },
)
const limit: fc.Arbitrary<RefLimit> = fc
  .record({
    max: fc.constantFrom(undefined, '0', '5', '40.5', '120'),
    period: refPeriod,
    operation: fc.option(operation, { nil: undefined }),
    overage: fc.option(overage, { nil: undefined }),
  })
  .map(({ max, period, operation, overage }) => ({
    ...(max === undefined ? {} : { max }),
    ...(period === undefined ? {} : { period }),
    ...(operation === undefined ? {} : { operation }),
    ...(max === undefined || overage === undefined ? {} : { overage }),
  }))

const limitKey = (one: RefLimit): string => JSON.stringify(one)
const limits = fc.uniqueArray(limit, { minLength: 1, maxLength: 3, selector: limitKey })
/** Limits by rule and metric. */
const plan = fc.array(
  fc.tuple(fc.constantFrom(...RULES), fc.constantFrom(...METRIC_NAMES), limits),
  { maxLength: 5 },
)
const base = fc.record({ cost, period: refPeriod })
const tz = fc.constantFrom(0, -300, 345)
const step = fc.record({
  laterMs: fc.oneof(fc.nat(2 * HOUR), fc.nat(60 * HOUR), fc.nat(900 * HOUR)),
  operation: fc.constantFrom(...OPERATIONS),
  metric: fc.constantFrom(...METRIC_NAMES),
  units: fc.bigInt({ min: 0n, max: 150n }),
})
const steps = fc.array(step, { maxLength: 14 })
type Plan = [string, string, RefLimit[]][]
type Steps = { laterMs: number; operation: string; metric: string; units: bigint }[]

const jsonLimit = (one: RefLimit): Json => ({ max: 'unlimited', ...one }) as unknown as Json

function compiled(
  list: Plan,
  b: { cost: string; period: RefLimit['period'] },
  zone: number,
): SlaIr {
  const quotas: Record<string, { post: Record<string, Json> }> = {}
  for (const [path, metric, all] of list)
    (quotas[path] ??= { post: {} }).post[metric] = all.map(jsonLimit)
  const pricing = {
    cost: b.cost,
    currency: 'USD',
    ...(b.period === undefined ? {} : { period: b.period }),
  }
  return irOf(
    withPlans(
      { P: { pricing, quotas } },
      { tzOffsetMinutes: zone.toString(), settlement: { denom: 'uinx', units: '7', per: '3' } },
    ),
  )
}

/** Which rule of a plan has a metric of an operation, by the text of rule 1. */
function ruleOf(list: Plan, operation: string, metric: string): string | undefined {
  const candidates = [
    ...(operation === MODEL_A ? [MODEL_A] : []),
    ...(/^\/v2\/models\/[^/]+\/infer$/.test(operation) ? ['/v2/models/{id}/infer'] : []),
    'default',
  ]
  return candidates.find((path) => list.some(([p, m]) => p === path && m === metric))
}

class Usage {
  readonly totals = new Map<string, Counter>()
  counters(): Counter[] {
    return [...this.totals.values()].map((one) => ({ ...one }))
  }
  add(operation: string, metric: string, units: bigint): void {
    const key = `${operation} ${metric}`
    const known = this.totals.get(key) ?? { operation, method: 'post', metric, total: 0n }
    this.totals.set(key, { ...known, total: known.total + units })
  }
}

/** Meters a log step by step; gives the end and all amounts on the way. */
function meter(ir: SlaIr, list: Steps, parts = 1) {
  const usage = new Usage()
  let state: MeterState = startMeter(ir, 0, BigInt(START))
  let tMs = START
  const amounts: bigint[] = [amount(ir, 0, state, [], BigInt(tMs))]
  for (const one of list) {
    tMs += one.laterMs
    let left = one.units
    for (let i = parts; i > 0; i--) {
      const part = i === 1 ? left : left / BigInt(i)
      left -= part
      const before = usage.counters()
      usage.add(one.operation, one.metric, part)
      const after = usage.counters()
      // What amount() says before the meter is advanced is what it says afterwards.
      const ahead = amount(ir, 0, state, after, BigInt(tMs))
      state = stateCodec.decode(
        stateCodec.encode(advance(ir, 0, state, before, after, BigInt(tMs))),
      )
      amounts.push(amount(ir, 0, state, after, BigInt(tMs)))
      assert.equal(ahead, amounts.at(-1))
    }
  }
  return { state, tMs, counters: usage.counters(), amounts }
}

await t.test('S4 amount is that of a reference of rationals, floored once', async () => {
  fc.assert(
    fc.property(plan, base, tz, steps, (list, b, zone, log) => {
      const rows = new Map(list.map((row) => [`${row[0]} ${row[1]}`, row]))
      const unique = [...rows.values()] as Plan
      const ir = compiled(unique, b, zone)
      const end = meter(ir, log)
      let tMs = START
      const events: Event[] = log.flatMap((one) => {
        tMs += one.laterMs
        const rule = ruleOf(unique, one.operation, one.metric)
        return rule === undefined
          ? []
          : [{ tMs, binding: `${rule} ${one.metric}`, units: one.units }]
      })
      const bindings = new Map(unique.map(([path, metric, all]) => [`${path} ${metric}`, all]))
      const [num, den] = plus(
        by(ratio(b.cost), whole(windowsBegun(b.period, START, tMs, zone))),
        referencePrice(events, bindings, zone),
      )
      assert.equal(end.amounts.at(-1), (num * 7n) / (den * 3n))
    }),
    { numRuns: 300 },
  )
})

await t.test(
  'S2 amount rises with usage and time, begins at the base, and its deltas add up to it',
  async () => {
    fc.assert(
      fc.property(plan, base, tz, steps, (list, b, zone, log) => {
        const { amounts } = meter(compiled(list as Plan, b, zone), log)
        const [num, den] = ratio(b.cost)
        assert.equal(amounts[0], (num * 7n) / (den * 3n))
        amounts.slice(1).forEach((one, i) => assert.ok(one >= (amounts[i] as bigint)))
      }),
      runs,
    )
  },
)

await t.test('S2 amount is monotone in every counter', async () => {
  fc.assert(
    fc.property(
      plan,
      base,
      tz,
      steps,
      fc.nat(),
      fc.bigInt({ min: 0n, max: 200n }),
      (list, b, zone, log, which, more) => {
        const ir = compiled(list as Plan, b, zone)
        const { state, counters, tMs, amounts } = meter(ir, log)
        if (counters.length === 0) return
        const at = which % counters.length
        const raised = counters.map((c, i) => (i === at ? { ...c, total: c.total + more } : c))
        assert.ok(amount(ir, 0, state, raised, BigInt(tMs)) >= (amounts.at(-1) as bigint))
      },
    ),
    runs,
  )
})

await t.test(
  'S3 usage in n parts within its windows leaves the same meter and costs the same',
  async () => {
    fc.assert(
      fc.property(
        plan,
        base,
        tz,
        steps,
        fc.integer({ min: 2, max: 9 }),
        (list, b, zone, log, n) => {
          const ir = compiled(list as Plan, b, zone)
          const [whole, parts] = [meter(ir, log), meter(ir, log, n)]
          assert.deepEqual(parts.state, whole.state)
          assert.equal(parts.amounts.at(-1), whole.amounts.at(-1))
        },
      ),
      runs,
    )
  },
)
