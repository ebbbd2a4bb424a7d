import fc from 'fast-check'
import { dump } from 'js-yaml'
import t from 'tap'
import { canonical, imported } from './fixtures.js'

type Json = string | { readonly [key: string]: Json } | readonly Json[]

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,7}$/).filter((w) => w !== 'base')
const decimal = fc
  .tuple(fc.nat(1_000_000), fc.stringMatching(/^[0-9]{0,6}$/))
  .map(([whole, part]) => (part === '' ? `${whole}` : `${whole}.${part}`))
const above = decimal.map((text) => (/^[0.]*$/.test(text) ? '1' : text))
const UNITS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const
const unit = fc.constantFrom(...UNITS)

const limit: fc.Arbitrary<Json> = fc
  .record(
    {
      max: fc.oneof(decimal, fc.constant('unlimited')),
      period: fc.record({ amount: fc.integer({ min: 1, max: 90 }).map(String), unit }),
      scope: fc.constantFrom('account', 'tenant'),
      type: fc.constantFrom('burst', 'average'),
      cost: fc.record(
        {
          operation: fc.record({ volume: above, cost: decimal }),
          overage: fc.record({ excess: above, cost: decimal }),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['max'] },
  )
  .map(({ type, ...rest }) => {
    // An average is of a max within a period.
    const isAverage = type === 'average' && rest.period !== undefined && rest.max !== 'unlimited'
    return (isAverage ? { ...rest, type } : rest) as unknown as Json
  })

const table = fc.dictionary(
  fc.constantFrom('/v1/chat', '/v1/*', 'default', '/v2/models/{id}/infer'),
  fc.dictionary(
    fc.constantFrom('get', 'post', 'all'),
    fc.dictionary(fc.constantFrom('requests', 'tokens'), fc.array(limit, { maxLength: 3 })),
    { maxKeys: 2 },
  ),
  { maxKeys: 3 },
)

const plan = fc.record(
  {
    pricing: fc.record(
      {
        cost: decimal,
        currency: fc.constantFrom('USD', 'EUR'),
        billing: fc.constantFrom('onepay', 'daily', 'monthly', 'yearly'),
      },
      { requiredKeys: [] },
    ),
    quotas: table,
    rates: table,
  },
  { requiredKeys: [] },
)

const document = fc
  .dictionary(word, plan, { minKeys: 1, maxKeys: 3 })
  .map((plans) => ({
    sla4oas: '1.0.1',
    context: { id: 'x', type: 'plans', provider: 'acme' },
    metrics: { requests: { type: 'integer' }, tokens: { type: 'number', unit: 'token' } },
    plans,
  }))
  .map((value) => value as unknown as Json)

/** The same value with its keys in an order that a number decides. */
function shuffled(value: Json, seed: number): Json {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => shuffled(one, seed))
  const rank = (key: string): number =>
    [...key].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 997, seed)
  const rows = Object.entries(value as Record<string, Json>)
  rows.sort(([a], [b]) => rank(a) - rank(b))
  return Object.fromEntries(rows.map(([key, one]) => [key, shuffled(one, seed)]))
}

/** JSON in which decimals are numbers, some with zeros that say nothing. */
function asJson(value: Json, zeros: boolean, gap: string): string {
  if (typeof value === 'string') {
    if (!/^\d+(?:\.\d+)?$/.test(value)) return JSON.stringify(value)
    return zeros ? `${value}${value.includes('.') ? '' : '.'}00` : value
  }
  if (Array.isArray(value))
    return `[${(value as readonly Json[]).map((v) => asJson(v, zeros, gap)).join(`,${gap}`)}]`
  const rows = Object.entries(value as Record<string, Json>)
  return `{${rows.map(([k, v]) => `${gap}${JSON.stringify(k)}:${gap}${asJson(v, zeros, gap)}`).join(',')}${gap}}`
}

const style = fc.record({
  seed: fc.nat(996),
  flowLevel: fc.integer({ min: -1, max: 6 }),
  indent: fc.integer({ min: 1, max: 5 }),
  quoteStyle: fc.constantFrom('single', 'double'),
  forceQuotes: fc.boolean(),
  seqNoIndent: fc.boolean(),
} as const)

await t.test('S1: order of keys, layout and quotes do not change a byte', (t) => {
  fc.assert(
    fc.property(document, style, (value, { seed, ...options }) => {
      return canonical(dump(value)) === canonical(dump(shuffled(value, seed), options))
    }),
    { numRuns: 150 },
  )
  t.end()
})

/** The same document with its lists of limits backwards. */
function backwards(value: Json): Json {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return [...(value as readonly Json[])].reverse().map(backwards)
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([key, one]) => [key, backwards(one)]),
  )
}

await t.test('S1: the order of limits in a list does not change a byte', (t) => {
  fc.assert(
    fc.property(document, (value) => canonical(dump(value)) === canonical(dump(backwards(value)))),
    { numRuns: 100 },
  )
  t.end()
})

await t.test('S1: JSON and YAML, numbers and texts, zeros at the end do not change a byte', (t) => {
  fc.assert(
    fc.property(document, fc.nat(996), fc.boolean(), (value, seed, zeros) => {
      const plain = canonical(dump(value))
      const gap = zeros ? '\n\t' : ''
      return (
        canonical(JSON.stringify(value)) === plain &&
        canonical(asJson(shuffled(value, seed), zeros, gap)) === plain
      )
    }),
    { numRuns: 150 },
  )
  t.end()
})

await t.test('the normal form is canonical, is read as itself, and holds no number', (t) => {
  const sorted = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(sorted)
    const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
    return Object.fromEntries(keys.map((k) => [k, sorted((value as Record<string, unknown>)[k])]))
  }
  fc.assert(
    fc.property(document, (value) => {
      const { bytes } = imported(dump(value))
      const text = new TextDecoder().decode(bytes)
      const parsed: unknown = JSON.parse(text)
      const isCanonical = JSON.stringify(sorted(parsed)) === text
      return (
        isCanonical && !/[:[,]-?\d/.test(text.replace(/"[^"]*"/g, '""')) && canonical(text) === text
      )
    }),
    { numRuns: 150 },
  )
  t.end()
})

/** A plan of the parts that all dialects have, with periods as (amount 1, unit). */
const common = fc.dictionary(
  word,
  fc.record({
    cost: decimal,
    currency: fc.constantFrom('USD', 'EUR'),
    billing: fc.constantFrom('day', 'month', 'year'),
    limits: fc.array(fc.record({ max: decimal, unit }), { minLength: 1, maxLength: 3 }),
  }),
  { minKeys: 1, maxKeys: 3 },
)

const ADVERB: Readonly<Record<string, string>> = { day: 'daily' }
const named = (u: string): string => ADVERB[u] ?? `${u}ly`

await t.test('S1: a plan has the same bytes in every dialect', (t) => {
  fc.assert(
    fc.property(common, (plans) => {
      const render = (
        head: object,
        period: (u: string) => unknown,
        billing: (u: string) => object,
        type: string,
      ): string =>
        dump({
          ...head,
          metrics: { requests: { type } },
          plans: Object.fromEntries(
            Object.entries(plans).map(([name, { cost, currency, billing: b, limits }]) => [
              name,
              {
                pricing: { cost, currency, ...billing(b) },
                rates: {
                  '/a': {
                    get: { requests: limits.map((l) => ({ max: l.max, period: period(l.unit) })) },
                  },
                },
              },
            ]),
          ),
        })
      const context = { id: 'x', type: 'plans', provider: 'acme' }
      const byName = (u: string): object => ({ billing: named(u) })
      const asMap = (u: string): object => ({ amount: 1, unit: u })
      const texts = [
        render({ sla: '1.0.0', context }, (u) => u, byName, 'integer'),
        render({ sla4oas: '1.0.1', context }, (u) => u, byName, 'integer'),
        render({ sla4oai: '1.0.1', context }, (u) => u, byName, 'integer'),
        render({ infrastructure: {}, context }, named, byName, 'integer'),
        render(
          { infrastructure: {}, context: { ...context, sla: '1.0' } },
          asMap,
          (u) => ({ period: asMap(u) }),
          'integer',
        ),
      ]
      const dialects = texts.map((text) => imported(text).dialect).join()
      return (
        dialects === '1.0.0,1.0.1,interim,research,dataset' &&
        new Set(texts.map((text) => canonical(text))).size === 1
      )
    }),
    { numRuns: 100 },
  )
  t.end()
})
