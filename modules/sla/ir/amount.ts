import { divFloor, U128_MAX } from '../../../chain/types/arith.js'
import { windowIndex } from './calendar.js'
import type { SlaIr } from './compile.js'
import { fromDecimal, SCALE } from './decimal.js'
import { SlaIrError, step } from './errors.js'
import { fraction, sumOf, type Fraction } from './fraction.js'
import {
  closedOf,
  meteredAt,
  usedOf,
  type Counter,
  type Metered,
  type MeterState,
} from './meter.js'
import { checkPlan } from './resolve.js'
import {
  billableOf,
  overageCost,
  overageOf,
  packsOf,
  plainCost,
  type Allotment,
  type Term,
} from './terms.js'

/** 10^-6 currency units of the base price: the cost for each window begun, or once. @throws SlaIrError if custom */
export function basePrice(ir: SlaIr, plan: number, startMs: bigint, tMs: bigint): bigint {
  const pricing = ir.plans[plan]?.pricing
  if (pricing === null || pricing === undefined || pricing.custom)
    throw new SlaIrError(
      step(step('plans', ir.plans[plan]?.name ?? ''), 'pricing'),
      'the price is custom: it has to be agreed on and written into a plan',
    )
  const cost = fromDecimal(pricing.cost)
  if (pricing.period === null) return cost
  const first = windowIndex(pricing.period, startMs, ir.tzOffsetMinutes)
  return cost * (windowIndex(pricing.period, tMs, ir.tzOffsetMinutes) - first + 1n)
}

/** A term with a window: closed windows as they were frozen, and the open one. */
function windowedCost(term: Term, one: Metered): readonly Fraction[] {
  const { row } = one
  const window = row?.windows.find((w) => w.limitId === term.limitId)
  if (row === undefined || window === undefined)
    return [plainCost(term, row?.billable ?? one.units)]
  const closed = closedOf(window)
  const used = usedOf(row, term)
  const over = overageCost(term, closed.overage + overageOf(term, used))
  const { operation } = term
  if (operation === undefined) return [over]
  const each = operation.isCeil
    ? { num: (closed.packs + packsOf(operation, used)) * operation.cost, den: 1n }
    : fraction(row.billable * SCALE * operation.cost, operation.units)
  return [over, each]
}

function bindingCosts(one: Metered): readonly Fraction[] {
  if (one.row !== undefined) return one.terms.flatMap((term) => windowedCost(term, one))
  const billable = billableOf(one.terms, one.units)
  return one.terms.map((term) => plainCost(term, billable))
}

/**
 * Price of all usage since the start, exactly, in 10^-6 currency units: the base price of every window begun by
 * `tMs`, and for each binding the operation packs and overage of closed and open windows. Counters are at least
 * those of the last advance; what came since is in the windows that hold `tMs`.
 * @throws SlaIrError for a custom price, or when time or a counter went back
 */
export function price(
  ir: SlaIr,
  plan: number,
  state: MeterState,
  counters: readonly Counter[],
  tMs: bigint,
  allotment?: Allotment,
): Fraction {
  checkPlan(ir, plan)
  const base = basePrice(ir, plan, state.startMs, tMs)
  const start = { num: allotment === undefined || allotment.carriesBase ? base : 0n, den: 1n }
  return sumOf([
    start,
    ...meteredAt(ir, plan, state, counters, tMs, allotment).flatMap(bindingCosts),
  ])
}

/** @throws SlaIrError without a settlement */
function settled(ir: SlaIr, currency: Fraction): Fraction {
  if (ir.settlement === null)
    throw new SlaIrError('settlement', 'the document has none, so that nothing can be paid')
  const { units, per } = ir.settlement
  return { num: currency.num * units, den: currency.den * per * SCALE }
}

/** The price in units of the settlement denomination, not rounded. @throws SlaIrError without a settlement */
export function settle(ir: SlaIr, currency: Fraction): Fraction {
  const { num, den } = settled(ir, currency)
  return fraction(num, den)
}

/**
 * What is owed for all usage since the start, in whole units of the settlement denomination: rounded down, once.
 * @throws SlaIrError as `price` and `settle` do, and above 2^128 - 1
 */
export function amount(
  ir: SlaIr,
  plan: number,
  state: MeterState,
  counters: readonly Counter[],
  tMs: bigint,
  allotment?: Allotment,
): bigint {
  const { num, den } = settled(ir, price(ir, plan, state, counters, tMs, allotment))
  const owed = divFloor(num, den)
  if (owed > U128_MAX) throw new SlaIrError('', `the amount is ${owed}, more than 2^128 - 1`)
  return owed
}
