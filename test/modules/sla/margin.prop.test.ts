import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { compare, fraction, ZERO } from '../../../modules/sla/ir/fraction.js'
import { belowBudget, lowest, marginAt, type Margin } from '../../../modules/sla/ir/margin.js'

const money = (least: number) =>
  fc
    .tuple(fc.integer({ min: least, max: 12 }), fc.constantFrom(1n, 3n))
    .map(([n, d]) => fraction(BigInt(n), d))
const bend = fc.record({
  from: fc.constantFrom(0n, 2_000_000n, 7_500_000n, 13_000_000n),
  pack: fc.constantFrom(500_000n, 1_000_000n, 3_000_000n, 4_000_000n, 10_000_000n),
  weight: money(-12),
  isCeil: fc.boolean(),
})
const margin: fc.Arbitrary<Margin> = fc.record({
  slope: money(-12),
  bends: fc.array(bend, { maxLength: 3 }),
  most: fc.option(fc.bigInt({ min: 0n, max: 90n }), { nil: undefined }),
})

/** Beyond all thresholds and one cycle of any packs (60 units), twice. */
const FAR = 200n

await t.test('C7 the lowest margin is the lowest of all units, one by one', async () => {
  fc.assert(
    fc.property(margin, (m) => {
      const found = lowest(m)
      const end = m.most ?? FAR
      let least = ZERO
      for (let u = 0n; u <= end; u++) {
        const value = marginAt(m, u)
        if (compare(value, least) < 0) least = value
      }
      if (found === undefined) {
        assert.equal(m.most, undefined)
        const [near, far] = [marginAt(m, FAR), marginAt(m, FAR + 60n)]
        assert.ok(compare(far, near) < 0, 'it falls for ever')
        const units = belowBudget(m, fraction(1_000n, 1n))
        assert.ok(compare(marginAt(m, units), fraction(-1_000n, 1n)) < 0)
      } else {
        assert.equal(compare(found.value, least), 0)
        assert.equal(compare(marginAt(m, found.units), found.value), 0)
        if (m.most === undefined) assert.ok(compare(marginAt(m, FAR + 60n), marginAt(m, FAR)) >= 0)
      }
    }),
    {
      numRuns: 1_000,
      // The last cycle begins within the first.
      examples: [
        [
          {
            slope: ZERO,
            bends: [
              { from: 0n, pack: 3_000_000n, weight: ZERO, isCeil: true },
              { from: 0n, pack: 500_000n, weight: fraction(1n, 3n), isCeil: false },
              { from: 0n, pack: 10_000_000n, weight: fraction(-7n, 1n), isCeil: true },
            ],
            most: 42n,
          },
        ],
      ],
    },
  )
})
