/**
 * Says whether events satisfy a query. Conditions on attributes of one event type must be met by one and
 * the same event; conditions on different types may be met by different events of the same transaction
 * or block. The type of a tag is what stands before its last dot. A tag that is an event's whole type is
 * compared with the empty text and stands on its own, so that `transfer EXISTS` asks for any transfer.
 */
import type { Event } from '../../chain/types/event.js'
import { type Decimal, compareDecimals, leadingDecimal } from './decimal.js'
import { parseDate, parseTime } from './dateTime.js'
import type { Comparison, Condition, Query } from './query.js'

/** Tags that the engine gives, whatever the events say. */
export const IMPLIED_TAGS: ReadonlySet<string> = new Set([
  'tm.event',
  'tx.hash',
  'tx.height',
  'block.height',
])

/** What a query is put to: the engine's own tags and the application's events. */
export interface Subject {
  readonly implied: ReadonlyMap<string, string>
  readonly events: readonly Event[]
}

/** Whether a value satisfies a condition. */
export type ValueTest = (value: string) => boolean

function holds(op: Comparison, order: number): boolean {
  switch (op) {
    case '=':
      return order === 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

function numberTest(op: Comparison, wanted: Decimal): ValueTest {
  return (value) => {
    const number = leadingDecimal(value)
    return number !== undefined && holds(op, compareDecimals(number, wanted))
  }
}

function momentTest(
  op: Comparison,
  wanted: bigint,
  parse: (text: string) => bigint | undefined,
): ValueTest {
  return (value) => {
    const ns = parse(value)
    return ns !== undefined && holds(op, ns < wanted ? -1 : ns > wanted ? 1 : 0)
  }
}

/** The test that a condition puts to one attribute value. */
export function valueTest(condition: Condition): ValueTest {
  if (condition.op === 'EXISTS') return () => true
  if (condition.op === 'CONTAINS') return (value) => value.includes(condition.text)
  const { op, operand } = condition
  switch (operand.kind) {
    case 'text': {
      // Hashes are shown in upper case and asked for in either.
      const text = condition.tag === 'tx.hash' ? operand.text.toUpperCase() : operand.text
      return (value) => value === text
    }
    case 'number':
      return numberTest(op, operand.number)
    case 'date':
      return momentTest(op, operand.ns, parseDate)
    case 'time':
      return momentTest(op, operand.ns, parseTime)
  }
}

/** The event type that a tag speaks of: what stands before its last dot; '' without a dot. */
export function tagType(tag: string): string {
  return tag.slice(0, Math.max(0, tag.lastIndexOf('.')))
}

interface Compiled {
  readonly tag: string
  readonly test: ValueTest
  /** Whether an event whose type is the whole tag satisfies it. */
  readonly byType: boolean
}

function isTag(tag: string, type: string, key: string): boolean {
  return (
    tag.length === type.length + 1 + key.length &&
    tag.charCodeAt(type.length) === 46 &&
    tag.startsWith(type) &&
    tag.endsWith(key)
  )
}

function meets(event: Event, condition: Compiled): boolean {
  for (const attribute of event.attributes) {
    if (isTag(condition.tag, event.type, attribute.key) && condition.test(attribute.value)) {
      return true
    }
  }
  return false
}

function groupMatches(group: readonly Compiled[], events: readonly Event[]): boolean {
  const rest = group.filter((c) => !c.byType || !events.some((event) => event.type === c.tag))
  if (rest.length === 0) return true
  return events.some((event) => rest.every((condition) => meets(event, condition)))
}

/** Prepares a query for many subjects. */
export function compileQuery(query: Query): (subject: Subject) => boolean {
  const implied: Compiled[] = []
  const groups = new Map<string, Compiled[]>()
  for (const condition of query) {
    const { tag } = condition
    const test = valueTest(condition)
    const compiled = { tag, test, byType: test('') }
    if (IMPLIED_TAGS.has(tag)) {
      implied.push(compiled)
      continue
    }
    const group = groups.get(tagType(tag))
    if (group === undefined) groups.set(tagType(tag), [compiled])
    else group.push(compiled)
  }
  return (subject) => {
    for (const { tag, test } of implied) {
      const value = subject.implied.get(tag)
      if (value === undefined || !test(value)) return false
    }
    for (const group of groups.values()) {
      if (!groupMatches(group, subject.events)) return false
    }
    return true
  }
}

/** The events as the index sees them: only attributes marked for it. */
export function indexedEvents(events: readonly Event[]): readonly Event[] {
  return events.map((event) => ({
    type: event.type,
    attributes: event.attributes.filter((attribute) => attribute.index),
  }))
}
