import fc from 'fast-check'
import t from 'tap'
import { be64 } from '../../../../chain/types/bytes.js'
import {
  BY_EXPLORATION,
  BY_IDLE_SLOT,
  BY_NAME,
  BY_TWO_CHOICES,
  choose,
  type Choice,
  exclusion,
  FULL,
  NO_SERVER,
  NOT_SERVING,
  TOO_DEAR,
  TOO_SLOW,
  UPTIME_TOO_LOW,
  type Wish,
} from '../../../../modules/router/match/choose.js'
import { Draws } from '../../../../modules/router/match/draws.js'
import { IDLE, PROVEN } from '../../../../modules/router/match/pools.js'
import type { Enrolled } from '../../../../modules/router/match/roster.js'
import type { Standing } from '../../../../modules/router/match/standing.js'
import { counted } from '../../../support/countingStores.js'
import { memoryContext } from '../../../support/memoryContext.js'
import {
  ANY,
  cellAt,
  everyCandidate,
  MODEL,
  placeOf,
  scopeOf,
  settle,
  STANDING,
  TERMS,
} from './town.js'

const draws = (seed: number, request = 1): Draws =>
  new Draws(new Uint8Array(32).fill(seed & 255), be64(BigInt(seed * 1_000_003 + request)))

const standing: fc.Arbitrary<Standing> = fc
  .record({
    leases: fc.nat(10),
    busy: fc.nat(1000),
    milli: fc.integer({ min: 600, max: 8000 }),
    declared: fc.integer({ min: 1, max: 8 }),
    latencyUs: fc.nat(50),
    breaches: fc.nat(3),
    isServing: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    uptimeClass: fc.nat(3),
    price: fc.bigInt({ min: 1n, max: 100n }),
  })
  .map(({ leases, busy, milli, ...rest }) => ({
    ...rest,
    load: { estMilli: leases * busy, atMs: TERMS.nowMs - 100, leases },
    proven: { milli, cutWindow: 0 },
    ...{ windows: 3, isShared: false, perInputKib: 0n, perOutputKib: 0n },
  }))
const town = fc.array(standing, { maxLength: 64 })
const wish: fc.Arbitrary<Wish> = fc.record({
  maxPrice: fc.bigInt({ min: 0n, max: 120n }),
  maxLatencyUs: fc.nat(60),
  minUptimeClass: fc.nat(3),
  weights: fc.constant(ANY.weights),
})
const inCell = (i: number): number => 1 + (i % 4)
const cellOf = (i: number): number => cellAt(inCell(i))
/** Anywhere, or cells by their numbers; 9 holds nobody. */
const cells = fc
  .constantFrom<readonly number[]>([], [1], [2, 3], [1, 2, 3, 4], [9])
  .map((ns) => ns.map(cellAt))

await t.test(
  'R3: a match meets every limit; no match only if nobody does (up to 64 servers)',
  async () => {
    fc.assert(
      fc.property(town, wish, cells, fc.nat(1000), (standings, wish, cells, seed) => {
        const ctx = memoryContext()
        const { roster, places } = settle(ctx, standings, cellOf)
        const scope = scopeOf(wish, cells)
        const choice = choose(roster.source(ctx, scope, MODEL, TERMS), wish, draws(seed))
        const fitting = everyCandidate(ctx, roster, places).filter(
          (candidate, i) =>
            exclusion(candidate, wish) === undefined &&
            (cells.length === 0 || cells.includes(cellOf(i))),
        )
        if (!choice.found) return fitting.length === 0 && choice.reason >= 1
        return fitting.some(({ id }) => id === choice.candidate.id)
      }),
      { numRuns: 150 },
    )
  },
)

await t.test(
  'a match takes an idle slot when a server that fits has one in every draw',
  async () => {
    fc.assert(
      fc.property(
        fc.array(standing, { minLength: 1, maxLength: 20 }),
        fc.nat(1000),
        (raw, seed) => {
          const standings = raw.map((one) => ({ ...one, isServing: true }))
          const ctx = memoryContext()
          const { roster } = settle(ctx, standings)
          const source = roster.source(ctx, scopeOf(ANY), MODEL, TERMS)
          const choice = choose(source, ANY, draws(seed))
          if (!choice.found || choice.how === BY_EXPLORATION) return true
          return source.total(IDLE) > 0 === (choice.how === BY_IDLE_SLOT)
        },
      ),
    )
  },
)

await t.test('R4: the same state and seed give the same match', async () => {
  fc.assert(
    fc.property(town, wish, fc.nat(1000), (standings, wish, seed) => {
      const answer = (): string => {
        const ctx = memoryContext()
        const { roster } = settle(ctx, standings, cellOf)
        const choice = choose(roster.source(ctx, scopeOf(wish), MODEL, TERMS), wish, draws(seed))
        return choice.found ? `${choice.candidate.id}/${choice.how}` : `none/${choice.reason}`
      }
      return answer() === answer()
    }),
    { numRuns: 40 },
  )
})

await t.test(
  'R1: what is idle is never more than capacity; leases move what a place weighs',
  async () => {
    fc.assert(
      fc.property(town, fc.array(fc.tuple(fc.nat(63), fc.boolean())), (standings, steps) => {
        const ctx = memoryContext()
        const { roster, places } = settle(ctx, standings, cellOf)
        const leases = standings.map(({ load }) => load.leases)
        for (const [i, isLease] of steps) {
          const place = places[i]
          if (place === undefined || (!isLease && leases[i] === 0)) continue
          const at = [BigInt(i + 1), MODEL] as const
          if (isLease) roster.assign(ctx, at, [place], TERMS)
          else roster.release(ctx, at, [place], TERMS)
          leases[i] = (leases[i] as number) + (isLease ? 1 : -1)
        }
        const idle = standings.map(({ isServing, proven, declared }, i) =>
          isServing
            ? Math.max(
                0,
                Math.min(Math.floor(proven.milli / 1000), declared) - (leases[i] as number),
              )
            : 0,
        )
        const total = roster.pools.survey(ctx, IDLE, scopeOf(ANY)).total
        const byCell = roster.pools.survey(ctx, IDLE, scopeOf(ANY, [1, 2, 3, 4].map(cellAt))).total
        return total === idle.reduce((a, b) => a + b, 0) && byCell === total
      }),
      { numRuns: 60 },
    )
  },
)

await t.test('whoever is dismissed leaves nothing behind', async () => {
  fc.assert(
    fc.property(town, (standings) => {
      const ctx = memoryContext()
      const { roster, places } = settle(ctx, standings, cellOf)
      places.forEach((place, i) => roster.dismiss(ctx, [BigInt(i + 1), MODEL], [place]))
      // Class nodes remember how deep their trees grew; nodes, seats and standings are gone.
      return [...ctx.kv('match').iterate()].every(([key]) => key[0] === 2)
    }),
    { numRuns: 30 },
  )
})

await t.test(
  'who improves price, latency or compliance keeps every match by two choices',
  async () => {
    const factor = fc.constantFrom('price', 'latency', 'compliance')
    fc.assert(
      fc.property(fc.array(standing, { minLength: 2, maxLength: 12 }), factor, (raw, factor) => {
        // No idle slot, one tier: only comparisons differ.
        const standings = raw.map((one) => ({
          ...one,
          isServing: true,
          price: 10n + (one.price % 10n),
          uptimeClass: 1,
          declared: 8,
          load: { ...one.load, leases: 9 },
        }))
        const [first, ...others] = standings as [Standing, ...Standing[]]
        const best = {
          ...first,
          ...(factor === 'price' ? { price: 10n } : {}),
          ...(factor === 'latency' ? { latencyUs: 0 } : {}),
          ...(factor === 'compliance' ? { breaches: 0 } : {}),
        }
        const wins = (all: readonly Standing[]): readonly boolean[] => {
          const ctx = memoryContext()
          const { roster } = settle(ctx, all)
          return Array.from({ length: 30 }, (_, seed) => {
            const source = roster.source(ctx, scopeOf(ANY), MODEL, TERMS)
            const choice = choose(source, ANY, draws(seed))
            return choice.found && choice.how === BY_TWO_CHOICES && choice.candidate.id === 1n
          })
        }
        const after = wins([best, ...others])
        return wins([first, ...others]).every((won, i) => !won || after[i] === true)
      }),
      { numRuns: 30 },
    )
  },
)

/** Chi-square over its degrees of freedom, against the bound for p = 0.001 (Wilson and Hilferty). */
function isFair(observed: readonly number[], expected: readonly number[]): boolean {
  const chi = observed.reduce((sum, n, i) => {
    const want = expected[i] as number
    return sum + (n - want) ** 2 / want
  }, 0)
  const k = observed.length - 1
  return chi < k * (1 - 2 / (9 * k) + 3.09 * Math.sqrt(2 / (9 * k))) ** 3
}

await t.test('R9: draws fall by weight: chi-square at p = 0.001 over 100,000 draws', async (t) => {
  const standings = Array.from({ length: 40 }, (_, i) => ({
    ...STANDING,
    price: 5n + BigInt(i * 17),
    proven: { milli: 1000 + 700 * (i % 11), cutWindow: 0 },
    declared: 100,
  }))
  const ctx = memoryContext()
  const { roster } = settle(ctx, standings, cellOf)
  for (const lane of [IDLE, PROVEN]) {
    const survey = roster.pools.survey(ctx, lane, scopeOf(ANY))
    const weight = (i: number): number => {
      const { milli } = (standings[i] as Standing).proven
      return lane === IDLE ? Math.floor(milli / 1000) : milli
    }
    const hits = new Array<number>(40).fill(0)
    const one = draws(lane + 1)
    const N = 100_000
    for (let i = 0; i < N; i++) {
      const { leaf } = roster.pools.draw(ctx, survey, one.below(survey.total))
      hits[leaf] = (hits[leaf] as number) + 1
    }
    const expected = hits.map((_, i) => (N * weight(i)) / survey.total)
    t.ok(isFair(hits, expected), `lane ${lane}`)
    t.notOk(isFair(hits, new Array<number>(40).fill(N / 40)), 'the test tells weights from none')
  }
})

await t.test('R9: newcomers get at least 1 % of the matches among the proven', async (t) => {
  const newcomer = { ...STANDING, proven: { milli: 1000, cutWindow: 0 }, declared: 8 }
  const proven = { ...STANDING, proven: { milli: 64_000, cutWindow: 0 }, declared: 64 }
  const ctx = memoryContext()
  const { roster } = settle(ctx, [newcomer, ...new Array<Standing>(60).fill(proven)])
  let found = 0
  for (let i = 0; i < 4000; i++) {
    const source = roster.source(ctx, scopeOf(ANY), MODEL, TERMS)
    const choice = choose(source, ANY, draws(5, i))
    if (choice.found && choice.candidate.id === 1n) found += 1
  }
  t.ok(found >= 40, `${found} of 4000, by idle slots alone 1`)
})

await t.test(
  'R6: reads of a match stay within 4 levels and a constant, writes within 2',
  async () => {
    fc.assert(
      fc.property(town, fc.nat(1000), (standings, seed) => {
        const plain = memoryContext()
        const { roster, places } = settle(plain, standings, cellOf)
        const { ctx, counts } = counted(plain)
        const choice = choose(roster.source(ctx, scopeOf(ANY), MODEL, TERMS), ANY, draws(seed))
        if (!choice.found || choice.how > BY_TWO_CHOICES) return true
        const { reads } = counts
        const place = places[Number(choice.candidate.id) - 1]
        if (place === undefined) return false
        roster.assign(ctx, [choice.candidate.id, MODEL], [place], TERMS)
        // Two draws of 2 + 2 levels with seat and standing, three class nodes of the directory, and at
        // most 7 more draws that met a server which is full.
        return reads <= 3 + 9 * 7 && counts.writes <= 2 * (2 + 2 + 2) + 1
      }),
      { numRuns: 60 },
    )
  },
)

/** One server that misses one limit. */
const CASES: readonly (readonly [string, Partial<Standing>, Partial<Wish>, number])[] = [
  ['dearer than the tier allows', { price: 500n }, { maxPrice: 15n }, TOO_DEAR],
  ['dearer within the tier', { price: 16n }, { maxPrice: 15n }, TOO_DEAR],
  ['too slow', { latencyUs: 11 }, { maxLatencyUs: 10 }, TOO_SLOW],
  ['of a lower class', { uptimeClass: 1 }, { minUptimeClass: 2 }, UPTIME_TOO_LOW],
  ['full', { load: { estMilli: 0, atMs: 0, leases: 16 } }, {}, FULL],
  ['not serving', { isServing: false }, {}, NO_SERVER],
]
for (const [title, standing, wish, reason] of CASES)
  await t.test(`no match, and why: ${title}`, async (t) => {
    const ctx = memoryContext()
    const { roster } = settle(ctx, [{ ...STANDING, ...standing }])
    const asked = { ...ANY, ...wish }
    const choice = choose(roster.source(ctx, scopeOf(asked), MODEL, TERMS), asked, draws(1))
    t.same(choice, { found: false, reason })
  })

await t.test('the reason is what excluded most servers', async (t) => {
  const dear = { ...STANDING, price: 19n }
  const slow = { ...STANDING, latencyUs: 90_000 }
  const asked = { ...ANY, maxPrice: 17n, maxLatencyUs: 50_000 }
  const reason = (all: readonly Standing[]): unknown => {
    const ctx = memoryContext()
    const { roster } = settle(ctx, all)
    return choose(roster.source(ctx, scopeOf(asked), MODEL, TERMS), asked, draws(2))
  }
  t.same(reason([dear, dear, slow]), { found: false, reason: TOO_DEAR })
  t.same(reason([dear, slow, slow]), { found: false, reason: TOO_SLOW })
  t.same(reason([]), { found: false, reason: NO_SERVER })
})

await t.test('a client may prefer a server, or insist on it', async (t) => {
  const ctx = memoryContext()
  const full = { ...STANDING, load: { estMilli: 0, atMs: 0, leases: 16 } }
  const { roster } = settle(ctx, [STANDING, STANDING, full, { ...STANDING, isServing: false }])
  const ask = (id: number, isInsisted: boolean): Choice<Enrolled> => {
    const at = [BigInt(id), MODEL] as const
    const candidate = roster.candidate(ctx, at, placeOf(STANDING, id - 1), TERMS)
    const source = roster.source(ctx, scopeOf(ANY), MODEL, TERMS)
    return choose(source, ANY, draws(3), { candidate, isInsisted })
  }
  const preferred = ask(2, false)
  t.ok(preferred.found && preferred.candidate.id === 2n && preferred.how === BY_NAME)
  const other = ask(3, false)
  t.ok(other.found && other.candidate.id < 3n, 'a preference gives way')
  t.same(ask(3, true), { found: false, reason: FULL }, 'insistence does not')
  t.same(ask(4, true), { found: false, reason: NOT_SERVING })
  const source = roster.source(ctx, scopeOf(ANY), MODEL, TERMS)
  const nobody = choose(source, ANY, draws(3), { candidate: undefined, isInsisted: true })
  t.same(nobody, { found: false, reason: NO_SERVER })
})
