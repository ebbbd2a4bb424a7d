import { asAmount, asFlag, asMap, asText, checkFields, child, childMap } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import { EXTENSION } from './extension.js'
import type { Limit, OperationCost, OverageCost } from './normalForm.js'
import { readPeriod } from './periods.js'
import type { Report } from './problem.js'
import { shorten } from './tree.js'

/** Keys by which a map is known to be a limit. */
const LIMIT_FIELDS = ['max', 'period', 'scope', 'type', 'custom', 'cost', 'overage', 'operation']
/** What the normal form itself calls a limit's shape. */
const READ = [...LIMIT_FIELDS, 'shape', EXTENSION]

/** Whether a map is a limit rather than a map of limits. */
export function looksLikeLimit(map: MapSpot): boolean {
  return LIMIT_FIELDS.some((key) => map.node.entries.has(key))
}

const UNLIMITED = new Set(['unlimited', 'infinity', 'infinite', '.inf', '∞'])

function readMax(report: Report, map: MapSpot, hasCost: boolean): string | undefined {
  const custom = child(map, 'custom')
  const isCustom = custom === undefined ? false : asFlag(report, custom)
  const max = child(map, 'max')
  if (max === undefined) {
    if (isCustom === true) return 'custom'
    if (hasCost) {
      report.warn(map.place, map.node, 'limit-max', 'no max beside a cost: unlimited')
      return 'unlimited'
    }
    return report.refuse(
      map.place,
      map.node,
      'limit-max',
      'a limit without a max',
      'max: unlimited',
    )
  }
  const word = max.node.kind === 'text' ? max.node.text.trim().toLowerCase() : ''
  if (UNLIMITED.has(word)) return 'unlimited'
  if (word === 'custom') return 'custom'
  if (isCustom === true)
    report.warn(max.place, max.node, 'limit-max', 'a max beside custom: the max stands')
  return asAmount(report, max, 'any')
}

function readRounding(report: Report, map: MapSpot): 'ceil' | 'floor' | undefined {
  const inner = childMap(report, map, EXTENSION)
  if (inner !== undefined) checkFields(report, inner, { read: ['rounding'], strict: true })
  const spot = inner === undefined ? child(map, 'rounding') : child(inner, 'rounding')
  if (spot === undefined) return undefined
  const text = asText(report, spot)
  if (text === 'ceil' || text === 'floor') return text
  return report.refuse(
    spot.place,
    spot.node,
    'limit-cost',
    `rounding is ceil or floor, not '${shorten(text ?? '')}'`,
    'operations floor, overages ceil where it is absent',
  )
}

/** A field under its own name or that of another dialect. */
function named(
  report: Report,
  map: MapSpot,
  name: string,
  others: readonly string[],
): Spot | undefined {
  const found = [name, ...others].flatMap((key) => {
    const spot = child(map, key)
    return spot === undefined ? [] : [[key, spot] as const]
  })
  const [first, second] = found
  if (first === undefined) {
    const why = `no ${name}`
    return report.refuse(map.place, map.node, 'missing-field', why, `${name} and cost`)
  }
  if (second !== undefined) {
    const why = `both ${first[0]} and ${second[0]}`
    return report.refuse(map.place, map.node, 'limit-cost', why, `${name} alone`)
  }
  if (first[0] !== name)
    report.warn(first[1].place, first[1].node, 'overage-name', `${first[0]} is read as ${name}`)
  return first[1]
}

function readOperation(report: Report, map: MapSpot): OperationCost | undefined {
  checkFields(report, map, { read: ['volume', 'cost', 'rounding', EXTENSION], strict: true })
  const [volumeSpot, costSpot] = [named(report, map, 'volume', []), named(report, map, 'cost', [])]
  if (volumeSpot === undefined || costSpot === undefined) return undefined
  const volume = asAmount(report, volumeSpot, 'zero')
  const cost = asAmount(report, costSpot, 'any')
  const rounding = readRounding(report, map)
  if (volume === undefined || cost === undefined) return undefined
  return { volume, cost, ...(rounding === 'ceil' ? { rounding } : {}) }
}

function readOverage(report: Report, map: MapSpot): OverageCost | undefined {
  const read = ['excess', 'overage', 'volume', 'cost', 'amount', 'rounding', EXTENSION]
  checkFields(report, map, { read, strict: true })
  const excessSpot = named(report, map, 'excess', ['overage', 'volume'])
  const costSpot = named(report, map, 'cost', ['amount'])
  if (excessSpot === undefined || costSpot === undefined) return undefined
  const excess = asAmount(report, excessSpot, 'zero')
  const cost = asAmount(report, costSpot, 'any')
  const rounding = readRounding(report, map)
  if (excess === undefined || cost === undefined) return undefined
  return { excess, cost, ...(rounding === 'floor' ? { rounding } : {}) }
}

/** Maps under `cost` or beside it; a cost that is 0 is none. */
function costMap(report: Report, map: MapSpot, name: string): MapSpot | undefined {
  const outside = childMap(report, map, name)
  const cost = child(map, 'cost')
  if (cost === undefined || cost.node.kind !== 'map') return outside
  const inside = childMap(report, { place: cost.place, node: cost.node }, name)
  if (inside === undefined || outside === undefined) return inside ?? outside
  const why = `${name} stands under cost and beside it`
  return report.refuse(map.place, map.node, 'limit-cost', why, 'keep the one under cost')
}

function checkCost(report: Report, map: MapSpot): void {
  const cost = child(map, 'cost')
  if (cost === undefined) return
  if (cost.node.kind === 'map') {
    const inner = { place: cost.place, node: cost.node }
    checkFields(report, inner, { read: ['operation', 'overage'], strict: true })
    return
  }
  if (cost.node.kind === 'text' && /^0+(?:\.0*)?$/.test(cost.node.text.trim())) return
  const hint = 'cost: { operation: { volume: 1, cost: 0.5 } }'
  report.refuse(cost.place, cost.node, 'limit-cost', 'a cost without what it is for', hint)
}

function readScope(report: Report, map: MapSpot): 'tenant' | undefined {
  const spot = child(map, 'scope')
  const text = spot === undefined ? 'account' : asText(report, spot)?.toLowerCase()
  if (spot === undefined || text === 'account') return undefined
  if (text === 'tenant') return text
  const why = `the scope '${shorten(text ?? '')}'`
  return report.refuse(spot.place, spot.node, 'limit-scope', why, 'account or tenant')
}

function readShape(report: Report, map: MapSpot): 'average' | undefined {
  const spot = child(map, 'type') ?? child(map, 'shape')
  const text = spot === undefined ? 'burst' : asText(report, spot)?.toLowerCase()
  if (spot === undefined || text === 'burst') return undefined
  if (text === 'average') return text
  const why = `the type '${shorten(text ?? '')}'`
  return report.refuse(spot.place, spot.node, 'limit-type', why, 'burst or average')
}

function remarkOnMin(report: Report, map: MapSpot): void {
  const min = child(map, 'min')
  if (min === undefined) return
  const why = 'min says what is bought at least, which no price here depends on: left out'
  report.warn(min.place, min.node, 'field-dropped', why)
}

/** One limit with what it costs; `overage` also beside `cost`, as half of the data set has it. */
export function readLimit(report: Report, spot: Spot): Limit | undefined {
  const map = asMap(report, spot)
  if (map === undefined) return undefined
  checkFields(report, map, { read: READ, idle: ['min', 'name'], strict: true })
  checkCost(report, map)
  remarkOnMin(report, map)
  const [operationMap, overageMap] = ['operation', 'overage'].map((n) => costMap(report, map, n))
  const operation = operationMap === undefined ? undefined : readOperation(report, operationMap)
  let overage = overageMap === undefined ? undefined : readOverage(report, overageMap)
  const max = readMax(report, map, operationMap !== undefined)
  const periodSpot = child(map, 'period')
  const period = periodSpot === undefined ? 'ever' : readPeriod(report, periodSpot)
  const shape = readShape(report, map)
  const scope = readScope(report, map)
  if (max !== undefined && /^[a-z]/.test(max) && overage !== undefined) {
    report.warn(map.place, map.node, 'field-dropped', `an overage of max ${max} is never due`)
    overage = undefined
  }
  if (max === undefined || period === undefined) return undefined
  if (shape === 'average' && (period === 'ever' || !/^\d/.test(max))) {
    const why = 'an average without a number and a period'
    return report.refuse(map.place, map.node, 'limit-type', why, 'max: 60, period: minute')
  }
  return {
    max,
    ...(period === 'ever' ? {} : { period }),
    ...(shape === undefined ? {} : { shape }),
    ...(scope === undefined ? {} : { scope }),
    ...(operation === undefined ? {} : { operation }),
    ...(overage === undefined ? {} : { overage }),
  }
}
