import { divFloor, minBig } from '../../../chain/types/arith.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { settle } from './amount.js'
import type { Operation } from './classes.js'
import type { SlaIr } from './compile.js'
import { SCALE } from './decimal.js'
import { SlaIrError } from './errors.js'
import { add, fraction, ZERO, type Fraction } from './fraction.js'
import { lookupOf } from './lookup.js'
import type { Bend } from './margin.js'
import { resolve, type Binding } from './resolve.js'
import { samePeriod, windowsWithin } from './spans.js'
import { termsOf, type Term } from './terms.js'

type IrPeriod = PlainTypes['infonex.sla.v1.IrPeriod']

/** What one plan charges for one metric of an operation, as a function of units, in settlement units. */
export interface Side {
  /** Rule whose operations are counted together; undefined: the plan does not name the metric here. */
  readonly ruleId: number | undefined
  /** For each unit. */
  readonly slope: Fraction
  /** The rest: packs and overage of the rule. */
  readonly bends: readonly Bend[]
  /** Period in which the bends are counted, of all of them; undefined: there are none. */
  readonly period: IrPeriod | null | undefined
  /** Quotas without overage: max in whole units, and its period. */
  readonly caps: readonly { readonly max: bigint; readonly period: IrPeriod | null }[]
}

/** Bends of a term, and the period in which they are counted. */
function bendsOf(ir: SlaIr, term: Term): Bend[] {
  const out: Bend[] = []
  const { operation, overage, max } = term
  const weight = (cost: bigint): Fraction => settle(ir, { num: cost, den: 1n })
  if (operation?.isCeil === true && operation.cost > 0n)
    out.push({ from: 0n, pack: operation.units, weight: weight(operation.cost), isCeil: true })
  if (overage !== undefined && max !== undefined && overage.cost > 0n)
    out.push({
      from: max,
      pack: overage.units,
      weight: weight(overage.cost),
      isCeil: overage.isCeil,
    })
  return out
}

function slopeOf(ir: SlaIr, terms: readonly Term[]): Fraction {
  return terms.reduce((sum, { operation }) => {
    if (operation === undefined || operation.isCeil) return sum
    return add(sum, settle(ir, fraction(operation.cost * SCALE, operation.units)))
  }, ZERO)
}

function find(
  bindings: readonly Binding[],
  metricId: number,
  kind: 'quota' | 'rate',
): Binding | undefined {
  return bindings.find((one) => one.metricId === metricId && one.kind === kind)
}

/** What a plan charges for a metric of an operation. @throws SlaIrError when its periods differ */
export function sideOf(ir: SlaIr, plan: number, operation: Operation, metric: string): Side {
  const metricId = lookupOf(ir).metricIds.get(metric) ?? -1
  const bindings = resolve(ir, plan, operation.method, operation.path)
  const quota = find(bindings, metricId, 'quota')
  const rate = find(bindings, metricId, 'rate')
  const quotaTerms = quota === undefined ? [] : termsOf(ir, quota)
  const rateTerms = rate === undefined ? [] : termsOf(ir, rate)
  const rateBends = rateTerms.flatMap((term) => bendsOf(ir, term))
  if (rateBends.length > 0 && quota !== undefined && quota.pathRuleId !== rate?.pathRuleId)
    throw new SlaIrError('plans', `${metric} has packs in a rate that is counted with other paths`)
  const terms = [...quotaTerms, ...rateTerms]
  const bent = terms.filter((term) => bendsOf(ir, term).length > 0)
  const period = bent[0]?.period
  if (bent.some((term) => !samePeriod(term.period, period ?? null)))
    throw new SlaIrError('plans', `packs or overage of ${metric} are counted in several periods`)
  return {
    ruleId: rateBends.length > 0 ? rate?.pathRuleId : quota?.pathRuleId,
    slope: slopeOf(ir, terms),
    bends: terms.flatMap((term) => bendsOf(ir, term)),
    period,
    caps: quotaTerms
      .filter((term) => term.isHard)
      .map((term) => ({ max: divFloor(term.max ?? 0n, SCALE), period: term.period })),
  }
}

/** Most units that a side's hard limits let through in one window of a period; undefined: any number. */
export function capOf(side: Side, period: IrPeriod | null): bigint | undefined {
  let least: bigint | undefined
  for (const cap of side.caps) {
    const windows = windowsWithin(period, cap.period)
    if (windows === undefined) continue
    least = least === undefined ? cap.max * windows : minBig(least, cap.max * windows)
  }
  return least
}
