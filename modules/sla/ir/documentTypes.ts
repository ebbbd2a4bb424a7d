/** A plan document as it was read: lists in place of records, in the order of the canonical bytes. */
export interface PlanDocument {
  readonly context: DocContext
  readonly settlement: DocSettlement | undefined
  readonly tzOffsetMinutes: number
  readonly metrics: readonly DocMetric[]
  readonly plans: readonly DocPlan[]
}

export interface DocContext {
  readonly id: string
  readonly provider: string
  readonly agreement: boolean
  readonly customer: string
  readonly api: string
}

/** `units` of `denom` for `per` currency units. */
export interface DocSettlement {
  readonly denom: string
  readonly units: bigint
  readonly per: bigint
}

export interface DocMetric {
  readonly name: string
  /** IrValueType. */
  readonly type: number
  readonly format: string
  readonly unit: string
  /** IrResolution. */
  readonly resolution: number
  /** IrMetricKind. */
  readonly kind: number
}

export interface DocPeriod {
  /** IrPeriodUnit. */
  readonly unit: number
  readonly amount: number
}

export interface DocPack {
  /** 10^-6 units of the metric. */
  readonly units: bigint
  /** 10^-6 currency units. */
  readonly cost: bigint
  /** IrRounding. */
  readonly rounding: number
}

export interface DocLimit {
  /** 10^-6 units of the metric. */
  readonly max: bigint | 'unlimited' | 'custom'
  readonly period: DocPeriod | undefined
  readonly average: boolean
  readonly tenant: boolean
  readonly operation: DocPack | undefined
  readonly overage: DocPack | undefined
}

/** The limits of one metric at one path and method. */
export interface DocEntry {
  readonly path: string
  /** IrMethod. */
  readonly method: number
  /** Index in the document's metrics. */
  readonly metricId: number
  readonly limits: readonly DocLimit[]
}

export interface DocCreditStep {
  readonly belowBps: number
  readonly creditBps: number
}

export interface DocGuarantee {
  readonly path: string
  readonly method: string
  readonly metricId: number
  /** IrComparison. */
  readonly comparison: number
  /** 10^-6 units of the metric. */
  readonly value: bigint
  readonly period: DocPeriod | undefined
  readonly dynamic: boolean
  readonly quantileBps: number
  readonly credits: readonly DocCreditStep[]
}

export interface DocPlan {
  readonly name: string
  /** 10^-6 currency units. */
  readonly cost: bigint | 'custom'
  readonly currency: string
  readonly period: DocPeriod | undefined
  readonly quotas: readonly DocEntry[]
  readonly rates: readonly DocEntry[]
  readonly guarantees: readonly DocGuarantee[]
  readonly availability: readonly string[]
  readonly configuration: readonly { readonly key: string; readonly value: string }[]
}
