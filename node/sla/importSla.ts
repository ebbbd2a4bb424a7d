import { canonicalBytes } from './canonical.js'
import { SHAPES, detectDialect } from './dialect.js'
import type { Dialect } from './dialect.js'
import { EXTENSION, readDocumentExtension, readSettlement, readTimeZone } from './extension.js'
import type { DocumentExtension } from './extension.js'
import { asText, checkFields, child, childMap } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import type { Plan, PlanContext, PlanDocument } from './normalForm.js'
import { Report, SlaImportError } from './problem.js'
import type { Problem, Rule } from './problem.js'
import { readContext } from './readContext.js'
import { MetricTable, readMetrics } from './readMetrics.js'
import { readNormalPlans } from './readNormal.js'
import {
  NO_PARTS,
  PLAN_SECTIONS,
  finishPlan,
  inherit,
  readPlan,
  readPlanParts,
} from './readPlans.js'
import type { PlanParts } from './readPlans.js'
import { SOURCE_CAPS, readSource } from './readSource.js'
import type { SourceCaps } from './readSource.js'
import { resolveReferences } from './refs.js'
import type { ReadBeside } from './refs.js'
import { ROOT, within } from './tree.js'
import type { MapNode } from './tree.js'

export interface ImportOptions {
  /** The name that messages have, and an id of last resort. */
  readonly file: string
  /** Files that `$ref` may name; without it there are none. */
  readonly readBeside?: ReadBeside
  readonly caps?: SourceCaps
}

/** A document in the normal form. */
export interface ImportedSla {
  readonly dialect: Dialect
  readonly document: PlanDocument
  /** RFC 8785 bytes of `document`: what the chain compiles and the hash is of. */
  readonly bytes: Uint8Array
  readonly warnings: readonly Problem[]
  /** Also of warnings that are not kept, of which a rule has many. */
  readonly warningCounts: Readonly<Partial<Record<Rule, number>>>
}

/** The plan of a document that has only one, and no name for it. */
const ONLY_PLAN = 'default'
/** The plan that others inherit from. */
const BASE_PLAN = 'base'

function nameOfOnly(report: Report, root: MapSpot, plan: MapSpot | undefined): string {
  const named = plan === undefined ? undefined : child(plan, 'name')
  const pricing = root.node.entries.get('pricing')
  const priced: Spot | undefined =
    pricing?.kind === 'map'
      ? child({ place: within(root.place, 'pricing'), node: pricing }, 'plan')
      : undefined
  const spot = named ?? priced
  const name = spot === undefined ? ONLY_PLAN : asText(report, spot)
  if (name === undefined || spot === undefined) return ONLY_PLAN
  if (/^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/.test(name)) return name
  report.refuse(
    spot.place,
    spot.node,
    'key-text',
    'the name of the plan is not printable ASCII',
    '',
  )
  return ONLY_PLAN
}

type NamedPlans = readonly (readonly [string, PlanParts])[]

function readNamed(
  report: Report,
  metrics: MetricTable,
  plans: MapSpot,
  atRoot: PlanParts,
): NamedPlans {
  const node = plans.node.entries.get(BASE_PLAN)
  const baseSpot = node === undefined ? undefined : { place: within(plans.place, BASE_PLAN), node }
  const isBase = baseSpot !== undefined && child(plans, BASE_PLAN) !== undefined
  const base = isBase ? inherit(atRoot, readPlan(report, metrics, baseSpot)) : atRoot
  return [...plans.node.entries.keys()].flatMap((name) => {
    if (name === BASE_PLAN || name === EXTENSION) return []
    const spot = child(plans, name)
    if (name.startsWith('x-') && spot !== undefined) {
      report.warn(spot.place, spot.node, 'field-dropped', 'an extension is no plan: left out')
      return []
    }
    // `free:` with nothing below it is a plan that inherits everything.
    const own = spot === undefined ? NO_PARTS : readPlan(report, metrics, spot)
    return [[name, inherit(base, own)]]
  })
}

function readPlans(
  report: Report,
  metrics: MetricTable,
  root: MapSpot,
  type: PlanContext['type'],
  dialect: Dialect,
): NamedPlans {
  const atRoot = readPlanParts(report, metrics, root)
  const plans = childMap(report, root, 'plans')
  const plan = childMap(report, root, 'plan')
  const hasSections = PLAN_SECTIONS.some((key) => child(root, key) !== undefined)
  if (plans !== undefined) {
    if (hasSections && !SHAPES[dialect].rootIsBase) {
      const why = 'sections beside plans are inherited by all of them'
      report.warn(root.place, root.node, 'field-dropped', why, 'plans.base says so')
    }
    const all = readNamed(report, metrics, plans, atRoot)
    if (type === 'agreement' && all.length > 1)
      report.refuse(
        plans.place,
        plans.node,
        'context-type',
        'an agreement on several plans',
        'plan',
      )
    return all
  }
  if (plan === undefined && !hasSections) return []
  const own = plan === undefined ? NO_PARTS : readPlan(report, metrics, plan)
  return [[nameOfOnly(report, root, plan), inherit(atRoot, own)]]
}

function readNormalExtension(report: Report, root: MapSpot): DocumentExtension {
  const money = childMap(report, root, 'settlement')
  const settlement = money === undefined ? undefined : readSettlement(report, money)
  const zone = child(root, 'tzOffsetMinutes')
  const tzOffsetMinutes = zone === undefined ? undefined : readTimeZone(report, zone)
  return {
    ...(settlement === undefined ? {} : { settlement }),
    ...(tzOffsetMinutes === undefined || tzOffsetMinutes === '0' ? {} : { tzOffsetMinutes }),
  }
}

function checkRoot(report: Report, root: MapSpot, dialect: Dialect): void {
  const { fields, idle } = SHAPES[dialect]
  const read = ['context', 'metrics', 'sla', 'sla4oas', 'sla4oai', 'form', EXTENSION, ...fields]
  checkFields(report, root, { read, idle })
}

function readDocument(report: Report, node: MapNode, dialect: Dialect): PlanDocument | undefined {
  const root: MapSpot = { place: ROOT, node }
  checkRoot(report, root, dialect)
  const context = readContext(report, dialect, root)
  const metrics = new MetricTable(report)
  const section = childMap(report, root, 'metrics')
  if (section !== undefined) readMetrics(report, metrics, section)
  else if (child(root, 'metrics') === undefined)
    report.warn(ROOT, node, 'metric-implied', 'no metrics are defined', 'metrics: { requests }')
  const isNormal = dialect === 'normal'
  const type = context?.type ?? 'plans'
  const plans: readonly (readonly [string, Plan])[] = isNormal
    ? readNormalPlans(report, metrics, root)
    : readPlans(report, metrics, root, type, dialect).map(([name, p]) => [name, finishPlan(p)])
  const extension = isNormal
    ? readNormalExtension(report, root)
    : readDocumentExtension(report, root)
  if (plans.length === 0)
    report.refuse(ROOT, node, 'plan-none', 'no plan', 'plans: { name: { pricing, quotas, rates } }')
  if (context === undefined) return undefined
  return {
    form: '1',
    context,
    ...extension,
    metrics: metrics.toRecord(),
    plans: Object.fromEntries(plans),
  }
}

/**
 * Reads a document of any dialect, YAML or JSON, into the normal form. Throws SlaImportError, with every
 * refusal, and nothing else.
 */
export function importSla(bytes: Uint8Array, options: ImportOptions): ImportedSla {
  const { file, readBeside, caps = SOURCE_CAPS } = options
  const report = new Report()
  const tree = readSource(report, file, bytes, caps)
  if (tree.kind !== 'map') report.refuse(ROOT, tree, 'not-sla', 'no map at the root', 'key: value')
  report.settle()
  const dialect = detectDialect(report, { place: ROOT, node: tree as MapNode })
  report.settle()
  const root = resolveReferences(report, tree as MapNode, readBeside, caps)
  report.settle()
  const document = dialect === undefined ? undefined : readDocument(report, root, dialect)
  report.settle()
  if (dialect === undefined || document === undefined) throw new SlaImportError(report.refusals)
  const { warnings, warningCounts } = report
  return { dialect, document, bytes: canonicalBytes(document), warnings, warningCounts }
}
