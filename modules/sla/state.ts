import type { PlainTypes } from '../../proto/gen/plain.js'

export type Aggregator = PlainTypes['infonex.sla.v1.Aggregator']
export type Membership = PlainTypes['infonex.sla.v1.Membership']
export type SignerKey = PlainTypes['infonex.payment.v1.SignerKey']

/**
 * Of an aggregator:  (none) --register--> ACTIVE --retire--> RETIRED --register--> ACTIVE
 * Of a membership:   (none) --join--> PENDING --accept--> ACTIVE; either side ends it --> (none)
 */
export const ACTIVE = 1
export const RETIRED = 2
export const PENDING = 1
export const MEMBER = 2

/** Purposes of locks; numbers as in the .proto. */
export const PURPOSE = {
  verification: 1,
  credit: 2,
  lease: 3,
  compensation: 4,
  dispute: 5,
  registration: 6,
} as const
/** What a part of a bond is promised to. */
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE]
export const MAX_REFERENCE = 64

/** All that somebody has at stake: locked + unbonding <= amount. */
export interface BondState {
  readonly amount: bigint
  readonly locked: bigint
  readonly unbonding: bigint
}

export const NO_BOND: BondState = { amount: 0n, locked: 0n, unbonding: 0n }

/** What can be locked or taken out. */
export function freeOf(bond: BondState): bigint {
  return bond.amount - bond.locked - bond.unbonding
}

/** A part of a bond on its way out. */
export interface UnbondingState {
  readonly amount: bigint
  readonly completeMs: bigint
  readonly completeHeight: bigint
}

export type Plan = PlainTypes['infonex.sla.v1.Plan']
export type PlanRef = PlainTypes['infonex.sla.v1.PlanRef']
export type Agreement = PlainTypes['infonex.sla.v1.Agreement']
export type ManagerLimits = PlainTypes['infonex.sla.v1.ManagerLimits']
export type Margin = PlainTypes['infonex.sla.v1.Margin']

export const RETAIL = 1
export const WHOLESALE = 2

/**
 * Of an agreement:
 *   (none) --propose--> PROPOSED --accept--> ACTIVE <--resume-- SUSPENDED
 *                          |                   |  ---suspend-->   |
 *                          v                   \---- terminate ---/--> ENDING --notice--> ENDED
 *        (none): withdrawn, or nobody accepted     until_ms is over --------------------> ENDED
 */
export const PROPOSED = 1
export const IN_FORCE = 2
export const SUSPENDED = 3
export const ENDING = 4
export const ENDED = 5
