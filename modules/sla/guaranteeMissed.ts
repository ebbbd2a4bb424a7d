import { TxError } from '../../chain/types/errors.js'
import { toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import type { ContractTerms } from './contract.js'
import { eventGuaranteeReported } from './events.js'
import type { WindowId } from './guaranteeBook.js'
import { emptyWindow, isClosed } from './guaranteeReport.js'
import { windowIndex, windowStartMs } from './ir/calendar.js'
import { guaranteesOf, countsMissing } from './ir/guarantees.js'
import type { SlaKeeper } from './keeper.js'
import { promised } from './guaranteeWindow.js'

/** A request that its client has signed, whose output was demanded and did not come. */
export interface Missed {
  readonly retailId: bigint
  readonly wholesaleId: bigint
  readonly modelId: Uint8Array
  /** When its output was demanded, ms since 1970. */
  readonly openedMs: bigint
}

function contractOf(keeper: SlaKeeper, ctx: Context, missed: Missed): ContractTerms | undefined {
  try {
    return keeper.contractOf(ctx, missed.retailId, missed.wholesaleId)
  } catch (error) {
    if (error instanceof TxError) return undefined
    throw error
  }
}

function isPromised(keeper: SlaKeeper, ctx: Context, id: WindowId): boolean {
  try {
    promised(keeper, ctx, id)
    return true
  } catch (error) {
    if (error instanceof TxError) return false
    throw error
  }
}

/**
 * Counts an answer that never came in the windows of all guarantees that it was under: it complies with none of
 * them. Nobody's signature is needed, and no receipt that the supplier makes afterwards takes it away (rules.md
 * H19). A window that is settled stays as it is.
 */
export function countMissed(keeper: SlaKeeper, ctx: Context, missed: Missed): void {
  const terms = contractOf(keeper, ctx, missed)
  if (terms === undefined) return
  const { retailIr, retailPlan, retail } = terms
  const guarantees = retailIr.plans[retailPlan]?.guarantees ?? []
  const operation = `/v2/models/${toHex(missed.modelId)}/infer`
  for (const index of guaranteesOf(retailIr, retailPlan, 'post', operation)) {
    const guarantee = guarantees[index]
    if (guarantee === undefined || guarantee.dynamic || !countsMissing(guarantee)) continue
    const { period } = guarantee
    const tz = retailIr.tzOffsetMinutes
    const startMs =
      period === null
        ? retail.fromMs
        : windowStartMs(period, windowIndex(period, missed.openedMs, tz), tz)
    const { retailId, wholesaleId } = missed
    const id = { retailId, wholesaleId, guarantee: index, startMs }
    const window = keeper.guarantees.windows.get(ctx, id) ?? emptyWindow(id)
    if (isClosed(window, ctx.height) || !isPromised(keeper, ctx, id)) continue
    const after = { ...window, missed: window.missed + 1n }
    keeper.guarantees.windows.set(ctx, id, after)
    ctx.events.push(eventGuaranteeReported(after))
  }
}
