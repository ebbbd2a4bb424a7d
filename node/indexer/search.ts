/** Reads positions out of the index: scans, intersections, pages. */
import type { ClassicLevel, Snapshot } from 'classic-level'
import { height8, tableKey } from './keys.js'
import type { Bounds, Lookup, Plan, Rows } from './plan.js'
import { QueryError } from './queryError.js'
import { type TakePlace, readTagRow, readTypeRow, readValueRow, valueInTable } from './rows.js'

/** The store of the index. */
export type Db = ClassicLevel<Buffer, Buffer>

/** Entries asked for at once; between two batches the event loop runs. */
const BATCH = 1000
const HIGH_WATER_BYTES = 256 * 1024

/** Up to so many candidate heights a single value is looked up height by height, not scanned. */
const MAX_POINT_LOOKUPS = 2000

/** Height and index of a transaction as 12 characters of one byte each; they sort as the numbers do. */
export type Position = string

/** How much one search may still read, and keep in memory at once. */
export class Budget {
  #left: number
  #hitsLeft: number
  readonly #max: number
  readonly #maxHits: number

  constructor(max: number, maxHits: number) {
    this.#left = max
    this.#max = max
    this.#hitsLeft = maxHits
    this.#maxHits = maxHits
  }

  /** @throws QueryError when the search has become too large. */
  spend(entries: number): void {
    this.#left -= entries
    if (this.#left >= 0) return
    throw new QueryError(
      `the query reads more than ${this.#max} index entries; narrow it with a height range`,
    )
  }

  /** @throws QueryError when there are too many places to compare with each other. */
  keep(): void {
    if (--this.#hitsLeft >= 0) return
    throw new QueryError(
      `more than ${this.#maxHits} places satisfy single conditions of the query; narrow it with a ` +
        'height range',
    )
  }
}

/** Everything that one search reads from. */
export interface Reader {
  readonly db: Db
  readonly snapshot: Snapshot
  readonly budget: Budget
}

/** Where a condition holds in one transaction or block. */
interface Hit {
  /** By the event type alone: no particular event is asked for. */
  alone: boolean
  readonly events: number[]
}

type Hits = Map<Position, Hit>

function record(hits: Hits, position: Position, alone: boolean, event: number): void {
  let hit = hits.get(position)
  if (hit === undefined) hits.set(position, (hit = { alone: false, events: [] }))
  if (alone) hit.alone = true
  else hit.events.push(event)
}

type Taker = (position: Position, alone: boolean, event: number) => void

function indexText(index: number): string {
  return String.fromCharCode(index >>> 24, (index >>> 16) & 255, (index >>> 8) & 255, index & 255)
}

/** The values that a tag has in the block of this row; read only when a condition asks for them. */
async function tableFor(reader: Reader, rows: Rows, key: Buffer): Promise<Buffer | undefined> {
  if (rows.row !== 'tag' || rows.accepts === undefined) return undefined
  const height = key.readBigUInt64BE(key.length - 8)
  const table = await reader.db.get(tableKey(rows.space, height), { snapshot: reader.snapshot })
  if (table === undefined) throw new RangeError(`index: the values of block ${height} are missing`)
  // Values are looked up in it by number, not read one after another.
  reader.budget.spend(costOf(table) >>> 4)
  return table
}

function take(
  rows: Rows,
  key: Buffer,
  value: Buffer,
  table: Buffer | undefined,
  into: Taker,
): void {
  const height = key.toString('latin1', key.length - 8)
  const place: TakePlace = (index, event) => {
    into(height + indexText(index), rows.row === 'type', event)
  }
  switch (rows.row) {
    case 'type':
      readTypeRow(value, place)
      return
    case 'value':
      readValueRow(value, rows.tag, place)
      return
    case 'tag': {
      const { accepts } = rows
      const isWanted = (number: number): boolean =>
        accepts === undefined || table === undefined || accepts(valueInTable(table, number))
      readTagRow(value, isWanted, place)
    }
  }
}

function rangeOf(rows: Rows, bounds: Bounds): { gte: Buffer; lte: Buffer } {
  return {
    gte: Buffer.concat([rows.prefix, height8(bounds.low)]),
    lte: Buffer.concat([rows.prefix, height8(bounds.high)]),
  }
}

function costOf(value: Buffer): number {
  return 1 + (value.length >>> 3)
}

async function* batches(
  reader: Reader,
  range: { gte: Buffer; lte: Buffer },
  reverse = false,
): AsyncGenerator<[Buffer, Buffer][]> {
  const iterator = reader.db.iterator({
    ...range,
    reverse,
    snapshot: reader.snapshot,
    highWaterMarkBytes: HIGH_WATER_BYTES,
  })
  try {
    for (;;) {
      const batch = await iterator.nextv(BATCH)
      if (batch.length === 0) return
      for (const [, value] of batch) reader.budget.spend(costOf(value))
      yield batch
    }
  } finally {
    await iterator.close()
  }
}

async function scan(reader: Reader, rows: Rows, bounds: Bounds, into: Taker): Promise<void> {
  for await (const batch of batches(reader, rangeOf(rows, bounds))) {
    for (const [key, value] of batch) {
      take(rows, key, value, await tableFor(reader, rows, key), into)
    }
  }
}

async function lookUpAt(
  reader: Reader,
  rows: Rows,
  heights: readonly string[],
  into: Taker,
): Promise<void> {
  const keys = heights.map((height) => Buffer.concat([rows.prefix, Buffer.from(height, 'latin1')]))
  const values = await reader.db.getMany(keys, { snapshot: reader.snapshot })
  for (let i = 0; i < keys.length; i++) {
    const value = values[i]
    if (value === undefined) continue
    reader.budget.spend(costOf(value))
    const key = keys[i] as Buffer
    take(rows, key, value, await tableFor(reader, rows, key), into)
  }
}

async function sizeOf(db: Db, lookup: Lookup, bounds: Bounds): Promise<number> {
  let size = 0
  for (const rows of lookup.rows) {
    const { gte, lte } = rangeOf(rows, bounds)
    size += await db.approximateSize(gte, lte)
  }
  return size
}

/** Cheapest first: a value of which there are few keeps the others from being read whole. */
async function cheapestFirst(db: Db, plan: Plan): Promise<Lookup[]> {
  const sized = await Promise.all(
    plan.lookups.map(async (lookup) => ({ lookup, size: await sizeOf(db, lookup, plan.bounds) })),
  )
  sized.sort((a, b) => a.size - b.size || Number(b.lookup.isExact) - Number(a.lookup.isExact))
  return sized.map(({ lookup }) => lookup)
}

/** Whether, group by group, one event satisfies all conditions that ask for an event. */
function inSameEvents(lookups: readonly Lookup[], hits: readonly Hit[]): boolean {
  const left = new Map<string, Set<number>>()
  for (let i = 0; i < lookups.length; i++) {
    const { group } = lookups[i] as Lookup
    const hit = hits[i] as Hit
    if (hit.alone) continue
    const known = left.get(group)
    const both = hit.events.filter((event) => known === undefined || known.has(event))
    if (both.length === 0) return false
    left.set(group, new Set(both))
  }
  return true
}

async function intersect(
  reader: Reader,
  lookups: readonly Lookup[],
  bounds: Bounds,
): Promise<Position[]> {
  let candidates: Map<Position, Hit[]> | undefined
  for (const lookup of lookups) {
    const hits: Hits = new Map()
    const known: Map<Position, Hit[]> | undefined = candidates
    const into: Taker = (position, alone, event) => {
      if (known !== undefined && !known.has(position)) return
      reader.budget.keep()
      record(hits, position, alone, event)
    }
    const heights = known === undefined ? undefined : [...new Set(heightsOf(known.keys()))]
    for (const rows of lookup.rows) {
      if (heights === undefined || heights.length > MAX_POINT_LOOKUPS) {
        await scan(reader, rows, bounds, into)
      } else {
        await lookUpAt(reader, rows, heights, into)
      }
    }
    const next = new Map<Position, Hit[]>()
    for (const [position, hit] of hits) {
      next.set(position, [...(known?.get(position) ?? []), hit])
    }
    candidates = next
    if (candidates.size === 0) return []
  }
  const out: Position[] = []
  for (const [position, hits] of candidates ?? []) {
    if (inSameEvents(lookups, hits)) out.push(position)
  }
  return out
}

function* heightsOf(positions: Iterable<Position>): Generator<string> {
  for (const position of positions) yield position.slice(0, 8)
}

/** All positions that satisfy the plan's lookups, ascending. */
export async function findPositions(reader: Reader, plan: Plan): Promise<Position[]> {
  const lookups = await cheapestFirst(reader.db, plan)
  const found = await intersect(reader, lookups, plan.bounds)
  return found.sort(byText)
}

/** A window into an ordered result. */
export interface Window {
  readonly skip: number
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

/** Those rows of a lookup of which there are any: a tag is hardly ever a type, too. */
export async function rowsInUse(
  reader: Reader,
  lookup: Lookup,
  bounds: Bounds,
): Promise<readonly Rows[]> {
  if (lookup.rows.length === 1) return lookup.rows
  const used: Rows[] = []
  for (const rows of lookup.rows) {
    const range = { ...rangeOf(rows, bounds), limit: 1, snapshot: reader.snapshot }
    if ((await reader.db.keys(range).all()).length > 0) used.push(rows)
  }
  return used
}

/** The transactions of one row, each once, ascending. */
function positionsIn(row: Buffer, key: Buffer, rows: Rows, table: Buffer | undefined): Position[] {
  const found = new Set<Position>()
  take(rows, key, row, table, (position) => found.add(position))
  // The values of a tag come one after another, each with its places.
  return rows.row === 'tag' ? [...found].sort(byText) : [...found]
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** One kind of rows only: counts and pages while reading, so that memory stays at one block. */
export async function pageOfRows(
  reader: Reader,
  rows: Rows,
  bounds: Bounds,
  window: Window,
): Promise<{ positions: Position[]; total: number }> {
  const positions: Position[] = []
  let total = 0
  const descending = window.order === 'desc'
  const range = rangeOf(rows, bounds)
  for await (const batch of batches(reader, range, descending)) {
    for (const [key, row] of batch) {
      const here = positionsIn(row, key, rows, await tableFor(reader, rows, key))
      if (descending) here.reverse()
      for (const position of here) {
        if (total >= window.skip && positions.length < window.limit) positions.push(position)
        total++
      }
    }
  }
  return { positions, total }
}

/** The window of a whole ascending result. */
export function pageOf<T>(all: readonly T[], window: Window): T[] {
  const { skip, limit } = window
  if (window.order === 'asc') return all.slice(skip, skip + limit)
  const end = Math.max(0, all.length - skip)
  return all.slice(Math.max(0, end - limit), end).reverse()
}

/** Height and index of a position. */
export function readPosition(position: Position): { height: bigint; index: number } {
  const bytes = Buffer.from(position, 'latin1')
  return { height: bytes.readBigUInt64BE(), index: bytes.readUInt32BE(8) }
}
