import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { besideFile, readCapped } from '../../../node/sla/besideFile.js'
import { importSla } from '../../../node/sla/importSla.js'
import { SlaImportError } from '../../../node/sla/problem.js'
import { isBesideName } from '../../../node/sla/refs.js'
import { imported } from './fixtures.js'

const HEAD =
  'sla4oas: 1.0.1\ncontext: { id: a, type: plans, provider: p, api: { $ref: ./none.yaml } }\n'
const TAIL = 'plans: { a: {} }\n'
const FILES: Readonly<Record<string, string>> = {
  'metrics.yml': 'requests: { type: int64 }\ntokens: { type: double, unit: token }\n',
  'sub/more.yml': 'calls: { $ref: ./deep.yml#/calls }\n',
  'sub/deep.yml': 'calls: { type: integer }\n',
  'loop.yml': 'a: { $ref: ./pool.yml#a }\n',
  'pool.yml': 'a: { $ref: ./loop.yml#a }\n',
  'broken.yml': 'a: [\n',
}
const beside = (name: string): Uint8Array | undefined => {
  const text = FILES[name]
  return text === undefined ? undefined : new TextEncoder().encode(text)
}
const rulesOf = (text: string): string[] => {
  try {
    imported(text, beside)
    return []
  } catch (error) {
    if (error instanceof SlaImportError) return error.problems.map(({ rule }) => rule)
    throw error
  }
}

const NUMBER = { type: 'number', format: 'double', unit: 'token' }
const INT64 = { type: 'integer', format: 'int64' }

/** metrics as written, as read */
const RESOLVED: readonly (readonly [string, object])[] = [
  ['{ r: { $ref: ./metrics.yml#requests } }', { r: INT64 }],
  ['{ r: { $ref: "metrics.yml#/requests" } }', { r: INT64 }],
  ['{ $ref: ./metrics.yml }', { requests: INT64, tokens: NUMBER }],
  [
    '{ r: { type: boolean }, $ref: ./metrics.yml }',
    { requests: INT64, tokens: NUMBER, r: { type: 'boolean' } },
  ],
  [
    '{ $ref: ./metrics.yml, tokens: { type: integer } }',
    { requests: INT64, tokens: { type: 'integer' } },
  ],
  ['{ $ref: ./sub/more.yml }', { calls: { type: 'integer' } }],
  [
    '{ r: { type: integer }, s: { $ref: "#/metrics/r" } }',
    { r: { type: 'integer' }, s: { type: 'integer' } },
  ],
]

for (const [metrics, read] of RESOLVED) {
  await t.test(`metrics: ${metrics} are put in`, (t) => {
    t.same(imported(`${HEAD}metrics: ${metrics}\n${TAIL}`, beside).document.metrics, read)
    t.end()
  })
}

await t.test('a limit, a plan and a section may be references', (t) => {
  const { document } = imported(
    `${HEAD}metrics: { r: { type: integer } }
x-parts:
  a/b: { max: 5, period: day }
  list: [{ max: 1 }, { max: 2 }]
plans:
  a: { rates: { /a: { get: { r: [{ $ref: '#/x-parts/a~1b' }] }, post: { r: [{ $ref: '#/x-parts/list/1' }] } } } }
  b: { $ref: '#/plans/a', pricing: { cost: 3 } }
`,
  )
  const { a, b } = document.plans
  t.same(a?.rates?.['/a']?.['post'], { r: [{ max: '2' }] })
  t.same(b?.rates, a?.rates)
  t.equal(b?.pricing.cost, '3')
  t.end()
})

for (const [target, rule] of [
  ['https://example.com/metrics.yml', 'ref-target'],
  ['//example.com/metrics.yml', 'ref-target'],
  ['file:///etc/passwd', 'ref-target'],
  ['/etc/passwd', 'ref-target'],
  ['../metrics.yml', 'ref-target'],
  ['sub/../../metrics.yml', 'ref-target'],
  ['..\\\\metrics.yml', 'ref-target'],
  ['./none.yml', 'ref-missing'],
  ['./metrics.yml#none', 'ref-missing'],
  ['#/none', 'ref-missing'],
  ['./loop.yml#a', 'ref-cycle'],
  ['./broken.yml', 'syntax'],
] as const) {
  await t.test(`a reference to ${target} is refused as ${rule}`, (t) => {
    t.same(rulesOf(`${HEAD}metrics: { r: { $ref: "${target}" } }\n${TAIL}`)[0], rule)
    t.end()
  })
}

await t.test('names beside a document have no way out', (t) => {
  for (const name of ['a.yml', './a.yml', 'sub/a.yml', 'a-b c.yml', '.hidden'])
    t.ok(isBesideName(name), name)
  for (const name of [
    '',
    '/',
    '..',
    '../a',
    'a/../b',
    'a//b',
    'C:\\a',
    'a:b',
    '~',
    '%2e%2e/a',
    'a\0b',
  ])
    t.notOk(isBesideName(name), name)
  t.end()
})

await t.test('files are read below the directory only, whatever links say', (t) => {
  const root = mkdtempSync(path.join(tmpdir(), 'infonex-sla-'))
  t.teardown(() => {
    rmSync(root, { recursive: true })
  })
  const folder = path.join(root, 'docs')
  mkdirSync(folder)
  writeFileSync(path.join(root, 'secret.yml'), 'a: 1')
  writeFileSync(path.join(folder, 'metrics.yml'), 'requests: { type: integer }')
  symlinkSync(path.join(root, 'secret.yml'), path.join(folder, 'link.yml'))
  symlinkSync(folder, path.join(root, 'alias'))
  const document = path.join(folder, 'plan.yml')
  writeFileSync(document, `${HEAD}metrics: { $ref: ./metrics.yml }\n${TAIL}`)
  const read = besideFile(document)
  t.ok(read('metrics.yml'))
  t.equal(read('link.yml'), undefined)
  t.equal(read('../secret.yml'), undefined)
  t.equal(read('.'), undefined)
  t.equal(read('none.yml'), undefined)
  const bytes = readCapped(document) ?? new Uint8Array()
  const { document: got } = importSla(bytes, { file: document, readBeside: read })
  t.same(got.metrics, { requests: { type: 'integer' } })
  t.ok(besideFile(path.join(root, 'alias', 'plan.yml'))('metrics.yml'), 'a linked directory')
  t.end()
})
