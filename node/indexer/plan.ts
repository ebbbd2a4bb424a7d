/** Turns conditions into rows of the index. */
import type { Decimal } from './decimal.js'
import { type Space, rowPrefix } from './keys.js'
import { type ValueTest, IMPLIED_TAGS, tagType, valueTest } from './match.js'
import type { Comparison, Condition, Query } from './query.js'
import { QueryError } from './queryError.js'
import { tagHash } from './rows.js'

/** Heights from `low` to `high`, both included. */
export interface Bounds {
  readonly low: bigint
  readonly high: bigint
}

const NOTHING: Bounds = { low: 1n, high: 0n }

/** Rows of the index, one a block, and what of them counts. */
export type Rows = {
  /** The key up to the height. */
  readonly prefix: Buffer
} & (
  | { readonly row: 'value'; readonly tag: Buffer }
  /** `accepts` is put to values; undefined = every value satisfies the condition. */
  | { readonly row: 'tag'; readonly space: Space; readonly accepts: ValueTest | undefined }
  /** The event type alone satisfies the condition: no particular event is asked for. */
  | { readonly row: 'type' }
)

/** One condition as the index answers it. */
export interface Lookup {
  /** Event type that the tag speaks of. */
  readonly group: string
  readonly rows: readonly Rows[]
  /** Set when the condition names one value: few rows, one group each. */
  readonly isExact: boolean
}

/** What a query asks for. */
export interface Plan {
  /** False when no transaction or block can satisfy it. */
  readonly possible: boolean
  readonly bounds: Bounds
  readonly hash: string | undefined
  readonly lookups: readonly Lookup[]
}

function lookup(space: Space, condition: Condition): Lookup {
  const { tag } = condition
  const group = tagType(tag)
  const test = valueTest(condition)
  const byType = test('')
  if (!byType && condition.op === '=' && condition.operand.kind === 'text') {
    const prefix = rowPrefix(space, 'value', condition.operand.text)
    return { group, rows: [{ prefix, row: 'value', tag: tagHash(tag) }], isExact: true }
  }
  const accepts = condition.op === 'EXISTS' ? undefined : test
  const prefix = rowPrefix(space, 'tag', tag)
  const rows: Rows[] = [{ prefix, row: 'tag', space, accepts }]
  if (byType) rows.push({ prefix: rowPrefix(space, 'type', tag), row: 'type' })
  return { group, rows, isExact: false }
}

function numberBounds(op: Comparison, number: Decimal): Bounds {
  const low = 0n
  const high = (1n << 64n) - 2n
  const whole = BigInt(number.whole)
  const isWhole = number.fraction === ''
  switch (op) {
    case '=':
      return isWhole ? { low: whole, high: whole } : NOTHING
    case '<':
      return { low, high: isWhole ? whole - 1n : whole }
    case '<=':
      return { low, high: whole }
    case '>':
      return { low: whole + 1n, high }
    case '>=':
      return { low: isWhole ? whole : whole + 1n, high }
  }
}

function heightBounds(condition: Condition, all: Bounds): Bounds {
  if (condition.op === 'EXISTS') return all
  if (condition.op === 'CONTAINS') {
    throw new QueryError(`${condition.tag}: got CONTAINS, wanted one of = < <= > >= EXISTS`)
  }
  const { op, operand } = condition
  if (operand.kind === 'number') return numberBounds(op, operand.number)
  if (operand.kind === 'text' && /^(0|[1-9][0-9]{0,19})$/.test(operand.text)) {
    const height = BigInt(operand.text)
    return { low: height, high: height }
  }
  return NOTHING
}

function hashText(condition: Condition): string | undefined {
  if (condition.op === 'EXISTS') return undefined
  if (condition.op === '=' && condition.operand.kind === 'text') return condition.operand.text
  throw new QueryError("tx.hash: got another condition, wanted tx.hash = 'HEX' or tx.hash EXISTS")
}

/**
 * Plans a search over transactions or blocks among the heights `kept`.
 * @throws QueryError on conditions that no index answers.
 */
export function planQuery(space: Space, query: Query, kept: Bounds): Plan {
  const heightTag = space === 'txs' ? 'tx.height' : 'block.height'
  const eventName = space === 'txs' ? 'Tx' : 'NewBlock'
  let possible = true
  let bounds = kept
  let hash: string | undefined
  const lookups: Lookup[] = []
  for (const condition of query) {
    const { tag } = condition
    if (!IMPLIED_TAGS.has(tag)) {
      lookups.push(lookup(space, condition))
    } else if (tag === heightTag) {
      const { low, high } = heightBounds(condition, kept)
      bounds = {
        low: low > bounds.low ? low : bounds.low,
        high: high < bounds.high ? high : bounds.high,
      }
    } else if (tag === 'tx.hash' && space === 'txs') {
      const text = hashText(condition)?.toUpperCase()
      if (text !== undefined && hash !== undefined && hash !== text) possible = false
      hash ??= text
    } else if (tag === 'tm.event') {
      possible &&= valueTest(condition)(eventName)
    } else {
      possible = false
    }
  }
  return { possible: possible && bounds.low <= bounds.high, bounds, hash, lookups }
}
