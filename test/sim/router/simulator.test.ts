/** Properties of the simulator: order, generators, conservation, repetition. */
import fc from 'fast-check'
import t from 'tap'
import { hyperexponential, replayed, traceTimes } from './arrivals.js'
import { Run } from './engine.js'
import { Agenda } from './heap.js'
import { BASELINES } from './policies/all.js'
import type { MakePolicy } from './policy.js'
import { Dice } from './random.js'
import { type Scenario, scenarioFrom } from './scenario.js'
import { jain, quantile, spread, variation } from './stats.js'

const small = (over: object): Scenario =>
  scenarioFrom({ servers: 12, jobs: 400, warmup: { ramp: 10, settle: 5 }, ...over }, 'small')

const drawn = (next: () => number, count: number): number[] => Array.from({ length: count }, next)

await t.test('an agenda gives what is due first, and of two at one time the first put in', (t) => {
  const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 })
  fc.assert(
    fc.property(times, fc.array(fc.boolean(), { maxLength: 400 }), (all, takes) => {
      const agenda = new Agenda<number>()
      const model: { atMs: number; what: number }[] = []
      const isSame = (): boolean => {
        model.sort((a, b) => a.atMs - b.atMs || a.what - b.what)
        return agenda.take()?.what === model.shift()?.what
      }
      for (const [i, atMs] of all.entries()) {
        agenda.put(atMs, i)
        model.push({ atMs, what: i })
        if (takes[i] === true && !isSame()) return false
      }
      while (agenda.size > 0) if (!isSame()) return false
      return model.length === 0
    }),
  )
  t.end()
})

await t.test('gaps of two exponentials have the mean and the variation that are asked for', (t) => {
  for (const cv of [1, 4, 13]) {
    const gaps = drawn(hyperexponential(new Dice(7, 'gaps'), cv), 400_000)
    t.ok(Math.abs(spread(gaps).mean - 1) < 0.1, `mean 1 at ${cv}`)
    t.ok(Math.abs(variation(gaps) / cv - 1) < 0.1, `variation ${cv}`)
  }
  t.end()
})

await t.test(
  'a trace is read to the fraction of a second, scaled to mean 1, and begun anew',
  (t) => {
    const text = 'id,TIMESTAMP\n1,2023-11-16 18:17:03.9799600\n2,2023-11-16 18:17:04.4799610\n'
    const times = traceTimes(`${text}3,2023-11-16 18:17:05.9799600\n`, 'TIMESTAMP')
    t.ok(Math.abs((times[1] ?? 0) - (times[0] ?? 0) - 500.001) < 1e-3)
    const gaps = drawn(replayed(new Dice(1, 'gaps'), times), 30)
    t.ok(Math.abs(spread(gaps).mean - 1) < 1e-9)
    t.same(traceTimes('t\n2.5\n1\n', 't'), Float64Array.of(1000, 2500), 'seconds, in order')
    t.throws(() => traceTimes('a,b\n1,2\n', 't'), /no column t/)
    t.throws(() => traceTimes('t\nsoon\n', 't'), /row 2 of the trace has no time: "soon"/)
    t.end()
  },
)

await t.test('figures of statistics are what their names say', (t) => {
  t.same(spread([1, 2, 3, 4]), { mean: 2.5, sd: Math.sqrt(5 / 3) })
  t.equal(quantile(Float64Array.of(1, 2, 3, 4), 0.5), 2)
  t.equal(quantile(Float64Array.of(1, 2, 3, 4), 0.99), 4)
  t.equal(jain([5, 5, 5]), 1)
  t.equal(jain([1, 0, 0, 0]), 0.25)
  t.end()
})

/** A policy that refuses some and is never surprised by anything. */
const makers: readonly MakePolicy[] = Object.values(BASELINES)

await t.test('every job ends exactly once, whatever leaves, dies, lies or is stale', (t) => {
  const world = fc.record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    maker: fc.constantFrom(...makers),
    deaths: fc.integer({ min: 0, max: 4 }),
    churnPerMinute: fc.constantFrom(0, 0.5, 2),
    share: fc.constantFrom(0, 0.2),
    load: fc.constantFrom(0.3, 0.85, 1.2),
    ttlMs: fc.constantFrom(1000, 90_000),
    newcomers: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(world, ({ seed, maker, share, ...rest }) => {
      const scenario = small({ ...rest, liars: { share }, tries: 3, jobs: 200 })
      const ends = new Map<number, number>()
      const run = new Run(
        scenario,
        (options) => {
          const policy = maker(options)
          const finished = policy.finished.bind(policy)
          policy.finished = (job, server, result, nowMs) => {
            ends.set(job.id, (ends.get(job.id) ?? 0) + 1)
            finished(job, server, result, nowMs)
          }
          return policy
        },
        seed,
      )
      const outcome = run.run()
      const { jobs } = run
      const measured = jobs.filter((job) => job.isMeasured)
      const done = measured.filter((job) => job.state === 'done')
      return (
        jobs.every(({ id, state }) => (ends.get(id) ?? 0) === (state === 'done' ? 1 : 0)) &&
        jobs.every(({ state }) => state === 'done' || state === 'lost') &&
        measured.length === 200 &&
        outcome.jobs === done.length
      )
    }),
    { numRuns: 60 },
  )
  t.end()
})

await t.test('the same seed gives the same result, another seed another', (t) => {
  for (const make of makers) {
    const outcome = (seed: number): string =>
      JSON.stringify(new Run(small({ deaths: 1, churnPerMinute: 1 }), make, seed).run())
    t.equal(outcome(3), outcome(3))
    t.not(outcome(3), outcome(4))
  }
  t.end()
})

await t.test('an overloaded or lying market is seen as such', (t) => {
  const run = (over: object, name: string): ReturnType<Run['run']> =>
    new Run(small({ servers: 40, jobs: 4000, ...over }), BASELINES[name] as MakePolicy, 5).run()
  t.equal(run({ load: 0.3 }, 'least-outstanding').violationsPct, 0)
  const liars = { liars: { share: 0.2 } }
  t.ok(run(liars, 'weighted-random').violationsPct > 20)
  t.ok(run(liars, 'least-outstanding').atHonestPct < 5)
  t.ok(run({}, 'least-loaded').jain < 0.5, 'all run to who was idle last')
  t.equal(run({ deaths: 3, ttlMs: 1000, reportMs: 500 }, 'two-choices').deadAfterTtl, 0)
  t.end()
})

await t.test('a scenario names what it changes, and nothing else', (t) => {
  const refuse = (data: object, why: RegExp): void =>
    void t.throws(() => scenarioFrom(data, 'x'), why)
  refuse({ loda: 1 }, /scenario.loda is not known/)
  refuse({ load: 'high' }, /scenario.load is "high", want a number/)
  refuse({ load: -1 }, /scenario.load is -1/)
  refuse({ slots: { least: 3, most: 2 } }, /slots go from least to most/)
  refuse({ arrivals: { kind: 'never' } }, /arrivals.kind is "never"/)
  refuse({ arrivals: { kind: 'poisson', cv: 2 } }, /arrivals.cv is not known/)
  refuse({ liars: { report: 'high' } }, /liars.report is "high"/)
  refuse({ targets: { most: { speed: 1 } } }, /targets.most.speed is no metric/)
  const { arrivals, slots, targets } = scenarioFrom(
    { arrivals: { kind: 'hyperexponential' }, targets: { most: { p50Ms: 1 } } },
    'x',
  )
  t.same(arrivals, { kind: 'hyperexponential', cv: 13 })
  t.same(slots, { least: 1, most: 32 })
  t.same(targets, { most: { p50Ms: 1 }, least: {}, neverWorse: false })
  t.end()
})
