import { byCanonicalText } from './canonical.js'
import { asMap, children } from './fields.js'
import { EXTENSION } from './extension.js'
import type { MapSpot, Spot } from './fields.js'
import type { Limit, LimitTable } from './normalForm.js'
import { readMethods, readPath } from './paths.js'
import type { Report } from './problem.js'
import { looksLikeLimit, readLimit } from './readLimit.js'
import type { MetricTable } from './readMetrics.js'
import { shorten, within } from './tree.js'

/** Limits of one path, method and metric. */
interface Row {
  readonly path: string
  readonly method: string
  readonly metric: string
  readonly limits: readonly Limit[]
}

/** Limits by path, method and metric; one key, so that plans inherit row by row. */
export class Limits {
  readonly #rows = new Map<string, Row>()

  static #key(path: string, method: string, metric: string): string {
    return `${path}\n${method}\n${metric}`
  }

  get(path: string, method: string, metric: string): readonly Limit[] | undefined {
    return this.#rows.get(Limits.#key(path, method, metric))?.limits
  }

  set(row: Row): void {
    this.#rows.set(Limits.#key(row.path, row.method, row.metric), row)
  }

  /** Rows of both; where both have one, that of `own`. */
  over(own: Limits): Limits {
    const all = new Limits()
    for (const row of [...this.#rows.values(), ...own.#rows.values()]) all.set(row)
    return all
  }

  /** The part of the normal form; undefined without rows. An empty list takes an inherited one away. */
  toTable(): LimitTable | undefined {
    const table: Record<string, Record<string, Record<string, readonly Limit[]>>> = {}
    for (const { path, method, metric, limits } of this.#rows.values()) {
      if (limits.length === 0) continue
      const methods = (table[path] ??= {})
      const metrics = (methods[method] ??= {})
      metrics[metric] = limits
    }
    return Object.keys(table).length === 0 ? undefined : table
  }
}

/** What is being read: where limits go, and the metrics that they may name. */
interface Reading {
  readonly report: Report
  readonly metrics: MetricTable
  readonly limits: Limits
}

/** Limits of a list hold together: their order says nothing. */
function readList(report: Report, spot: Spot): readonly Limit[] {
  const { place, node } = spot
  if (node.kind === 'list') {
    const limits = node.items.flatMap((item, i) => {
      const limit = readLimit(report, { place: within(place, i), node: item })
      return limit === undefined ? [] : [limit]
    })
    return limits.length < 2 ? limits : limits.sort(byCanonicalText)
  }
  report.warn(place, node, 'limit-list', 'one limit where a list is wanted')
  const limit = readLimit(report, spot)
  return limit === undefined ? [] : [limit]
}

function sameLimits(a: readonly Limit[], b: readonly Limit[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function addRow(reading: Reading, spot: Spot, row: Row): void {
  const { report, limits } = reading
  const known = limits.get(row.path, row.method, row.metric)
  if (known !== undefined && !sameLimits(known, row.limits)) {
    const why = `${row.method} ${shorten(row.path)} has other limits of ${shorten(row.metric)}`
    report.refuse(spot.place, spot.node, 'path-conflict', why, 'keep one of the two')
    return
  }
  limits.set(row)
}

/** Limits of one metric; or, one level too deep, a map of metrics. */
function readMetricLimits(
  reading: Reading,
  spot: Spot,
  path: string,
  methods: readonly string[],
  metric: string,
): void {
  const { report, metrics } = reading
  const { node, place } = spot
  if (node.kind === 'map' && !looksLikeLimit({ place, node })) {
    const nested = children({ place, node })
    const known = nested.filter(([name]) => name === metric || metrics.has(name))
    if (nested.length === 0 || known.length < nested.length) {
      const why = `${shorten(metric)} holds no limits`
      report.refuse(place, node, 'nested-metric', why, 'metric: [ { max, period } ]')
      return
    }
    report.warn(place, node, 'nested-metric', 'metrics stand one level too deep', 'take them up')
    for (const [name, one] of nested) readMetricLimits(reading, one, path, methods, name)
    return
  }
  const { kind = 'counter' } = metrics.use(metric, place, node)
  const limits = readList(report, spot)
  const isCharged = limits.some((one) => one.operation !== undefined || one.overage !== undefined)
  if (kind !== 'counter' && isCharged) {
    const why = `the metric ${shorten(metric)} is a ${kind}: it has no usage to charge for`
    report.refuse(place, node, 'limit-cost', why, 'charge for a counter')
  }
  for (const method of methods) addRow(reading, spot, { path, method, metric, limits })
}

/** Extensions of others say nothing here; that they may have been meant as names is told. */
function isExtension(report: Report, key: string, spot: Spot): boolean {
  if (!key.startsWith('x-')) return false
  if (key !== EXTENSION)
    report.warn(spot.place, spot.node, 'field-dropped', `the extension ${shorten(key)} is left out`)
  return true
}

/** Reads the section `quotas` or `rates`: path, method, metric, list. */
export function readLimits(report: Report, metrics: MetricTable, map: MapSpot): Limits {
  const limits = new Limits()
  const reading = { report, metrics, limits }
  for (const [pathKey, pathSpot] of children(map)) {
    if (isExtension(report, pathKey, pathSpot)) continue
    const path = readPath(report, pathSpot.place, pathSpot.node, pathKey)
    const methodMap = asMap(report, pathSpot)
    if (path === undefined || methodMap === undefined) continue
    for (const [methodKey, methodSpot] of children(methodMap)) {
      if (isExtension(report, methodKey, methodSpot)) continue
      const methods = readMethods(report, methodSpot.place, methodSpot.node, methodKey)
      const metricMap = asMap(report, methodSpot)
      if (metricMap === undefined) continue
      for (const [metric, spot] of children(metricMap))
        if (!isExtension(report, metric, spot))
          readMetricLimits(reading, spot, path, methods, metric)
    }
  }
  return limits
}
