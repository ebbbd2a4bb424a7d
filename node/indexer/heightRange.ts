/** Searches by height alone: the blocks' running counts make total and page cheap at any depth. */
import { blockKey, txKey } from './keys.js'
import type { Page } from '../engine/types.js'
import type { Bounds } from './plan.js'
import { type BlockRecord, decodeBlockRecord } from './records.js'
import type { Position, Reader, Window } from './search.js'

async function blockAt(reader: Reader, height: bigint): Promise<BlockRecord> {
  const bytes = await reader.db.get(blockKey(height), { snapshot: reader.snapshot })
  if (bytes === undefined) throw new RangeError(`index: block ${height} is missing`)
  reader.budget.spend(1)
  return decodeBlockRecord(bytes)
}

/** The highest block in the bounds with at most `ordinal` transactions before it. */
async function blockHolding(reader: Reader, bounds: Bounds, ordinal: number): Promise<bigint> {
  let { low, high } = bounds
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    const { before } = await blockAt(reader, middle)
    if (before <= ordinal) low = middle
    else high = middle - 1n
  }
  return low
}

/** A page of all transactions within the bounds. */
export async function findInRange(
  reader: Reader,
  bounds: Bounds,
  { skip, limit, order }: Window,
): Promise<{ positions: Position[]; total: number }> {
  const { before } = await blockAt(reader, bounds.low)
  const last = await blockAt(reader, bounds.high)
  const total = last.before + last.count - before
  if (skip >= total) return { positions: [], total }
  const reverse = order === 'desc'
  const ordinal = before + (reverse ? total - 1 - skip : skip)
  const height = await blockHolding(reader, bounds, ordinal)
  const index = ordinal - (await blockAt(reader, height)).before
  const start = txKey(height, index)
  const range = reverse
    ? { lte: start, gte: txKey(bounds.low, 0) }
    : { gte: start, lte: txKey(bounds.high, 0xffffffff) }
  const keys = await reader.db.keys({ ...range, reverse, limit, snapshot: reader.snapshot }).all()
  return { positions: keys.map((key) => key.toString('latin1', 1)), total }
}

/** Blocks are numbered without gaps, so that a page of a height range needs no reading. */
export function heightsIn({ low, high }: Bounds, { skip, limit, order }: Window): Page<bigint> {
  const total = high - low + 1n
  const items: bigint[] = []
  for (let i = BigInt(skip); i < total && items.length < limit; i++) {
    items.push(order === 'asc' ? low + i : high - i)
  }
  return { items, totalCount: Number(total) }
}
