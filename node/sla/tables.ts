import type { Guarantee, Limit, LimitTable, Period, PlanDocument } from './normalForm.js'

/** A row of the price table. */
export type PriceRow = {
  readonly plan: string
  readonly cost: string
  readonly currency: string
  /** `month`, `3 months` or `once`. */
  readonly per: string
}

/** A row of the limits table: limits that hold for several methods of a path are one row. */
export type LimitRow = {
  readonly plan: string
  readonly kind: 'quota' | 'rate'
  readonly operation: string
  readonly metric: string
  readonly max: string
  readonly price: string
}

/** A row of the table of guarantees. */
export type GuaranteeRow = {
  readonly plan: string
  readonly operation: string
  readonly objective: string
  readonly window: string
  readonly credits: string
}

function periodText({ amount, unit }: Period): string {
  return amount === '1' ? unit : `${amount} ${unit}s`
}

/** What each plan costs before anything is used. */
export function priceRows(document: PlanDocument): readonly PriceRow[] {
  return Object.entries(document.plans).map(([plan, { pricing }]) => {
    const { cost, currency, period } = pricing
    return { plan, cost, currency, per: period === undefined ? 'once' : periodText(period) }
  })
}

function maxText({ max, period, shape, scope }: Limit): string {
  const notes = [shape, scope].filter((one) => one !== undefined)
  const per = period === undefined ? '' : ` / ${periodText(period)}`
  return `${max}${per}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`
}

function limitPrice({ operation, overage, max }: Limit): string {
  const each =
    operation === undefined
      ? []
      : [
          operation.rounding === 'ceil'
            ? `${operation.cost} for each ${operation.volume} begun`
            : `${operation.cost} for ${operation.volume}`,
        ]
  const above =
    overage === undefined
      ? []
      : [
          overage.rounding === 'floor'
            ? `${overage.cost} for ${overage.excess} above ${max}`
            : `${overage.cost} for each ${overage.excess} begun above ${max}`,
        ]
  return [...each, ...above].join('; ')
}

function tableRows(plan: string, kind: LimitRow['kind'], limits: LimitTable = {}): LimitRow[] {
  const rows = new Map<string, { methods: string[]; row: LimitRow }>()
  for (const [path, methods] of Object.entries(limits))
    for (const [method, metrics] of Object.entries(methods))
      for (const [metric, list] of Object.entries(metrics))
        for (const limit of list) {
          const [max, price] = [maxText(limit), limitPrice(limit)]
          const key = [path, metric, max, price].join('\n')
          const known = rows.get(key)
          if (known !== undefined) known.methods.push(method)
          else
            rows.set(key, {
              methods: [method],
              row: { plan, kind, operation: path, metric, max, price },
            })
        }
  return [...rows.values()].map(({ methods, row }) => ({
    ...row,
    operation: `${methods.join(',')} ${row.operation}`,
  }))
}

/** What each plan allows and charges by use. */
export function limitRows(document: PlanDocument): readonly LimitRow[] {
  return Object.entries(document.plans).flatMap(([name, plan]) => [
    ...tableRows(name, 'quota', plan.quotas),
    ...tableRows(name, 'rate', plan.rates),
  ])
}

/** One row for operations with like limits, so that a plan of a thousand operations is a page. */
export function foldLimitRows(rows: readonly LimitRow[]): readonly LimitRow[] {
  const folded = new Map<string, { first: LimitRow; count: number }>()
  for (const row of rows) {
    const { plan, kind, operation, metric, max, price } = row
    const methods = operation.slice(0, operation.indexOf(' '))
    const key = [plan, kind, methods, metric, max, price].join('\n')
    const known = folded.get(key)
    if (known === undefined) folded.set(key, { first: row, count: 1 })
    else known.count++
  }
  return [...folded.values()].map(({ first, count }) =>
    count === 1 ? first : { ...first, operation: `${first.operation} and ${count - 1} more` },
  )
}

function percentText(bps: string): string {
  const digits = bps.padStart(3, '0')
  const part = digits.slice(-2).replace(/0+$/, '')
  return `${digits.slice(0, -2)}${part === '' ? '' : `.${part}`}%`
}

function creditText({ credits = [] }: Guarantee): string {
  return credits
    .map(({ below, creditBps }) => {
      const when = below === undefined ? 'at a breach' : `below ${percentText(below)}`
      return `${percentText(creditBps)} ${when}`
    })
    .join('; ')
}

/** What each plan guarantees. */
export function guaranteeRows(document: PlanDocument): readonly GuaranteeRow[] {
  return Object.entries(document.plans).flatMap(([plan, { guarantees = [] }]) =>
    guarantees.map((one) => {
      const { method, path, metric, op, value, quantileBps, period, window } = one
      const share = quantileBps === undefined ? '' : ` for ${percentText(quantileBps)}`
      const span = period === undefined ? 'always' : periodText(period)
      return {
        plan,
        operation: `${method} ${path}`,
        objective: `${metric} ${op} ${value}${share}`,
        window: window === undefined ? span : `${span}, sliding`,
        credits: creditText(one),
      }
    }),
  )
}
