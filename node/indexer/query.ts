/**
 * The event query language of CometBFT 0.38: conditions joined by AND, each a tag with an operator.
 *
 *   query     = condition { "AND" condition }
 *   condition = tag ( "=" operand | ("<" | "<=" | ">" | ">=") ordered | "CONTAINS" text | "EXISTS" )
 *   operand   = text | ordered          text = "'" { any but ' } "'"
 *   ordered   = number | "DATE" yyyy-mm-dd | "TIME" rfc3339
 */
import { type Decimal, leadingDecimal, printDecimal } from './decimal.js'
import { parseDate, parseTime } from './dateTime.js'
import { QueryError } from './queryError.js'
import { type Token, Scanner } from './queryScanner.js'

/** Operators that compare. */
export type Comparison = '=' | '<' | '<=' | '>' | '>='

/** What is compared with. */
export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Decimal }
  | { readonly kind: 'date'; readonly text: string; readonly ns: bigint }
  | { readonly kind: 'time'; readonly text: string; readonly ns: bigint }

/** One condition: `tag` is an event type, a dot and an attribute key, or an event type alone. */
export type Condition =
  | { readonly tag: string; readonly op: Comparison; readonly operand: Operand }
  | { readonly tag: string; readonly op: 'CONTAINS'; readonly text: string }
  | { readonly tag: string; readonly op: 'EXISTS' }

/** A parsed query: all conditions must hold. */
export type Query = readonly Condition[]

/** Longest query that is read. */
export const MAX_QUERY_CHARS = 2048
/** Most conditions in one query. */
export const MAX_CONDITIONS = 32

/** Words that cannot be tags. */
export const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'CONTAINS', 'EXISTS', 'DATE', 'TIME'])

function refuse(token: Token, wanted: string): never {
  const got = token.kind === 'end' ? 'the end' : JSON.stringify(token.text)
  throw new QueryError(
    `at character ${token.position + 1}: got ${got}, wanted ${wanted}`,
    token.position,
  )
}

function ordered(scanner: Scanner, token: Token, wanted: string): Operand {
  if (token.kind === 'number') {
    const number = leadingDecimal(token.text)
    if (number === undefined) refuse(token, 'a number of at most 100 digits')
    return { kind: 'number', number }
  }
  if (token.kind === 'word' && (token.text === 'DATE' || token.text === 'TIME')) {
    const kind = token.text === 'DATE' ? 'date' : 'time'
    const moment = scanner.moment()
    const ns = kind === 'date' ? parseDate(moment.text) : parseTime(moment.text)
    if (ns === undefined) {
      refuse(moment, kind === 'date' ? 'a date as 2026-01-31' : 'a time as 2026-01-31T12:00:00Z')
    }
    return { kind, text: moment.text, ns }
  }
  return refuse(token, wanted)
}

function condition(scanner: Scanner): Condition {
  const word = scanner.next()
  if (word.kind !== 'word' || KEYWORDS.has(word.text))
    refuse(word, 'a tag such as tx.height or transfer.sender')
  const tag = word.text
  const op = scanner.next()
  if (op.kind === 'word' && op.text === 'EXISTS') return { tag, op: 'EXISTS' }
  if (op.kind === 'word' && op.text === 'CONTAINS') {
    const token = scanner.next()
    if (token.kind !== 'text') refuse(token, "text in single quotes, as 'abc'")
    return { tag, op: 'CONTAINS', text: token.text }
  }
  if (op.kind !== 'compare') refuse(op, 'one of = < <= > >= CONTAINS EXISTS')
  const token = scanner.next()
  if (op.text === '=') {
    if (token.kind === 'text') return { tag, op: '=', operand: { kind: 'text', text: token.text } }
    const wanted = 'text in single quotes, a number, DATE yyyy-mm-dd or TIME rfc3339'
    return { tag, op: '=', operand: ordered(scanner, token, wanted) }
  }
  const wanted = 'a number, DATE yyyy-mm-dd or TIME rfc3339'
  return { tag, op: op.text as Comparison, operand: ordered(scanner, token, wanted) }
}

/** Reads a query. @throws QueryError with the place and what was wanted there. */
export function parseQuery(text: string): Query {
  if (text.length > MAX_QUERY_CHARS) {
    throw new QueryError(`got ${text.length} characters, wanted at most ${MAX_QUERY_CHARS}`)
  }
  const scanner = new Scanner(text)
  const conditions: Condition[] = []
  for (;;) {
    if (conditions.length === MAX_CONDITIONS) {
      throw new QueryError(`got more than ${MAX_CONDITIONS} conditions`, scanner.position)
    }
    conditions.push(condition(scanner))
    const token = scanner.next()
    if (token.kind === 'end') return conditions
    if (token.kind !== 'word' || token.text !== 'AND') refuse(token, 'AND or the end')
  }
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'text':
      return `'${operand.text}'`
    case 'number':
      return printDecimal(operand.number)
    case 'date':
      return `DATE ${operand.text}`
    case 'time':
      return `TIME ${operand.text}`
  }
}

/** The query as canonical text; parsing it gives the same query. */
export function printQuery(query: Query): string {
  const parts = query.map((c) => {
    if (c.op === 'EXISTS') return `${c.tag} EXISTS`
    if (c.op === 'CONTAINS') return `${c.tag} CONTAINS '${c.text}'`
    return `${c.tag} ${c.op} ${printOperand(c.operand)}`
  })
  return parts.join(' AND ')
}
