import { asDecimal, asText, checkFields, child, childMap } from './fields.js'
import type { MapSpot, Spot } from './fields.js'
import { SCALE, isWhole, normalDecimal, scaled } from './decimal.js'
import type { Settlement } from './normalForm.js'
import type { Report } from './problem.js'
import { shorten } from './tree.js'

/** The field under which InfoNex adds to SLA4OAI. */
export const EXTENSION = 'x-infonex'

/** What the extension says of the whole document. */
export interface DocumentExtension {
  readonly settlement?: Settlement
  readonly tzOffsetMinutes?: string
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y > 0n) [x, y] = [y, x % y]
  return x
}

/** `units` of denom for `per` of currency in lowest terms, so that one ratio has one form. */
function ratio(report: Report, map: MapSpot, units: string, per: string): Partial<Settlement> {
  const [a, b] = [scaled(units), scaled(per)]
  const why = 'the ratio is not of two numbers above 0'
  if (a <= 0n || b <= 0n)
    return report.refuse(map.place, map.node, 'settlement', why, 'units: 1000000, per: 1') ?? {}
  const common = gcd(a, b)
  const both = [(a / common).toString(), (b / common).toString()] as const
  if (both.some((text) => text.length > 18))
    return report.refuse(map.place, map.node, 'settlement', 'the ratio is too fine', '') ?? {}
  return { units: both[0], per: both[1] }
}

function readRatio(report: Report, map: MapSpot): Partial<Settlement> {
  const one = child(map, 'unitsPerCurrencyUnit') ?? child(map, 'units_per_currency_unit')
  if (one !== undefined) {
    const [units = '', per = '1'] = (asText(report, one) ?? '').split('/')
    const [a, b] = [normalDecimal(units), normalDecimal(per)]
    if (a.ok && b.ok) return ratio(report, map, a.value, b.value)
    const why = `'${shorten(units)}' is no ratio`
    return report.refuse(one.place, one.node, 'settlement', why, '1000000 or 3/2') ?? {}
  }
  const [units, per] = [child(map, 'units'), child(map, 'per')]
  if (units === undefined) {
    const why = 'a settlement without units'
    return report.refuse(map.place, map.node, 'settlement', why, 'unitsPerCurrencyUnit') ?? {}
  }
  const [a, b] = [asDecimal(report, units), per === undefined ? '1' : asDecimal(report, per)]
  return a === undefined || b === undefined ? {} : ratio(report, map, a, b)
}

/** `settlement { denom, unitsPerCurrencyUnit }` or `{ denom, units, per }`. */
export function readSettlement(report: Report, map: MapSpot): Settlement | undefined {
  const read = ['denom', 'unitsPerCurrencyUnit', 'units_per_currency_unit', 'units', 'per']
  checkFields(report, map, { read, strict: true })
  const denomSpot = child(map, 'denom')
  const denom = denomSpot === undefined ? '' : (asText(report, denomSpot) ?? '')
  if (!/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/.test(denom)) {
    const why = `'${shorten(denom)}' is no denom`
    return report.refuse(map.place, map.node, 'settlement', why, 'denom: uinx')
  }
  const { units, per } = readRatio(report, map)
  return units === undefined || per === undefined ? undefined : { denom, units, per }
}

/** Minutes east of Greenwich, or `+02:00`. */
export function readTimeZone(report: Report, spot: Spot): string | undefined {
  const clock = /^([+-])(\d\d):(\d\d)$/.exec(spot.node.kind === 'text' ? spot.node.text.trim() : '')
  const minutes =
    clock === null
      ? asDecimal(report, spot)
      : `${(Number(clock[2]) * 60 + Number(clock[3])) * (clock[1] === '-' ? -1 : 1)}`
  if (minutes === undefined) return undefined
  const within14h = scaled(minutes) >= -840n * SCALE && scaled(minutes) <= 840n * SCALE
  if (isWhole(minutes) && within14h) return minutes === '-0' ? '0' : minutes
  const why = `${minutes} is no offset`
  return report.refuse(spot.place, spot.node, 'time-zone', why, 'whole minutes from -840 to 840')
}

function readOne(report: Report, map: MapSpot): DocumentExtension {
  checkFields(report, map, { read: ['settlement', 'tzOffsetMinutes', 'timeZone'], strict: true })
  const money = childMap(report, map, 'settlement')
  const settlement = money === undefined ? undefined : readSettlement(report, money)
  const zone = child(map, 'tzOffsetMinutes') ?? child(map, 'timeZone')
  const tzOffsetMinutes = zone === undefined ? undefined : readTimeZone(report, zone)
  return {
    ...(settlement === undefined ? {} : { settlement }),
    ...(tzOffsetMinutes === undefined || tzOffsetMinutes === '0' ? {} : { tzOffsetMinutes }),
  }
}

/**
 * The extension at the root or, where a schema forbids that, in the context; the root's word counts first.
 */
export function readDocumentExtension(report: Report, root: MapSpot): DocumentExtension {
  const context = root.node.entries.get('context')
  const inContext =
    context?.kind === 'map'
      ? childMap(report, { place: { up: root.place, key: 'context' }, node: context }, EXTENSION)
      : undefined
  const atRoot = childMap(report, root, EXTENSION)
  return {
    ...(inContext === undefined ? {} : readOne(report, inContext)),
    ...(atRoot === undefined ? {} : readOne(report, atRoot)),
  }
}

/** A share as basis points: `0.99`, `99%` or, in a field whose name ends in Bps, `9900`. */
export function readBps(
  report: Report,
  map: MapSpot,
  name: string,
  above: 'zero' | 'any',
): string | undefined {
  const inBps = child(map, `${name}Bps`)
  const spot = inBps ?? child(map, name)
  if (spot === undefined) return undefined
  const text = (asText(report, spot) ?? '').trim()
  const percent = text.endsWith('%')
  const read = normalDecimal(percent ? text.slice(0, -1) : text)
  const times = inBps !== undefined ? 1n : percent ? 100n : 10_000n
  const bps = read.ok ? scaled(read.value) * times : -1n
  const low = above === 'zero' ? 1n : 0n
  if (bps % SCALE === 0n && bps / SCALE >= low && bps <= 10_000n * SCALE)
    return (bps / SCALE).toString()
  const why = `'${shorten(text)}' is no share in basis points`
  return report.refuse(spot.place, spot.node, 'quantile', why, '0.99, 99% or 9900 in basis points')
}
