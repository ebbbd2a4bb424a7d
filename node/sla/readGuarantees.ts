import { byCanonicalText } from './canonical.js'
import { asMap, asText, checkFields, child, childMap, children } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import { normalDecimal } from './decimal.js'
import { EXTENSION, readBps } from './extension.js'
import type { CompareOp, Credit, Guarantee } from './normalForm.js'
import { readMethods, readPath } from './paths.js'
import { readPeriod } from './periods.js'
import type { Report } from './problem.js'
import type { MetricTable } from './readMetrics.js'
import { shorten, within } from './tree.js'

/** Path or method of a guarantee on all of them. */
export const GLOBAL = 'global'

/** Guarantees by path and method: what a plan gives for both stands in place of the inherited list. */
export type Guarantees = ReadonlyMap<string, readonly Guarantee[]>

type Comparison = Pick<Guarantee, 'metric' | 'op' | 'value'>

const GRAMMAR = "metric, one of < <= == != >= >, a number: 'e2e_ms <= 800'"

function readComparison(
  report: Report,
  metrics: MetricTable,
  spot: Spot,
  text: string,
): Comparison | undefined {
  const { place, node } = spot
  const parts = /^([A-Za-z_][\w.-]{0,127}) *(<=|>=|==|!=|<|>) *(\S.{0,127})$/.exec(text.trim())
  if (parts === null) {
    const why = `'${shorten(text)}' is no objective`
    return report.refuse(place, node, 'objective', why, GRAMMAR)
  }
  const [, metric = '', op = '', written = ''] = parts
  const value = normalDecimal(written)
  if (!value.ok) {
    const isText = value.rule === 'number-grammar'
    const rule = isText ? 'objective-type' : value.rule
    const why = isText ? `the value '${shorten(written)}' is no number` : value.reason
    return report.refuse(place, node, rule, why, GRAMMAR)
  }
  const { type } = metrics.use(metric, place, node)
  if (type === 'string' || type === 'boolean') {
    const why = `the metric ${shorten(metric)} is a ${type}`
    return report.refuse(place, node, 'objective-type', why, 'objectives are on numbers')
  }
  return { metric, op: op as CompareOp, value: value.value }
}

function readCredits(report: Report, map: MapSpot): readonly Credit[] | undefined {
  const list = child(map, 'credits')
  if (list === undefined) return undefined
  if (list.node.kind !== 'list')
    return report.refuse(list.place, list.node, 'shape', 'credits are a list', '- credit: 10%')
  const credits = list.node.items.flatMap((node, i) => {
    const one = asMap(report, { place: within(list.place, i), node })
    if (one === undefined) return []
    const read = ['below', 'belowBps', 'credit', 'creditBps']
    checkFields(report, one, { read, strict: true })
    const below = readBps(report, one, 'below', 'zero')
    const creditBps = readBps(report, one, 'credit', 'zero')
    if (creditBps === undefined) {
      report.refuse(
        one.place,
        one.node,
        'missing-field',
        'a credit without its size',
        'credit: 10%',
      )
      return []
    }
    return [{ ...(below === undefined ? {} : { below }), creditBps }]
  })
  if (new Set(credits.map((one) => one.below)).size === credits.length)
    return credits.sort(byCanonicalText)
  const why = 'two credits below one threshold'
  return report.refuse(list.place, list.node, 'quantile', why, 'one credit for a threshold')
}

function readExtension(report: Report, map: MapSpot): Pick<Guarantee, 'quantileBps' | 'credits'> {
  const inner = childMap(report, map, EXTENSION)
  if (inner === undefined) return {}
  checkFields(report, inner, { read: ['quantile', 'quantileBps', 'credits'], strict: true })
  const quantileBps = readBps(report, inner, 'quantile', 'zero')
  const credits = readCredits(report, inner)
  return {
    ...(quantileBps === undefined ? {} : { quantileBps }),
    ...(credits === undefined || credits.length === 0 ? {} : { credits }),
  }
}

function readWindow(report: Report, map: MapSpot): 'dynamic' | undefined {
  const spot = child(map, 'window')
  const text = spot === undefined ? 'static' : asText(report, spot)
  if (spot === undefined || text === 'static') return undefined
  if (text === 'dynamic') return text
  const why = `the window '${shorten(text ?? '')}'`
  return report.refuse(spot.place, spot.node, 'objective', why, 'dynamic or static')
}

function readGuarantee(
  report: Report,
  metrics: MetricTable,
  spot: Spot,
  at: { path: string; method: string },
): Guarantee | undefined {
  const map = asMap(report, spot)
  if (map === undefined) return undefined
  const read = ['objective', 'period', 'window', 'scope', EXTENSION]
  checkFields(report, map, { read, idle: ['name'] })
  const objective = child(map, 'objective')
  if (objective === undefined)
    return report.refuse(map.place, map.node, 'missing-field', 'no objective', GRAMMAR)
  const text = asText(report, objective)
  const comparison =
    text === undefined ? undefined : readComparison(report, metrics, objective, text)
  const periodSpot = child(map, 'period')
  const period = periodSpot === undefined ? 'ever' : readPeriod(report, periodSpot)
  const scope = child(map, 'scope')
  if (scope?.node.kind === 'text' && scope.node.text.trim() !== 'account')
    report.warn(scope.place, scope.node, 'field-dropped', 'a guarantee holds for each account')
  const window = readWindow(report, map)
  if (comparison === undefined || period === undefined) return undefined
  return {
    ...at,
    ...comparison,
    ...(period === 'ever' ? {} : { period }),
    ...(window === undefined ? {} : { window }),
    ...readExtension(report, map),
  }
}

/** A list where a map of methods is wanted is for all of them. */
function withMethod(report: Report, spot: Spot): Spot {
  const { place, node } = spot
  if (node.kind !== 'list') return spot
  report.warn(place, node, 'limit-list', 'guarantees without a method are for all of them')
  const { source, at } = node
  return { place, node: { kind: 'map', entries: new Map([[GLOBAL, node]]), source, at } }
}

/** Reads the section `guarantees`: path or global, method or global, list. */
export function readGuarantees(report: Report, metrics: MetricTable, map: MapSpot): Guarantees {
  const out = new Map<string, readonly Guarantee[]>()
  for (const [pathKey, pathSpot] of children(map)) {
    const path =
      pathKey === GLOBAL ? GLOBAL : readPath(report, pathSpot.place, pathSpot.node, pathKey)
    const methodMap = asMap(report, withMethod(report, pathSpot))
    if (path === undefined || methodMap === undefined) continue
    for (const [methodKey, spot] of children(methodMap)) {
      const { place, node } = spot
      const methods = methodKey === GLOBAL ? [GLOBAL] : readMethods(report, place, node, methodKey)
      const spots =
        node.kind === 'list'
          ? node.items.map((item, i) => ({ place: within(place, i), node: item }))
          : [spot]
      for (const method of methods) {
        const list = spots.flatMap(
          (one) => readGuarantee(report, metrics, one, { path, method }) ?? [],
        )
        if (out.has(`${path}\n${method}`)) {
          const why = `${method} ${shorten(path)} has guarantees already`
          report.refuse(place, node, 'path-conflict', why, 'one list for a path and method')
        }
        out.set(`${path}\n${method}`, list)
      }
    }
  }
  return out
}
