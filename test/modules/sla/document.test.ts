/** What is read of a document, and what is refused: with its place, its reason, and soon. */
import t from 'tap'
import { CHAIN_CAPS } from '../../../modules/sla/ir/caps.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'
import { SlaIrError } from '../../../modules/sla/ir/errors.js'
import {
  bytesOf,
  canonicalText,
  free,
  METRICS,
  period,
  withPlans,
  withQuotas,
} from './documents.js'
import type { Json } from './documents.js'

const good = withQuotas({ '/a': { post: { requests: [{ max: '10', period: period('day') }] } } })
const text = canonicalText(good)

/** Time of this process alone: others share the processors. */
const cpuMs = (): number => process.cpuUsage().user / 1_000

function refusal(bytes: Uint8Array): { path: string; reason: string; ms: number } {
  const begin = cpuMs()
  try {
    parsePlanDocument(bytes)
  } catch (e) {
    if (!(e instanceof SlaIrError)) throw e
    return { path: e.path, reason: e.reason, ms: cpuMs() - begin }
  }
  return { path: '', reason: 'taken', ms: 0 }
}

const limit = (one: Json): Json => withQuotas({ '/a': { post: { requests: [one] } } })
const many = (n: number, value: (i: number) => Json, name = 'k'): Json =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`${name}${i}`, value(i)]))
const one = [{ max: '1' }]

await t.test('a document is read', async (t) => {
  const document = parsePlanDocument(bytesOf(good))
  t.equal(document.plans[0]?.quotas[0]?.limits[0]?.max, 10_000_000n)
  t.equal(document.settlement?.units, 1_000_000n)
})

const REFUSALS: [string, Uint8Array | Json, string, RegExp][] = [
  ['white space', Buffer.from(` ${text}`), '', /want a string, an object/],
  ['something after the end', Buffer.from(`${text} `), '', /want the end/],
  ['a document cut short', Buffer.from(text.slice(0, -1)), '', /the end, want/],
  ['keys out of order', Buffer.from('{"b":"1","a":"1"}'), 'a', /out of order/],
  ['a key twice', Buffer.from('{"a":"1","a":"1"}'), 'a', /there twice/],
  ['a number', Buffer.from('{"form":1}'), 'form', /numbers are written as strings/],
  ['null', Buffer.from('{"form":null}'), 'form', /want a string/],
  ['an escape that is not needed', Buffer.from('{"form":"\\u0041"}'), 'form', /an escape/],
  ['a solidus escaped', Buffer.from('{"form":"\\/"}'), 'form', /an escape/],
  ['a tab in long form', Buffer.from('{"form":"\\u0009"}'), 'form', /an escape/],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), '', /not valid UTF-8/],
  ['half a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), '', /not valid UTF-8/],
  ['another form', { form: '2' }, 'form', /"2", want 1/],
  ['an unknown member', { ...(good as object), x: '1' }, 'x', /not known/],
  [
    'max of too many digits',
    limit({ max: '1234567890123456789' }),
    'plans/P/quotas/~1a/post/requests/0/max',
    /18 digits/,
  ],
  [
    'a max in other than its shortest form',
    limit({ max: '1.50' }),
    'plans/P/quotas/~1a/post/requests/0/max',
    /shortest/,
  ],
  ['an exponent', limit({ max: '1e3' }), 'plans/P/quotas/~1a/post/requests/0/max', /not a decimal/],
  ['minus zero', limit({ max: '-0' }), 'plans/P/quotas/~1a/post/requests/0/max', /not a decimal/],
  [
    'a negative max',
    limit({ max: '-1' }),
    'plans/P/quotas/~1a/post/requests/0/max',
    /not negative/,
  ],
  [
    'overage without a max',
    limit({ max: 'unlimited', overage: { excess: '1', cost: '1' } }),
    'plans/P/quotas/~1a/post/requests/0/overage',
    /nothing is above/,
  ],
  [
    'an empty pack',
    limit({ max: '1', overage: { excess: '0', cost: '1' } }),
    'plans/P/quotas/~1a/post/requests/0/overage/excess',
    /more than 0/,
  ],
  [
    'a negative cost',
    limit({ max: '1', operation: { volume: '1', cost: '-1' } }),
    'plans/P/quotas/~1a/post/requests/0/operation/cost',
    /not negative/,
  ],
  [
    'a period of nothing',
    limit({ max: '1', period: period('day', '0') }),
    'plans/P/quotas/~1a/post/requests/0/period/amount',
    /whole number, 1 to/,
  ],
  [
    'an unknown unit',
    limit({ max: '1', period: period('fortnight') }),
    'plans/P/quotas/~1a/post/requests/0/period/unit',
    /"fortnight", want millisecond/,
  ],
  [
    'an average without a period',
    limit({ max: '1', shape: 'average' }),
    'plans/P/quotas/~1a/post/requests/0/shape',
    /has a period/,
  ],
  [
    'an unknown metric',
    withQuotas({ '/a': { post: { x: one } } }),
    'plans/P/quotas/~1a/post/x',
    /not in metrics/,
  ],
  [
    'a sample that is charged',
    withQuotas({
      '/a': { post: { e2e_ms: [{ max: '1', operation: { volume: '1', cost: '1' } }] } },
    }),
    'plans/P/quotas/~1a/post/e2e_ms/0',
    /no usage to charge/,
  ],
  [
    'a method in capitals',
    withQuotas({ '/a': { POST: { requests: one } } }),
    'plans/P/quotas/~1a/POST',
    /"POST", want get/,
  ],
  [
    'a path with a control character',
    withQuotas({ 'a\n': { post: { requests: one } } }),
    'plans/P/quotas/a?',
    /control characters/,
  ],
  [
    'a currency in small letters',
    withPlans({ P: { pricing: { cost: '0', currency: 'usd' } } }),
    'plans/P/pricing/currency',
    /three capital/,
  ],
  [
    'an offset beyond a day',
    { ...(good as object), tzOffsetMinutes: '841' },
    'tzOffsetMinutes',
    /-840 to 840/,
  ],
  [
    'a settlement of nothing',
    { ...(good as object), settlement: { denom: 'uinx', units: '0', per: '1' } },
    'settlement/units',
    /whole number, 1 to/,
  ],
  ['no plan', withPlans({}), 'plans', /no plan/],
  [
    'a guarantee of a text',
    {
      ...(withPlans(
        {
          P: {
            pricing: free,
            guarantees: [{ path: 'global', method: 'global', metric: 's', op: '<', value: '1' }],
          },
        },
        { metrics: { s: { type: 'string' } } },
      ) as object),
    },
    'plans/P/guarantees/0/metric',
    /no order/,
  ],
  [
    'two credits of one threshold',
    withPlans({
      P: {
        pricing: free,
        guarantees: [
          {
            path: 'global',
            method: 'global',
            metric: 'e2e_ms',
            op: '<',
            value: '1',
            credits: [{ creditBps: '1' }, { creditBps: '2' }],
          },
        ],
      },
    }),
    'plans/P/guarantees/0/credits',
    /one threshold/,
  ],
  [
    'too many metrics',
    { ...(good as object), metrics: many(65, () => ({ type: 'integer' })) },
    'metrics',
    /65 metrics, the most is 64/,
  ],
  ['too many plans', withPlans(many(33, () => ({ pricing: free }))), 'plans', /33 plans/],
  [
    'too many paths',
    withQuotas(many(257, () => ({ get: { requests: one } }))),
    'plans/P/quotas/k99',
    /257 paths/,
  ],
  [
    'too many bindings',
    withPlans(
      many(17, () => ({ pricing: free, quotas: many(241, () => ({ get: { requests: [] } })) })),
    ),
    '',
    /bytes/,
  ],
]

await t.test('what is not in order is refused with its place and reason', async (t) => {
  for (const [what, document, path, reason] of REFUSALS) {
    const got = refusal(document instanceof Uint8Array ? document : bytesOf(document))
    t.match(got.reason, reason, what)
    t.equal(got.path, path, what)
  }
})

await t.test('hostile documents are refused in less than 50 ms', async (t) => {
  const size = CHAIN_CAPS.bytes
  const hostile: [string, Uint8Array, RegExp][] = [
    ['64 KiB of brackets', Buffer.alloc(size, '['), /more than 8 levels/],
    ['64 KiB of braces', Buffer.from('{"a":'.repeat(size / 5)), /more than 8 levels/],
    [
      '1 GiB would be as fast: the size is looked at first',
      Buffer.alloc(64 << 20, '"'),
      /the most is 65536/,
    ],
    ['one text without end', Buffer.alloc(size, '"a').fill('a', 1), /longer than 512/],
    ['a text of escapes', Buffer.from(`"${'\\n'.repeat(30_000)}"`), /longer than 512/],
    ['a number of 500 digits', bytesOf(limit({ max: '9'.repeat(500) })), /18 digits/],
    [
      'keys of other scripts',
      bytesOf({ form: '1', Жж: '1', metrics: METRICS } as Json),
      /absent|not known/,
    ],
    ['__proto__', Buffer.from('{"__proto__":{"form":"1"}}'), /absent/],
    ['a list of 16,000 texts', bytesOf(Array.from({ length: 16_000 }, () => '')), /not an object/],
    ['5,000 members', bytesOf(many(5_000, () => 'x')), /absent/],
    [
      'many limits',
      bytesOf(
        withQuotas({
          '/a': {
            get: { requests: Array.from({ length: 3_000 }, (_, i) => ({ max: `${i}` })), x: [] },
          },
        }),
      ),
      /3000 limits in one list, the most is 512/,
    ],
    [
      'many lists of many limits, the last of an unknown metric',
      bytesOf(
        withQuotas({
          ...Object.fromEntries(
            Array.from({ length: 28 }, (_, k) => [
              `/${k}`,
              { get: { requests: Array.from({ length: 100 }, (_, i) => ({ max: `${i}` })) } },
            ]),
          ),
          '/z': { get: { x: [] } },
        }),
      ),
      /not in metrics/,
    ],
  ]
  for (const [what, bytes, reason] of hostile) {
    const got = refusal(bytes)
    t.match(got.reason, reason, what)
    t.ok(got.ms < 50, `${what}: ${got.ms.toFixed(1)} ms`)
  }
})
