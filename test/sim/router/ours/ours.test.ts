/** The router module as a policy: it conserves jobs, repeats itself, and does what plain policies cannot. */
import fc from 'fast-check'
import t from 'tap'
import { fromLatin1, toLatin1 } from '../../../../chain/types/bytes.js'
import { MemStore } from '../../../support/memStore.js'
import { Run } from '../engine.js'
import { frontier, frontierLines, SETTINGS, settingsOf } from '../frontier.js'
import type { Outcome } from '../ledger.js'
import { BASELINES } from '../policies/all.js'
import type { MakePolicy } from '../policy.js'
import { type Scenario, scenarioFrom } from '../scenario.js'
import { OrderedStore, OrderedStores } from './orderedStores.js'
import { routerPolicy } from './routerPolicy.js'

const small = (over: object): Scenario =>
  scenarioFrom({ servers: 10, jobs: 300, warmup: { ramp: 15, settle: 0 }, ...over }, 'small')

const key = fc.array(fc.constantFrom(0, 1, 127, 255), { minLength: 1, maxLength: 4 })
const bytes = (of: readonly number[]): Uint8Array => Uint8Array.from(of)

await t.test('an ordered store is as the plainest one, whatever is written and walked', (t) => {
  const write = fc.record({ key, value: fc.option(fc.nat(255)) })
  const walk = fc.record({ start: fc.option(key), end: fc.option(key), reverse: fc.boolean() })
  fc.assert(
    fc.property(fc.array(write, { maxLength: 300 }), fc.array(walk), (writes, walks) => {
      const [store, model] = [new OrderedStore(), new MemStore()]
      for (const { key, value } of writes)
        for (const each of [store, model])
          if (value === null) each.delete(bytes(key))
          else each.set(bytes(key), Uint8Array.of(value))
      const seen = (of: OrderedStore | MemStore, { start, end, reverse }: (typeof walks)[0]) =>
        [...of.iterate(start ? bytes(start) : undefined, end ? bytes(end) : undefined, reverse)]
          .map(([k, v]) => `${toLatin1(k)}=${toLatin1(v)}`)
          .join()
      const all = { start: null, end: null, reverse: false }
      return [all, ...walks].every((range) => seen(store, range) === seen(model, range))
    }),
  )
  t.end()
})

await t.test('an attempt that fails leaves nothing', (t) => {
  const stores = new OrderedStores()
  const [a, b] = [fromLatin1('a'), fromLatin1('b')]
  stores.store('x').set(a, a)
  const branch = stores.branch()
  branch.store('x').delete(a)
  branch.store('x').set(b, b)
  t.equal(branch.store('x').has(a), false)
  t.ok(stores.store('x').has(a))
  t.throws(() => branch.store('x').iterate())
  branch.write()
  t.same([stores.store('x').has(a), stores.store('x').has(b)], [false, true])
  t.end()
})

await t.test(
  'every job ends exactly once through the module, whatever leaves, dies or lies',
  (t) => {
    const world = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      deaths: fc.integer({ min: 0, max: 3 }),
      churnPerMinute: fc.constantFrom(0, 2),
      share: fc.constantFrom(0, 0.2),
      load: fc.constantFrom(0.3, 0.7, 1.2),
      newcomers: fc.integer({ min: 0, max: 2 }),
    })
    fc.assert(
      fc.property(world, ({ seed, share, ...rest }) => {
        const scenario = small({ ...rest, liars: { share }, tries: 3, jobs: 100, ttlMs: 6000 })
        const run = new Run(scenario, routerPolicy(), seed)
        const outcome = run.run()
        const measured = run.jobs.filter((job) => job.isMeasured)
        return (
          run.jobs.every(({ state }) => state === 'done' || state === 'lost') &&
          measured.filter(({ state }) => state === 'done').length === outcome.jobs &&
          (Number.isNaN(outcome.deadAfterTtl) || outcome.deadAfterTtl === 0)
        )
      }),
      { numRuns: 8 },
    )
    t.end()
  },
)

await t.test('the same seed gives the same result', (t) => {
  const outcome = (seed: number): string =>
    JSON.stringify(
      new Run(
        small({ load: 0.5, jobs: 60, deaths: 1, churnPerMinute: 5 }),
        routerPolicy(),
        seed,
      ).run(),
    )
  t.equal(outcome(3), outcome(3))
  t.not(outcome(3), outcome(4))
  t.end()
})

await t.test('ours beats weighted random, and liars gain little', (t) => {
  const world = scenarioFrom(
    { servers: 10, jobs: 1000, warmup: { ramp: 200, settle: 20 }, liars: { share: 0.1 } },
    'liars',
  )
  const run = (make: MakePolicy): Outcome => new Run(world, make, 2).run()
  const [ours, random] = [run(routerPolicy()), run(BASELINES['weighted-random'] as MakePolicy)]
  t.ok(ours.violationsPct < 1, `${ours.violationsPct} %`)
  t.ok(random.violationsPct > 20, `${random.violationsPct} %`)
  t.ok(ours.jain > 0.8, `${ours.jain}`)
  t.ok(ours.liarsRevenuePct < ours.liarsCapacityPct * 2)
  t.end()
})

await t.test('knobs reach the module', (t) => {
  const world = small({ jobs: 200, tries: 5, arrivals: { kind: 'hyperexponential' } })
  const settings = settingsOf(['as it is', 'unbound, no excuse'])
  t.equal(settingsOf(true), SETTINGS)
  t.throws(() => settingsOf(['never']), /no setting "never"; there are as it is; headroom 1;/)
  const rows = frontier(world, [1], () => undefined, settings)
  t.not(rows[0]?.honest, rows[1]?.honest)
  t.same(
    rows.map(({ isDefault }) => isDefault),
    [true, false],
  )
  t.equal(frontierLines(rows).length, 3)
  t.end()
})
