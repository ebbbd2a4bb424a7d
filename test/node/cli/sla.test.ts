import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { sha256Hex } from '../../../chain/codec/hash.js'
import { runCli } from '../../support/cliProcess.js'
import { SAME_OFFER } from '../sla/fixtures.js'

const folder = mkdtempSync(path.join(tmpdir(), 'infonex-sla-cli-'))
t.teardown(() => {
  rmSync(folder, { recursive: true })
})
const file = (name: string, text: string): string => {
  const full = path.join(folder, name)
  writeFileSync(full, text)
  return full
}

const yaml = file('plan.yaml', SAME_OFFER['1.0.0'] ?? '')
const json = file('plan.json', SAME_OFFER['interim'] ?? '')
const bad = file(
  'bad.yaml',
  'sla: 1.0\ncontext: { id: a, type: plans, provider: p }\nmetrics: {}\nplans: { a: { pricing: { cost: x, currency: y } } }\n',
)
const metered = file(
  'metered.yaml',
  `sla4oas: 1.0.1
context: { id: a, type: plans, provider: p }
x-infonex: { settlement: { denom: uinx, unitsPerCurrencyUnit: 1000000 } }
metrics: { tokens: { type: integer } }
plans:
  only:
    pricing: { cost: 0 }
    quotas:
      /v2/models/{id}/infer:
        post: { tokens: [{ max: unlimited, cost: { operation: { volume: 1000000, cost: 2 } } }] }
`,
)

interface Summary {
  readonly sha256: string
  readonly raw_bytes: number
  readonly canonical_bytes: number
  readonly compiled_bytes: number
  readonly chain: string
}

await t.test('sla compile writes the canonical bytes and their hash', async (t) => {
  const out = path.join(folder, 'out.json')
  const got = await runCli(['sla', 'compile', yaml, '--out', out, '--json'])
  t.equal(got.code, 0, got.stderr)
  const summary = JSON.parse(got.stdout) as Summary
  const bytes = readFileSync(out)
  t.equal(summary.sha256, sha256Hex(bytes))
  t.equal(summary.canonical_bytes, bytes.length)
  t.equal(summary.chain, 'fits')
  t.ok(summary.compiled_bytes > 0 && summary.compiled_bytes < summary.canonical_bytes)
  const both = await runCli(['sla', 'compile', json, yaml, '--json'])
  const [a, b] = JSON.parse(both.stdout) as Summary[]
  t.equal(a?.sha256, b?.sha256, 'two dialects, one hash')
  t.equal(a?.sha256, summary.sha256)
  const again = await runCli(['sla', 'compile', out, '--out', '-'])
  t.equal(again.stdout, bytes.toString(), 'the normal form is read as itself')
})

await t.test('sla check tells every refusal with its place and exits with 1', async (t) => {
  const got = await runCli(['sla', 'check', yaml, bad])
  t.equal(got.code, 1)
  t.match(got.stdout, /bad\.yaml:4:32: plans\.a\.pricing\.cost: 'x' is no decimal number/)
  t.match(got.stdout, /plans\.a\.pricing\.currency: .*\(currency\); three letters/)
  t.match(got.stdout, /plan\.yaml: 1\.0\.0, chain: fits, settlement: none/)
  const machine = await runCli(['sla', 'check', bad, '--json'])
  t.equal(machine.code, 1)
  const [one] = JSON.parse(machine.stdout) as {
    refusals: { path: string; rule: string; line: number }[]
  }[]
  t.same(
    one?.refusals.map(({ path: at, rule, line }) => [at, rule, line]),
    [
      ['plans.a.pricing.cost', 'number-grammar', 4],
      ['plans.a.pricing.currency', 'currency', 4],
    ],
  )
  t.equal((await runCli(['sla', 'check', yaml])).code, 0)
})

await t.test('sla check tells what does not agree within a document', async (t) => {
  const contrary = file(
    'contrary.yaml',
    `context: { id: a, type: plans, provider: p }
infrastructure: {}
metrics: { requests: { type: integer } }
plans:
  twice:
    quotas:
      /a:
        get:
          requests:
            - { max: 1, period: { amount: 1, unit: second } }
            - { max: 100, period: { amount: 1, unit: second } }
  shorter:
    quotas:
      /a:
        get:
          requests:
            - { max: 50, period: { amount: 1, unit: minute } }
            - { max: 40, period: { amount: 1, unit: hour } }
`,
  )
  const got = await runCli(['sla', 'check', contrary, '--json'])
  t.equal(got.code, 1)
  const [one] = JSON.parse(got.stdout) as { issues: { severity: string; code: string }[] }[]
  t.same(
    one?.issues.map(({ severity, code }) => `${severity} ${code}`),
    ['error shorter-allows-more', 'error same-period-twice'],
  )
})

await t.test('sla price prints tables, and what usage costs', async (t) => {
  const tables = await runCli(['sla', 'price', yaml])
  t.equal(tables.code, 0, tables.stderr)
  t.match(
    tables.stdout,
    /^Prices\nplan +cost +currency +per\nfree +0 +EUR +month\npro +49\.5 +EUR +year/,
  )
  t.match(tables.stdout, /pro +quota +post \/v1\/chat +requests +100000 \/ day/)
  const usage = ['--usage', 'POST /v2/models/abc/infer tokens=1500000']
  const priced = await runCli(['sla', 'price', metered, ...usage, '--json'])
  t.equal(priced.code, 0, priced.stderr)
  const got = JSON.parse(priced.stdout) as Record<string, unknown>
  t.same(
    [got['cost'], got['currency'], got['settlement'], got['exact']],
    ['3', 'USD', '3000000uinx', true],
  )
})

for (const [args, code] of [
  [['compile', bad], 'sla_refused'],
  [['compile', path.join(folder, 'none.yaml')], 'no_file'],
  [['compile', yaml, json, '--out', 'x'], 'bad_argument'],
  [['price', yaml, '--plan', 'none'], 'no_plan'],
  [['price', yaml, '--usage', 'POST /v1/chat requests=1'], 'missing_flag'],
  [['price', metered, '--usage', 'tokens=1'], 'bad_argument'],
  [['price', metered, '--usage', 'POST /a dragons=1'], 'no_metric'],
  [['price', metered, '--usage', 'POST /a tokens=1', '--until', 'soon'], 'bad_argument'],
] as const) {
  await t.test(`sla ${args[0]} ${args.slice(2).join(' ')} is refused as ${code}`, async (t) => {
    const got = await runCli(['sla', ...args, '--json'])
    t.equal(got.code, 1)
    t.equal((JSON.parse(got.stderr) as { error: { code: string } }).error.code, code)
  })
}
