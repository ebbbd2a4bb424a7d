import fc from 'fast-check'
import t from 'tap'
import {
  durationText,
  isTimestamp,
  parseDuration,
  parseRfc3339,
  rfc3339,
  sortableTime,
  timestampOf,
  toNs,
} from '../../../chain/types/time.js'

const seconds = fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n })
const time = fc.record({ seconds, nanos: fc.nat(999_999_999) })

await t.test('times are printed as Date prints them, and read back', (t) => {
  fc.assert(
    fc.property(time, (given) => {
      const text = rfc3339({ seconds: given.seconds, nanos: 0 })
      const date = new Date(Number(given.seconds) * 1000).toISOString().replace('.000Z', 'Z')
      const back = parseRfc3339(rfc3339(given))
      return (
        text === date &&
        back !== undefined &&
        toNs(back) === toNs(given) &&
        toNs(timestampOf(toNs(given))) === toNs(given) &&
        isTimestamp(given)
      )
    }),
    { numRuns: 500 },
  )
  t.end()
})

await t.test('the order of sortable times is the order of times', (t) => {
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [x, y] = [sortableTime(a), sortableTime(b)]
      return x.length === 29 && x < y === toNs(a) < toNs(b)
    }),
  )
  t.end()
})

await t.test('what is no time is refused, and zones are read', (t) => {
  for (const bad of [
    '',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00',
    '0001-01-01T00:00:00+00:01',
    '2026-01-01T00:00:00.1234567890Z',
  ])
    t.equal(parseRfc3339(bad), undefined, bad)
  t.same(parseRfc3339('2026-01-01T02:00:00.5+02:00'), {
    seconds: 1_767_225_600n,
    nanos: 500_000_000,
  })
  t.same(parseRfc3339('2025-12-31T19:30:00-04:30'), { seconds: 1_767_225_600n, nanos: 0 })
  t.notOk(isTimestamp({ seconds: 253_402_300_800n, nanos: 0 }))
  t.notOk(isTimestamp({ seconds: 0n, nanos: -1 }))
  t.end()
})

await t.test('durations survive their text', (t) => {
  const whole = fc.bigInt({ min: -(10n ** 12n) + 1n, max: 10n ** 12n - 1n })
  fc.assert(
    fc.property(whole, fc.nat(999_999_999), (s, n) => {
      const given = { seconds: s, nanos: s < 0n && n !== 0 ? -n : n }
      const back = parseDuration(durationText(given))
      return back !== undefined && toNs(back) === toNs(given)
    }),
  )
  t.equal(durationText({ seconds: 3600n, nanos: 0 }), '3600s')
  t.equal(durationText({ seconds: -1n, nanos: -500_000_000 }), '-1.5s')
  for (const bad of ['', '5', '1h', '1.s', '+1s']) t.equal(parseDuration(bad), undefined, bad)
  t.end()
})
