import { asMap, asText, checkFields, child, childMap, children } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import { EXTENSION } from './extension.js'
import type { Metric, MetricType } from './normalForm.js'
import type { Report } from './problem.js'
import { shorten } from './tree.js'
import type { Place, Tree } from './tree.js'

/** Research documents write the format in the place of the type. */
const TYPES = new Map<string, readonly [MetricType, string?]>([
  ['boolean', ['boolean']],
  ['integer', ['integer']],
  ['number', ['number']],
  ['string', ['string']],
  ['int32', ['integer', 'int32']],
  ['int64', ['integer', 'int64']],
  ['long', ['integer', 'int64']],
  ['float', ['number', 'float']],
  ['double', ['number', 'double']],
  ['byte', ['string', 'byte']],
  ['binary', ['string', 'binary']],
  ['date', ['string', 'date']],
  ['date-time', ['string', 'date-time']],
])

const KINDS = ['counter', 'gauge', 'sample'] as const

/** Metrics of a document, with those that limits use and nothing defines. */
export class MetricTable {
  readonly #metrics = new Map<string, Metric>()
  readonly #report: Report

  constructor(report: Report) {
    this.#report = report
  }

  has(name: string): boolean {
    return this.#metrics.has(name)
  }

  define(name: string, metric: Metric): void {
    this.#metrics.set(name, metric)
  }

  /** The metric; a name that nothing defines counts units of a number. */
  use(name: string, place: Place, node: Tree): Metric {
    const known = this.#metrics.get(name)
    if (known !== undefined) return known
    const why = `the metric ${shorten(name)} is not defined: a number`
    this.#report.warn(place, node, 'metric-implied', why, 'define it under metrics')
    const metric: Metric = { type: 'number' }
    this.#metrics.set(name, metric)
    return metric
  }

  toRecord(): Readonly<Record<string, Metric>> {
    return Object.fromEntries(this.#metrics)
  }
}

function readKind(report: Report, map: MapSpot): Metric['kind'] {
  const inner = childMap(report, map, EXTENSION)
  if (inner !== undefined) checkFields(report, inner, { read: ['kind'], strict: true })
  const spot = inner === undefined ? child(map, 'kind') : child(inner, 'kind')
  if (spot === undefined) return undefined
  const text = asText(report, spot)
  const kind = KINDS.find((one) => one === text)
  if (kind !== undefined || text === undefined) return kind
  const why = `'${shorten(text)}' is no kind of metric`
  return report.refuse(spot.place, spot.node, 'metric-type', why, KINDS.join(', '))
}

function readResolution(report: Report, map: MapSpot): Metric['resolution'] {
  const spot = child(map, 'resolution')
  if (spot === undefined) return undefined
  const text = asText(report, spot)
  if (text === 'check' || text === 'consumption') return text
  const why = `resolution ${shorten(text ?? '')} is left out`
  report.warn(spot.place, spot.node, 'field-dropped', why, 'check or consumption')
  return undefined
}

function readType(report: Report, map: MapSpot): readonly [MetricType, string?] | undefined {
  const spot = child(map, 'type')
  const format = child(map, 'format')
  const named = format?.node.kind === 'text' ? TYPES.get(format.node.text.trim()) : undefined
  if (spot === undefined) {
    if (named !== undefined) return named
    report.warn(
      map.place,
      map.node,
      'metric-type',
      'a metric without a type: a number',
      'type: integer',
    )
    return ['number']
  }
  const text = asText(report, spot)
  const type = text === undefined ? undefined : TYPES.get(text.toLowerCase())
  if (type !== undefined || text === undefined) return type
  const why = `'${shorten(text)}' is no type of metric`
  return report.refuse(
    spot.place,
    spot.node,
    'metric-type',
    why,
    'boolean, integer, number, string',
  )
}

/** Definitions that stand inside another one, a level too deep. */
function inner(map: MapSpot): [string, MapSpot][] {
  return children(map).flatMap(([key, { place, node }]): [string, MapSpot][] => {
    const isMetric = node.kind === 'map' && (node.entries.has('type') || node.entries.has('format'))
    return isMetric && !key.startsWith('x-') ? [[key, { place, node }]] : []
  })
}

function readMetric(report: Report, table: MetricTable, name: string, spot: Spot): void {
  if (spot.node.kind === 'text') {
    const why = 'a text where a metric is defined: a number'
    report.warn(spot.place, spot.node, 'metric-type', why, 'type: integer')
    table.define(name, { type: 'number' })
    return
  }
  const map = asMap(report, spot)
  if (map === undefined) return
  const nested = inner(map)
  for (const [key, one] of nested) {
    const why = `${shorten(key)} stands one level too deep`
    report.warn(one.place, one.node, 'nested-metric', why, 'take it a level up')
    readMetric(report, table, key, one)
  }
  const isHolder = nested.length > 0 && !map.node.entries.has('type')
  if (isHolder) return
  const read = ['type', 'format', 'unit', 'resolution', 'kind', EXTENSION]
  const idle = ['relatedMetrics', 'name', ...nested.map(([key]) => key)]
  checkFields(report, map, { read, idle })
  const type = readType(report, map)
  if (type === undefined) return
  const formatSpot = child(map, 'format')
  const format = formatSpot === undefined ? type[1] : asText(report, formatSpot)
  const unitSpot = child(map, 'unit')
  const unit = unitSpot === undefined ? undefined : asText(report, unitSpot)
  const resolution = readResolution(report, map)
  const kind = readKind(report, map)
  table.define(name, {
    type: type[0],
    ...(format === undefined ? {} : { format }),
    ...(unit === undefined ? {} : { unit }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(kind === undefined ? {} : { kind }),
  })
}

/** Reads the section `metrics`. */
export function readMetrics(report: Report, table: MetricTable, map: MapSpot): void {
  for (const [name, spot] of children(map)) {
    if (!name.startsWith('x-')) readMetric(report, table, name, spot)
    else report.warn(spot.place, spot.node, 'field-dropped', 'an extension is no metric: left out')
  }
}
