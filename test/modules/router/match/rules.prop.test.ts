import { deepEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { classMask, classOf, priceTier } from '../../../../modules/router/match/classes.js'
import {
  drained,
  type Load,
  withLease,
  withoutLease,
  withReport,
} from '../../../../modules/router/match/load.js'
import {
  breached,
  FLOOR_MILLI,
  laneWeights,
  mostLeases,
  onTime,
  provenSlots,
  START,
} from '../../../../modules/router/match/proven.js'
import {
  compareMerits,
  DEFAULT_WEIGHTS,
  type Merits,
  type Weights,
  weightsProblem,
} from '../../../../modules/router/match/score.js'
import {
  readStanding,
  STANDING_BYTES,
  writeStanding,
} from '../../../../modules/router/match/standing.js'
import { BOUNDS, STANDING } from './town.js'

const load: fc.Arbitrary<Load> = fc
  .record({ leases: fc.nat(10_000), share: fc.nat(1000), atMs: fc.nat(2 ** 40) })
  .map(({ leases, share, atMs }) => ({ leases, estMilli: leases * share, atMs }))
const milli = fc.integer({ min: 1, max: 100_000_000 })
const meanMs = fc.integer({ min: 1, max: 600_000 })
const dtMs = fc.nat(10_000_000)

await t.test('R7: a drained estimate stays between 0 and the open leases', async () => {
  fc.assert(
    fc.property(load, milli, meanMs, fc.nat(2 ** 41), (load, proven, mean, now) => {
      const { estMilli } = drained(load, proven, mean, now)
      return estMilli >= 0 && estMilli <= load.estMilli && estMilli <= load.leases * 1000
    }),
  )
})

await t.test('R7: two drains are as one of both times, up to one thousandth', async () => {
  fc.assert(
    fc.property(load, milli, meanMs, dtMs, dtMs, (load, proven, mean, a, b) => {
      const twice = drained(
        drained(load, proven, mean, load.atMs + a),
        proven,
        mean,
        load.atMs + a + b,
      )
      const once = drained(load, proven, mean, load.atMs + a + b)
      const gap = twice.estMilli - once.estMilli
      return gap >= 0 && gap <= 1 && twice.atMs === once.atMs
    }),
  )
})

await t.test(
  'R7: leases, ends of leases and reports keep the estimate within leases',
  async (t) => {
    const step = fc.oneof(
      fc.constant({ kind: 'lease' as const, n: 0 }),
      fc.constant({ kind: 'end' as const, n: 0 }),
      fc.nat(10_000_000).map((n) => ({ kind: 'report' as const, n })),
      fc.nat(100_000).map((n) => ({ kind: 'wait' as const, n })),
    )
    fc.assert(
      fc.property(fc.array(step), milli, meanMs, (steps, proven, mean) => {
        let now: Load = { estMilli: 0, atMs: 0, leases: 0 }
        let leases = 0
        for (const { kind, n } of steps) {
          if (kind === 'lease') [now, leases] = [withLease(now), leases + 1]
          else if (kind === 'report') now = withReport(now, n, now.atMs)
          else if (kind === 'wait') now = drained(now, proven, mean, now.atMs + n)
          else if (leases > 0) [now, leases] = [withoutLease(now), leases - 1]
          if (now.leases !== leases || now.estMilli < 0 || now.estMilli > leases * 1000)
            return false
        }
        return true
      }),
    )
    t.throws(() => withoutLease({ estMilli: 0, atMs: 0, leases: 0 }))
    t.same(drained({ estMilli: 5000, atMs: 0, leases: 5 }, 2000, 1000, 1500).estMilli, 2000)
  },
)

const evidence = fc.oneof(
  fc.constant({ kind: 'onTime' as const, window: 0, outstanding: 0 }),
  fc.record({
    kind: fc.constant('breach' as const),
    window: fc.integer({ min: 1, max: 5 }),
    outstanding: fc.nat(8),
  }),
)

await t.test('R5: open leases are bounded by what is declared and by what is proven', async (t) => {
  const bps = fc.integer({ min: 10_000, max: 40_000 })
  const terms = fc.record({ queueFactorBps: bps, headroomBps: bps })
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 200_000 }),
      fc.integer({ min: 1, max: 300 }),
      terms,
      (milli, declared, { queueFactorBps, headroomBps }) => {
        const most = mostLeases({ milli, cutWindow: 0 }, declared, { queueFactorBps, headroomBps })
        const shown = (milli * headroomBps) / 10_000_000
        return (
          most >= 1 &&
          most <= (declared * queueFactorBps) / 10_000 &&
          (most === 1 || most < shown + 1) &&
          // What is idle can be given, and a newcomer be explored.
          most >= Math.min(Math.floor(milli / 1000), declared)
        )
      },
    ),
  )
  const most = (milli: number, declared: number): number =>
    mostLeases({ milli, cutWindow: 0 }, declared, { queueFactorBps: 20_000, headroomBps: 11_000 })
  t.same([most(100, 8), most(1000, 8), most(16_000, 16), most(2000, 1)], [1, 2, 18, 2])
  t.equal(most(1000, 100_000), 2, 'a declaration alone is worth nothing')
})

await t.test('rules of proof that a simulation tries do what they say', async (t) => {
  const rules = { gainMilli: 10, keptBps: 8000, isExcusing: false }
  t.same(onTime(START, 8, 3, rules), { milli: 1030, cutWindow: 0 })
  t.same(breached({ milli: 4000, cutWindow: 0 }, 1, 9, rules), { milli: 3200, cutWindow: 1 })
})

await t.test(
  'R8: only receipts on time raise what is proven, 50 each, up to what is declared',
  async () => {
    fc.assert(
      fc.property(fc.array(evidence), fc.integer({ min: 1, max: 20 }), (events, declared) => {
        let proven = START
        for (const { kind, window, outstanding } of events) {
          const after =
            kind === 'onTime' ? onTime(proven, declared) : breached(proven, window, outstanding)
          const gain = after.milli - proven.milli
          if (kind === 'breach' ? gain > 0 : gain > 50) return false
          if (after.milli > Math.max(declared * 1000, 1000) || after.milli < FLOOR_MILLI)
            return false
          proven = after
        }
        return provenSlots(proven, declared) <= declared
      }),
    )
  },
)

await t.test(
  'R8: a window cuts once, to three fifths; over-assigned breaches are excused',
  async (t) => {
    fc.assert(
      fc.property(fc.array(fc.nat(8), { minLength: 1 }), milli, (outstanding, milli) => {
        const before = { milli: Math.max(milli, 1000), cutWindow: 0 }
        let proven = before
        for (const n of outstanding) proven = breached(proven, 1, n)
        const counts = outstanding.some((n) => n * 1000 <= before.milli)
        return proven.milli === (counts ? Math.floor((before.milli * 3) / 5) : before.milli)
      }),
    )
    const four = { milli: 4000, cutWindow: 0 }
    t.same(breached(four, 1, 5), four, 'the router assigned more than four')
    t.same(breached(four, 1, 4), { milli: 2400, cutWindow: 1 })
    t.same(breached(breached(four, 1, 1), 2, 1), { milli: 1440, cutWindow: 2 })
    let proven = START
    let receipts = 0
    for (; proven.milli < 20_000; receipts++) proven = onTime(proven, 25)
    t.equal(receipts, 380, 'a newcomer reaches 80 % of 25 slots')
  },
)

await t.test(
  'what a server weighs: idle slots, proven thousandths, once as a newcomer',
  async (t) => {
    const proven = { milli: 3999, cutWindow: 0 }
    t.same(laneWeights(proven, 8, 1), { idle: 2, proven: 3999, newcomer: 1 })
    t.same(laneWeights(proven, 8, 4), { idle: 0, proven: 3999, newcomer: 0 })
    t.same(laneWeights(proven, 2, 2), { idle: 0, proven: 2000, newcomer: 0 })
    t.same(laneWeights({ milli: 4000, cutWindow: 0 }, 8, 0), { idle: 4, proven: 4000, newcomer: 0 })
    t.same(laneWeights({ milli: 600, cutWindow: 3 }, 8, 0), { idle: 0, proven: 600, newcomer: 1 })
  },
)

const merits: fc.Arbitrary<Merits> = fc.record({
  estMilli: fc.nat(1_000_000),
  provenMilli: milli,
  price: fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
  latencyUs: fc.nat(4_000_000_000),
  windows: fc.nat(1000),
  breaches: fc.nat(1000),
})
const near: fc.Arbitrary<Merits> = fc.record({
  estMilli: fc.nat(3).map((n) => n * 1000),
  provenMilli: fc.integer({ min: 1, max: 3 }).map((n) => n * 1000),
  price: fc.bigInt({ min: 0n, max: 3n }),
  latencyUs: fc.nat(3),
  windows: fc.nat(3),
  breaches: fc.nat(3),
})
const pair = fc.oneof(fc.tuple(merits, merits), fc.tuple(near, near))
const weights: fc.Arbitrary<Weights> = fc
  .tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000))
  .map((cuts) => [...cuts].sort((a, b) => a - b) as [number, number, number])
  .map(([a, b, c]) => ({ load: a, price: b - a, latency: c - b, compliance: 10_000 - c }))

await t.test('a comparison is the same from both sides, and a tie with itself', async () => {
  fc.assert(
    fc.property(weights, pair, (weights, [a, b]) => {
      if (weightsProblem(weights) !== undefined) return false
      // 0 - x: a plain minus would tell 0 from -0.
      const back = 0 - compareMerits(weights, b, a)
      return compareMerits(weights, a, b) === back && compareMerits(weights, a, a) === 0
    }),
  )
})

await t.test('the comparison is that of the weighted relative differences', async () => {
  const relative = (a: number, b: number): number => (a === b ? 0 : (a - b) / (a + b))
  fc.assert(
    fc.property(weights, near, near, (weights, a, b) => {
      const sum =
        weights.load *
          relative((a.estMilli + 1000) / a.provenMilli, (b.estMilli + 1000) / b.provenMilli) +
        weights.price * relative(Number(a.price), Number(b.price)) +
        weights.latency * relative(a.latencyUs, b.latencyUs) +
        weights.compliance *
          relative((a.breaches + 1) / (a.windows + 2), (b.breaches + 1) / (b.windows + 2))
      return Math.abs(sum) < 1e-6 || Math.sign(sum) === compareMerits(weights, a, b)
    }),
  )
})

await t.test('who improves one factor loses no comparison', async () => {
  const improved = (a: Merits, factor: number, by: number): Merits => {
    if (factor === 0) return { ...a, estMilli: Math.max(0, a.estMilli - by) }
    if (factor === 1) return { ...a, provenMilli: a.provenMilli + by }
    if (factor === 2) return { ...a, price: a.price > BigInt(by) ? a.price - BigInt(by) : 0n }
    if (factor === 3) return { ...a, latencyUs: Math.max(0, a.latencyUs - by) }
    return { ...a, breaches: Math.max(0, a.breaches - by) }
  }
  fc.assert(
    fc.property(weights, pair, fc.nat(4), fc.nat(5000), (weights, [a, b], factor, by) => {
      return compareMerits(weights, improved(a, factor, by), b) <= compareMerits(weights, a, b)
    }),
  )
})

await t.test('weights are basis points that add up', async (t) => {
  t.equal(weightsProblem(DEFAULT_WEIGHTS), undefined)
  t.match(weightsProblem({ ...DEFAULT_WEIGHTS, load: 3999 }), /add up to 9999/)
  t.match(weightsProblem({ ...DEFAULT_WEIGHTS, load: -1, price: 6001 }), /whole number/)
  t.match(weightsProblem({ ...DEFAULT_WEIGHTS, load: 3999.5, price: 2000.5 }), /whole number/)
})

await t.test(
  'a class mask holds who may fit, and nobody who cannot by tier or uptime',
  async () => {
    const price = fc.bigInt({ min: 0n, max: 1000n })
    fc.assert(
      fc.property(price, fc.nat(3), price, fc.nat(3), (price, uptime, max, min) => {
        const klass = classOf(priceTier(price, BOUNDS), uptime)
        const isIn = ((classMask(priceTier(max, BOUNDS), min) >>> klass) & 1) === 1
        const fits = price <= max && uptime >= min
        const byTier = priceTier(price, BOUNDS) <= priceTier(max, BOUNDS) && uptime >= min
        return isIn === byTier && (!fits || isIn)
      }),
    )
  },
)

await t.test('a standing is read as it was written', async (t) => {
  const u32 = fc.nat(4_294_967_295)
  const standing = fc.record({
    load: fc.record({ estMilli: fc.nat(2 ** 48 - 1), atMs: fc.nat(2 ** 48 - 1), leases: u32 }),
    proven: fc.record({ milli: u32, cutWindow: u32 }),
    declared: u32,
    latencyUs: u32,
    isServing: fc.boolean(),
    isShared: fc.boolean(),
    windows: u32,
    breaches: u32,
    perInputKib: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    perOutputKib: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    uptimeClass: fc.nat(3),
    price: fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
  })
  fc.assert(
    fc.property(standing, (standing) => {
      const bytes = new Uint8Array(STANDING_BYTES)
      writeStanding(bytes, standing)
      deepEqual(structuredClone(readStanding(bytes)), structuredClone(standing))
    }),
  )
  const bytes = new Uint8Array(STANDING_BYTES)
  writeStanding(bytes, STANDING)
  t.same(readStanding(bytes), STANDING)
})
