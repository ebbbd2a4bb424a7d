/** Matches among many servers over the cache of a block, with every access to the store counted. */
import type { Context } from '../../chain/types/context.js'
import { be64 } from '../../chain/types/bytes.js'
import { blockBranch } from '../../chain/store/branch.js'
import { better, choose, exclusion, type Wish } from '../../modules/router/match/choose.js'
import { Draws } from '../../modules/router/match/draws.js'
import { PROVEN } from '../../modules/router/match/pools.js'
import type { Enrolled, Roster, Seat } from '../../modules/router/match/roster.js'
import { type Standing, writeStanding } from '../../modules/router/match/standing.js'
import { counted } from '../support/countingStores.js'
import { memoryContext } from '../support/memoryContext.js'
import { MemStores } from '../support/memStore.js'
import {
  ANY,
  cellAt,
  emptyRoster,
  MODEL,
  placeOf,
  scopeOf,
  STANDING,
  STORE,
  TERMS,
} from '../modules/router/match/town.js'
import type { Figures } from './main.js'

const CELLS = 16
/** Matches of a block: each block has a fresh cache. */
const BLOCK = 500
const SEED = new Uint8Array(32).fill(7)

interface Town {
  readonly stores: MemStores
  readonly ctx: Context
  readonly roster: Roster
  readonly places: readonly Seat[]
}

/** Servers of every tier, class, size and record, at a load of 0.85. */
function standingOf(i: number): Standing {
  const slots = 1 + (i % 16)
  const leases = Math.floor((slots * 17) / 20)
  return {
    ...STANDING,
    load: { estMilli: leases * 1000, atMs: TERMS.nowMs - (i % 30) * 1000, leases },
    proven: { milli: slots * 1000, cutWindow: 0 },
    declared: slots,
    latencyUs: 5000 + ((i * 7919) % 200_000),
    windows: 30,
    breaches: i % 4,
    uptimeClass: (i >>> 3) % 4,
    price: 5n + BigInt((i * 104_729) % 900),
  }
}

function build(servers: number): Town {
  const stores = new MemStores()
  const ctx = memoryContext({ stores })
  const roster = emptyRoster()
  const next = new Map<number, number>()
  const places: Seat[] = []
  for (let i = 0; i < servers; i++) {
    const standing = standingOf(i)
    const cell = cellAt(1 + ((i * 31) % CELLS))
    const tree = cell * 32 + placeOf(standing, 0).klass
    const leaf = next.get(tree) ?? 0
    next.set(tree, leaf + 1)
    // Each server has a wholesale agreement of its own.
    const place = { ...placeOf(standing, leaf, cell), wholesaleId: BigInt(i + 1) }
    places.push(place)
    roster.enroll(ctx, [BigInt(i + 1), MODEL], [place], standing)
    ctx.diffs.length = 0
  }
  return { stores, ctx, roster, places }
}

/**
 * Gives every server as many leases as it has slots, so that no slot is idle and no newcomer is explored:
 * two of three lanes are empty then.
 */
function fill({ stores, ctx, roster, places }: Town): void {
  const { entries } = stores.store(STORE)
  // Key of a node or a class node: prefix 1 or 2, market (4 bytes), cell (2), lane.
  for (const key of [...entries.keys()])
    if (key.charCodeAt(0) <= 2 && key.charCodeAt(7) !== PROVEN) entries.delete(key)
  places.forEach((_, i) => {
    const at = [BigInt(i + 1), MODEL] as const
    const { load, declared, ...rest } = roster.standing(ctx, at)
    const busy = { ...load, leases: declared, estMilli: declared * 1000 }
    roster.standings.edit(ctx, at, (bytes) =>
      writeStanding(bytes, { ...rest, declared, load: busy }),
    )
    ctx.diffs.length = 0
  })
}

/** Wishes of clients: price, uptime and latency bounded in many ways; half of them name two cells. */
function request(i: number): { wish: Wish; cells: readonly number[] } {
  const wish = {
    ...ANY,
    maxPrice: 50n + BigInt((i * 7919) % 900),
    maxLatencyUs: 150_000 + (i % 5) * 20_000,
    minUptimeClass: i % 3,
  }
  return {
    wish,
    cells: i % 2 === 0 ? [] : [cellAt(1 + (i % CELLS)), cellAt(1 + ((i + 5) % CELLS))],
  }
}

/** Chooses and assigns; the server, or undefined if there was no match. */
function match({ roster, places }: Town, ctx: Context, i: number): Enrolled | undefined {
  const { wish, cells } = request(i)
  const source = roster.source(ctx, scopeOf(wish, cells), MODEL, TERMS)
  const choice = choose(source, wish, new Draws(SEED, be64(BigInt(i))))
  if (!choice.found) return undefined
  const place = places[Number(choice.candidate.id) - 1] as Seat
  const { id, standing } = choice.candidate
  roster.assign(ctx, [id, MODEL], [place], TERMS, standing)
  return choice.candidate
}

const fresh = ({ stores, ctx }: Town): Context =>
  ctx.with({ stores: blockBranch(stores), events: [], diffs: [] })

interface Measured {
  /** Microseconds of a match: of the processor (all threads), and by the clock, which other programs slow. */
  readonly us: number
  readonly wallUs: number
  readonly foundShare: number
}

function timed(town: Town, matches: number): Measured {
  let [cpu, ns, found] = [0, 0, 0]
  // Some blocks warm the compiler and do not count.
  const warm = 8 * BLOCK
  for (let from = 0; from < warm + matches; from += BLOCK) {
    const ctx = fresh(town)
    const begin = process.hrtime.bigint()
    const used = process.cpuUsage()
    let served = 0
    for (let i = from; i < from + BLOCK; i++) if (match(town, ctx, i) !== undefined) served += 1
    const { user, system } = process.cpuUsage(used)
    if (from < warm) continue
    cpu += user + system
    ns += Number(process.hrtime.bigint() - begin)
    found += served
  }
  const all = Math.ceil(matches / BLOCK) * BLOCK
  return { us: cpu / all, wallUs: ns / all / 1000, foundShare: found / all }
}

/** Reads and writes of one match: mean and most. */
function accesses(town: Town, matches: number) {
  const inBlock = fresh(town)
  const { ctx, counts } = counted(inBlock)
  const most = { reads: 0, writes: 0 }
  for (let i = 0; i < matches; i++) {
    const before = { ...counts }
    match(town, ctx, i)
    most.reads = Math.max(most.reads, counts.reads - before.reads)
    most.writes = Math.max(most.writes, counts.writes - before.writes)
  }
  return {
    reads: counts.reads / matches,
    writes: counts.writes / matches,
    mostReads: most.reads,
    mostWrites: most.writes,
  }
}

/** The baseline: every server is read and compared, the best one taken. */
function fullScanUs({ roster, places, ctx }: Town): number {
  const { wish } = request(0)
  const before = process.cpuUsage()
  let best: Enrolled | undefined
  places.forEach((place, i) => {
    const candidate = roster.candidate(ctx, [BigInt(i + 1), MODEL], place, TERMS)
    if (exclusion(candidate, wish) === undefined)
      best = best === undefined ? candidate : better(wish.weights, best, candidate)
  })
  if (best === undefined) throw new Error('the scan found nobody')
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function storedBytes({ stores }: Town, servers: number): number {
  let bytes = 0
  for (const [key, value] of stores.store(STORE).iterate()) bytes += key.length + value.length
  return bytes / servers
}

const round = (x: number): number => Math.round(x * 100) / 100

/** Figures of a town of this many servers: matches by idle slots, and by two choices. */
export function matchTimes(servers: number, matches: number): Figures {
  const town = build(servers)
  // The first scan warms the compiler.
  const scanUs = Math.min(fullScanUs(town), fullScanUs(town))
  const bytes = servers <= 100_000 ? round(storedBytes(town, servers)) : undefined
  const rows = [false, true].map((isBusy) => {
    if (isBusy) fill(town)
    const time = timed(town, matches)
    const access = accesses(town, Math.min(matches, 5000))
    const figures = Object.entries({ ...time, ...access })
    return {
      by: isBusy ? 'two choices' : 'idle slots',
      ...Object.fromEntries(figures.map(([name, value]) => [name, round(value)])),
    } as Readonly<Record<string, unknown>>
  })
  const worst = (name: string): number => Math.max(...rows.map((row) => Number(row[name])))
  return {
    servers,
    matchUs: worst('us'),
    matchWallUs: worst('wallUs'),
    readsPerMatch: worst('reads'),
    writesPerMatch: worst('writes'),
    fullScanUs: scanUs,
    matchBytesPerServer: bytes,
    rows,
  }
}
