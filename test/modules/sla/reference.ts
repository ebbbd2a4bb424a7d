/** The price of a log of usage, worked out anew: rationals, a calendar of Date, no state between events. */

export interface Event {
  readonly tMs: number
  readonly binding: string
  readonly units: bigint
}

export interface RefLimit {
  readonly max?: string
  readonly period?: { readonly amount: string; readonly unit: string }
  readonly operation?: {
    readonly volume: string
    readonly cost: string
    readonly rounding?: 'ceil'
  }
  readonly overage?: { readonly excess: string; readonly cost: string; readonly rounding?: 'floor' }
}

/** num / den. */
export type Ratio = readonly [bigint, bigint]

const plus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * d + c * b, b * d]
const by = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * c, b * d]
const per = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * d, b * c]
const up = ([a, b]: Ratio): Ratio => [a % b === 0n ? a / b : a / b + 1n, 1n]
const whole = (n: bigint): Ratio => [n, 1n]

export function ratio(text: string): Ratio {
  const [a = '', b = ''] = text.split('.')
  return [BigInt(a + b), BigInt(`1${'0'.repeat(b.length)}`)]
}

const LENGTH: Record<string, number> = {
  second: 1e3,
  minute: 6e4,
  hour: 36e5,
  day: 864e5,
  week: 6048e5,
}
const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 }

/** Name of the window that holds a time. */
export function windowName(period: RefLimit['period'], tMs: number, tz: number): string {
  if (period === undefined) return 'always'
  const n = Number(period.amount)
  const local = new Date(tMs + tz * 60_000)
  const length = LENGTH[period.unit]
  if (length !== undefined) return `${Math.floor(local.getTime() / (length * n))}`
  const months = (local.getUTCFullYear() - 1970) * 12 + local.getUTCMonth()
  return `${Math.floor(months / ((MONTHS[period.unit] as number) * n))}`
}

const isHard = (limit: RefLimit): boolean => limit.max !== undefined && limit.overage === undefined

function inWindow(log: readonly Event[], limit: RefLimit, tMs: number, tz: number): bigint {
  const name = windowName(limit.period, tMs, tz)
  return log
    .filter((e) => windowName(limit.period, e.tMs, tz) === name)
    .reduce((sum, e) => sum + e.units, 0n)
}

/** Events with the units that hard limits leave. */
function billable(events: readonly Event[], limits: readonly RefLimit[], tz: number): Event[] {
  const log: Event[] = []
  for (const event of events) {
    let units = event.units
    for (const limit of limits.filter(isHard)) {
      const [a, b] = ratio(limit.max as string)
      const left = a / b - inWindow(log, limit, event.tMs, tz)
      if (left < units) units = left > 0n ? left : 0n
    }
    log.push({ ...event, units })
  }
  return log
}

function limitPrice(log: readonly Event[], limit: RefLimit, tz: number): Ratio {
  const names = [...new Set(log.map((e) => windowName(limit.period, e.tMs, tz)))]
  let sum: Ratio = whole(0n)
  for (const name of names) {
    const units = whole(
      log
        .filter((e) => windowName(limit.period, e.tMs, tz) === name)
        .reduce((total, e) => total + e.units, 0n),
    )
    const { operation, overage } = limit
    if (operation !== undefined) {
      const packs = per(units, ratio(operation.volume))
      const paid = operation.rounding === 'ceil' ? up(packs) : packs
      sum = plus(sum, by(paid, ratio(operation.cost)))
    }
    if (overage !== undefined) {
      const [a, b] = ratio(limit.max as string)
      const above: Ratio = plus(units, [-a, b])
      if (above[0] <= 0n) continue
      const packs = per(above, ratio(overage.excess))
      const paid = overage.rounding === 'floor' ? packs : up(packs)
      sum = plus(sum, by(paid, ratio(overage.cost)))
    }
  }
  return sum
}

/** Price in currency units, without the base. */
export function referencePrice(
  events: readonly Event[],
  bindings: ReadonlyMap<string, readonly RefLimit[]>,
  tz: number,
): Ratio {
  let sum: Ratio = whole(0n)
  for (const [name, limits] of bindings) {
    const log = billable(
      events.filter((e) => e.binding === name),
      limits,
      tz,
    )
    for (const limit of limits) sum = plus(sum, limitPrice(log, limit, tz))
  }
  return sum
}

/** Windows of the base price that were begun. */
export function windowsBegun(
  period: RefLimit['period'],
  fromMs: number,
  toMs: number,
  tz: number,
): bigint {
  if (period === undefined) return 1n
  return BigInt(windowName(period, toMs, tz)) - BigInt(windowName(period, fromMs, tz)) + 1n
}

export { by, plus, whole }
