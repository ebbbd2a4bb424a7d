import t from 'tap'
import type { Problem } from '../../../node/sla/problem.js'
import { imported, quotas, refusals, smallDocument } from './fixtures.js'

/** A hostile document is refused within this time of the processor, in ms. */
const BUDGET_MS = 50

const HEAD = smallDocument()
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

const LAUGHS = Array.from({ length: 12 }, (_, i) => {
  const inner = i === 0 ? 'ha' : `*l${i - 1}`
  return `l${i}: &l${i} [${Array.from({ length: 9 }, () => inner).join(', ')}]`
}).join('\n')

const REFS = Array.from({ length: 12 }, (_, i) => {
  const inner =
    i === 0 ? 'a: ha' : 'abcdefghi'.replace(/./g, (c) => `${c}: {$ref: '#/r${i - 1}'}, `)
  return `r${i}: {${inner}}`
}).join('\n')

/** name, source, rule, path */
const HOSTILE: readonly (readonly [string, string | Uint8Array, string, string])[] = [
  ['over the cap', 'a'.repeat(1_310_721), 'source-size', '$'],
  ['a list of brackets', '['.repeat(1_000_000), 'source-structure', '$'],
  ['nested lists', '['.repeat(100_000), 'depth', '$'],
  ['nested maps', '{a: '.repeat(30_000), 'depth', '$'],
  ['nested dashes', '- '.repeat(60_000), 'depth', '$'],
  [
    'a ladder of blocks',
    Array.from({ length: 1200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'depth',
    '$',
  ],
  ['a billion laughs', `${LAUGHS}\n${HEAD}`, 'alias', 'l3[1]'],
  ['laughs by reference', `${HEAD}\n${REFS}\nmore: {$ref: '#/r11'}`, 'ref-cycle', ''],
  ['an alias of itself', `${HEAD}a: &a [*a]`, 'alias', 'a[0]'],
  ['an unknown alias', `${HEAD}a: *nobody`, 'alias', 'a'],
  ['a reference to itself', `${HEAD}a: {$ref: '#/a'}`, 'ref-cycle', 'a.$ref'],
  ['a merge key', `${HEAD}a: {<<: {b: 1}}`, 'merge-key', 'a'],
  ['a tag that runs code', `${HEAD}a: !!js/function 'x'`, 'tag', 'a'],
  [
    'a huge number',
    smallDocument({ plan: quotas(`max: ${'9'.repeat(900_000)}`) }),
    'number-size',
    '',
  ],
  ['a huge exponent', smallDocument({ plan: quotas('max: 1e999999999') }), 'number-exponent', ''],
  ['a number as text', smallDocument({ plan: quotas('max: "1e5"') }), 'number-exponent', ''],
  [
    'a key in Cyrillic',
    smallDocument({ metrics: 'requеsts: { type: integer }' }),
    'key-text',
    'metrics',
  ],
  ['a key with a direction mark', `${HEAD}"a\\u202eb": 1`, 'key-text', '$'],
  ['a key with a zero', `${HEAD}"a\\0b": 1`, 'key-text', '$'],
  ['a key of half a pair', `${HEAD}"\\ud800": 1`, 'key-text', '$'],
  ['a key that objects inherit', `${HEAD}__proto__: { cost: 0 }`, 'key-text', '$'],
  ['a constructor', smallDocument({ plan: 'constructor: 1' }), 'key-text', 'plans.only'],
  ['a long key', `${HEAD}${'k'.repeat(300)}: 1`, 'key-text', '$'],
  ['an empty key', `${HEAD}"": 1`, 'key-text', '$'],
  ['a map as a key', `${HEAD}? {a: 1}\n: 2`, 'shape', '$'],
  ['a key twice', `${HEAD}a: 1\na: 2`, 'key-duplicate', '$'],
  ['a key twice, quoted', '{"sla": 1, "sla": 1}', 'key-duplicate', '$'],
  ['two documents', `${HEAD}---\n${HEAD}`, 'document-count', '$'],
  ['nothing', '', 'document-count', '$'],
  ['a text', 'TO BE DEFINED', 'not-sla', '$'],
  ['Latin-1', bytes(0x73, 0x6c, 0x61, 0x3a, 0x20, 0xe9), 'not-utf8', '$'],
  ['half a pair in UTF-8', bytes(0x61, 0x3a, 0xed, 0xa0, 0x80), 'not-utf8', '$'],
  ['UTF-16', bytes(0xff, 0xfe, 0x73, 0x00), 'not-utf8', '$'],
  ['a control character', 'sla: 1.0\u0001', 'syntax', '$'],
  [
    'a provider with a direction mark',
    HEAD.replace('acme', '"a\\u202eb"'),
    'text-control',
    'context.provider',
  ],
  [
    'a provider of a megabyte',
    HEAD.replace('acme', 'a'.repeat(1_000_000)),
    'text-control',
    'context.provider',
  ],
  ['a quote that never ends', `${HEAD}a: "${'x'.repeat(1_000_000)}`, 'syntax', '$'],
  ['a flow that never ends', `${HEAD}a: [${'b, '.repeat(50_000)}`, 'syntax', '$'],
  ['directives', '%TAG ! a\n'.repeat(50_000), 'syntax', '$'],
]

// What is slow here is the first call of each function, once in a process.
imported(HEAD)
refusals('sla: 1.0')

for (const [name, source, rule, path] of HOSTILE) {
  await t.test(`${name} is refused as ${rule} in time`, (t) => {
    let ms = Infinity
    let problems: readonly Problem[] = []
    // Time of this process alone, the best of a few: others share the machine.
    for (let i = 0; i < 5 && ms >= BUDGET_MS; i++) {
      const start = process.cpuUsage()
      problems = refusals(source)
      const { user, system } = process.cpuUsage(start)
      ms = (user + system) / 1000
    }
    t.equal(problems[0]?.rule, rule)
    if (path !== '') t.equal(problems[0]?.path, path)
    t.equal(problems[0]?.file, 'plan.yaml')
    t.ok((problems[0]?.reason ?? '').length > 0)
    t.ok(ms < BUDGET_MS, `${ms.toFixed(1)} ms`)
    t.end()
  })
}

await t.test('small aliases are read: they are texts that stand for others', (t) => {
  const { document } = imported(`
sla4oas: 1.0.1
context: { id: a, type: plans, provider: p }
metrics: { requests: &count { type: integer }, tokens: *count }
plans: { a: {} }
`)
  t.same(document.metrics, { requests: { type: 'integer' }, tokens: { type: 'integer' } })
  t.end()
})

await t.test('a refusal says where in the text', (t) => {
  const [problem] = refusals(smallDocument({ plan: quotas('max: many') }))
  t.same(
    { line: problem?.line, column: problem?.column, path: problem?.path },
    { line: 12, column: 20, path: 'plans.only.quotas["/v1/chat"].post.requests[0].max' },
  )
  t.match(problem?.hint, 'digits')
  t.end()
})

await t.test('a run tells every refusal, up to fifty', (t) => {
  const plans = Array.from({ length: 80 }, (_, i) => `  p${i}: { pricing: { cost: x } }`).join('\n')
  const text = `sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: {}\nplans:\n${plans}`
  t.equal(refusals(text).length, 50)
  t.end()
})
