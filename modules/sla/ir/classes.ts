import type { SlaIr } from './compile.js'
import { SlaIrError } from './errors.js'
import { lookupOf, type Rule } from './lookup.js'
import { DEFAULT_PATH, FRESH, matchesSegment, patternOf, type Pattern } from './paths.js'
import { METHOD_ALL, METHODS } from './values.js'

/** An operation by its method and path. */
export interface Operation {
  readonly method: string
  readonly path: string
}

const MAX_STEPS = 300_000
const MAX_OPERATIONS = 2_048

/** Counts steps of work. */
type Tick = (steps: number) => void

/** Whether anything goes at a segment of a pattern. */
function isFree(p: Pattern, at: number): boolean {
  return p.isDefault || (p.isOpen && at >= p.segments.length - 1)
}

/** The most general segment that both patterns match; undefined: none was found. */
function common(p: Pattern, q: Pattern, at: number, tick: Tick): string | undefined {
  const [x, y] = [p.filled[at] ?? FRESH, q.filled[at] ?? FRESH]
  if (isFree(p, at)) return isFree(q, at) ? FRESH : y
  if (x === y || isFree(q, at)) return x
  tick((p.segments[at]?.length ?? 0) + (q.segments[at]?.length ?? 0))
  if (matchesSegment(q.segments[at] ?? [], x)) return x
  return matchesSegment(p.segments[at] ?? [], y) ? y : undefined
}

/** Number of segments that paths of a pattern have, at least and at most. */
function lengthsOf(p: Pattern, most: number): [number, number] {
  if (p.isDefault) return [1, most]
  return [p.segments.length, p.isOpen ? most : p.segments.length]
}

const ANYTHING = patternOf(DEFAULT_PATH)

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

/** Paths that two patterns share, one of each length, the most general ones. */
function sharedPaths(p: Pattern, q: Pattern, longest: number, tick: Tick): string[] {
  if (p.isLiteral && q.isLiteral) return p.path === q.path ? [p.path] : []
  const [a, b] = [lengthsOf(p, longest), lengthsOf(q, longest)]
  const paths: string[] = []
  for (let length = Math.max(a[0], b[0]); length <= Math.min(a[1], b[1]); length++) {
    const out: string[] = []
    for (let at = 0; at < length; at++) {
      tick(1)
      const segment = common(p, q, at, tick)
      if (segment === undefined) return paths
      out.push(segment)
    }
    paths.push(`/${out.join('/')}`)
  }
  return paths
}

/**
 * Operations among which there is one for each way in which rules of two documents can meet: the most general path
 * that two rules share, in each length that makes a difference. Wildcards within a segment meet where one of the
 * two segments, its wildcards filled, is matched by the other.
 * @throws SlaIrError when there are too many
 */
export function meetingPoints(a: SlaIr, b: SlaIr): Operation[] {
  const anything: Rule = { id: -1, pattern: ANYTHING, method: METHOD_ALL }
  const own = [...lookupOf(a).rules, anything]
  const other = [...lookupOf(b).rules, anything]
  const named = namedMethods([...own, ...other])
  const longest = [...own, ...other].reduce((n, r) => Math.max(n, r.pattern.segments.length), 0) + 1
  const found = new Map<string, Operation>()
  let steps = 0
  const tick: Tick = (n) => {
    steps += n
    if (steps > MAX_STEPS) throw new SlaIrError('plans', 'too many rules to be compared')
  }
  for (const p of own)
    for (const q of other) {
      tick(1)
      const methods = methodsOf(p.method, q.method, named)
      if (methods.length === 0) continue
      for (const path of sharedPaths(p.pattern, q.pattern, longest, tick))
        for (const method of methods)
          found.set(`${method} ${path}`, { method: METHODS[method] as string, path })
      if (found.size > MAX_OPERATIONS)
        throw new SlaIrError('plans', 'too many operations to be compared')
    }
  return [...found].sort(([k], [l]) => (k < l ? -1 : 1)).map(([, operation]) => operation)
}
