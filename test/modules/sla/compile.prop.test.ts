import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { CHAIN_CAPS, LIBRARY_CAPS } from '../../../modules/sla/ir/caps.js'
import { decimalText, parseDecimal } from '../../../modules/sla/ir/decimal.js'
import { SlaIrError } from '../../../modules/sla/ir/errors.js'
import { pathsOf } from '../../../modules/sla/ir/lookup.js'
import { planIndex, resolve } from '../../../modules/sla/ir/resolve.js'
import {
  bytesOf,
  free,
  irOf,
  MODEL_A,
  period,
  withPlans,
  withQuotas,
  type Json,
} from './documents.js'

const irCodec = codec('infonex.sla.v1.SlaIr')
const runs = { numRuns: 100 }

const pathText = fc.constantFrom(
  '/a',
  '/a/b',
  '/a/{x}',
  '/a/*',
  '/*',
  '/*/b',
  '/a/b/c',
  '/a/b*',
  '/a/{x}.json',
  'default',
  '/é',
  '/😀a',
  '/😁',
)
const methodText = fc.constantFrom('get', 'post', 'all', 'connect')
const metricText = fc.constantFrom('requests', 'prompt_tokens')
const limitJson = fc.record(
  {
    max: fc.constantFrom('1', '5', '2.5', 'unlimited', 'custom'),
    period: fc.constantFrom(period('day'), period('month', '3')),
    scope: fc.constant('tenant'),
    operation: fc.constant({ volume: '1000', cost: '0.5' }),
  },
  { requiredKeys: ['max'] },
)
const limits = fc.array(limitJson, { minLength: 1, maxLength: 3 })
const rows = fc.array(fc.tuple(pathText, methodText, metricText, limits), { maxLength: 12 })
type Rows = [string, string, string, Json[]][]

function tree(list: Rows): Json {
  const out: Record<string, Record<string, Record<string, Json>>> = {}
  for (const [path, method, metric, one] of list) ((out[path] ??= {})[method] ??= {})[metric] = one
  return out
}
const document = (plans: Rows[]): Json =>
  withPlans(
    Object.fromEntries(
      plans.map((list, i) => [
        `p${i}`,
        { pricing: free, quotas: tree(list), rates: tree(list.slice(1)) },
      ]),
    ),
  )

await t.test(
  'S1 an IR is a function of the meaning: lists of limits in any order, limits twice',
  async () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), (plans) => {
        const turned = plans.map((list) =>
          list.map(([path, method, metric, one]) => [
            path,
            method,
            metric,
            [...one].reverse().concat(one),
          ]),
        )
        assert.deepEqual(
          irCodec.encode(irOf(document(turned as Rows[]))),
          irCodec.encode(irOf(document(plans as Rows[]))),
        )
      }),
      runs,
    )
  },
)

await t.test(
  'an IR survives its bytes, and has every limit of the document where it was',
  async () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), (plans) => {
        const ir = irOf(document(plans as Rows[]))
        const back = irCodec.decode(irCodec.encode(ir))
        assert.deepEqual(back, ir)
        const paths = pathsOf(back)
        assert.deepEqual(
          paths,
          [...new Set(plans.flat().map(([path]) => path))].sort((a, b) => (a < b ? -1 : 1)),
        )
        plans.forEach((list, plan) => {
          const last = new Map(
            list.map(([path, method, metric, one]) => [`${path} ${method} ${metric}`, one]),
          )
          for (const [key, one] of last) {
            const [path = '', method = '', metric] = key.split(' ')
            const found = resolve(back, plan, method, path).filter(
              (b) => back.metrics[b.metricId]?.name === metric && b.kind === 'quota',
            )
            assert.equal(found.length, 1)
            const maxima = new Set(one.map((limit) => JSON.stringify(limit)))
            // The rule of exactly this path and method is there and it may be beaten by a literal path only.
            if (path === '/a/b/c' && method !== 'all')
              assert.equal(found[0]?.limitIds.length, maxima.size)
          }
        })
      }),
      runs,
    )
  },
)

await t.test('decimals survive; other texts are no decimals', async () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n }),
      (scaled) => parseDecimal(decimalText(scaled)) === scaled,
    ),
    runs,
  )
  for (const text of [
    '',
    '-',
    '01',
    '1.',
    '.5',
    '1.0',
    '1.1234567',
    '+1',
    '-0',
    '0x1',
    '1_0',
    ' 1',
    '１',
  ])
    assert.equal(parseDecimal(text), undefined, text)
})

await t.test('rule 1: glob priority', async (t) => {
  const at = (max: string): Json => ({ requests: [{ max }] })
  const ir = irOf(
    withQuotas({
      default: { all: at('1') },
      '/*': { all: at('2') },
      '/v2/*': { all: at('3') },
      '/v2/*/infer': { all: at('4') },
      '/v2/models/*': { all: at('5'), post: at('6') },
      '/v2/models/*/infer': { all: at('7') },
      '/v2/models/{id}/infer': { all: at('8'), post: at('9') },
      '/v2/models/llama/infer': { post: at('10') },
      '/v2/mo*': { get: at('11') },
      '/files/{name}.json': { get: at('12') },
    }),
  )
  const max = (method: string, path: string): bigint | undefined =>
    ir.limits[resolve(ir, 0, method, path)[0]?.limitIds[0] ?? -1]?.max?.whole
  for (const [method, path, want] of [
    ['post', '/v2/models/llama/infer', 10n],
    ['post', MODEL_A, 9n],
    ['get', MODEL_A, 8n],
    ['get', '/v2/models/llama/infer', 8n],
    ['post', '/v2/models/x/ready', 6n],
    ['put', '/v2/models/x/ready', 5n],
    ['get', '/v2/other/infer', 4n],
    ['get', '/v2/other/thing', 3n],
    ['get', '/v2/mo', 11n],
    ['get', '/v2/models', 11n],
    ['post', '/v2/models', 3n],
    ['get', '/v2', 2n],
    ['get', '/files/a.json', 12n],
    ['get', '/files/.json', 2n],
    ['get', '/', 1n],
  ] as const)
    t.equal(max(method, path), want, `${method} ${path}`)
  t.throws(() => resolve(ir, 1, 'get', '/'), SlaIrError, 'a plan that does not exist')
  t.throws(() => resolve(ir, 0, 'GET', '/'), /not a method/)
  t.throws(() => planIndex(ir, 'Q'), /no plan "Q"/)
  t.equal(planIndex(ir, 'P'), 0)
})

await t.test('S5 a rule of lower priority changes no answer', async () => {
  const requests = fc.constantFrom('/a', '/a/b', '/a/b/c', '/x', '/x/b', '/a/x.json', '/é')
  fc.assert(
    fc.property(rows, pathText, methodText, requests, (list, path, method, asked) => {
      const before = irOf(document([list as Rows[number][]]))
      const added = `${path} ${method} requests`
      fc.pre(!list.some(([p, m, n]) => `${p} ${m} ${n}` === added))
      const after = irOf(document([[...list, [path, method, 'requests', [{ max: '77' }]]] as Rows]))
      const of = (ir: typeof before): string | undefined => {
        const b = resolve(ir, 0, 'get', asked).find(
          (one) => one.kind === 'quota' && ir.metrics[one.metricId]?.name === 'requests',
        )
        return (
          b &&
          JSON.stringify(
            b.limitIds.map((id) => ir.limits[id]),
            (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v),
          )
        )
      }
      const [old, now] = [of(before), of(after)]
      // It wins, or nothing changes.
      assert.ok(now === old || /"whole":"77"/.test(now ?? ''))
    }),
    runs,
  )
})

await t.test('limits of a document are capped', async (t) => {
  const list = (from: number) => Array.from({ length: 300 }, (_, i) => ({ max: `${from + i}` }))
  t.throws(
    () => irOf(withQuotas({ '/a': { get: { requests: list(0), prompt_tokens: list(213) } } })),
    {
      message: /more than 512 different limits/,
    },
  )
  const bindings = Object.fromEntries(
    Array.from({ length: 17 }, (_, i) => [
      `p${i}`,
      {
        pricing: free,
        quotas: Object.fromEntries(
          Array.from({ length: 241 }, (_, k) => [`k${k}`, { get: { requests: [{ max: '1' }] } }]),
        ),
      },
    ]),
  )
  t.throws(() => irOf(withPlans(bindings), { ...CHAIN_CAPS, bytes: 1 << 20 }), {
    message: /4097 lists of limits, the most is 4096/,
  })
})

await t.test('an IR is small: paths, limits and sets are written once', async (t) => {
  const quotas = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [
      `/v1/resources/of/kind/${i}`,
      {
        get: { requests: [{ max: '600', period: period('minute') }] },
        post: { requests: [{ max: '600', period: period('minute') }] },
      },
    ]),
  )
  const json = withPlans({
    A: { pricing: free, quotas, rates: quotas },
    B: { pricing: free, quotas, rates: quotas },
  })
  const size = irCodec.encode(irOf(json, LIBRARY_CAPS)).length
  t.ok(size * 50 < bytesOf(json).length, `${bytesOf(json).length} bytes compile to ${size}`)
})
