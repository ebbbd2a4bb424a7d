import { parseU128 } from '../../chain/types/arith.js'
import { isDenom } from '../../chain/types/coin.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type SlaParams = PlainTypes['infonex.sla.v1.Params']

const DAY_MS = 86_400_000n

export const DEFAULT_PARAMS: SlaParams = {
  bondDenom: 'uinx',
  minAggregatorBond: '1000000',
  // A month's guarantee window, its dispute time and a margin.
  unbondingMs: 35n * DAY_MS,
  unbondingBlocks: 1000n,
  maxPlanBytes: 65_536,
  feeBps: 100,
  minHoldbackBps: 1000,
  minNoticeMs: 3_600_000n,
  maxPlansPerAggregator: 16,
  maxUnbondings: 8,
  guaranteeDisputeMs: DAY_MS,
  endsPerBlock: 64,
  proposalMs: 7n * DAY_MS,
  guaranteeDisputeBlocks: 20n,
}

/** A year: longer than any of these clocks needs. */
const MAX_MS = 366n * DAY_MS
const MAX_BLOCKS = 10_000_000n
/** What a compiled document may be made of (marketplace.md 1.5): the largest of the corpus has 635 KB. */
const MAX_PLAN_BYTES = 1_048_576
/** More than half of what is paid is no fee. */
const MAX_FEE_BPS = 5000

type Row = readonly [name: string, value: bigint, min: bigint, max: bigint]

/** Why parameters are refused, as a sentence that names the field; undefined = good (rules.md C16). */
export function paramsProblem(p: SlaParams): string | undefined {
  if (!isDenom(p.bondDenom)) return `bond_denom is "${p.bondDenom.slice(0, 40)}"`
  if (parseU128(p.minAggregatorBond) === undefined || p.minAggregatorBond === '0')
    return `min_aggregator_bond is "${p.minAggregatorBond.slice(0, 40)}", want a positive whole number`
  const rows: readonly Row[] = [
    ['guarantee_dispute_ms', p.guaranteeDisputeMs, 1000n, MAX_MS],
    ['min_notice_ms', p.minNoticeMs, 1000n, MAX_MS],
    // What served up to the end of its notice is settled while the bond can still be taken.
    ['unbonding_ms', p.unbondingMs, p.guaranteeDisputeMs + p.minNoticeMs, MAX_MS],
    ['unbonding_blocks', p.unbondingBlocks, 1n, MAX_BLOCKS],
    ['max_plan_bytes', BigInt(p.maxPlanBytes), 256n, BigInt(MAX_PLAN_BYTES)],
    ['fee_bps', BigInt(p.feeBps), 0n, BigInt(MAX_FEE_BPS)],
    ['min_holdback_bps', BigInt(p.minHoldbackBps), 0n, 10_000n],
    ['max_plans_per_aggregator', BigInt(p.maxPlansPerAggregator), 1n, 256n],
    ['max_unbondings', BigInt(p.maxUnbondings), 1n, 64n],
    ['ends_per_block', BigInt(p.endsPerBlock), 1n, 10_000n],
    ['proposal_ms', p.proposalMs, 1000n, MAX_MS],
    ['guarantee_dispute_blocks', p.guaranteeDisputeBlocks, 1n, MAX_BLOCKS],
  ]
  for (const [name, value, min, max] of rows)
    if (value < min || value > max) return `${name} is ${value}, want ${min} to ${max}`
  return undefined
}
