import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { CHAIN_CAPS } from '../../../modules/sla/ir/caps.js'
import { compile } from '../../../modules/sla/ir/compile.js'
import { checkPlans } from '../../../modules/sla/ir/consistency.js'
import { coversWholesale } from '../../../modules/sla/ir/covers.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'
import { SlaIrError } from '../../../modules/sla/ir/errors.js'
import { bytesOf, irOf, period, withPlans, withQuotas, type Json } from './documents.js'

const irCodec = codec('infonex.sla.v1.SlaIr')
const limits: Json = [
  { max: '10', period: period('day'), overage: { excess: '1', cost: '0.5' } },
  { max: 'unlimited', operation: { volume: '1000', cost: '1' } },
]
const good = bytesOf(
  withPlans({
    P: {
      pricing: { cost: '1', currency: 'USD', period: period('month') },
      quotas: { '/a/*': { post: { requests: limits } } },
      rates: {
        default: { all: { requests: [{ max: '5', period: period('second'), shape: 'average' }] } },
      },
      guarantees: [
        {
          path: 'global',
          method: 'global',
          metric: 'e2e_ms',
          op: '<=',
          value: '800',
          quantileBps: '9900',
          credits: [{ below: '9900', creditBps: '100' }],
        },
      ],
      availability: ['R/00:00:00Z/15:00:00Z'],
      configuration: { k: 'v' },
    },
  }),
)
const tokens = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-1',
  '1.5',
  'true',
  'null',
  '""',
  '{}',
  '[]',
  '"\\u0000"',
  '"custom"',
  '"unlimited"',
  '*',
  '\u00e9',
  '\\',
]

await t.test(
  'a document that was changed anywhere compiles or is refused, and nothing else happens',
  async () => {
    const change = fc.tuple(fc.nat(good.length), fc.nat(12), fc.constantFrom(...tokens))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let text = Buffer.from(good).toString('utf8')
        for (const [at, cut, token] of changes)
          text = text.slice(0, at) + token + text.slice(at + cut)
        try {
          const ir = compile(parsePlanDocument(Buffer.from(text)), CHAIN_CAPS)
          assert.deepEqual(irCodec.decode(irCodec.encode(ir)), ir)
          checkPlans(ir)
        } catch (e) {
          assert.ok(e instanceof SlaIrError, `${text}: ${String(e)}`)
          assert.ok(e.reason.length > 0 && e.message.length < 800)
        }
      }),
      { numRuns: 400 },
    )
  },
)

await t.test('any bytes are refused', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        parsePlanDocument(bytes)
        return false
      } catch (e) {
        return e instanceof SlaIrError
      }
    }),
    { numRuns: 200 },
  )
})

await t.test('plans made to be slow to compare are refused', async (t) => {
  const with256 = (path: (i: number) => string): Json =>
    withQuotas(
      Object.fromEntries(
        Array.from({ length: 256 }, (_, i) => [
          path(i),
          { all: { requests: [{ max: 'unlimited', operation: { volume: '1', cost: '1' } }] } },
        ]),
      ),
    )
  const [wide, other] = [irOf(with256((i) => `/*/${i}*/*`)), irOf(with256((i) => `/${i}/*/*`))]
  const deep = irOf(
    withQuotas(
      Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [
          `${'/*'.repeat(62)}/${i}`,
          { get: { requests: [{ max: '1' }] } },
        ]),
      ),
    ),
  )
  for (const [a, b] of [
    [wide, wide],
    [wide, other],
    [deep, deep],
  ] as const)
    t.throws(() => coversWholesale(a, 0, b, 0, 0), {
      name: 'SlaIrError',
      message: /too many (rules|operations) to be compared/,
    })
  t.throws(
    () => irOf(withQuotas({ [`${'/a'.repeat(65)}`]: { get: { requests: [{ max: '1' }] } } })),
    { message: /65 segments, the most is 64/ },
  )
})
