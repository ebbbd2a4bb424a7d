import fc from 'fast-check'
import assert from 'node:assert/strict'
import t from 'tap'
import type { Event } from '../../../chain/types/event.js'
import { compareDecimals, leadingDecimal } from '../../../node/indexer/decimal.js'
import { parseDate, parseTime } from '../../../node/indexer/dateTime.js'
import { compileQuery } from '../../../node/indexer/match.js'
import { parseQuery, printQuery } from '../../../node/indexer/query.js'
import { QueryError } from '../../../node/indexer/queryError.js'
import { attributeCondition, heightCondition } from './generators.js'

await t.test('a printed query parses to the same query', (t) => {
  const condition = fc.oneof(attributeCondition, heightCondition('tx.height', 9))
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 6 }), (query) => {
      assert.deepEqual(parseQuery(printQuery(query)), query)
    }),
  )
  t.end()
})

await t.test('no text crashes the parser: it gives a query or a QueryError with its place', (t) => {
  const piece = fc.constantFrom('tx.height', ' ', '=', '<=', "'", "'a'", '5', 'AND', 'TIME', 'DATE')
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, (input) => {
      try {
        return parseQuery(input).length > 0
      } catch (error) {
        assert(error instanceof QueryError)
        return error.position >= 0 && error.position <= input.length
      }
    }),
  )
  t.end()
})

const digits = fc.stringMatching(/^[0-9]{1,40}(\.[0-9]{1,20})?$/)

await t.test('decimals compare as rationals do', (t) => {
  const scaled = (text: string): bigint => {
    const [whole, fraction = ''] = text.split('.') as [string, string?]
    return BigInt(whole + fraction.padEnd(20, '0'))
  }
  fc.assert(
    fc.property(digits, digits, (x, y) => {
      const a = leadingDecimal(`${x}uinx`)
      const b = leadingDecimal(y)
      assert(a !== undefined && b !== undefined)
      const wanted = scaled(x) < scaled(y) ? -1 : scaled(x) > scaled(y) ? 1 : 0
      assert.equal(Math.sign(compareDecimals(a, b)), wanted)
    }),
  )
  t.end()
})

await t.test('times are read as the platform reads them', (t) => {
  const ms = fc.integer({ min: 0, max: 4102444800000 })
  fc.assert(
    fc.property(ms, (at) => {
      const text = new Date(at).toISOString()
      assert.equal(parseTime(text), BigInt(at) * 1_000_000n)
      assert.equal(parseDate(text.slice(0, 10)), BigInt(at - (at % 86400000)) * 1_000_000n)
    }),
  )
  t.equal(parseTime('2026-01-31T12:00:00.000000001+01:30'), 1769855400000000001n)
  for (const bad of ['2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00', 'x']) {
    t.equal(parseTime(bad), undefined, bad)
  }
  for (const bad of ['2025-02-29', '2026-13-01', '2026-1-1', '']) t.equal(parseDate(bad), undefined)
  t.end()
})

const refusals: [query: string, position: number, text: RegExp][] = [
  ['', 0, /got the end, wanted a tag/],
  ['tx.height', 9, /got the end, wanted one of = < <= > >= CONTAINS EXISTS/],
  ['tx.height = ', 12, /got the end, wanted text in single quotes, a number/],
  ["tx.height > 'a'", 12, /got "a", wanted a number, DATE/],
  ['tx.height = 5 OR a.b = 3', 14, /got "OR", wanted AND or the end/],
  ['NOT a.b = 5', 4, /got "a.b", wanted one of/],
  ['a.b = -5', 6, /got "-5", wanted/],
  ["a.b = 'x", 6, /without its closing quote/],
  ['a.b CONTAINS 5', 13, /got "5", wanted text in single quotes/],
  ['a.b = DATE 2026-02-30', 11, /got "2026-02-30", wanted a date/],
  ['a.b >= TIME yesterday', 12, /got "", wanted a time/],
  ['AND EXISTS', 0, /got "AND", wanted a tag/],
  ['a.b EXISTS AND', 14, /got the end, wanted a tag/],
  ['a.b = "x"', 6, /got "\\"", wanted/],
  [`a.b = ${'9'.repeat(101)}`, 6, /at most 100 digits/],
  [`a.b = '${'x'.repeat(2100)}'`, 0, /got 2108 characters, wanted at most 2048/],
  [Array(33).fill('a EXISTS').join(' AND '), 415, /more than 32 conditions/],
]

await t.test('what does not parse is refused with the place and what was wanted', (t) => {
  for (const [query, position, text] of refusals) {
    try {
      parseQuery(query)
      t.fail(`${query} was accepted`)
    } catch (error) {
      t.type(error, QueryError)
      t.match((error as QueryError).message, text)
      t.equal((error as QueryError).position, position, query)
    }
  }
  t.end()
})

const row = (type: string, ...pairs: [string, string][]): Event => ({
  type,
  attributes: pairs.map(([key, value]) => ({ key, value, index: true })),
})

const seen: Event[] = [
  row('app', ['creator', 'Cosmoshi Netowoko'], ['key', 'k']),
  row('app', ['creator', 'Cosmoshi'], ['key', 'v']),
  row('transfer', ['recipient', 'alice'], ['amount', '250uinx']),
  row('infonex.model.v1.Registered', ['at', '2026-01-31T12:00:00Z'], ['day', '2026-01-31']),
]
const implied = new Map([
  ['tm.event', 'Tx'],
  ['tx.hash', 'AB12'],
  ['tx.height', '9007199254740993'],
])

const verdicts: [query: string, wanted: boolean][] = [
  ["tm.event='Tx'", true],
  ["tm.event = 'NewBlock'", false],
  ["tx.hash='ab12'", true],
  ['tx.height = 9007199254740993', true],
  ['tx.height > 9007199254740992', true],
  ['tx.height = 9007199254740992', false],
  ['block.height > 0', false],
  ["app.creator='Cosmoshi Netowoko' AND app.key='k'", true],
  ["app.creator='Cosmoshi Netowoko' AND app.key='v'", false],
  ["app.key='v' AND transfer.recipient='alice'", true],
  ['transfer.amount = 250', true],
  ['transfer.amount >= 250.0 AND transfer.amount < 251', true],
  ['transfer.amount>250', false],
  ["transfer.amount = '250'", false],
  ["transfer.recipient CONTAINS 'lic'", true],
  ["transfer.recipient CONTAINS 'bob'", false],
  ['transfer.sender EXISTS', false],
  ['transfer EXISTS AND infonex.model.v1.Registered EXISTS', true],
  ['message EXISTS', false],
  ['infonex.model.v1.Registered.at = TIME 2026-01-31T13:00:00+01:00', true],
  ['infonex.model.v1.Registered.at < TIME 2026-01-31T12:00:00Z', false],
  ['infonex.model.v1.Registered.day >= DATE 2026-01-31', true],
  ['infonex.model.v1.Registered.day > DATE 2026-01-31', false],
  ['transfer.recipient < 5', false],
]

await t.test('queries judge events', (t) => {
  for (const [query, wanted] of verdicts) {
    t.equal(compileQuery(parseQuery(query))({ implied, events: seen }), wanted, query)
  }
  t.end()
})
