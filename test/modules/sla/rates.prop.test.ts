import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  gcra,
  isRateExceeded,
  rateOf,
  slidingWindow,
  type Passed,
  type Rate,
  type SlidingLog,
} from '../../../modules/sla/ir/rates.js'
import { irOf, period, withQuotas } from './documents.js'

const runs = { numRuns: 150 }
const rate = fc.record({
  max: fc.constantFrom(1_000_000n, 3_000_000n, 7_000_000n, 2_500_000n),
  periodUs: fc.constantFrom(10n, 100n, 97n),
  isAverage: fc.constant(true),
})
const arrivals = fc.array(
  fc.record({ laterUs: fc.bigInt({ min: 0n, max: 30n }), units: fc.bigInt({ min: 1n, max: 3n }) }),
  { maxLength: 60 },
)

function timed(list: { laterUs: bigint; units: bigint }[]): Passed[] {
  let atUs = 1_000n
  return list.map(({ laterUs, units }) => ({ atUs: (atUs += laterUs), units }))
}

/** Most units within any span below the period, by looking at each beginning. */
const most = (r: Rate, passed: readonly Passed[]): bigint =>
  passed.reduce((n, first, i) => {
    const sum = passed
      .slice(i)
      .filter((one) => one.atUs - first.atUs < r.periodUs)
      .reduce((s, one) => s + one.units, 0n)
    return sum > n ? sum : n
  }, 0n)

function throughGcra(r: Rate, list: readonly Passed[], burst: bigint): Passed[] {
  let state = 0n
  return list.filter(({ atUs, units }) => {
    const verdict = gcra(r, state, atUs, units, burst)
    state = verdict.state
    return verdict.isAccepted
  })
}

function throughLog(r: Rate, list: readonly Passed[]): Passed[] {
  let state: SlidingLog = []
  return list.filter(({ atUs, units }) => {
    const verdict = slidingWindow(r, state, atUs, units)
    state = verdict.state
    return verdict.isAccepted
  })
}

await t.test(
  'S7 an average lets at most max + burst units pass in any span below the period',
  async () => {
    fc.assert(
      fc.property(rate, arrivals, fc.bigInt({ min: 0n, max: 3n }), (r, list, burst) => {
        const passed = throughGcra(r, timed(list), burst)
        const bound = r.max + burst * 1_000_000n
        assert.ok(
          most(r, passed) * 1_000_000n <= bound + (bound % 1_000_000n === 0n ? 0n : 1_000_000n),
        )
        // The exact log of max + burst lets pass all that the average did, but for the fraction of a unit.
        const log = throughLog(
          { ...r, max: ((bound + 999_999n) / 1_000_000n) * 1_000_000n },
          passed,
        )
        assert.deepEqual(log, passed)
      }),
      runs,
    )
  },
)

await t.test('S7 the log is exact: it lets pass what fits, and nothing else', async () => {
  fc.assert(
    fc.property(rate, arrivals, (r, list) => {
      const all = timed(list)
      const passed = throughLog(r, all)
      assert.ok(most(r, passed) * 1_000_000n <= r.max)
      assert.equal(isRateExceeded(r, passed), false)
      const kept: Passed[] = []
      for (const one of all) {
        const before = kept
          .filter((k) => one.atUs - k.atUs < r.periodUs)
          .reduce((s, k) => s + k.units, 0n)
        if ((before + one.units) * 1_000_000n <= r.max) kept.push(one)
      }
      assert.deepEqual(passed, kept)
    }),
    runs,
  )
})

await t.test('S7 what waits as long as it was told passes, and not sooner', async () => {
  fc.assert(
    fc.property(rate, arrivals, fc.bigInt({ min: 0n, max: 3n }), (r, list, burst) => {
      let [tat, log, now]: [bigint, SlidingLog, bigint] = [0n, [], 0n]
      for (const { atUs, units } of timed(list)) {
        now = atUs
        const average = gcra(r, tat, now, units, burst)
        if (!average.isAccepted && average.waitUs !== undefined) {
          assert.ok(gcra(r, tat, now + average.waitUs, units, burst).isAccepted)
          assert.ok(!gcra(r, tat, now + average.waitUs - 1n, units, burst).isAccepted)
        }
        tat = average.state
        const exact = slidingWindow(r, log, now, units)
        if (!exact.isAccepted && exact.waitUs !== undefined) {
          assert.ok(slidingWindow(r, log, now + exact.waitUs, units).isAccepted)
          assert.ok(!slidingWindow(r, log, now + exact.waitUs - 1n, units).isAccepted)
        }
        log = exact.state
      }
    }),
    runs,
  )
})

await t.test('rule 3: rates, as a proof that more than max passed', async (t) => {
  const r: Rate = { max: 3_000_000n, periodUs: 100n, isAverage: false }
  const at = (...times: bigint[]): Passed[] => times.map((atUs) => ({ atUs, units: 1n }))
  t.notOk(isRateExceeded(r, at(0n, 50n, 99n)))
  t.ok(isRateExceeded(r, at(0n, 50n, 99n, 60n)), 'four within 99 us, in any order')
  t.notOk(isRateExceeded(r, at(0n, 50n, 99n, 100n)), 'the span is the period')
  fc.assert(
    fc.property(
      rate,
      arrivals,
      (one, list) =>
        isRateExceeded(one, timed(list)) === most(one, timed(list)) * 1_000_000n > one.max,
    ),
    runs,
  )
})

await t.test('rule 2: an average is one unit every period / max, without rounding', async (t) => {
  const third: Rate = { max: 3_000_000n, periodUs: 10n, isAverage: true }
  const passed = throughGcra(
    third,
    Array.from({ length: 3_000 }, (_, i) => ({ atUs: BigInt(i), units: 1n })),
    0n,
  )
  t.equal(passed.length, 750, 'at whole microseconds, one in four of them: 10/3 rounded up')
  const often = throughGcra(
    { ...third, periodUs: 10_000n },
    Array.from({ length: 100_000 }, (_, i) => ({ atUs: BigInt(i), units: 1n })),
    0n,
  )
  t.equal(often.length, 30, 'three in 10 ms')
  t.match(gcra({ ...third, max: 0n }, 0n, 0n), { isAccepted: false, waitUs: undefined })
  t.match(
    gcra(third, 0n, 0n, 2n),
    { isAccepted: false, waitUs: undefined },
    'more at once than there may ever be',
  )
  t.throws(() => gcra(third, 0n, 0n, 0n), /want 1 or more/)
  t.throws(() => slidingWindow(third, [{ atUs: 5n, units: 1n }], 4n), /time goes back/)
})

await t.test('rates of limits', async (t) => {
  const ir = irOf(
    withQuotas({
      '/a': {
        get: {
          requests: [
            { max: '600', period: period('minute') },
            { max: 'unlimited', period: period('day') },
            { max: '9' },
            { max: '4', period: period('month'), shape: 'average' },
          ],
        },
      },
    }),
  )
  t.same(ir.limits.map(rateOf), [
    { max: 600_000_000n, periodUs: 60_000_000n, isAverage: false },
    undefined,
    { max: 4_000_000n, periodUs: 31n * 86_400_000_000n, isAverage: true },
    undefined,
  ])
})
