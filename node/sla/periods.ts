import { asDecimal, asMap, checkFields, child } from './fields.js'
import type { Spot } from './fields.js'
import { isWhole } from './decimal.js'
import { describe, shorten } from './tree.js'
import type { Period, PeriodUnit } from './normalForm.js'
import type { Report } from './problem.js'

/** A period, or none because it never ends. */
export type PeriodOrEver = Period | 'ever'

interface Word {
  readonly unit: PeriodUnit
  readonly times: bigint
}

const UNITS: readonly PeriodUnit[] = [
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
]

/** `quartely` is how the research specification spells it. */
const OTHER_WORDS: readonly (readonly [string, PeriodUnit, bigint])[] = [
  ['daily', 'day', 1n],
  ['quartely', 'quarter', 1n],
  ['annual', 'year', 1n],
  ['annually', 'year', 1n],
  ['decade', 'year', 10n],
  ['decades', 'year', 10n],
  ['century', 'year', 100n],
  ['centuries', 'year', 100n],
]

const WORDS = new Map<string, Word>([
  ...UNITS.flatMap((unit) =>
    [unit, `${unit}s`, `${unit}ly`].map((word): [string, Word] => [word, { unit, times: 1n }]),
  ),
  ...OTHER_WORDS.map(([word, unit, times]): [string, Word] => [word, { unit, times }]),
])

const EVER = new Set(['forever', 'permanent', 'onepay', 'ever'])
const isEver = (text: string): boolean => EVER.has(text.trim().toLowerCase())

/** Highest number of units that the compiler takes. */
const AMOUNT_MAX = 1_000_000n

const HINT = `${UNITS.join(', ')}, decade, century or forever`

function fromWord(report: Report, spot: Spot, amount: bigint): PeriodOrEver | undefined {
  const { place, node } = spot
  const text = node.kind === 'text' ? node.text.trim().toLowerCase() : ''
  if (isEver(text)) return 'ever'
  const word = WORDS.get(text)
  if (word === undefined)
    return report.refuse(place, node, 'period-unit', `${describe(node)} is no unit of time`, HINT)
  const total = amount * word.times
  if (total > AMOUNT_MAX) {
    const why = `${amount} ${shorten(text)} is too long`
    return report.refuse(place, node, 'period-amount', why, 'forever?')
  }
  return { amount: total.toString(), unit: word.unit }
}

function amountOf(report: Report, spot: Spot): bigint | undefined {
  const amount = asDecimal(report, spot)
  if (amount === undefined) return undefined
  if (isWhole(amount) && !amount.startsWith('-') && amount !== '0') return BigInt(amount)
  const { place, node } = spot
  return report.refuse(place, node, 'period-amount', `${amount} is no whole number above 0`, '1')
}

const looksLikeNumber = (spot: Spot | undefined): boolean =>
  spot?.node.kind === 'text' && /^\s*\d/.test(spot.node.text)

/** A name (`monthly`, `month`) or `{ amount, unit }`, also with the two in the place of each other. */
export function readPeriod(report: Report, spot: Spot): PeriodOrEver | undefined {
  if (spot.node.kind === 'text') return fromWord(report, spot, 1n)
  const map = asMap(report, spot)
  if (map === undefined) return undefined
  checkFields(report, map, { read: ['amount', 'unit'], strict: true })
  let unit = child(map, 'unit')
  let amount = child(map, 'amount')
  if (looksLikeNumber(unit) && !looksLikeNumber(amount)) {
    report.warn(
      map.place,
      map.node,
      'period-swapped',
      'unit and amount are read the other way round',
    )
    ;[unit, amount] = [amount, unit]
  }
  if (unit === undefined)
    return report.refuse(map.place, map.node, 'missing-field', 'a period without a unit', HINT)
  if (unit.node.kind === 'text' && isEver(unit.node.text)) return 'ever'
  const count = amount === undefined ? 1n : amountOf(report, amount)
  return count === undefined ? undefined : fromWord(report, unit, count)
}

/** Whether two periods are written alike. */
export function samePeriod(a: PeriodOrEver, b: PeriodOrEver): boolean {
  if (a === 'ever' || b === 'ever') return a === b
  return a.amount === b.amount && a.unit === b.unit
}
