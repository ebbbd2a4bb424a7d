import type { PlainTypes } from '../../proto/gen/plain.js'
import { parseU128 } from './amount.js'

export type PaymentParams = PlainTypes['infonex.payment.v1.Params']

export const DEFAULT_PARAMS: PaymentParams = {
  closeGraceMs: 600_000n,
  closeGraceBlocks: 10n,
  revokeGraceMs: 120_000n,
  minCap: '1',
  maxLifetimeMs: 31_536_000_000n,
  maxClaimsPerBatch: 500,
  expiriesPerBlock: 64,
}

/** Why parameters are refused, as a sentence that names the field; undefined = good (rules.md C16). */
export function paramsProblem(p: PaymentParams): string | undefined {
  if (p.closeGraceMs < 1_000n) return `close_grace_ms is ${p.closeGraceMs}, want 1000 or more`
  if (p.closeGraceBlocks < 1n) return 'close_grace_blocks is 0, want 1 or more'
  if (p.revokeGraceMs < 1_000n) return `revoke_grace_ms is ${p.revokeGraceMs}, want 1000 or more`
  if (p.revokeGraceMs > p.closeGraceMs)
    return `revoke_grace_ms is ${p.revokeGraceMs}, want at most close_grace_ms (${p.closeGraceMs})`
  if (parseU128(p.minCap) === undefined || p.minCap === '0')
    return `min_cap is "${p.minCap}", want a positive whole number`
  if (p.maxLifetimeMs < p.closeGraceMs)
    return `max_lifetime_ms is ${p.maxLifetimeMs}, want at least close_grace_ms (${p.closeGraceMs})`
  if (p.maxClaimsPerBatch < 1 || p.maxClaimsPerBatch > 10_000)
    return `max_claims_per_batch is ${p.maxClaimsPerBatch}, want 1 to 10000`
  if (p.expiriesPerBlock < 1 || p.expiriesPerBlock > 10_000)
    return `expiries_per_block is ${p.expiriesPerBlock}, want 1 to 10000`
  return undefined
}
