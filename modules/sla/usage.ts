import { toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { amount } from './ir/amount.js'
import type { SlaIr } from './ir/compile.js'
import { SlaIrError } from './ir/errors.js'
import type { Allotment } from './ir/terms.js'
import type { Counter as MeterCounter, MeterState } from './ir/meter.js'
import { entriesOf, listsOf, resolve } from './ir/resolve.js'

/** Running total of one measure, as receipts carry it. */
export type Counter = PlainTypes['infonex.inference.v1.Counter']

/** Usage of a channel as both sides have signed it. */
export interface SignedUsage {
  readonly counters: readonly Counter[]
  readonly meter: MeterState | null
  /** When the channel opened, ms of Unix time: the meter counts from there. */
  readonly startMs: bigint
  /** When the last answer was computed, ms of Unix time. */
  readonly timeMs: bigint
}

const DIGITS = /^(?:0|[1-9][0-9]{0,38})?$/
/** Rows that a signed meter may have: each is priced. */
const MAX_ROWS = 256
/** Gas of one rule, or list of limits, that is looked at for a counter: some 0.5 us, as all gas 0.07 us a unit. */
const LIST_GAS = 8n
/** Gas of one limit in a price: some 4 us. */
const TERM_GAS = 60n

/** The operation that a counter is of: a path and a method, as plans name them (rules.md C4). */
export function meterCounters(counters: readonly Counter[]): MeterCounter[] {
  return counters.map(({ modelId, verb, metric, total }) => ({
    operation: `/v2/models/${toHex(modelId)}/${verb}`,
    method: 'post',
    metric,
    total,
  }))
}

/** What a stranger may have written into a meter is checked before anything counts with it. */
function checkMeter(meter: MeterState, usage: SignedUsage): void {
  const refuse = (why: string): never => {
    throw new SlaIrError('meter', why)
  }
  if (meter.startMs !== usage.startMs)
    refuse(`it starts at ${meter.startMs} ms, the channel at ${usage.startMs} ms`)
  // Before its beginning a base fee would be negative.
  if (usage.timeMs < usage.startMs)
    refuse(`it ends at ${usage.timeMs} ms, before its beginning at ${usage.startMs} ms`)
  const rows = meter.bindings.reduce((n, { windows }) => n + windows.length + 1, 0)
  if (rows > MAX_ROWS) refuse(`it has ${rows} rows, want at most ${MAX_ROWS}`)
  for (const { windows, billable, units } of meter.bindings) {
    if (billable > units) refuse(`${billable} of ${units} units are billable`)
    for (const { before, closedPacks, closedOverage } of windows) {
      if (before > billable) refuse(`${before} of ${billable} units were before the open window`)
      if (!DIGITS.test(closedPacks) || !DIGITS.test(closedOverage))
        refuse('closed packs and overage want whole numbers')
    }
  }
}

/** Limits that the price of counters and rows is made of. */
function termsIn(
  ir: SlaIr,
  plan: number,
  counters: readonly MeterCounter[],
  { bindings }: MeterState,
): number {
  let terms = 0
  for (const { operation, method, metric } of counters)
    for (const { metricId, limitIds } of resolve(ir, plan, method, operation))
      if (ir.metrics[metricId]?.name === metric) terms += limitIds.length
  for (const { ruleId, rate, metricId } of bindings)
    for (const entry of entriesOf(ir, plan, ruleId, rate ? 'rate' : 'quota'))
      if (entry.metricId === metricId) terms += entry.limitIds.length
  return terms
}

/**
 * Price of signed usage under one plan, in units of the settlement denomination.
 * @param charge is told the gas of what comes next, before it is done
 * @throws SlaIrError naming what is wrong with the usage
 */
export function priceOfUsage(
  ir: SlaIr,
  plan: number,
  usage: SignedUsage,
  allotment?: Allotment,
  charge: (gas: bigint) => void = () => undefined,
): bigint {
  const { meter, timeMs } = usage
  if (meter === null) throw new SlaIrError('meter', 'it is absent')
  checkMeter(meter, usage)
  const counters = meterCounters(usage.counters)
  charge(LIST_GAS * BigInt(counters.length) * BigInt(listsOf(ir, plan)))
  charge(TERM_GAS * BigInt(termsIn(ir, plan, counters, meter)))
  return amount(ir, plan, meter, counters, timeMs, allotment)
}
