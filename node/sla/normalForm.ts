/** A decimal as text: `-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,6})?`, no zeros at its end. */
export type Decimal = string

export type PeriodUnit =
  'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

export interface Period {
  readonly amount: Decimal
  readonly unit: PeriodUnit
}

export interface Pricing {
  readonly cost: Decimal
  readonly currency: string
  /** Absent: paid once. */
  readonly period?: Period
}

export interface OperationCost {
  readonly volume: Decimal
  readonly cost: Decimal
  readonly rounding?: 'ceil'
}

export interface OverageCost {
  readonly excess: Decimal
  readonly cost: Decimal
  readonly rounding?: 'floor'
}

export interface Limit {
  /** A decimal, `unlimited` or `custom`. */
  readonly max: Decimal
  /** Absent: for ever. */
  readonly period?: Period
  readonly shape?: 'average'
  readonly scope?: 'tenant'
  readonly operation?: OperationCost
  readonly overage?: OverageCost
}

/** Path, method, metric. */
export type LimitTable = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, readonly Limit[]>>>>>
>

export interface Credit {
  /** Basis points of compliance under which it is due; absent: at any breach. */
  readonly below?: Decimal
  readonly creditBps: Decimal
}

export type CompareOp = '<' | '<=' | '==' | '!=' | '>=' | '>'

export interface Guarantee {
  readonly path: string
  readonly method: string
  readonly metric: string
  readonly op: CompareOp
  readonly value: Decimal
  readonly period?: Period
  readonly window?: 'dynamic'
  readonly quantileBps?: Decimal
  readonly credits?: readonly Credit[]
}

export type MetricType = 'boolean' | 'integer' | 'number' | 'string'

export interface Metric {
  readonly type: MetricType
  readonly format?: string
  readonly unit?: string
  readonly resolution?: 'check' | 'consumption'
  readonly kind?: 'counter' | 'gauge' | 'sample'
}

export interface Plan {
  readonly pricing: Pricing
  readonly quotas?: LimitTable
  readonly rates?: LimitTable
  readonly guarantees?: readonly Guarantee[]
  readonly availability?: readonly string[]
  readonly configuration?: Readonly<Record<string, string>>
}

export interface PlanContext {
  readonly id: string
  readonly provider: string
  readonly type: 'plans' | 'agreement'
  readonly customer?: string
  readonly api?: string
}

export interface Settlement {
  readonly denom: string
  /** `units` of denom for `per` units of currency. */
  readonly units: Decimal
  readonly per: Decimal
}

/** What the importer gives and the compiler takes. */
export interface PlanDocument {
  readonly form: '1'
  readonly context: PlanContext
  readonly settlement?: Settlement
  readonly tzOffsetMinutes?: Decimal
  readonly metrics: Readonly<Record<string, Metric>>
  readonly plans: Readonly<Record<string, Plan>>
}
