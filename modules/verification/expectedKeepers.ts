import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Demand } from './state.js'

/** What verification asks of bank. */
export interface BankKeeper {
  getBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint
  sendCoinsFromAccountToModule(ctx: Context, from: Uint8Array, module: string, coins: Coins): void
  sendCoins(ctx: Context, from: Uint8Array, to: Uint8Array, coins: Coins): void
  burnCoins(ctx: Context, module: string, coins: Coins): void
}

/** Purposes of bond locks, as sla numbers them. */
export const PURPOSE = { verification: 1, dispute: 5 } as const
type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE]

/** The one bond ledger (rules.md H6). Amounts are in the bond denomination. */
export interface SlaKeeper {
  freeBond(ctx: QueryContext, owner: Uint8Array): bigint
  lock(
    ctx: Context,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array,
    amount: bigint,
  ): void
  /** Frees at most what a slash has left. */
  unlock(
    ctx: Context,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array,
    amount: bigint,
  ): unknown
  lockedFor(ctx: QueryContext, owner: Uint8Array, purpose: Purpose, reference: Uint8Array): bigint
  /** @returns what was taken, which may be less than `amount` */
  slash(
    ctx: Context,
    owner: Uint8Array,
    amount: bigint,
    to: { readonly address: Uint8Array } | 'burn',
    purpose: Purpose,
    reference: Uint8Array,
  ): bigint
  bondDenom(ctx: QueryContext): string
}

/** Who signs for whom, where a channel has agreements. */
export interface AgreementKeeper {
  agreement(ctx: QueryContext, id: bigint): PlainTypes['infonex.sla.v1.Agreement'] | undefined
}

/** What verification asks of payment. */
export interface ChannelKeeper {
  /** Whether a channel with this id was opened and has not closed. */
  isOpen(ctx: QueryContext, id: Uint8Array): boolean
}

/** What verification asks of the one source of randomness. */
export interface BeaconKeeper {
  /** One seed over the blocks from..to, both inclusive. @throws TxError when one is not kept any more */
  accumulated(ctx: QueryContext, from: bigint, to: bigint): Uint8Array
}

/** What verification asks of the registry of models. */
export interface ModelKeeper {
  /** Types and shapes of a model's outputs; undefined when the chain does not know the model. */
  outputsOf(
    ctx: QueryContext,
    id: Uint8Array,
  ): readonly { readonly dtype: number; readonly shape: readonly bigint[] }[] | undefined
}

/**
 * Told of demands: service disputes hang on them. Both run inside the message or the block that changes the
 * demand and MUST NOT throw; until `demandEnded` returns, the supplier's bond is still locked for it with
 * purpose DISPUTE and the demand's number (be64) as reference.
 */
export interface DemandOutcomeHook {
  demandOpened(ctx: Context, demand: Demand): void
  /** `demand.outcome` says how it ended; `demand.receiptId` names the receipt, if there is one. */
  demandEnded(ctx: Context, demand: Demand): void
}
