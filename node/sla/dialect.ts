import { child } from './fields.js'
import type { MapSpot } from './fields.js'
import type { Report } from './problem.js'
import { shorten } from './tree.js'
import type { Tree } from './tree.js'

/** Dialects of SLA4OAI, and the normal form itself. */
export type Dialect = '1.0.0' | '1.0.1' | 'interim' | 'research' | 'dataset' | 'normal'

/** The root key that names the version, and the dialect whose mark it is. */
const VERSION_KEYS: readonly (readonly [string, Dialect])[] = [
  ['sla', '1.0.0'],
  ['sla4oas', '1.0.1'],
  ['sla4oai', 'interim'],
]

/** What a dialect has at its root beside `context` and `metrics`. */
export interface DialectShape {
  /** Fields that are read, and those that say nothing here. */
  readonly fields: readonly string[]
  readonly idle: readonly string[]
  /** Sections at the root are inherited by all plans, rather than forbidden beside them. */
  readonly rootIsBase: boolean
  /** A document without `context` is read: the provider stands at the root, the id is the file's name. */
  readonly contextOptional: boolean
}

const SPEC: DialectShape = {
  fields: ['plans', 'plan', 'quotas', 'rates', 'pricing', 'guarantees', 'availability'],
  idle: ['infrastructure', 'apikeys', 'tags', 'info'],
  rootIsBase: false,
  contextOptional: false,
}

const RESEARCH: DialectShape = {
  fields: [...SPEC.fields, 'configuration', 'provider'],
  idle: ['infrastructure', 'tags', 'info', 'sla'],
  rootIsBase: true,
  contextOptional: true,
}

/** The shape of each dialect. */
export const SHAPES: Readonly<Record<Dialect, DialectShape>> = {
  '1.0.0': SPEC,
  '1.0.1': SPEC,
  interim: SPEC,
  research: RESEARCH,
  dataset: RESEARCH,
  normal: { ...SPEC, fields: ['plans', 'settlement', 'tzOffsetMinutes'], idle: [] },
}

/** The data set writes periods as maps and costs in packs; the research specification has names. */
function hasPacks(node: Tree): boolean {
  if (node.kind === 'text') return false
  if (node.kind === 'list') return node.items.some(hasPacks)
  for (const [key, value] of node.entries) {
    if (key === 'period' && value.kind === 'map') return true
    if (key === 'excess' || key === 'volume' || hasPacks(value)) return true
  }
  return false
}

function versionOf(report: Report, root: MapSpot, key: string): void {
  const spot = child(root, key)
  if (spot === undefined) return
  const text = spot.node.kind === 'text' ? spot.node.text.trim() : ''
  if (/^[01](?:\.\d{1,3}){0,2}(?:-[A-Za-z]{1,16})?$/.test(text)) return
  const why = `the version '${shorten(text)}' is not known`
  report.refuse(spot.place, spot.node, 'dialect', why, '1.0.0 or 1.0.1')
}

function notSla(report: Report, root: MapSpot): undefined {
  const { entries } = root.node
  const isApi = entries.has('swagger') || entries.has('openapi')
  const hint = isApi
    ? 'its info.x-sla names the document'
    : 'sla4oas: 1.0.1, context, metrics and plans at its root'
  const why = isApi ? 'an OpenAPI document' : 'no SLA4OAI document'
  return report.refuse(root.place, root.node, 'not-sla', why, hint)
}

/** The dialect by the marks at the root; undefined when the document is refused. */
export function detectDialect(report: Report, root: MapSpot): Dialect | undefined {
  const { entries } = root.node
  if (entries.has('form') && entries.has('plans')) return 'normal'
  const marks = VERSION_KEYS.filter(([key]) => entries.has(key))
  const [first, second] = marks
  if (first !== undefined && second !== undefined) {
    const why = `both ${first[0]} and ${second[0]}`
    return report.refuse(root.place, root.node, 'dialect', why, 'keep one of them')
  }
  const hasContent = ['context', 'metrics', 'plans', 'plan', 'quotas', 'rates'].filter((key) =>
    entries.has(key),
  )
  if (entries.has('swagger') || entries.has('openapi')) return notSla(report, root)
  if (first === undefined && !(hasContent.length >= 2 && entries.has('context')))
    return entries.has('infrastructure') && hasContent.length >= 2
      ? researchOrDataset(root)
      : notSla(report, root)
  if (first === undefined) return researchOrDataset(root)
  if (!(['context', 'plans', 'plan', 'quotas', 'rates'] as const).some((key) => entries.has(key)))
    return notSla(report, root)
  versionOf(report, root, first[0])
  // Early research documents have `sla` at the root, and no context.
  const isEarly = first[0] === 'sla' && entries.has('infrastructure') && !entries.has('context')
  return isEarly ? researchOrDataset(root) : first[1]
}

function researchOrDataset(root: MapSpot): Dialect {
  return hasPacks(root.node) ? 'dataset' : 'research'
}
