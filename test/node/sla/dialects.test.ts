import t from 'tap'
import { SAME_OFFER, canonical, imported } from './fixtures.js'

const GOLDEN =
  '{"context":{"api":"./chat.yaml","id":"chat","provider":"acme","type":"plans"},"form":"1",' +
  '"metrics":{"e2e_ms":{"format":"double","type":"number","unit":"ms"},' +
  '"requests":{"format":"int64","type":"integer"}},"plans":{' +
  '"free":{"availability":["R/00:00:00Z/23:59:59Z"],' +
  '"pricing":{"cost":"0","currency":"EUR","period":{"amount":"1","unit":"month"}},' +
  '"quotas":{"/v1/chat":{"post":{"requests":[{"max":"1000","period":{"amount":"1","unit":"day"}}]}}},' +
  '"rates":{"/v1/chat":{"post":{"requests":[{"max":"1","period":{"amount":"1","unit":"second"}}]}}}},' +
  '"pro":{"availability":["R/00:00:00Z/23:59:59Z"],' +
  '"guarantees":[{"method":"global","metric":"e2e_ms","op":"<=","path":"global",' +
  '"period":{"amount":"1","unit":"day"},"value":"800","window":"dynamic"}],' +
  '"pricing":{"cost":"49.5","currency":"EUR","period":{"amount":"1","unit":"year"}},' +
  '"quotas":{"/v1/chat":{"post":{"requests":[{"max":"100000","period":{"amount":"1","unit":"day"}},' +
  '{"max":"unlimited"}]}}}}}}'

for (const [dialect, text] of Object.entries(SAME_OFFER)) {
  await t.test(`an offer in ${dialect} has the bytes that it has in the others`, (t) => {
    t.equal(imported(text).dialect, dialect)
    t.equal(canonical(text), GOLDEN)
    t.end()
  })
}

await t.test('the normal form is read as itself', (t) => {
  const again = imported(GOLDEN)
  t.equal(again.dialect, 'normal')
  t.equal(new TextDecoder().decode(again.bytes), GOLDEN)
  t.same(again.warnings, [])
  t.end()
})

await t.test('an agreement has one plan: under plan, at the root, or in plans', (t) => {
  const head = 'metrics: { requests: { type: integer } }\n'
  const context = (more: string): string =>
    `context: { id: a, provider: acme, api: ./api.yaml, ${more} }\n`
  const limits = '{ /v1/chat: { post: { requests: [{ max: 5, period: minute }] } } }'
  const pricing = '{ cost: 3, currency: EUR, billing: monthly }'
  const plan = `{ name: pro, pricing: ${pricing}, quotas: ${limits} }`
  const spec = canonical(
    `sla4oas: 1.0.0\n${context('type: agreement, customer: bob, apikeys: [k]')}${head}plan: ${plan}`,
  )
  const research = canonical(
    `${context('type: instance, consumer: bob')}infrastructure: {}\n${head}` +
      `pricing: { plan: pro, cost: 3, currency: EUR, billing: monthly }\nquotas: ${limits}`,
  )
  const interim = canonical(
    `sla4oai: 1.0.1\n${context('type: agreement, consumer: bob')}${head}` +
      `plans: { pro: { pricing: ${pricing}, quotas: ${limits} } }`,
  )
  t.equal(research, spec)
  t.equal(interim, spec)
  t.match(spec, '"customer":"bob"')
  t.match(spec, '"type":"agreement"')
  t.end()
})

await t.test('sections at the root without plans are one plan', (t) => {
  const read = canonical(
    'sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: { requests: { type: integer } }\n' +
      'rates: { default: { all: { requests: [{ max: 5, period: minute }] } } }',
  )
  t.match(read, '"plans":{"default":{')
  t.match(read, '"rates":{"default":{"all":{"requests":[{"max":"5"')
  t.end()
})

await t.test('an early research document has its provider at the root and no context', (t) => {
  const { document, dialect, warnings } = imported(
    'sla: 1.0\ninfrastructure: {}\nprovider: ISAGroup\nmetrics: { requests: { type: int64 } }\n' +
      'plans: { free: { pricing: { cost: 0, currency: euro } } }',
  )
  t.equal(dialect, 'research')
  t.same(document.context, { id: 'plan', provider: 'ISAGroup', type: 'plans' })
  t.equal(warnings[0]?.rule, 'context-default')
  t.end()
})

await t.test('an agreement of a gateway: no provider, customer or metrics; keys and times', (t) => {
  const { document, warnings } = imported(`
sla4oas: 1.0.0
context:
  id: sla-alice
  type: agreement
  api:
    $ref: ../oas.yaml
  apikeys:
    - secret
  validity: { from: '2025-01-01T00:00:00+00:00', to: '2026-01-01T00:00:00+00:00' }
plan:
  name: standard
  availability: R/00:00:00Z/23:59:59Z\t
  rates:
    /v1/chat/completions:
      post:
        requests:
          - max: 10
            period: minute
            type: average
`)
  t.same(document.context, {
    id: 'sla-alice',
    provider: 'unnamed',
    type: 'agreement',
    customer: 'unnamed',
    api: '../oas.yaml',
  })
  t.same(document.plans['standard']?.rates?.['/v1/chat/completions'], {
    post: { requests: [{ max: '10', period: { amount: '1', unit: 'minute' }, shape: 'average' }] },
  })
  const rules = warnings.map(({ rule }) => rule).sort((a, b) => (a < b ? -1 : 1))
  t.same(rules, [
    'context-default',
    'context-default',
    'field-dropped',
    'field-dropped',
    'metric-implied',
    'metric-implied',
  ])
  t.end()
})

await t.test(
  'the extension: settlement in lowest terms, time zone, quantile, credits, kind',
  (t) => {
    const { document } = imported(`
sla4oas: 1.0.1
context: { id: a, type: plans, provider: p }
x-infonex:
  settlement: { denom: uinx, unitsPerCurrencyUnit: 2500000.5 }
  timeZone: "-05:30"
metrics:
  ttft_ms: { type: integer, x-infonex: { kind: sample } }
plans:
  pro:
    guarantees:
      /v1/*:
        post:
          - objective: ttft_ms < 250
            period: monthly
            x-infonex: { quantile: 99%, credits: [{ below: 0.999, credit: 10% }, { creditBps: 5 }] }
`)
    t.same(document.settlement, { denom: 'uinx', units: '5000001', per: '2' })
    t.equal(document.tzOffsetMinutes, '-330')
    t.same(document.metrics['ttft_ms'], { type: 'integer', kind: 'sample' })
    t.same(document.plans['pro']?.guarantees, [
      {
        path: '/v1/*',
        method: 'post',
        metric: 'ttft_ms',
        op: '<',
        value: '250',
        period: { amount: '1', unit: 'month' },
        quantileBps: '9900',
        credits: [{ below: '9990', creditBps: '1000' }, { creditBps: '5' }],
      },
    ])
    t.end()
  },
)

await t.test('the extension may stand in the context, where a schema allows it', (t) => {
  const money = 'settlement: { denom: uinx, units: 20, per: 4 }'
  const at = (root: string, inner: string): string =>
    canonical(
      `sla: 1.0.0\n${root}context: { id: a, type: plans, provider: p${inner} }\n` +
        'metrics: {}\nplans: { a: {} }',
    )
  const inContext = at('', `, x-infonex: { ${money} }`)
  t.equal(inContext, at(`x-infonex: { ${money} }\n`, ''))
  t.match(inContext, '"settlement":{"denom":"uinx","per":"1","units":"5"}')
  t.end()
})
