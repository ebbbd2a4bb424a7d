import type { SlaIr } from './compile.js'
import { SlaIrError } from './errors.js'
import { lookupOf, type Rule } from './lookup.js'
import { DEFAULT_PATH, matchesSegment, segmentTexts, type Pattern } from './paths.js'
import { METHOD_ALL, METHODS } from './values.js'

/** An operation by its method and path. */
export interface Operation {
  readonly method: string
  readonly path: string
}

const MAX_PAIRS = 200_000
const MAX_OPERATIONS = 4_096
/** A segment that no document names; what matches it matches any. */
const FRESH = '~'

/** Text of a segment with its wildcards filled. */
const filled = (text: string): string => text.replace(/\*+|\{[^{}]*\}/g, FRESH)

/** The most general segment that both patterns match; undefined: none was found. */
function common(p: Pattern, q: Pattern, at: number): string | undefined {
  const [a, b] = [segmentAt(p, at), segmentAt(q, at)]
  if (a === undefined || b === undefined) return filled(a ?? b ?? FRESH)
  const [x, y] = [filled(a), filled(b)]
  const [pa, pb] = [p.segments[at] ?? [], q.segments[at] ?? []]
  if (a === b || matchesSegment(pb, x)) return x
  return matchesSegment(pa, y) ? y : undefined
}

/** A pattern's own segment; undefined where anything goes. */
function segmentAt(p: Pattern, at: number): string | undefined {
  if (p.isDefault || (p.isOpen && at >= p.segments.length - 1)) return undefined
  return segmentTexts(p.path)[at]
}

/** Whether a pattern has paths of so many segments. */
function hasLength(p: Pattern, length: number): boolean {
  if (p.isDefault) return true
  return p.isOpen ? length >= p.segments.length : length === p.segments.length
}

function pathOf(p: Pattern, q: Pattern, length: number): string | undefined {
  const out: string[] = []
  for (let at = 0; at < length; at++) {
    const segment = common(p, q, at)
    if (segment === undefined) return undefined
    out.push(segment)
  }
  return `/${out.join('/')}`
}

const ANYTHING: Pattern = {
  path: DEFAULT_PATH,
  isDefault: true,
  isExact: false,
  isLiteral: false,
  isOpen: false,
  segments: [],
  literalSegments: -1,
  literalPrefix: -1,
}

function methodsOf(a: number, b: number, named: readonly number[]): readonly number[] {
  if (a === b && a === METHOD_ALL) return named
  if (a === METHOD_ALL) return [b]
  return b === METHOD_ALL || a === b ? [a] : []
}

/** Methods that some rule names, and one that none does. */
function namedMethods(rules: readonly Rule[]): number[] {
  const all = METHODS.map((_, i) => i).filter((method) => method !== METHOD_ALL)
  const named = all.filter((method) => rules.some((rule) => rule.method === method))
  return [...named, ...all.filter((method) => !named.includes(method)).slice(0, 1)]
}

/**
 * Operations among which there is one for each way in which rules of two documents can meet: the most general path
 * that two rules share, in each length that makes a difference. Wildcards within a segment meet where one of the
 * two segments, its wildcards filled, is matched by the other.
 * @throws SlaIrError when there are too many
 */
export function meetingPoints(a: SlaIr, b: SlaIr): Operation[] {
  const anything = (rules: readonly Rule[]): Rule[] => [
    ...rules,
    { id: -1, pattern: ANYTHING, method: METHOD_ALL },
  ]
  const own = lookupOf(a).rules
  const other = lookupOf(b).rules
  const named = namedMethods([...own, ...other])
  const longest = [...own, ...other].reduce((n, r) => Math.max(n, r.pattern.segments.length), 0)
  const found = new Map<string, Operation>()
  let pairs = 0
  for (const p of anything(own))
    for (const q of anything(other)) {
      if (++pairs > MAX_PAIRS) throw new SlaIrError('plans', 'too many rules to be compared')
      const methods = methodsOf(p.method, q.method, named)
      if (methods.length === 0) continue
      for (let length = 1; length <= longest + 1; length++) {
        if (!hasLength(p.pattern, length) || !hasLength(q.pattern, length)) continue
        const path = pathOf(p.pattern, q.pattern, length)
        if (path === undefined) continue
        for (const method of methods)
          found.set(`${method} ${path}`, { method: METHODS[method] as string, path })
        if (found.size > MAX_OPERATIONS)
          throw new SlaIrError('plans', 'too many operations to be compared')
      }
    }
  return [...found].sort(([k], [l]) => (k < l ? -1 : 1)).map(([, operation]) => operation)
}
