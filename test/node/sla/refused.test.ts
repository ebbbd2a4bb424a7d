import t from 'tap'
import { quotas, refusals, smallDocument } from './fixtures.js'

/** name, document, rule, path */
const REFUSED: readonly (readonly [string, string, string, string])[] = [
  [
    'no limit',
    quotas('{ period: day }'),
    'limit-max',
    'plans.only.quotas["/v1/chat"].post.requests[0]',
  ],
  ['a negative limit', quotas('{ max: -1 }'), 'number-range', ''],
  ['an unknown unit', quotas('{ max: 1, period: fortnight }'), 'period-unit', ''],
  ['half a day', quotas('{ max: 1, period: { amount: 0.5, unit: day } }'), 'period-amount', ''],
  ['no time', quotas('{ max: 1, period: { amount: 0, unit: day } }'), 'period-amount', ''],
  [
    'a million years and more',
    quotas('{ max: 1, period: { amount: 10001, unit: century } }'),
    'period-amount',
    '',
  ],
  ['a period without unit', quotas('{ max: 1, period: { amount: 1 } }'), 'missing-field', ''],
  ['a scope of nobody', quotas('{ max: 1, scope: user }'), 'limit-scope', ''],
  ['a type of nothing', quotas('{ max: 1, type: bucket }'), 'limit-type', ''],
  ['an average for ever', quotas('{ max: 1, type: average }'), 'limit-type', ''],
  ['a cost of what?', quotas('{ max: 1, cost: 5 }'), 'limit-cost', ''],
  [
    'a cost twice',
    quotas(
      '{ max: 1, overage: { excess: 1, cost: 1 }, cost: { overage: { excess: 1, cost: 1 } } }',
    ),
    'limit-cost',
    '',
  ],
  [
    'a pack of nothing',
    quotas('{ max: 1, cost: { operation: { volume: 0, cost: 1 } } }'),
    'number-range',
    '',
  ],
  [
    'a pack of less than nothing',
    quotas('{ max: 1, cost: { operation: { volume: 1, cost: -1 } } }'),
    'number-range',
    '',
  ],
  [
    'a pack without cost',
    quotas('{ max: 1, cost: { operation: { volume: 1 } } }'),
    'missing-field',
    '',
  ],
  [
    'a misspelt overage',
    quotas('{ max: 1, cost: { overrage: { excess: 1, cost: 1 } } }'),
    'unknown-field',
    '',
  ],
  ['an odd field of a limit', quotas('{ max: 1, burst: 5 }'), 'unknown-field', ''],
  ['a misspelt section', 'quota: { /a: {} }', 'unknown-field', 'plans.only.quota'],
  [
    'an odd field of a price',
    'pricing: { cost: 1, discount: 1 }',
    'unknown-field',
    'plans.only.pricing.discount',
  ],
  [
    'junk around a currency',
    'pricing: { currency: ZZZUSDZZZ }',
    'currency',
    'plans.only.pricing.currency',
  ],
  ['a price with a sign', 'pricing: { cost: $5 }', 'number-grammar', 'plans.only.pricing.cost'],
  ['a negative price', 'pricing: { cost: -5 }', 'number-range', 'plans.only.pricing.cost'],
  [
    'two periods',
    'pricing: { billing: daily, period: { unit: week } }',
    'pricing-conflict',
    'plans.only.pricing',
  ],
  ['a method that is none', 'rates: { /a: { fetch: { requests: [{ max: 1 }] } } }', 'method', ''],
  ['a path with a blank', 'rates: { "/a b": { get: { requests: [{ max: 1 }] } } }', 'path', ''],
  ['global limits', 'rates: { global: { all: { requests: [{ max: 1 }] } } }', 'path', ''],
  [
    'one path twice',
    'rates: { a: { get: { requests: [{ max: 1 }] } }, /a: { get: { requests: [{ max: 2 }] } } }',
    'path-conflict',
    '',
  ],
  ['limits in a text', 'rates: { /a: { get: many } }', 'shape', ''],
  [
    'a metric of metrics nobody knows',
    'rates: { /a: { get: { a: { b: [{ max: 1 }] } } } }',
    'nested-metric',
    '',
  ],
  [
    'a text objective',
    'guarantees: { global: { global: [{ objective: requests == many }] } }',
    'objective-type',
    '',
  ],
  [
    'an objective without operator',
    'guarantees: { global: { global: [{ objective: requests 5 }] } }',
    'objective',
    '',
  ],
  [
    'two objectives',
    'guarantees: { global: { global: [{ objective: "requests < 5 and requests > 1" }] } }',
    'objective-type',
    '',
  ],
  ['no objective', 'guarantees: { global: { global: [{ period: day }] } }', 'missing-field', ''],
  [
    'a window of another kind',
    'guarantees: { global: { global: [{ objective: requests < 5, window: open }] } }',
    'objective',
    '',
  ],
  [
    'a quantile above one',
    'guarantees: { global: { global: [{ objective: requests < 5, x-infonex: { quantile: 1.5 } }] } }',
    'quantile',
    '',
  ],
  ['always open', 'availability: 24/7', 'availability', 'plans.only.availability'],
]

for (const [name, plan, rule, path] of REFUSED) {
  await t.test(`${name} is refused as ${rule}`, (t) => {
    const problems = refusals(smallDocument({ plan }))
    t.same([...new Set(problems.map((one) => one.rule))], [rule])
    if (path !== '') t.equal(problems[0]?.path, path)
    t.ok((problems[0]?.line ?? 0) > 1)
    t.end()
  })
}

const HEAD = 'context: { id: a, type: plans, provider: p }\nmetrics: {}\nplans: { a: {} }\n'

/** name, document, rule */
const WHOLE: readonly (readonly [string, string, string])[] = [
  ['an OpenAPI document', 'openapi: 3.1.0\ninfo: {}\npaths: {}', 'not-sla'],
  ['metrics alone', 'requests: { type: int64 }', 'not-sla'],
  ['two dialects', `sla: 1.0.0\nsla4oas: 1.0.1\n${HEAD}`, 'dialect'],
  ['a version of the future', `sla4oas: 7.0.0\n${HEAD}`, 'dialect'],
  ['no context', 'sla4oas: 1.0.1\nmetrics: {}\nplans: { a: {} }', 'missing-field'],
  [
    'no id',
    'sla: 1.0\ncontext: { type: plans, provider: p }\nmetrics: {}\nplans: { a: {} }',
    'missing-field',
  ],
  [
    'a type of nothing',
    'sla: 1.0\ncontext: { id: a, type: offer, provider: p }\nmetrics: {}\nplans: { a: {} }',
    'context-type',
  ],
  [
    'an agreement on two plans',
    'sla: 1.0\ncontext: { id: a, type: agreement, provider: p, customer: c }\nmetrics: {}\nplans: { a: {}, b: {} }',
    'context-type',
  ],
  ['no plan', 'sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: {}', 'plan-none'],
  [
    'a base alone',
    'sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: {}\nplans: { base: {} }',
    'plan-none',
  ],
  [
    'a metric of a type nobody knows',
    smallDocument({ metrics: 'requests: { type: colour }' }),
    'metric-type',
  ],
  [
    'a settlement without denom',
    smallDocument({ root: 'x-infonex: { settlement: { units: 1 } }' }),
    'settlement',
  ],
  [
    'a settlement for nothing',
    smallDocument({ root: 'x-infonex: { settlement: { denom: uinx, units: 0 } }' }),
    'settlement',
  ],
  [
    'a time zone of the moon',
    smallDocument({ root: 'x-infonex: { tzOffsetMinutes: 841 }' }),
    'time-zone',
  ],
  [
    'an extension that is not known',
    smallDocument({ root: 'x-infonex: { settlment: {} }' }),
    'unknown-field',
  ],
  [
    'a price for a gauge',
    smallDocument({
      metrics: 'requests: { type: integer, x-infonex: { kind: gauge } }',
      plan: quotas('{ max: 1, cost: { operation: { volume: 1, cost: 1 } } }'),
    }),
    'limit-cost',
  ],
]

for (const [name, text, rule] of WHOLE) {
  await t.test(`${name} is refused as ${rule}`, (t) => {
    t.same([...new Set(refusals(text).map((one) => one.rule))], [rule])
    t.end()
  })
}
