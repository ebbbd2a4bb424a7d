import { minBig } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { windowIndex } from './calendar.js'
import type { SlaIr } from './compile.js'
import { SlaIrError } from './errors.js'
import { checkPlan, entriesOf, type Binding } from './resolve.js'
import { overageOf, packsOf, roomOf, termsOf, type Allotment, type Term } from './terms.js'
import { bindingKey, compareBindings, usageOf, type Counter, type Usage } from './usage.js'

export type { Allotment } from './terms.js'
export type { Counter } from './usage.js'

/** What a meter remembers beside the counters. */
export type MeterState = PlainTypes['infonex.sla.v1.MeterState']
export type MeterBinding = PlainTypes['infonex.sla.v1.MeterBinding']
type MeterWindow = PlainTypes['infonex.sla.v1.MeterWindow']

/** The meter of an agreement that begins now. @throws SlaIrError for a plan that does not exist */
export function startMeter(ir: SlaIr, plan: number, startMs: bigint): MeterState {
  checkPlan(ir, plan)
  return { startMs, tMs: startMs, bindings: [] }
}

const ofText = (text: string): bigint => (text === '' ? 0n : BigInt(text))
const toText = (value: bigint): string => (value === 0n ? '' : value.toString())

/** Units of closed windows: packs of the operation, and what was above the limit. */
export function closedOf(window: MeterWindow): { packs: bigint; overage: bigint } {
  return { packs: ofText(window.closedPacks), overage: ofText(window.closedOverage) }
}

function roll(ir: SlaIr, term: Term, window: MeterWindow, billable: bigint, tMs: bigint) {
  const index =
    term.period === null ? window.index : windowIndex(term.period, tMs, ir.tzOffsetMinutes)
  if (index === window.index) return window
  const used = billable - window.before
  const closed = closedOf(window)
  const packs = term.operation?.isCeil === true ? packsOf(term.operation, used) : 0n
  return {
    limitId: window.limitId,
    index,
    before: billable,
    closedPacks: toText(closed.packs + packs),
    closedOverage: toText(closed.overage + overageOf(term, used)),
  }
}

/** Usage of a term's open window, or of all time if it has none. */
export function usedOf(row: MeterBinding, term: Term): bigint {
  return row.billable - (row.windows.find((w) => w.limitId === term.limitId)?.before ?? 0n)
}

/**
 * One binding at a later time: windows that are over are closed, then what was used since goes to the open ones, up
 * to what the hard limits leave. Splitting it into parts within the same windows gives the same row.
 */
export function advanceRow(
  ir: SlaIr,
  row: MeterBinding,
  terms: readonly Term[],
  units: bigint,
  tMs: bigint,
): MeterBinding {
  const windows = row.windows.map((window) => {
    const term = terms.find((one) => one.limitId === window.limitId)
    return term === undefined ? window : roll(ir, term, window, row.billable, tMs)
  })
  const rolled = { ...row, windows }
  let fresh = units - row.units
  for (const term of terms)
    if (term.isHard) fresh = minBig(fresh, roomOf(term, usedOf(rolled, term)))
  return { ...rolled, units, billable: row.billable + fresh }
}

/** A binding without usage at a time; undefined when no limit of it has a window. */
export function freshRow(
  ir: SlaIr,
  binding: Binding,
  terms: readonly Term[],
  tMs: bigint,
): MeterBinding | undefined {
  const windowed = terms.filter((term) => term.isWindowed)
  if (windowed.length === 0) return undefined
  return {
    ruleId: binding.pathRuleId,
    metricId: binding.metricId,
    rate: binding.kind === 'rate',
    units: 0n,
    billable: 0n,
    windows: windowed.map((term) => ({
      limitId: term.limitId,
      index: term.period === null ? 0n : windowIndex(term.period, tMs, ir.tzOffsetMinutes),
      before: 0n,
      closedPacks: '',
      closedOverage: '',
    })),
  }
}

/** One binding at a time: its terms, and its row if it has windows. */
export interface Metered extends Usage {
  readonly terms: readonly Term[]
  readonly row: MeterBinding | undefined
}

const keyOf = (row: MeterBinding): string =>
  bindingKey({
    kind: row.rate ? 'rate' : 'quota',
    pathRuleId: row.ruleId,
    metricId: row.metricId,
  })

/** The binding of a row that no counter is there for. */
function bindingOf(ir: SlaIr, plan: number, row: MeterBinding): Binding {
  const kind = row.rate ? 'rate' : 'quota'
  const entry = entriesOf(ir, plan, row.ruleId, kind).find((one) => one.metricId === row.metricId)
  if (entry === undefined)
    throw new SlaIrError('meter', `rule ${row.ruleId} has no metric ${row.metricId} in this plan`)
  return { ...entry, pathRuleId: row.ruleId, kind }
}

/**
 * Every binding with usage at `tMs`, for counters that are at least those of the last advance; what came since is
 * counted in the windows that hold `tMs`.
 * @throws SlaIrError when time or a counter went back
 */
export function meteredAt(
  ir: SlaIr,
  plan: number,
  state: MeterState,
  counters: readonly Counter[],
  tMs: bigint,
  allotment?: Allotment,
): Metered[] {
  if (tMs < state.tMs)
    throw new SlaIrError('meter', `time goes back from ${state.tMs} to ${tMs} ms`)
  const rows = new Map(state.bindings.map((row) => [keyOf(row), row]))
  const usage = usageOf(ir, plan, counters)
  const named = new Set(usage.map((one) => bindingKey(one.binding)))
  for (const row of state.bindings)
    if (!named.has(keyOf(row))) usage.push({ binding: bindingOf(ir, plan, row), units: 0n })
  usage.sort((a, b) => compareBindings(a.binding, b.binding))
  return usage.map(({ binding, units }) => {
    const terms = termsOf(ir, binding, allotment)
    const row = rows.get(bindingKey(binding)) ?? freshRow(ir, binding, terms, tMs)
    if (row === undefined) return { binding, units, terms, row }
    if (units < row.units)
      throw new SlaIrError(
        'counters',
        `${ir.metrics[row.metricId]?.name} goes back from ${row.units} to ${units} units`,
      )
    return { binding, units, terms, row: advanceRow(ir, row, terms, units, tMs) }
  })
}

function checkBefore(ir: SlaIr, plan: number, state: MeterState, before: readonly Counter[]): void {
  const rows = new Map(state.bindings.map((row) => [keyOf(row), row.units]))
  for (const { binding, units } of usageOf(ir, plan, before)) {
    const known = rows.get(bindingKey(binding)) ?? 0n
    const isWindowed = termsOf(ir, binding).some((term) => term.isWindowed)
    if (isWindowed && known !== units)
      throw new SlaIrError(
        'counters',
        `${ir.metrics[binding.metricId]?.name} was ${known} units at the last advance, not ${units}`,
      )
  }
}

/**
 * The meter at a later time: closes the windows that ended by `tMs`, then counts `after` less `before` in the
 * windows that hold it. Cut a checkpoint at each boundary for usage to be in its own window.
 * @throws SlaIrError when time or a counter goes back, or `before` is not what the meter has seen
 */
export function advance(
  ir: SlaIr,
  plan: number,
  state: MeterState,
  before: readonly Counter[],
  after: readonly Counter[],
  tMs: bigint,
  allotment?: Allotment,
): MeterState {
  checkBefore(ir, plan, state, before)
  const was = new Map(before.map((c) => [`${c.method} ${c.operation} ${c.metric}`, c.total]))
  for (const c of after) {
    const key = `${c.method} ${c.operation} ${c.metric}`
    if (c.total < (was.get(key) ?? 0n))
      throw new SlaIrError('counters', `${c.metric} of ${c.operation} goes back`)
    was.delete(key)
  }
  if (before.some((c) => c.total > 0n && was.has(`${c.method} ${c.operation} ${c.metric}`)))
    throw new SlaIrError('counters', 'a counter is gone')
  return {
    startMs: state.startMs,
    tMs,
    bindings: meteredAt(ir, plan, state, after, tMs, allotment).flatMap((one) =>
      one.row === undefined || (one.row.units === 0n && one.units === 0n) ? [] : [one.row],
    ),
  }
}
