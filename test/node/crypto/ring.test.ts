import fc from 'fast-check'
import t from 'tap'
import type { Backend } from '../../../node/crypto/backends.js'
import { BAD, GOOD, RECORD_BYTES, Ring, UNKNOWN } from '../../../node/crypto/ring.js'

/** Good is what ends with an even byte: a record's last byte is of its key. */
const backend: Backend = { name: 'even', verify: (key) => (key[32] as number) % 2 === 0 }
const recordOf = (n: number): Uint8Array => new Uint8Array(RECORD_BYTES).fill(n)
const verdictOf = (n: number): number => (n % 2 === 0 ? GOOD : BAD)

type Step = readonly [kind: 'add' | 'work' | 'ask', n: number]
const steps = fc.array(
  fc.tuple(fc.constantFrom('add', 'add', 'work', 'ask'), fc.nat({ max: 255 })),
  { maxLength: 60 },
) as fc.Arbitrary<Step[]>
/** Counters that run over within a run are as good as others. */
const first = fc.constantFrom(0, 2 ** 31 - 10, -5)

await t.test(
  'a verdict is that of its own record, or unknown once its slot was used again',
  async () => {
    fc.assert(
      fc.property(steps, first, (list, from) => {
        const SLOTS = 8
        const ring = Ring.of(SLOTS, from)
        // The same memory as another thread sees it.
        const other = new Ring(ring.memory)
        const records: { ticket: number; n: number }[] = []
        let checked = 0
        for (const [kind, n] of list) {
          if (kind === 'add') {
            const ticket = ring.add(recordOf(n))
            const full = records.length - checked === SLOTS
            if ((ticket === undefined) !== full) return false
            if (ticket !== undefined) records.push({ ticket, n })
          } else if (kind === 'work') {
            ring.publish()
            const left = records.length - checked
            if (other.work(backend) !== left > 0) return false
            checked += Math.min(left, 4)
          } else if (records.length > 0) {
            ring.publish()
            const { ticket, n: value } = records[n % records.length] as {
              ticket: number
              n: number
            }
            const isOld = records.length - (n % records.length) > SLOTS
            if (ring.await(ticket, backend) !== (isOld ? UNKNOWN : verdictOf(value))) return false
            // Asking works off what waits before the record asked for, chunk by chunk.
            while (checked < (isOld ? 0 : (n % records.length) + 1))
              checked += Math.min(records.length - checked, 4)
          }
        }
        return true
      }),
      { numRuns: 500 },
    )
  },
)

await t.test(
  'a ticket of 2^32 records ago is unknown, not the verdict that its slot has now',
  (t) => {
    const ring = Ring.of(8, 2 ** 32 + 4)
    const ticket = ring.add(recordOf(2))
    ring.publish()
    t.equal(ring.await(ticket as number, backend), GOOD)
    t.equal(ring.await(4, backend), UNKNOWN)
    t.equal(ring.await(4 + 2 ** 31, backend), UNKNOWN)
    t.end()
  },
)

await t.test('what is not published is not worked on', (t) => {
  const ring = Ring.of(8)
  t.equal(ring.add(recordOf(2)), 0)
  t.notOk(new Ring(ring.memory).work(backend))
  ring.publish()
  t.ok(new Ring(ring.memory).work(backend))
  t.end()
})

await t.test('a record that a dead thread holds is given up after a moment', (t) => {
  const ring = Ring.of(8)
  const ticket = ring.add(recordOf(2)) as number
  ring.publish()
  const dead: Backend = {
    name: 'dead',
    verify: () => {
      throw new Error('the thread dies')
    },
  }
  t.throws(() => new Ring(ring.memory).work(dead), /dies/)
  t.equal(ring.await(ticket, backend), UNKNOWN)
  t.end()
})
