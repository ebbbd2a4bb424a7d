import { byCanonicalText } from './canonical.js'
import { asDecimal, asMap, asText, checkFields, child, childMap, children } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import type { CompareOp, Credit, Guarantee, Plan } from './normalForm.js'
import { readPeriod } from './periods.js'
import type { Report } from './problem.js'
import type { MetricTable } from './readMetrics.js'
import { NO_PARTS, finishPlan, readPlanParts } from './readPlans.js'
import { within } from './tree.js'

const OPS = new Set(['<', '<=', '==', '!=', '>=', '>'])

function listOf(report: Report, map: MapSpot, key: string): readonly MapSpot[] {
  const spot = child(map, key)
  if (spot === undefined) return []
  const { place, node } = spot
  if (node.kind !== 'list') {
    report.refuse(place, node, 'shape', `${key} are a list`, '')
    return []
  }
  return node.items.flatMap((one, i) => asMap(report, { place: within(place, i), node: one }) ?? [])
}

function decimalOf(report: Report, map: MapSpot, key: string): string | undefined {
  const spot = child(map, key)
  return spot === undefined ? undefined : asDecimal(report, spot)
}

function textOf(report: Report, map: MapSpot, key: string): string {
  const spot = child(map, key)
  if (spot !== undefined) return asText(report, spot) ?? ''
  report.refuse(map.place, map.node, 'missing-field', `no ${key}`, '')
  return ''
}

function readCredit(report: Report, map: MapSpot): readonly Credit[] {
  const [below, creditBps] = ['below', 'creditBps'].map((key) => decimalOf(report, map, key))
  if (creditBps === undefined) return []
  return [{ ...(below === undefined ? {} : { below }), creditBps }]
}

function readGuarantee(report: Report, metrics: MetricTable, map: MapSpot): readonly Guarantee[] {
  const read = ['path', 'method', 'metric', 'op', 'value', 'period', 'window', 'quantileBps']
  checkFields(report, map, { read: [...read, 'credits'], strict: true })
  const [path = '', method = '', metric = '', op = ''] = ['path', 'method', 'metric', 'op'].map(
    (key) => textOf(report, map, key),
  )
  const value = decimalOf(report, map, 'value')
  const periodSpot = child(map, 'period')
  const period = periodSpot === undefined ? 'ever' : readPeriod(report, periodSpot)
  const quantileBps = decimalOf(report, map, 'quantileBps')
  const credits = listOf(report, map, 'credits')
    .flatMap((one) => readCredit(report, one))
    .sort(byCanonicalText)
  if (!OPS.has(op) || !metrics.has(metric) || value === undefined || period === undefined) {
    const why = 'no guarantee of the normal form'
    report.refuse(map.place, map.node, 'objective', why, 'path, method, metric, op and value')
    return []
  }
  const isDynamic = child(map, 'window') !== undefined
  return [
    {
      ...{ path, method, metric, op: op as CompareOp, value },
      ...(period === 'ever' ? {} : { period }),
      ...(isDynamic ? ({ window: 'dynamic' } as const) : {}),
      ...(quantileBps === undefined ? {} : { quantileBps }),
      ...(credits.length === 0 ? {} : { credits }),
    },
  ]
}

function readPlan(report: Report, metrics: MetricTable, spot: Spot): Plan {
  const map = asMap(report, spot)
  if (map === undefined) return finishPlan(NO_PARTS)
  const guarantees = listOf(report, map, 'guarantees')
    .flatMap((one) => readGuarantee(report, metrics, one))
    .sort(byCanonicalText)
  const entries = new Map([...map.node.entries].filter(([key]) => key !== 'guarantees'))
  const parts = readPlanParts(report, metrics, { ...map, node: { ...map.node, entries } })
  const plan = finishPlan({ ...parts, pricing: { period: 'ever', ...parts.pricing } })
  return { ...plan, ...(guarantees.length === 0 ? {} : { guarantees }) }
}

/** Plans of a document that is in the normal form already: no inheritance, no default but its own. */
export function readNormalPlans(
  report: Report,
  metrics: MetricTable,
  root: MapSpot,
): readonly (readonly [string, Plan])[] {
  const plans = childMap(report, root, 'plans')
  if (plans === undefined) return []
  return children(plans).map(([name, spot]) => [name, readPlan(report, metrics, spot)])
}
