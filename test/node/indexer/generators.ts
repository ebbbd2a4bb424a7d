/** Random queries and events over a small alphabet, so that they meet often. */
import fc from 'fast-check'
import type { TxResult } from '../../../chain/types/abci.js'
import type { Event } from '../../../chain/types/event.js'
import { leadingDecimal } from '../../../node/indexer/decimal.js'
import { parseDate, parseTime } from '../../../node/indexer/dateTime.js'
import type { Comparison, Condition, Operand } from '../../../node/indexer/query.js'

const types = ['transfer', 'message', 'a', 'a.b', 'infonex.model.v1.Registered', 'tx']
const keys = ['sender', 'amount', 'b', 'b.c', 'height', 'when']
const long = 'x'.repeat(200)
const dates = ['2026-01-31', '2026-02-01', '2020-02-29']
const times = ['2026-01-31T12:00:00Z', '2026-01-31T14:00:00+02:00', '2026-01-31T12:00:00.5Z']
const values = [
  '',
  'alice',
  'bob',
  '5',
  '5.0',
  '05',
  '10uinx',
  '9uinx',
  '10.25',
  '18446744073709551617',
  long + 'a',
  long + 'b',
  '7' + long,
  'nul\0\u0001in',
  'ünï',
  ...dates,
  ...times,
]

// Most are a few that meet often, so that conditions hold apart and together.
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('alice', 'bob', '5') },
  fc.constantFrom(...values),
)
const someType = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('a', 'transfer') },
  fc.constantFrom(...types),
)
const someKey = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('sender', 'amount') },
  fc.constantFrom(...keys),
)
const comparison = fc.constantFrom<Comparison>('=', '<', '<=', '>', '>=')

function number(text: string): Operand {
  const parsed = leadingDecimal(text)
  if (parsed === undefined) throw new Error(text)
  return { kind: 'number', number: parsed }
}

const orderedOperand: fc.Arbitrary<Operand> = fc.oneof(
  fc
    .constantFrom('0', '5', '7', '9.5', '10', '10.25', '2026', '18446744073709551616', '0.5')
    .map(number),
  fc
    .constantFrom(...dates)
    .map((text): Operand => ({ kind: 'date', text, ns: parseDate(text) as bigint })),
  fc
    .constantFrom(...times)
    .map((text): Operand => ({ kind: 'time', text, ns: parseTime(text) as bigint })),
)

const textOperand: fc.Arbitrary<Operand> = value.map((text) => ({ kind: 'text', text }))

function conditionOn(tag: fc.Arbitrary<string>): fc.Arbitrary<Condition> {
  return fc.oneof(
    tag.map((t): Condition => ({ tag: t, op: 'EXISTS' })),
    fc
      .tuple(tag, fc.constantFrom('', 'li', '0', 'x', 'inx'))
      .map(([t, text]): Condition => ({ tag: t, op: 'CONTAINS', text })),
    fc
      .tuple(tag, comparison, orderedOperand)
      .map(([t, op, operand]): Condition => ({ tag: t, op, operand })),
    {
      weight: 3,
      arbitrary: fc
        .tuple(tag, textOperand)
        .map(([t, operand]): Condition => ({ tag: t, op: '=', operand })),
    },
  )
}

const attributeTag = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(someType, someKey)
      .map(([t, k]) => (t === 'tx' && k === 'height' ? 'tx.when' : `${t}.${k}`)),
  },
  fc.constantFrom(...types),
)

/** A condition on what an application says. */
export const attributeCondition = conditionOn(attributeTag)

const common = fc.constantFrom('a.sender', 'a.amount')

/** One or two conditions that events of one type often meet, but not always the same event both. */
export const commonConditions: fc.Arbitrary<Condition[]> = fc.array(conditionOn(common), {
  minLength: 1,
  maxLength: 2,
})

/** A condition on heights that an index answers. */
export function heightCondition(tag: string, top: number): fc.Arbitrary<Condition> {
  const height = fc.oneof(
    fc.integer({ min: 0, max: top + 2 }).map(String),
    fc.constantFrom('2.5', '99999999999999999999999'),
  )
  return fc.oneof(
    fc.constant<Condition>({ tag, op: 'EXISTS' }),
    height.map((text): Condition => ({ tag, op: '=', operand: { kind: 'text', text } })),
    fc
      .tuple(comparison, height)
      .map(([op, text]): Condition => ({ tag, op, operand: number(text) })),
  )
}

const attribute = fc
  .tuple(someKey, value, fc.integer({ min: 0, max: 4 }))
  .map(([key, text, n]) => ({ key, value: text, index: n > 0 }))

/** The events of one transaction or block. */
export const events: fc.Arbitrary<Event[]> = fc.array(
  fc
    .tuple(someType, fc.array(attribute, { maxLength: 3, size: 'max' }))
    .map(([type, attributes]) => ({ type, attributes })),
  { maxLength: 4, size: 'max' },
)

/** A result with these events and little else. */
export function resultWith(list: readonly Event[], code = 0): TxResult {
  return {
    code,
    data: new Uint8Array([code, 1, 2]),
    log: code === 0 ? '' : 'refused',
    info: '',
    gasWanted: 18446744073709551615n,
    gasUsed: 77n,
    events: list,
    codespace: code === 0 ? '' : 'sdk',
  }
}
