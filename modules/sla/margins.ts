import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { type Running, runningOf } from './agreements.js'
import { aggregatorOf } from './agreement.js'
import { SlaError } from './errors.js'
import type { SlaIr } from './ir/compile.js'
import { coversWholesale } from './ir/covers.js'
import type { SlaKeeper } from './keeper.js'
import { asRefusal } from './plans.js'
import { type Agreement, type Margin, type PlanRef, RETAIL, WHOLESALE } from './state.js'

const marginCodec = codec('infonex.sla.v1.Margin')
/** Gas of a comparison: for itself, for each byte of both compiled plans, and for each pair of their rules. */
const COMPARE_GAS = 20_000n
const BYTE_GAS = 50n
const RULES_GAS = 200n

/** Where a margin is kept. */
export function marginKey(margin: Margin): Uint8Array {
  return sha256(marginCodec.encode(margin))
}

interface Side {
  readonly ref: PlanRef
  readonly ir: SlaIr
  readonly index: number
  readonly bytes: number
}

function sideOf(keeper: SlaKeeper, ctx: QueryContext, running: Running): Side {
  const { planId, version, name } = running
  const plan = keeper.plans.mustGet(ctx, planId, version)
  const ref = { planId, version, name, canonSha256: plan.canonSha256 }
  const { ir, index } = keeper.plans.mustRefer(ctx, ref)
  const bytes = keeper.plans.compiled.get(ctx, [planId, version])?.length ?? 0
  return { ref, ir, index, bytes }
}

/** @throws TxError sla 26 naming the first place where the retail price is too low */
function checkPair(
  keeper: SlaKeeper,
  ctx: Context,
  retail: Side,
  wholesale: Side,
  feeBps: number,
): void {
  // Plans in two denominations make no contract: there is nothing to compare.
  if (retail.ir.settlement?.denom !== wholesale.ir.settlement?.denom) return
  const margin = { retail: retail.ref, wholesale: wholesale.ref, feeBps }
  const key = marginKey(margin)
  if (keeper.agreements.margins.has(ctx, key)) return
  const bytes = BigInt(retail.bytes + wholesale.bytes)
  const rules = BigInt(retail.ir.ruleRows.length) * BigInt(wholesale.ir.ruleRows.length)
  ctx.gas.consume(COMPARE_GAS + bytes * BYTE_GAS + rules * RULES_GAS, 'margin')
  const short = asRefusal(
    () => coversWholesale(retail.ir, retail.index, wholesale.ir, wholesale.index, feeBps),
    SlaError.belowCost,
  )
  if (short !== undefined) {
    const where = `${short.operation} ${short.metric}, ${short.units} units`
    throw SlaError.belowCost(
      `retail plan ${retail.ref.planId} "${retail.ref.name}" charges ${short.retail} for ${where}; wholesale plan ${wholesale.ref.planId} "${wholesale.ref.name}" costs ${short.wholesale}, the fee ${short.fee}`,
    )
  }
  keeper.agreements.margins.set(ctx, key, margin)
}

/**
 * Whether an agreement may begin beside those of its aggregator that run: every retail plan has to pay every
 * wholesale plan and the fee, at any usage (rules.md C7); what was found of a pair is kept.
 * @throws TxError sla 27 or 26
 */
export function checkMargins(keeper: SlaKeeper, ctx: Context, agreement: Agreement): void {
  const aggregator = keeper.addresses.toBytes(aggregatorOf(agreement))
  const own = runningOf(agreement)
  if (keeper.agreements.running.has(ctx, [aggregator, own])) return
  const { maxPlansPerAggregator: most } = keeper.paramsOrDefault(ctx)
  const alike = keeper.agreements.runningPlans(ctx, aggregator, own.kind).length
  if (alike >= most)
    throw SlaError.tooManyPlans(`${alike} run, at most ${most} may of one kind at the same time`)
  const side = sideOf(keeper, ctx, own)
  const others = keeper.agreements.runningPlans(
    ctx,
    aggregator,
    own.kind === RETAIL ? WHOLESALE : RETAIL,
  )
  for (const other of others) {
    const found = sideOf(keeper, ctx, other)
    if (own.kind === RETAIL) checkPair(keeper, ctx, side, found, own.feeBps)
    else checkPair(keeper, ctx, found, side, other.feeBps)
  }
}
