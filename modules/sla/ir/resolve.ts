import type { SlaIr } from './compile.js'
import { SlaIrError, shown } from './errors.js'
import { lookupOf, type Rule } from './lookup.js'
import { compareRules, matchesPath, segmentTexts } from './paths.js'
import { METHOD_ALL, METHODS } from './values.js'

/** Limits of a metric that an operation is under. */
export interface Binding {
  readonly metricId: number
  /** Ascending. */
  readonly limitIds: readonly number[]
  /** Rule that won; usage of all operations that come to one rule is counted together. */
  readonly pathRuleId: number
  readonly kind: 'quota' | 'rate'
}

const KINDS = ['quota', 'rate'] as const
const MAX_ANSWERS = 1_024

/** Index of a plan by its name. @throws SlaIrError */
export function planIndex(ir: SlaIr, name: string): number {
  const index = ir.plans.findIndex((plan) => plan.name === name)
  if (index < 0) throw new SlaIrError('plans', `there is no plan "${shown(name)}"`)
  return index
}

/** @throws SlaIrError for an index out of range */
export function checkPlan(ir: SlaIr, plan: number): void {
  if (ir.plans[plan] === undefined)
    throw new SlaIrError('plans', `there is no plan ${plan}, there are ${ir.plans.length}`)
}

/** Limits that a rule has for a plan, by metric. */
export function entriesOf(
  ir: SlaIr,
  plan: number,
  ruleId: number,
  kind: 'quota' | 'rate',
): readonly { readonly metricId: number; readonly limitIds: readonly number[] }[] {
  const row = ir.rows[ir.ruleRows[ruleId] ?? -1]
  const number = row?.setNumbers[2 * plan + (kind === 'quota' ? 0 : 1)] ?? 0
  const ids = ir.sets[number - 1]?.metricLimitsIds ?? []
  return ids.flatMap((id) => ir.metricLimits[id] ?? [])
}

/** PERF: an IR is read thousands of times and never changed. */
const listCounts = new WeakMap<SlaIr, Map<number, number>>()

/** Rules of a document and lists of limits that they have for a plan: the work of one search is in proportion. */
export function listsOf(ir: SlaIr, plan: number): number {
  const counts = listCounts.get(ir) ?? new Map<number, number>()
  listCounts.set(ir, counts)
  const known = counts.get(plan)
  if (known !== undefined) return known
  let lists = ir.ruleRows.length
  for (const row of ir.ruleRows)
    for (const kind of [0, 1]) {
      const number = ir.rows[row]?.setNumbers[2 * plan + kind] ?? 0
      lists += ir.sets[number - 1]?.metricLimitsIds.length ?? 0
    }
  counts.set(plan, lists)
  return lists
}

function matching(ir: SlaIr, method: number, path: string): Rule[] {
  const lookup = lookupOf(ir)
  const segments = segmentTexts(path)
  const ofMethod = (rule: Rule): boolean => rule.method === method || rule.method === METHOD_ALL
  return [
    ...(lookup.literal.get(path) ?? []).filter(ofMethod),
    ...lookup.open.filter((rule) => ofMethod(rule) && matchesPath(rule.pattern, path, segments)),
  ].sort(compareRules)
}

function answer(ir: SlaIr, plan: number, method: number, path: string): Binding[] {
  const bindings: Binding[] = []
  const rules = matching(ir, method, path)
  for (const kind of KINDS) {
    const seen = new Map<number, Binding>()
    for (const rule of rules)
      for (const { metricId, limitIds } of entriesOf(ir, plan, rule.id, kind))
        if (!seen.has(metricId))
          seen.set(metricId, { metricId, limitIds, pathRuleId: rule.id, kind })
    for (let id = 0; id < ir.metrics.length; id++) {
      const found = seen.get(id)
      if (found !== undefined) bindings.push(found)
    }
  }
  return bindings
}

/**
 * Limits that an operation is under: for each kind and metric those of the first rule, by priority, that names the
 * metric in this plan. Sorted by kind, then metric.
 * @throws SlaIrError for a plan or a method that does not exist
 */
export function resolve(ir: SlaIr, plan: number, method: string, path: string): readonly Binding[] {
  checkPlan(ir, plan)
  const number = (METHODS as readonly string[]).indexOf(method)
  if (number < 0) throw new SlaIrError('', `"${shown(method)}" is not a method in lower case`)
  const { answers } = lookupOf(ir)
  const key = `${plan} ${number} ${path}`
  const known = answers.get(key) as readonly Binding[] | undefined
  if (known !== undefined) return known
  const found = answer(ir, plan, number, path)
  if (answers.size >= MAX_ANSWERS) answers.clear()
  answers.set(key, found)
  return found
}
