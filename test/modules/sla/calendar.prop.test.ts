import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  daysFromCivil,
  monthOfDay,
  windowIndex,
  windowStartMs,
} from '../../../modules/sla/ir/calendar.js'
import { PERIOD_UNITS } from '../../../modules/sla/ir/values.js'

const DAY = 86_400_000
const unit = fc.integer({ min: 0, max: PERIOD_UNITS.length - 1 })
const offset = fc.integer({ min: -840, max: 840 })
/** Years 1 to 9999: what Date has, and more than agreements live. */
const time = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })
const at = (text: string): bigint => BigInt(Date.parse(text))
const unitOf = (word: string): number => PERIOD_UNITS.findIndex((one) => one === word)

await t.test(
  'S6 a window holds its time, and windows follow on one another without gaps',
  async () => {
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: 400 }), offset, time, (u, amount, tz, ms) => {
        const period = { unit: u, amount }
        const index = windowIndex(period, BigInt(ms), tz)
        const start = windowStartMs(period, index, tz)
        const end = windowStartMs(period, index + 1n, tz)
        return (
          start <= BigInt(ms) &&
          BigInt(ms) < end &&
          windowIndex(period, start, tz) === index &&
          windowIndex(period, end - 1n, tz) === index &&
          windowIndex(period, end, tz) === index + 1n
        )
      }),
      { numRuns: 300 },
    )
  },
)

await t.test('S6 a later time has no lower index', async () => {
  fc.assert(
    fc.property(unit, offset, time, fc.nat(40 * DAY), (u, tz, ms, later) => {
      const period = { unit: u, amount: 1 }
      return windowIndex(period, BigInt(ms + later), tz) >= windowIndex(period, BigInt(ms), tz)
    }),
    { numRuns: 200 },
  )
})

await t.test('S6 days and months are those of Date, at every offset', async () => {
  fc.assert(
    fc.property(time, offset, (ms, tz) => {
      const date = new Date(ms)
      const days = Math.floor(ms / DAY)
      const [y, m] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
      assert.equal(daysFromCivil(BigInt(y), BigInt(m), BigInt(date.getUTCDate())), BigInt(days))
      assert.deepEqual(monthOfDay(BigInt(days)), { year: BigInt(y), month: BigInt(m) })
      const local = new Date(ms + tz * 60_000)
      const months = (local.getUTCFullYear() - 1970) * 12 + local.getUTCMonth()
      for (const [word, n] of [
        ['month', 1],
        ['quarter', 3],
        ['year', 12],
      ] as const)
        assert.equal(
          windowIndex({ unit: unitOf(word), amount: 1 }, BigInt(ms), tz),
          BigInt(Math.floor(months / n)),
        )
    }),
    { numRuns: 300 },
  )
})

await t.test('rule 2: windows', async (t) => {
  const index = (word: string, text: string, tz = 0, amount = 1): bigint =>
    windowIndex({ unit: unitOf(word), amount }, at(text), tz)
  const same = (word: string, a: string, b: string, tz = 0): boolean =>
    index(word, a, tz) === index(word, b, tz)
  t.ok(same('month', '2024-02-01T00:00:00Z', '2024-02-29T23:59:59.999Z'), 'a leap February')
  t.notOk(same('month', '2024-02-29T23:59:59.999Z', '2024-03-01T00:00:00Z'))
  t.notOk(same('month', '2023-02-28T23:59:59.999Z', '2023-03-01T00:00:00Z'))
  t.notOk(same('month', '2100-02-28T23:59:59.999Z', '2100-03-01T00:00:00Z'), '2100 is no leap year')
  t.ok(same('month', '2000-02-28T23:59:59.999Z', '2000-02-29T12:00:00Z'), '2000 is one')
  t.ok(same('month', '2026-01-31T23:30:00Z', '2026-02-01T10:00:00Z', 60), 'an hour east')
  t.notOk(same('month', '2026-01-31T23:30:00Z', '2026-02-01T10:00:00Z', 0))
  t.notOk(same('day', '2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z'))
  t.ok(same('day', '2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z', -1))
  t.ok(same('quarter', '2026-01-01T00:00:00Z', '2026-03-31T23:59:59Z'))
  t.notOk(same('quarter', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z'))
  t.ok(same('year', '2024-01-01T00:00:00Z', '2024-12-31T23:59:59Z'))
  t.equal(index('year', '1970-06-01T00:00:00Z'), 0n)
  t.equal(index('year', '1969-12-31T23:59:59.999Z'), -1n, 'windows before 1970 count down')
  t.equal(index('second', '1970-01-01T00:00:02.999Z'), 2n)
  t.equal(index('millisecond', '1970-01-01T00:00:02.999Z', 0, 1000), 2n)
  t.equal(index('week', '1970-01-08T00:00:00Z'), 1n, 'weeks count from the first day of 1970')
})
