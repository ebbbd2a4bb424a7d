import type { QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { servesUntil } from './agreement.js'
import type { ContractTerms } from './contract.js'
import { SlaError } from './errors.js'
import type { WindowId } from './guaranteeBook.js'
import { windowIndex, windowStartMs } from './ir/calendar.js'
import type { SlaIr } from './ir/compile.js'
import type { SlaKeeper } from './keeper.js'
import type { Agreement, PlanRef } from './state.js'

type IrGuarantee = PlainTypes['infonex.sla.v1.IrGuarantee']

/** A window with all that is agreed on it. */
export interface Promised {
  readonly terms: ContractTerms
  readonly guarantee: IrGuarantee
  /** What the supplier promised likewise, if it did. */
  readonly twin: IrGuarantee | undefined
  /** End of the window, ms; undefined = not known yet. */
  readonly endMs: bigint | undefined
}

function refuse(text: string): never {
  throw SlaError.invalidReport(text)
}

/** What one guarantee says, apart from its credits. */
function promiseOf(ir: SlaIr, g: IrGuarantee): string {
  const { path, method, comparison, value, period, quantileBps } = g
  return [
    path,
    method,
    ir.metrics[g.metricId]?.name ?? '',
    comparison,
    value === null ? '' : `${value.negative ? '-' : ''}${value.whole}.${value.micro}`,
    period === null ? '' : `${period.unit} ${period.amount}`,
    quantileBps,
    ir.tzOffsetMinutes,
  ].join('|')
}

/** The supplier's guarantee with the same objective: what it answers for (its credits may be its own). */
function twinOf(terms: ContractTerms, guarantee: IrGuarantee): IrGuarantee | undefined {
  const { retailIr, wholesaleIr, wholesalePlan } = terms
  const want = promiseOf(retailIr, guarantee)
  const all = wholesaleIr.plans[wholesalePlan]?.guarantees ?? []
  return all.find((one) => !one.dynamic && promiseOf(wholesaleIr, one) === want)
}

/** End of a calendar window, or of the agreement when the guarantee is over all of it. */
function endOf(terms: ContractTerms, g: IrGuarantee, startMs: bigint): bigint | undefined {
  const { retail, retailIr } = terms
  if (g.period === null) {
    if (startMs !== retail.fromMs)
      refuse(`window_start_ms is ${startMs}, want ${retail.fromMs}, when the agreement begins`)
    return servesUntil(retail)
  }
  const index = windowIndex(g.period, startMs, retailIr.tzOffsetMinutes)
  const start = windowStartMs(g.period, index, retailIr.tzOffsetMinutes)
  if (start !== startMs)
    refuse(`window_start_ms is ${startMs}, within the window that begins at ${start}`)
  return windowStartMs(g.period, index + 1n, retailIr.tzOffsetMinutes)
}

/**
 * What was promised for a window; guarantees run to the end of every notice (rules.md H23).
 * @throws TxError sla 28 or 30
 */
export function promised(keeper: SlaKeeper, ctx: QueryContext, id: WindowId): Promised {
  const terms = keeper.contractOf(ctx, id.retailId, id.wholesaleId)
  const guarantees = terms.retailIr.plans[terms.retailPlan]?.guarantees ?? []
  const guarantee = guarantees[id.guarantee]
  if (guarantee === undefined)
    refuse(`guarantee is ${id.guarantee}, the retail plan has ${guarantees.length}`)
  if (guarantee.dynamic)
    refuse(`guarantee ${id.guarantee} has no calendar windows, want one whose window is static`)
  const endMs = endOf(terms, guarantee, id.startMs)
  for (const agreement of [terms.retail, terms.wholesale]) {
    const until = servesUntil(agreement)
    const before = endMs !== undefined && endMs <= agreement.fromMs
    if (before || (until !== undefined && id.startMs >= until))
      refuse(`window_start_ms is ${id.startMs}, outside of agreement ${agreement.id}`)
  }
  return { terms, guarantee, twin: twinOf(terms, guarantee), endMs }
}

/**
 * Until when income for what was served at a time is held back: till every calendar window that the supplier
 * answers for is over, its dispute time has passed, and as long again for the verdict (rules.md C16); 0 = it
 * promised nothing. A guarantee over the whole agreement holds nothing back: its bond answers for it.
 */
export function holdsUntil(
  keeper: SlaKeeper,
  ctx: QueryContext,
  wholesale: Agreement,
  servedMs: bigint,
): bigint {
  const { ir, index } = keeper.plans.mustRefer(ctx, wholesale.plan as PlanRef)
  const { guaranteeDisputeMs } = keeper.paramsOrDefault(ctx)
  const { tzOffsetMinutes: tz } = ir
  return (ir.plans[index]?.guarantees ?? []).reduce((latest, { period, dynamic }) => {
    if (period === null || dynamic) return latest
    const end = windowStartMs(period, windowIndex(period, servedMs, tz) + 1n, tz)
    const until = end + 2n * guaranteeDisputeMs
    return until > latest ? until : latest
  }, 0n)
}
