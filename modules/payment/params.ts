import type { PlainTypes } from '../../proto/gen/plain.js'
import { parseU128 } from '../../chain/types/arith.js'

export type PaymentParams = PlainTypes['infonex.payment.v1.Params']

export const DEFAULT_PARAMS: PaymentParams = {
  closeGraceMs: 600_000n,
  closeGraceBlocks: 10n,
  revokeGraceMs: 120_000n,
  minCap: '1',
  maxLifetimeMs: 31_536_000_000n,
  maxClaimsPerBatch: 500,
  expiriesPerBlock: 64,
  // The window W of verification: a receipt is paid for good when it can be challenged no more.
  maturityMs: 604_800_000n,
  maturityBlocks: 1000n,
  maturingsPerBlock: 64,
  disputeMs: 120_000n,
  disputeBlocks: 10n,
  disputeBond: '1000',
  compensationBps: 10_000,
  disputesPerBlock: 64,
}

/** A payer's money waits for a grace: 30 days, or a million blocks, at most. */
const MAX_GRACE_MS = 2_592_000_000n
const MAX_GRACE_BLOCKS = 1_000_000n
/** 100 years. */
const MAX_LIFETIME_MS = 3_155_760_000_000n

/** Why parameters are refused, as a sentence that names the field; undefined = good (rules.md C16). */
export function paramsProblem(p: PaymentParams): string | undefined {
  if (p.closeGraceMs < 1_000n || p.closeGraceMs > MAX_GRACE_MS)
    return `close_grace_ms is ${p.closeGraceMs}, want 1000 to ${MAX_GRACE_MS}`
  if (p.closeGraceBlocks < 1n || p.closeGraceBlocks > MAX_GRACE_BLOCKS)
    return `close_grace_blocks is ${p.closeGraceBlocks}, want 1 to ${MAX_GRACE_BLOCKS}`
  if (p.revokeGraceMs < 1_000n) return `revoke_grace_ms is ${p.revokeGraceMs}, want 1000 or more`
  if (p.revokeGraceMs > p.closeGraceMs)
    return `revoke_grace_ms is ${p.revokeGraceMs}, want at most close_grace_ms (${p.closeGraceMs})`
  if (parseU128(p.minCap) === undefined || p.minCap === '0')
    return `min_cap is "${p.minCap}", want a positive whole number`
  if (p.maxLifetimeMs < p.closeGraceMs || p.maxLifetimeMs > MAX_LIFETIME_MS)
    return `max_lifetime_ms is ${p.maxLifetimeMs}, want close_grace_ms (${p.closeGraceMs}) to ${MAX_LIFETIME_MS}`
  if (p.maxClaimsPerBatch < 1 || p.maxClaimsPerBatch > 10_000)
    return `max_claims_per_batch is ${p.maxClaimsPerBatch}, want 1 to 10000`
  if (p.expiriesPerBlock < 1 || p.expiriesPerBlock > 10_000)
    return `expiries_per_block is ${p.expiriesPerBlock}, want 1 to 10000`
  if (p.maturityMs < 1_000n || p.maturityMs > MAX_GRACE_MS)
    return `maturity_ms is ${p.maturityMs}, want 1000 to ${MAX_GRACE_MS}`
  if (p.maturityBlocks < 1n || p.maturityBlocks > MAX_GRACE_BLOCKS)
    return `maturity_blocks is ${p.maturityBlocks}, want 1 to ${MAX_GRACE_BLOCKS}`
  if (p.maturingsPerBlock < 1 || p.maturingsPerBlock > 10_000)
    return `maturings_per_block is ${p.maturingsPerBlock}, want 1 to 10000`
  return disputesProblem(p)
}

function disputesProblem(p: PaymentParams): string | undefined {
  // A channel that closes has room for one dispute, its demand and its last claims (rules.md C16).
  if (p.disputeMs < 1_000n || p.disputeMs > p.closeGraceMs)
    return `dispute_ms is ${p.disputeMs}, want 1000 to close_grace_ms (${p.closeGraceMs})`
  if (p.disputeBlocks < 1n || p.disputeBlocks > MAX_GRACE_BLOCKS)
    return `dispute_blocks is ${p.disputeBlocks}, want 1 to ${MAX_GRACE_BLOCKS}`
  if (parseU128(p.disputeBond) === undefined)
    return `dispute_bond is "${p.disputeBond}", want a whole number`
  if (p.compensationBps > 100_000)
    return `compensation_bps is ${p.compensationBps}, want at most 100000`
  if (p.disputesPerBlock < 1 || p.disputesPerBlock > 10_000)
    return `disputes_per_block is ${p.disputesPerBlock}, want 1 to 10000`
  return undefined
}
