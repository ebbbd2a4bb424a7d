import { lineAndColumn, pathText } from './tree.js'
import type { Place, Tree } from './tree.js'

/** Every rule by which a document is refused or remarked on; the codes are stable. */
export const RULES = {
  'source-size': 'the source has more bytes than the cap',
  'source-structure': 'the source has more keys, items and brackets than the cap',
  'not-utf8': 'the source is not UTF-8 text',
  syntax: 'the source is neither YAML 1.2 nor JSON',
  'quote-missing': 'a key lacks its closing quote (examples of the research specification)',
  'document-count': 'the source holds no document, or several',
  depth: 'maps and lists are nested deeper than the cap',
  alias: 'an alias is unknown, recursive, or expands to more than the cap',
  'merge-key': 'a YAML 1.1 merge key',
  tag: 'a YAML tag outside the core set',
  'key-text': 'a key that is not short printable ASCII, or is a name that objects inherit',
  'key-duplicate': 'one key twice in a map',
  'not-sla': 'no SLA4OAI document of any dialect',
  dialect: 'marks of two dialects, or a version that is not known',
  shape: 'a map, list or text stands where another is wanted',
  'missing-field': 'a required field is absent',
  'unknown-field': 'a field that no dialect has',
  'field-dropped': 'a field without a meaning here is left out',
  'text-control': 'a text with control or direction characters, or too long',
  'ref-target': 'a reference that leaves the directory or names a network address',
  'ref-missing': 'a reference whose target is not there',
  'ref-cycle': 'references in a circle, too many or too large',
  'context-type': 'context.type is none of plans, agreement, instance',
  'context-default': 'a part of the context is inferred',
  'metric-type': 'a metric type that no dialect has',
  'metric-implied': 'a metric is used without a definition',
  'nested-metric': 'a metric stands one level too deep',
  'plan-none': 'there is no plan',
  'number-grammar': 'not a decimal number',
  'number-exponent': 'a number with an exponent',
  'number-size': 'more than 18 digits before the point',
  'number-decimals': 'more than 6 digits after the point',
  'number-range': 'a number below or above what the field takes',
  currency: 'no ISO 4217 code',
  'pricing-conflict': 'two fields of a pricing contradict each other',
  'period-unit': 'no unit of time',
  'period-amount': 'not a whole number of units',
  'period-swapped': 'unit and amount of a period stand in the place of each other',
  'limit-max': 'a limit without a max',
  'limit-list': 'one limit where a list is wanted',
  'limit-scope': 'a scope that is neither account nor tenant',
  'limit-type': 'a limit type that is neither burst nor average',
  'limit-cost': 'a cost of a limit that is not understood',
  'overage-name': 'an overage whose fields have the names of another dialect',
  path: 'a path that is not understood, or is read as another',
  'path-conflict': 'two entries of one path, method and metric differ',
  method: 'a key that is no HTTP method',
  objective: 'a guarantee objective outside the grammar',
  'objective-type': 'a guarantee on a metric or value that is no number',
  quantile: 'a quantile or credit outside 0 to 1',
  availability: 'an availability that is no repeating interval',
  settlement: 'a settlement that is not denom and a positive ratio',
  'time-zone': 'an offset outside -840 to 840 minutes',
  compiler: 'more metrics, paths, limits or plans than the compiler takes',
} as const

/** Stable code of a refusal or a warning. */
export type Rule = keyof typeof RULES

/** What was wrong, where, and what to do about it. */
export interface Problem {
  readonly file: string
  readonly path: string
  /** Both count from 1; 0 where there is no place in the text. */
  readonly line: number
  readonly column: number
  readonly rule: Rule
  readonly reason: string
  readonly hint: string
}

/** One line for people. */
export function problemText({ file, line, column, path, rule, reason, hint }: Problem): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`
  return `${place}: ${path}: ${reason} (${rule})${hint === '' ? '' : `; ${hint}`}`
}

/** The only error that the importer throws: every refusal of one document. */
export class SlaImportError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'))
    this.name = 'SlaImportError'
    this.problems = problems
  }
}

/** Refusals of one document after which reading stops. */
const REFUSALS_MAX = 50
/** Warnings of one rule that are kept; the rest are counted. */
const WARNINGS_MAX = 10

/** Collects refusals and warnings, so that one run tells all of them. */
export class Report {
  readonly refusals: Problem[] = []
  readonly #warnings = new Map<Rule, { kept: Problem[]; count: number }>()

  #problem(place: Place, node: Tree, rule: Rule, reason: string, hint: string): Problem {
    const { file } = node.source
    return { file, path: pathText(place), ...lineAndColumn(node), rule, reason, hint }
  }

  /** Notes a refusal; gives undefined, which readers hand on. */
  refuse(place: Place, node: Tree, rule: Rule, reason: string, hint: string): undefined {
    this.refusals.push(this.#problem(place, node, rule, reason, hint))
    if (this.refusals.length >= REFUSALS_MAX) throw new SlaImportError(this.refusals)
    return undefined
  }

  /** Notes what was read otherwise than it is written. */
  warn(place: Place, node: Tree, rule: Rule, reason: string, hint = ''): void {
    const row = this.#warnings.get(rule)
    if (row === undefined) {
      const kept = [this.#problem(place, node, rule, reason, hint)]
      this.#warnings.set(rule, { kept, count: 1 })
      return
    }
    row.count++
    if (row.count <= WARNINGS_MAX) row.kept.push(this.#problem(place, node, rule, reason, hint))
  }

  /** Warnings that are kept, in the order of their first. */
  get warnings(): readonly Problem[] {
    return [...this.#warnings.values()].flatMap(({ kept }) => kept)
  }

  /** Warnings of each rule, kept or not. */
  get warningCounts(): Readonly<Partial<Record<Rule, number>>> {
    return Object.fromEntries([...this.#warnings].map(([rule, { count }]) => [rule, count]))
  }

  /** Throws when anything was refused. */
  settle(): void {
    if (this.refusals.length > 0) throw new SlaImportError(this.refusals)
  }
}
