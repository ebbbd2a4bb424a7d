/** Answers that are taken for new for a second. */
import fc from 'fast-check'
import t from 'tap'
import { Recent } from '../../../node/metering/recent.js'

await t.test(
  'nobody is told what is a second old, and nothing is asked twice within it',
  async () => {
    const step = fc.tuple(fc.nat(3), fc.nat(700), fc.boolean())
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        let now = 0
        const recent = new Recent<number>(() => now)
        const asked = new Map<string, number>()
        for (const [n, passMs, fails] of steps) {
          now += passMs
          const key = `${n}`
          const last = asked.get(key)
          let isAsked = false
          const ask = async () => {
            isAsked = true
            if (fails) throw new Error('away')
            asked.set(key, now)
            return now
          }
          const got = await recent.of(key, ask).catch(() => undefined)
          const isOld = last === undefined || now - last >= 1000
          if (isAsked !== isOld) return false
          if (got !== (isOld ? (fails ? undefined : now) : last)) return false
        }
        return true
      }),
      { numRuns: 100 },
    )
  },
)

await t.test('at most 10,000 answers are kept; the oldest goes first', async (t) => {
  const recent = new Recent<number>(() => 0)
  for (let i = 0; i <= 10_000; i++) await recent.of(`${i}`, async () => i)
  t.equal(await recent.of('1', async () => -1), 1)
  t.equal(await recent.of('0', async () => -1), -1)
})
