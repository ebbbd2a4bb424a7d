import fc from 'fast-check'
import t from 'tap'
import { compileSla } from '../../../node/sla/compileSla.js'
import { priceUsage } from '../../../node/sla/priceUsage.js'
import { foldLimitRows, guaranteeRows, limitRows, priceRows } from '../../../node/sla/tables.js'
import { imported } from './fixtures.js'

const TOKENS = `
sla4oas: 1.0.1
context: { id: a, type: plans, provider: p }
x-infonex: { settlement: { denom: uinx, unitsPerCurrencyUnit: 1000000 } }
metrics: { requests: { type: integer }, tokens: { type: integer } }
plans:
  free:
    quotas: { /v1/*: { post: { requests: [{ max: 100, period: day }] } } }
  pro:
    pricing: { cost: 20, currency: EUR, billing: monthly }
    quotas:
      /v1/chat:
        post:
          requests: [{ max: 1000, period: { amount: 2, unit: week }, scope: tenant }]
          tokens:
            - { max: 5000000, period: month, overage: { excess: 1000, cost: 0.002 } }
            - { max: unlimited, cost: { operation: { volume: 1000000, cost: 0.25 } } }
        get: { requests: [{ max: 1000, period: { amount: 2, unit: week }, scope: tenant }] }
    rates: { default: { all: { requests: [{ max: 60, period: minute, type: average }] } } }
    guarantees:
      /v1/chat:
        post:
          - objective: tokens > 5
            period: month
            window: dynamic
            x-infonex: { quantile: 0.995, credits: [{ below: 99%, credit: 5% }, { credit: 0.5% }] }
  big: { pricing: { cost: custom } }
`

await t.test('prices, limits and guarantees in words', (t) => {
  const { document } = imported(TOKENS)
  t.same(priceRows(document), [
    { plan: 'free', cost: '0', currency: 'USD', per: 'month' },
    { plan: 'pro', cost: '20', currency: 'EUR', per: 'month' },
    { plan: 'big', cost: 'custom', currency: 'USD', per: 'month' },
  ])
  const row = { plan: 'pro', kind: 'quota', price: '' }
  const chat = 'post /v1/chat'
  t.same(limitRows(document), [
    { ...row, plan: 'free', operation: 'post /v1/*', metric: 'requests', max: '100 / day' },
    { ...row, operation: 'post,get /v1/chat', metric: 'requests', max: '1000 / 2 weeks (tenant)' },
    {
      ...row,
      operation: chat,
      metric: 'tokens',
      max: '5000000 / month',
      price: '0.002 for each 1000 begun above 5000000',
    },
    { ...row, operation: chat, metric: 'tokens', max: 'unlimited', price: '0.25 for 1000000' },
    {
      ...row,
      kind: 'rate',
      operation: 'all default',
      metric: 'requests',
      max: '60 / minute (average)',
    },
  ])
  t.same(guaranteeRows(document), [
    {
      plan: 'pro',
      operation: chat,
      objective: 'tokens > 5 for 99.5%',
      window: 'month, sliding',
      credits: '5% below 99%; 0.5% at a breach',
    },
  ])
  t.end()
})

await t.test('operations with like limits fold into one row', (t) => {
  const paths = Array.from({ length: 5 }, (_, i) => `/p${i}: { get: { requests: [{ max: 1 }] } }`)
  const { document } = imported(
    'sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: { requests: { type: integer } }\n' +
      `plans: { a: { quotas: { ${paths.join(', ')}, /q: { get: { requests: [{ max: 2 }] } } } } }`,
  )
  const rows = foldLimitRows(limitRows(document))
  t.same(
    rows.map(({ operation, max }) => [operation, max]),
    [
      ['get /p0 and 4 more', '1'],
      ['get /q', '2'],
    ],
  )
  t.end()
})

const at = (ms: bigint) => ({ startMs: ms, endMs: ms })

await t.test('usage is priced as the chain does', (t) => {
  const source = imported(TOKENS)
  const { ir } = compileSla(source, 'plan.yaml')
  const post = { operation: '/v1/chat', method: 'post' }
  const priced = priceUsage(ir, 'pro', [{ ...post, metric: 'tokens', total: 5_001_500n }], at(0n))
  // 20, two packs of 0.002 begun, 5.0015 million tokens at 0.25.
  t.equal(priced.cost, '21.254375')
  t.equal(priced.isExact, true)
  t.same(priced.settlement, { denom: 'uinx', amount: 21_254_375n })
  const calls = priceUsage(ir, 'free', [{ ...post, metric: 'requests', total: 130n }], at(0n))
  t.equal(calls.cost, '0')
  t.same(calls.unbillable, [{ metric: 'requests', path: '/v1/*', units: 30n }])
  const other = { operation: '/v9', method: 'get', metric: 'tokens', total: 5n }
  t.same(priceUsage(ir, 'pro', [other], at(0n)).unpriced, [
    { operation: 'get /v9', metric: 'tokens' },
  ])
  t.throws(() => priceUsage(ir, 'big', [], at(0n)), /custom/)
  t.throws(() => priceUsage(ir, 'none', [], at(0n)))
  const year = priceUsage(ir, 'pro', [], { startMs: 0n, endMs: 31_535_999_999n })
  t.equal(year.cost, '240', 'twelve months begun')
  t.end()
})

await t.test('the price of prorated usage is the fraction that it is', (t) => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 999 }), (units, volume) => {
      const { ir } = compileSla(
        imported(
          'sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: { t: { type: integer } }\nplans: { a: { ' +
            `quotas: { /a: { get: { t: [{ max: unlimited, cost: { operation: { volume: ${volume}, cost: 0.3 } } }] } } } } }`,
        ),
        'f',
      )
      const counter = { operation: '/a', method: 'get', metric: 't', total: BigInt(units) }
      const { cost, isExact } = priceUsage(ir, 'a', [counter], at(0n))
      const [whole = '0', part = ''] = cost.split('.')
      const read = BigInt(whole) * 10n ** 12n + BigInt(part.padEnd(12, '0'))
      const top = BigInt(units) * 3n * 10n ** 11n
      const low = read * BigInt(volume)
      return low <= top && top < low + BigInt(volume) && isExact === (low === top)
    }),
  )
  t.end()
})

await t.test('the hash is of the canonical bytes, and the chain says what it would refuse', (t) => {
  const source = imported(TOKENS)
  const { sha256, chainRefusal, encoded } = compileSla(source, 'plan.yaml')
  t.match(sha256, /^[0-9a-f]{64}$/)
  t.equal(chainRefusal, undefined)
  t.ok(encoded.length > 0 && encoded.length < source.bytes.length)
  const plans = Array.from({ length: 33 }, (_, i) => `p${i}: {}`).join(', ')
  const many = imported(
    `sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: {}\nplans: { ${plans} }`,
  )
  t.match(compileSla(many, 'f').chainRefusal, /33 plans/)
  t.end()
})
