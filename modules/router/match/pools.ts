import { assert } from '../../../chain/types/assert.js'
import type { Context, QueryContext } from '../../../chain/types/context.js'
import { type Drawn, findClass, type Forest, type GroveAt, maskedSum } from './forest.js'

/** Idle slots; weighed first. */
export const IDLE = 0
/** Proven capacity in thousandths of a slot. */
export const PROVEN = 1
/** One for each server that has proven little yet. */
export const NEWCOMER = 2

/** Cell of the directory: its leaves are the other cells, each at its number. */
const DIRECTORY = 0
/** Highest number of a region cell: area * 16 + zone, both from 1 to 15. A node of the directory holds an area. */
export const MAX_CELL = 255
export const areaOf = (cell: number): number => cell >>> 4
export const zoneOf = (cell: number): number => cell & 15
/** Markets of a request: aggregators that client and server may share. */
export const MAX_MARKETS = 4
/** Cells that a request may name: an area has at most so many. */
export const MAX_CELLS = 16

/** Where a request may be served. */
export interface Scope {
  /** Numbers of (aggregator, model). */
  readonly markets: readonly number[]
  /** Numbers of cells; none = anywhere. */
  readonly cells: readonly number[]
  /** Classes, as bits. */
  readonly mask: number
}

/** The place of a server under one aggregator, for one model. */
export interface Place {
  readonly market: number
  /** Of a region. */
  readonly cell: number
  readonly klass: number
  readonly leaf: number
}

/** A place that was drawn. */
export interface DrawnPlace extends Place {
  readonly weight: number
  /** How far into its weight the draw fell: x - rest + weight is the first draw after this place. */
  readonly rest: number
}

/** What a scope holds in one lane: the class nodes that say so, and their sum. */
export interface Survey {
  readonly total: number
  readonly mask: number
  readonly parts: readonly {
    readonly at: GroveAt
    readonly head: Uint8Array
    readonly sum: number
  }[]
}

const placed = (
  market: number,
  cell: number,
  klass: number,
  { leaf, weight, rest }: Drawn,
): DrawnPlace => ({ market, cell, klass, leaf, weight, rest })

/** Places by market and cell, with a directory of cells for requests that may be served anywhere. */
export class Pools {
  readonly forest: Forest

  constructor(forest: Forest) {
    this.forest = forest
  }

  /** Sets what a place weighs in a lane, and what its cell weighs in the directory. */
  set(ctx: Context, { market, cell, klass, leaf }: Place, lane: number, weight: number): void {
    assert(zoneOf(cell) > 0 && areaOf(cell) > 0 && cell <= MAX_CELL, 'no such cell')
    const sum = this.forest.set(ctx, { market, cell, lane }, klass, leaf, weight)
    this.forest.set(ctx, { market, cell: DIRECTORY, lane }, klass, cell, sum)
  }

  /** One read for each market, or for each cell of each market. */
  survey(ctx: QueryContext, lane: number, { markets, cells, mask }: Scope): Survey {
    assert(markets.length <= MAX_MARKETS && cells.length <= MAX_CELLS, 'a scope is bounded')
    const among = cells.length === 0 ? [DIRECTORY] : cells
    const parts: { readonly at: GroveAt; readonly head: Uint8Array; readonly sum: number }[] = []
    let total = 0
    for (const market of markets)
      for (const cell of among) {
        const at = { market, cell, lane }
        const head = this.forest.head(ctx, at)
        const sum = maskedSum(head, mask)
        total += sum
        parts.push({ at, head, sum })
      }
    return { total, mask, parts }
  }

  /** The place of the x-th unit of weight. @param x below the total of the survey */
  draw(ctx: QueryContext, { parts, mask }: Survey, x: number): DrawnPlace {
    let [left, i] = [x, 0]
    for (; i < parts.length && left >= (parts[i] as Survey['parts'][number]).sum; i++)
      left -= (parts[i] as Survey['parts'][number]).sum
    const part = parts[i]
    assert(part !== undefined, 'a draw lies below the total')
    const { market, lane } = part.at
    const { klass, rest } = findClass(part.head, mask, left)
    const first = this.forest.draw(ctx, part.at, part.head, klass, rest)
    if (part.at.cell !== DIRECTORY) return placed(market, part.at.cell, klass, first)
    const at = { market, cell: first.leaf, lane }
    const drawn = this.forest.draw(ctx, at, this.forest.head(ctx, at), klass, first.rest)
    return placed(market, first.leaf, klass, drawn)
  }
}
