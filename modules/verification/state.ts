import type { PlainTypes } from '../../proto/gen/plain.js'

export type Assertion = PlainTypes['infonex.verification.v1.Assertion']
export type Inclusion = PlainTypes['infonex.verification.v1.Inclusion']
export type Attribution = PlainTypes['infonex.verification.v1.Attribution']
export type ReceiptRecord = PlainTypes['infonex.verification.v1.ReceiptRecord']
export type Demand = PlainTypes['infonex.verification.v1.Demand']
export type Conflict = PlainTypes['infonex.verification.v1.Conflict']
export type Attester = PlainTypes['infonex.verification.v1.Attester']
export type Faults = PlainTypes['infonex.verification.v1.Faults']
export type ReceiptKey = PlainTypes['infonex.verification.v1.ReceiptKey']
export type ChannelDescriptor = PlainTypes['infonex.payment.v1.ChannelDescriptor']
export type SignerKey = PlainTypes['infonex.payment.v1.SignerKey']

/**
 * Of a receipt: (none) --anchor, or answer--> ASSERTED --> DELIVERED | UNDELIVERED | WRONG (its demand ended),
 * CONFLICTED (evidence, whatever it was before) --window over--> (none)
 */
export const STANDING = {
  asserted: 1,
  delivered: 2,
  undelivered: 3,
  wrong: 4,
  conflicted: 5,
} as const

/**
 * Of a demand: (none) --demand--> OPEN --answer--> ANSWERED --review over--> ENDED(ANSWERED)
 *                                  |                  \---- proof --------> ENDED(WRONG)
 *                                  |---- clock over ----------------------> ENDED(UNANSWERED)
 *                                  \---- decline -------------------------> ENDED(DECLINED)
 *   of a large output: OPEN --hash--> ATTESTING --quorum, or answer--> ANSWERED; --clock over--> ENDED(UNANSWERED)
 *              ENDED --window over--> (none)
 */
export const DEMAND = { open: 1, answered: 2, ended: 3, attesting: 4 } as const
/** How a demand ended. */
export const OUTCOME = { answered: 1, unanswered: 2, wrong: 3, declined: 4 } as const

/** Kinds of contradictions. */
export const CONFLICT = { receipts: 1, requests: 2, fee: 3, denied: 4 } as const

/** A time and a height: what waits for both (rules.md C16). */
export interface Due {
  readonly ms: bigint
  readonly height: bigint
}

/** Whether both have come. */
export function isDue(due: Due, nowMs: bigint, height: bigint): boolean {
  return nowMs >= due.ms && height >= due.height
}

/** What became of a demand; deadlines are those of the clock that runs. */
export interface DemandState {
  /** Nobody can change it any more. */
  readonly isFinal: boolean
  readonly isAnswered: boolean
  readonly isDeclined: boolean
  /** Of the request whose output is demanded: 32 bytes. */
  readonly requestDigest: Uint8Array
  readonly deadlineMs: bigint
  readonly deadlineHeight: bigint
  /** Bech32 address. */
  readonly demander: string
}
