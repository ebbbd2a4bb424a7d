import type { SlaIr } from './compile.js'
import { compareRules, patternOf, type Pattern } from './paths.js'
import { METHODS } from './values.js'

/** A path and a method of the document. */
export interface Rule {
  readonly id: number
  readonly pattern: Pattern
  /** IrMethod. */
  readonly method: number
}

/** What is worked out of an IR once. */
export interface Lookup {
  /** By id. */
  readonly rules: readonly Rule[]
  /** By priority, those with wildcards. */
  readonly open: readonly Rule[]
  /** Rules of a path without wildcards, by priority. */
  readonly literal: ReadonlyMap<string, readonly Rule[]>
  /** Of names. */
  readonly metricIds: ReadonlyMap<string, number>
  /** Answers of resolve; emptied when full. */
  readonly answers: Map<string, unknown>
}

/** PERF: an IR is read thousands of times and never changed. */
const cache = new WeakMap<SlaIr, Lookup>()

/** Paths of an IR in full, by index. */
export function pathsOf(ir: SlaIr): string[] {
  const paths: string[] = []
  let before = ''
  ir.pathRest.forEach((rest, i) => {
    before = before.slice(0, ir.pathShared[i]) + rest
    paths.push(before)
  })
  return paths
}

function build(ir: SlaIr): Lookup {
  const rules: Rule[] = []
  const literal = new Map<string, Rule[]>()
  pathsOf(ir).forEach((path, i) => {
    const pattern = patternOf(path)
    const own: Rule[] = []
    for (let method = 0; method < METHODS.length; method++)
      if (((ir.pathMethods[i] as number) >> method) & 1)
        own.push({ id: rules.length + own.length, pattern, method })
    rules.push(...own)
    if (pattern.isLiteral) literal.set(path, own.sort(compareRules))
  })
  return {
    rules,
    open: rules.filter((rule) => !rule.pattern.isLiteral).sort(compareRules),
    literal,
    metricIds: new Map(ir.metrics.map((metric, i) => [metric.name, i])),
    answers: new Map(),
  }
}

/** The lookup of an IR, made at first use. */
export function lookupOf(ir: SlaIr): Lookup {
  const found = cache.get(ir)
  if (found !== undefined) return found
  const made = build(ir)
  cache.set(ir, made)
  return made
}
