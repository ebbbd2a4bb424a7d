import { divCeil, divFloor, minBig } from '../../../chain/types/arith.js'
import { assert } from '../../../chain/types/assert.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { SlaIr } from './compile.js'
import { fromDecimal, SCALE } from './decimal.js'
import { add, fraction, type Fraction } from './fraction.js'
import type { Binding } from './resolve.js'
import { FINITE, PACK_CEIL } from './values.js'

/** The part of a plan's limits that one channel meters. */
export type Allotment = PlainTypes['infonex.sla.v1.Allotment']
type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']
type IrPack = PlainTypes['infonex.sla.v1.IrPack']

/** A price of packs. */
export interface Pack {
  /** 10^-6 units of the metric. */
  readonly units: bigint
  /** 10^-6 currency units. */
  readonly cost: bigint
  readonly isCeil: boolean
}

/** One limit of one binding, as a meter uses it. */
export interface Term {
  readonly limitId: number
  readonly period: IrPeriod | null
  /** 10^-6 units, the slice where there is one; undefined: no limit. */
  readonly max: bigint | undefined
  /** True: units above max are not billable. */
  readonly isHard: boolean
  readonly operation: Pack | undefined
  readonly overage: Pack | undefined
  /** True: usage has to be known by window. */
  readonly isWindowed: boolean
}

const packOf = (pack: IrPack | null): Pack | undefined =>
  pack === null
    ? undefined
    : {
        units: fromDecimal(pack.units),
        cost: fromDecimal(pack.cost),
        isCeil: pack.rounding === PACK_CEIL,
      }

function termOf(ir: SlaIr, binding: Binding, limitId: number, allotment?: Allotment): Term {
  const limit = ir.limits[limitId]
  assert(limit !== undefined, 'a limit of the IR')
  const slice = allotment?.slices.find(
    (one) =>
      one.ruleId === binding.pathRuleId &&
      one.metricId === binding.metricId &&
      one.limitId === limitId,
  )
  const max = limit.maxKind === FINITE ? fromDecimal(slice?.max ?? limit.max) : undefined
  const overage = packOf(limit.overage)
  const operation = packOf(limit.operation)
  // A rate slides, and the gateway keeps it; here its window is a calendar window, for its costs alone.
  const isHard = max !== undefined && overage === undefined && binding.kind === 'quota'
  return {
    limitId,
    period: limit.period,
    max,
    isHard,
    operation,
    overage,
    isWindowed:
      limit.period !== null && (isHard || overage !== undefined || operation?.isCeil === true),
  }
}

/** PERF: terms of a binding without an allotment, by binding; bindings are the resolver's own and kept there. */
const cache = new WeakMap<Binding, readonly Term[]>()

/** What the limits of a binding mean for its price. */
export function termsOf(ir: SlaIr, binding: Binding, allotment?: Allotment): readonly Term[] {
  const known = allotment === undefined ? cache.get(binding) : undefined
  if (known !== undefined) return known
  const terms = binding.limitIds.map((id) => termOf(ir, binding, id, allotment))
  if (allotment === undefined) cache.set(binding, terms)
  return terms
}

/** Whole units that a hard limit leaves after `used`. */
export function roomOf(term: Term, used: bigint): bigint {
  assert(term.max !== undefined, 'a limit with a max')
  const room = divFloor(term.max, SCALE) - used
  return room < 0n ? 0n : room
}

/** Packs that are begun by some units. */
export function packsOf(pack: Pack, units: bigint): bigint {
  return divCeil(units * SCALE, pack.units)
}

/** What is above the limit: packs, or 10^-6 units if they are charged in proportion. */
export function overageOf(term: Term, units: bigint): bigint {
  if (term.overage === undefined || term.max === undefined) return 0n
  const above = units * SCALE - term.max
  if (above <= 0n) return 0n
  return term.overage.isCeil ? divCeil(above, term.overage.units) : above
}

/** 10^-6 currency units for an overage as `overageOf` counts it. */
export function overageCost(term: Term, overage: bigint): Fraction {
  if (term.overage === undefined) return { num: 0n, den: 1n }
  const { units, cost, isCeil } = term.overage
  return isCeil ? { num: overage * cost, den: 1n } : fraction(overage * cost, units)
}

/** 10^-6 currency units for units without windows. */
export function plainCost(term: Term, units: bigint): Fraction {
  const over = overageCost(term, overageOf(term, units))
  const { operation } = term
  if (operation === undefined) return over
  const each = operation.isCeil
    ? { num: packsOf(operation, units) * operation.cost, den: 1n }
    : fraction(units * SCALE * operation.cost, operation.units)
  return add(over, each)
}

/** Units that count when no limit has a window. */
export function billableOf(terms: readonly Term[], units: bigint): bigint {
  return terms.reduce((sum, term) => (term.isHard ? minBig(sum, roomOf(term, 0n)) : sum), units)
}
