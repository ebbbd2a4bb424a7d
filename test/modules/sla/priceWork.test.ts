import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { TxError } from '../../../chain/types/errors.js'
import { add, compare, floorOf, fraction, sumOf, ZERO } from '../../../modules/sla/ir/fraction.js'
import { compilePlan } from '../../../modules/sla/plans.js'
import { priceOfUsage, type SignedUsage } from '../../../modules/sla/usage.js'

const MODEL = new Uint8Array(32).fill(7)
const START = 1_767_225_600_000n
const unlimited = (cost: string, volume: string) => ({
  max: 'unlimited',
  operation: { cost, volume },
})

/** Text of objects of texts in the canonical form. */
function canon(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canon).join(',')}]`
  const rows = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${rows.map(([key, one]) => `${JSON.stringify(key)}:${canon(one)}`).join(',')}}`
}

function irOf(quotas: object, metrics: readonly string[], more: object = {}) {
  const document = {
    ...{ context: { id: 'p', provider: 's', type: 'plans' }, form: '1' },
    metrics: Object.fromEntries(metrics.map((name) => [name, { type: 'integer' }])),
    plans: { standard: { pricing: { cost: '0', currency: 'INX', ...more }, quotas } },
    settlement: { denom: 'uinx', per: '1', units: '1' },
  }
  return compilePlan(new TextEncoder().encode(canon(document)), 65_536).ir
}

const usageOf = (counters: SignedUsage['counters'], timeMs = START + 1n): SignedUsage => ({
  ...{ counters, startMs: START, timeMs },
  meter: { startMs: START, tMs: START, bindings: [] },
})

/** 500 packs without a common factor: 45 KB of a plan. */
function manyPacks() {
  const names = Array.from({ length: 10 }, (_, i) => `m${i}`)
  const volume = (n: number) => `${700_000_000_000_000_000n + 2n * BigInt(n) + 1n}.${100_001 + n}`
  const post = Object.fromEntries(
    names.map((name, m) => [
      name,
      Array.from({ length: 50 }, (_, i) =>
        unlimited('0.000001', volume(50 * m + i).replace(/0+$/, '')),
      ),
    ]),
  )
  const counters = names.map((metric) => ({
    ...{ modelId: MODEL, verb: 'infer', metric, total: 10n ** 18n },
  }))
  return { ir: irOf({ '/v2/models/{id}/infer': { post } }, names), usage: usageOf(counters) }
}

/** 256 paths of wildcards, and 64 counters that are of no two operations. */
function manyPaths() {
  const post = { requests: [unlimited('1', '1')] }
  const paths = Array.from({ length: 256 }, (_, i) => `/*${i}*/models/*0*/*n*${i}*`)
  const counters = Array.from({ length: 64 }, (_, i) => ({
    ...{ modelId: new Uint8Array(32).fill(i), verb: `infer${i}`, metric: 'requests', total: 5n },
  }))
  const quotas = Object.fromEntries(paths.map((path) => [path, { post }]))
  return { ir: irOf(quotas, ['requests']), usage: usageOf(counters) }
}

/** Gas of a price. */
function gasOf(ir: Parameters<typeof priceOfUsage>[0], usage: SignedUsage): bigint {
  let gas = 0n
  priceOfUsage(ir, 0, usage, undefined, (more) => {
    gas += more
  })
  return gas
}

await t.test('a sum of many fractions is the sum of them one after the other', (t) => {
  const part = fc
    .tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 24n))
    .map(([num, den]) => fraction(num, den))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const one = parts.reduce(add, ZERO)
      return compare(sumOf(parts), one) === 0 && floorOf(sumOf(parts)) === floorOf(one)
    }),
  )
  t.end()
})

await t.test('a plan of 500 packs without a common factor is priced in no time', (t) => {
  const { ir, usage } = manyPacks()
  priceOfUsage(ir, 0, usage)
  const times = Array.from({ length: 3 }, () => {
    const before = performance.now()
    priceOfUsage(ir, 0, usage)
    return performance.now() - before
  })
  t.ok(Math.min(...times) < 100, `took ${Math.min(...times)} ms, which was 600 once`)
  t.end()
})

await t.test('work is paid for before it is done, warm or cold alike', (t) => {
  for (const [make, least] of [
    [manyPacks, 500n * 60n],
    [manyPaths, 64n * 512n * 8n],
  ] as const) {
    const { ir, usage } = make()
    const cold = gasOf(ir, usage)
    t.equal(gasOf(ir, usage), cold)
    t.ok(cold >= least, `${cold} gas, want at least ${least}`)
    const outOfGas = new TxError('sdk', 11, 'out of gas')
    const before = performance.now()
    assert.throws(() => {
      priceOfUsage(make().ir, 0, usage, undefined, () => {
        throw outOfGas
      })
    }, outOfGas)
    t.ok(performance.now() - before < 1000)
  }
  t.ok(gasOf(irOf({ default: { post: { n: [unlimited('1', '1')] } } }, ['n']), usageOf([])) < 100n)
  t.end()
})

await t.test('usage that ends before its beginning has no price, not a negative one', (t) => {
  const ir = irOf({ default: { post: { n: [unlimited('1', '1')] } } }, ['n'], {
    ...{ cost: '5', period: { amount: '1', unit: 'day' } },
  })
  const usage = usageOf([], START - 86_400_000n * 9n)
  const meter = { startMs: START, tMs: 0n, bindings: [] }
  t.throws(() => priceOfUsage(ir, 0, { ...usage, meter }), /before its beginning/)
  t.end()
})
