import { byCanonicalText } from './canonical.js'
import { asMap, asText, checkFields, child, childMap, children } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import type { Plan } from './normalForm.js'
import type { Report } from './problem.js'
import { readGuarantees } from './readGuarantees.js'
import type { Guarantees } from './readGuarantees.js'
import { Limits, readLimits } from './readLimits.js'
import type { MetricTable } from './readMetrics.js'
import { finishPricing, readPricing } from './readPricing.js'
import type { PricingParts } from './readPricing.js'
import { shorten, within } from './tree.js'

/** What one place says of a plan; the rest is inherited. */
export interface PlanParts {
  readonly pricing: PricingParts
  readonly quotas: Limits
  readonly rates: Limits
  readonly guarantees: Guarantees
  readonly availability: readonly string[] | undefined
  readonly configuration: ReadonlyMap<string, string>
}

export const NO_PARTS: PlanParts = {
  pricing: {},
  quotas: new Limits(),
  rates: new Limits(),
  guarantees: new Map(),
  availability: undefined,
  configuration: new Map(),
}

/** Sections of a plan; research documents have them at the root too, for all plans. */
export const PLAN_SECTIONS = [
  'pricing',
  'quotas',
  'rates',
  'guarantees',
  'availability',
  'configuration',
]

const INTERVAL = /^R\d{0,9}\/\d\d:\d\d:\d\dZ\/\d\d:\d\d:\d\dZ$/

function readInterval(report: Report, spot: Spot): readonly string[] {
  const text = asText(report, spot)
  if (text === undefined) return []
  if (INTERVAL.test(text)) return [text]
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)) {
    const why = 'a moment, as an old schema had it, says no time of day: left out'
    report.warn(spot.place, spot.node, 'availability', why, 'R/00:00:00Z/23:59:59Z')
    return []
  }
  const why = `'${shorten(text)}' is no repeating interval`
  report.refuse(spot.place, spot.node, 'availability', why, 'R/00:00:00Z/23:59:59Z')
  return []
}

function readAvailability(report: Report, spot: Spot | undefined): readonly string[] | undefined {
  if (spot === undefined) return undefined
  const { place, node } = spot
  const spots =
    node.kind === 'list'
      ? node.items.map((item, i) => ({ place: within(place, i), node: item }))
      : [spot]
  const all = spots.flatMap((one) => readInterval(report, one))
  return all.length === 0 ? undefined : [...new Set(all)].sort(byCanonicalText)
}

function readConfiguration(report: Report, map: MapSpot | undefined): ReadonlyMap<string, string> {
  const out = new Map<string, string>()
  if (map === undefined) return out
  for (const [key, spot] of children(map)) {
    if (spot.node.kind !== 'text') {
      const why = 'a configuration that is no text is left out'
      report.warn(spot.place, spot.node, 'field-dropped', why)
      continue
    }
    const text = asText(report, spot)
    if (text !== undefined) out.set(key, text)
  }
  return out
}

/** Reads the sections of a plan, or of the root. */
export function readPlanParts(report: Report, metrics: MetricTable, map: MapSpot): PlanParts {
  const [quotas, rates, guarantees] = ['quotas', 'rates', 'guarantees'].map((key) =>
    childMap(report, map, key),
  )
  const pricing = child(map, 'pricing')
  return {
    pricing: pricing === undefined ? {} : readPricing(report, pricing),
    quotas: quotas === undefined ? new Limits() : readLimits(report, metrics, quotas),
    rates: rates === undefined ? new Limits() : readLimits(report, metrics, rates),
    guarantees: guarantees === undefined ? new Map() : readGuarantees(report, metrics, guarantees),
    availability: readAvailability(report, child(map, 'availability')),
    configuration: readConfiguration(report, childMap(report, map, 'configuration')),
  }
}

/** A plan in a map of plans. */
export function readPlan(report: Report, metrics: MetricTable, spot: Spot): PlanParts {
  const map = asMap(report, spot)
  if (map === undefined) return NO_PARTS
  checkFields(report, map, { read: PLAN_SECTIONS, idle: ['name', 'title'] })
  return readPlanParts(report, metrics, map)
}

/**
 * Inheritance, element by element: each field of the pricing, each list of limits of a path, method and
 * metric, each list of guarantees of a path and method, each key of the configuration, the availability.
 */
export function inherit(base: PlanParts, own: PlanParts): PlanParts {
  return {
    pricing: { ...base.pricing, ...own.pricing },
    quotas: base.quotas.over(own.quotas),
    rates: base.rates.over(own.rates),
    guarantees: new Map([...base.guarantees, ...own.guarantees]),
    availability: own.availability ?? base.availability,
    configuration: new Map([...base.configuration, ...own.configuration]),
  }
}

/** The plan of the normal form. */
export function finishPlan(parts: PlanParts): Plan {
  const quotas = parts.quotas.toTable()
  const rates = parts.rates.toTable()
  const guarantees = [...parts.guarantees.values()].flat().sort(byCanonicalText)
  const { availability, configuration } = parts
  return {
    pricing: finishPricing(parts.pricing),
    ...(quotas === undefined ? {} : { quotas }),
    ...(rates === undefined ? {} : { rates }),
    ...(guarantees.length === 0 ? {} : { guarantees }),
    ...(availability === undefined ? {} : { availability }),
    ...(configuration.size === 0 ? {} : { configuration: Object.fromEntries(configuration) }),
  }
}
