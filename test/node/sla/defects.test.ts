import t from 'tap'
import type { Plan } from '../../../node/sla/normalForm.js'
import { imported, quotas, smallDocument } from './fixtures.js'

const only = (plan: string): { plan: Plan | undefined; rules: readonly string[] } => {
  const { document, warnings } = imported(smallDocument({ plan }))
  return { plan: document.plans['only'], rules: warnings.map(({ rule }) => rule) }
}

const DAY = { amount: '1', unit: 'day' }

/** What is written, the one limit that it is read as, the warning. */
const LIMITS: readonly (readonly [string, object, string | undefined])[] = [
  ['{ max: 5, period: daily }', { max: '5', period: DAY }, undefined],
  ['{ max: 5, period: { amount: "1", unit: day } }', { max: '5', period: DAY }, undefined],
  ['{ max: 5, period: { amount: day, unit: 1 } }', { max: '5', period: DAY }, 'period-swapped'],
  ['{ max: 5, period: { unit: day } }', { max: '5', period: DAY }, undefined],
  [
    '{ max: 5, period: { amount: 2, unit: days } }',
    { max: '5', period: { amount: '2', unit: 'day' } },
    undefined,
  ],
  ['{ max: 5, period: decade }', { max: '5', period: { amount: '10', unit: 'year' } }, undefined],
  [
    '{ max: 5, period: { amount: 3, unit: century } }',
    { max: '5', period: { amount: '300', unit: 'year' } },
    undefined,
  ],
  [
    '{ max: 5, period: quartely }',
    { max: '5', period: { amount: '1', unit: 'quarter' } },
    undefined,
  ],
  ['{ max: 5, period: { amount: 1, unit: forever } }', { max: '5' }, undefined],
  ['{ max: 5, period: permanent }', { max: '5' }, undefined],
  ['{ max: 5, period: null }', { max: '5' }, undefined],
  ['{ max: 5.50, scope: account, type: burst }', { max: '5.5' }, undefined],
  ['{ max: 5, scope: tenant }', { max: '5', scope: 'tenant' }, undefined],
  [
    '{ max: 5, period: day, type: average }',
    { max: '5', period: DAY, shape: 'average' },
    undefined,
  ],
  ['{ max: UNLIMITED }', { max: 'unlimited' }, undefined],
  ['{ max: .inf }', { max: 'unlimited' }, undefined],
  ['{ custom: true }', { max: 'custom' }, undefined],
  ['{ max: 5, custom: true }', { max: '5' }, 'limit-max'],
  ['{ max: 5, min: 3 }', { max: '5' }, 'field-dropped'],
  ['{ max: 5, cost: 0 }', { max: '5' }, undefined],
  [
    '{ max: 5, cost: { overage: { excess: 1, cost: 0.10 } } }',
    { max: '5', overage: { excess: '1', cost: '0.1' } },
    undefined,
  ],
  [
    '{ max: 5, cost: { overage: { overage: 1, cost: 0.1 } } }',
    { max: '5', overage: { excess: '1', cost: '0.1' } },
    'overage-name',
  ],
  [
    '{ max: 5, overage: { excess: 1, amount: 0.1 } }',
    { max: '5', overage: { excess: '1', cost: '0.1' } },
    'overage-name',
  ],
  [
    '{ cost: { operation: { volume: 1000000, cost: 2 } } }',
    { max: 'unlimited', operation: { volume: '1000000', cost: '2' } },
    'limit-max',
  ],
  [
    '{ max: 5, cost: { operation: { volume: 2, cost: 1, x-infonex: { rounding: ceil } } } }',
    { max: '5', operation: { volume: '2', cost: '1', rounding: 'ceil' } },
    undefined,
  ],
  [
    '{ max: 5, cost: { overage: { excess: 2, cost: 1, rounding: ceil } } }',
    { max: '5', overage: { excess: '2', cost: '1' } },
    undefined,
  ],
  [
    '{ max: unlimited, cost: { overage: { excess: 2, cost: 1 } } }',
    { max: 'unlimited' },
    'field-dropped',
  ],
]

for (const [written, read, rule] of LIMITS) {
  await t.test(`the limit ${written} is understood`, (t) => {
    const { plan, rules } = only(quotas(written))
    t.same(plan?.quotas?.['/v1/chat']?.['post']?.['requests'], [read])
    t.same(rules, rule === undefined ? [] : [rule])
    t.end()
  })
}

const MONTH = { amount: '1', unit: 'month' }

const PRICES: readonly (readonly [string, object, string | undefined])[] = [
  ['{}', { cost: '0', currency: 'USD', period: MONTH }, undefined],
  ['{ cost: 9.990, currency: EUR, billing: onepay }', { cost: '9.99', currency: 'EUR' }, undefined],
  ['{ cost: custom }', { cost: 'custom', currency: 'USD', period: MONTH }, undefined],
  ['{ custom: true }', { cost: 'custom', currency: 'USD', period: MONTH }, undefined],
  ['{ cost: 5, custom: true }', { cost: '5', currency: 'USD', period: MONTH }, 'pricing-conflict'],
  ['{ currency: euro }', { cost: '0', currency: 'EUR', period: MONTH }, 'currency'],
  ['{ currency: usd }', { cost: '0', currency: 'USD', period: MONTH }, 'currency'],
  [
    '{ cost: 1, period: { amount: 2, unit: week } }',
    { cost: '1', currency: 'USD', period: { amount: '2', unit: 'week' } },
    undefined,
  ],
  [
    '{ cost: 1, billing: yearly, period: { amount: 1, unit: year } }',
    { cost: '1', currency: 'USD', period: { amount: '1', unit: 'year' } },
    undefined,
  ],
]

for (const [written, read, rule] of PRICES) {
  await t.test(`the pricing ${written} is understood`, (t) => {
    const { plan, rules } = only(`pricing: ${written}`)
    t.same(plan?.pricing, read)
    t.same(rules, rule === undefined ? [] : [rule])
    t.end()
  })
}

const PATHS: readonly (readonly [string, string])[] = [
  ['/pets/{id}', '/pets/{id}'],
  ['/pets/:id', '/pets/{id}'],
  ['/pets/{pet id}', '/pets/{pet_id}'],
  ['v3/person.enrich', '/v3/person.enrich'],
  ['https://api.example.com/v3/users', '/v3/users'],
  ['https://api.example.com', '/'],
  ['"*"', '/*'],
  ['/v1/*', '/v1/*'],
  ['default', 'default'],
  ['/files/thumbnail.{extension}', '/files/thumbnail.{extension}'],
]

for (const [written, read] of PATHS) {
  await t.test(`the path ${written} is ${read}`, (t) => {
    const { plan } = only(`rates:\n  ${written}: { get: { requests: [{ max: 1 }] } }`)
    t.same(Object.keys(plan?.rates ?? {}), [read])
    t.end()
  })
}

await t.test('a key of several methods is each of them', (t) => {
  const { plan, rules } = only('quotas: { /a: { get DELETE: { requests: [{ max: 1 }] } } }')
  const list = { requests: [{ max: '1' }] }
  t.same(plan?.quotas, { '/a': { get: list, delete: list } })
  t.same(rules, ['method'])
  t.end()
})

await t.test('metrics one level too deep are taken up', (t) => {
  const flat = { requests: [{ max: '1' }] }
  for (const inner of ['requests', 'tokens']) {
    const { document, warnings } = imported(
      smallDocument({
        metrics: 'requests: { type: integer }\ntokens: { type: integer }',
        plan: `quotas: { /a: { get: { ${inner}: { requests: [{ max: 1 }] } } } }`,
      }),
    )
    t.same(document.plans['only']?.quotas, { '/a': { get: flat } })
    t.same(
      warnings.map((w) => w.rule),
      ['nested-metric'],
    )
  }
  const defined = imported(
    smallDocument({ metrics: 'requests:\n  type: integer\n  tokens: { type: number }' }),
  )
  t.same(defined.document.metrics, { requests: { type: 'integer' }, tokens: { type: 'number' } })
  t.end()
})

await t.test('one limit without a list, and an empty list', (t) => {
  t.same(only('quotas: { /a: { get: { requests: { max: 1 } } } }').plan?.quotas, {
    '/a': { get: { requests: [{ max: '1' }] } },
  })
  t.equal(only('quotas: { /a: { get: { requests: [] } } }').plan?.quotas, undefined)
  t.end()
})

await t.test('metrics: formats in place of types, texts, what nobody defined', (t) => {
  const { document, warnings } = imported(
    smallDocument({
      metrics:
        'a: { type: int64, resolution: consumption }\nb: { type: double, resolution: payload }\nc: words\nd: { format: int32 }',
      plan: 'quotas: { /a: { get: { e: [{ max: 1 }] } } }',
    }),
  )
  t.same(document.metrics, {
    a: { type: 'integer', format: 'int64', resolution: 'consumption' },
    b: { type: 'number', format: 'double' },
    c: { type: 'number' },
    d: { type: 'integer', format: 'int32' },
    e: { type: 'number' },
  })
  t.same(
    warnings.map(({ rule }) => rule),
    ['field-dropped', 'metric-type', 'metric-implied'],
  )
  t.end()
})

await t.test('guarantees without a method are for all of them', (t) => {
  const { plan, rules } = only('guarantees: { global: [{ objective: requests < 5 }] }')
  t.same(plan?.guarantees, [
    { path: 'global', method: 'global', metric: 'requests', op: '<', value: '5' },
  ])
  t.same(rules, ['limit-list'])
  t.end()
})

await t.test('availability: intervals are kept, a moment of an old schema is left out', (t) => {
  const { plan } = only('availability: [R/08:00:00Z/12:00:00Z, R5/13:00:00Z/17:00:00Z]')
  t.same(plan?.availability, ['R/08:00:00Z/12:00:00Z', 'R5/13:00:00Z/17:00:00Z'])
  const old = only("availability: '2009-10-09T21:30:00.00Z'")
  t.equal(old.plan?.availability, undefined)
  t.same(old.rules, ['availability'])
  t.end()
})

await t.test('the examples of the research specification lack a quote', (t) => {
  const { document, warnings } = imported(`{
  "sla4oas": "1.0.0",
  "context": { "id": "a", "type": "plans", "provider": "p" },
  "metrics": { "requests": { "type": "integer" } },
  "plans": { "a": { "quotas": { "/a": { "get": { "requests": [ {
    "max": 5,
    "cost": {
      "overage: {
        "overage": 1,
        "cost": 0.5
      }
    }
  } ] } } } } }
}`)
  t.same(document.plans['a']?.quotas?.['/a']?.['get']?.['requests'], [
    { max: '5', overage: { excess: '1', cost: '0.5' } },
  ])
  t.same(
    warnings.map(({ rule }) => rule),
    ['quote-missing', 'overage-name'],
  )
  t.end()
})

await t.test('rule 8: a plan inherits element by element', (t) => {
  const { document } = imported(`
sla4oas: 1.0.1
context: { id: a, type: plans, provider: p }
metrics: { requests: { type: integer }, tokens: { type: integer } }
plans:
  base:
    pricing: { cost: 1, currency: EUR, billing: yearly }
    availability: R/00:00:00Z/12:00:00Z
    configuration: { a: '1', b: '2' }
    quotas:
      /a: { get: { requests: [{ max: 1 }], tokens: [{ max: 2 }] }, post: { requests: [{ max: 3 }] } }
    guarantees: { global: { global: [{ objective: tokens > 1 }, { objective: tokens > 2 }] } }
  kept:
  changed:
    pricing: { cost: 5 }
    configuration: { b: '3' }
    quotas:
      /a: { get: { requests: [{ max: 9 }, { max: 8 }], tokens: [] } }
    guarantees: { global: { global: [{ objective: tokens > 3 }] } }
`)
  const { kept, changed } = document.plans
  const year = { amount: '1', unit: 'year' }
  t.same(Object.keys(document.plans), ['kept', 'changed'])
  t.same(kept?.pricing, { cost: '1', currency: 'EUR', period: year })
  t.equal(kept?.guarantees?.length, 2)
  t.same(changed, {
    pricing: { cost: '5', currency: 'EUR', period: year },
    availability: ['R/00:00:00Z/12:00:00Z'],
    configuration: { a: '1', b: '3' },
    quotas: {
      '/a': {
        get: { requests: [{ max: '8' }, { max: '9' }] },
        post: { requests: [{ max: '3' }] },
      },
    },
    guarantees: [{ path: 'global', method: 'global', metric: 'tokens', op: '>', value: '3' }],
  })
  t.end()
})
