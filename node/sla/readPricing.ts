import { asAmount, asFlag, asMap, asText, checkFields, child } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import { readPeriod, samePeriod } from './periods.js'
import type { PeriodOrEver } from './periods.js'
import type { Pricing } from './normalForm.js'
import type { Report } from './problem.js'
import { shorten } from './tree.js'

/** What one place says of a price; the rest is inherited. */
export interface PricingParts {
  readonly cost?: string
  readonly currency?: string
  readonly period?: PeriodOrEver
}

/** Names in place of codes, as the research specification has them. */
const CURRENCY_NAMES = new Map([
  ['EURO', 'EUR'],
  ['EUROS', 'EUR'],
  ['€', 'EUR'],
  ['DOLLAR', 'USD'],
  ['DOLLARS', 'USD'],
  ['US$', 'USD'],
])

function readCurrency(report: Report, spot: Spot): string | undefined {
  const text = asText(report, spot)
  if (text === undefined) return undefined
  const upper = text.toUpperCase()
  const code = CURRENCY_NAMES.get(upper) ?? upper
  if (/^[A-Z]{3}$/.test(code)) {
    if (code !== text)
      report.warn(spot.place, spot.node, 'currency', `${shorten(text)} is read as ${code}`)
    return code
  }
  const why = `'${shorten(text)}' is no currency`
  return report.refuse(spot.place, spot.node, 'currency', why, 'three letters of ISO 4217: USD')
}

function readCost(report: Report, map: MapSpot): string | undefined {
  const custom = child(map, 'custom')
  const isCustom = custom === undefined ? false : asFlag(report, custom)
  const cost = child(map, 'cost')
  if (cost === undefined) return isCustom === true ? 'custom' : undefined
  if (cost.node.kind === 'text' && cost.node.text.trim().toLowerCase() === 'custom') return 'custom'
  if (isCustom === true) {
    const why = 'a cost beside custom: the cost stands'
    report.warn(cost.place, cost.node, 'pricing-conflict', why, 'leave one of them out')
  }
  return asAmount(report, cost, 'any')
}

function readBilling(report: Report, map: MapSpot): PeriodOrEver | undefined {
  const spots = ['billing', 'period'].flatMap((key) => child(map, key) ?? [])
  const periods = spots.map((spot) => readPeriod(report, spot))
  const [first, second] = periods
  if (spots.length === 2 && first !== undefined && second !== undefined)
    if (!samePeriod(first, second))
      report.refuse(
        map.place,
        map.node,
        'pricing-conflict',
        'billing and period differ',
        'keep one',
      )
  return first ?? second
}

/** `cost`, `currency` and `billing` or `period`. */
export function readPricing(report: Report, spot: Spot): PricingParts {
  const map = asMap(report, spot)
  if (map === undefined) return {}
  const read = ['cost', 'currency', 'billing', 'period', 'custom']
  checkFields(report, map, { read, idle: ['plan', 'name'], strict: true })
  const cost = readCost(report, map)
  const currencySpot = child(map, 'currency')
  const currency = currencySpot === undefined ? undefined : readCurrency(report, currencySpot)
  const period = readBilling(report, map)
  return {
    ...(cost === undefined ? {} : { cost }),
    ...(currency === undefined ? {} : { currency }),
    ...(period === undefined ? {} : { period }),
  }
}

/** A price with the defaults of the specification: 0, USD, monthly. */
export function finishPricing(parts: PricingParts): Pricing {
  const { cost = '0', currency = 'USD', period = { amount: '1', unit: 'month' } as const } = parts
  return period === 'ever' ? { cost, currency } : { cost, currency, period }
}
