import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type Agreement = PlainTypes['infonex.sla.v1.Agreement']
type Counter = PlainTypes['infonex.inference.v1.Counter']
type MeterState = PlainTypes['infonex.sla.v1.MeterState']

/** What payment asks of bank. */
export interface BankKeeper {
  getBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint
  sendCoinsFromAccountToModule(ctx: Context, from: Uint8Array, module: string, coins: Coins): void
  sendCoinsFromModuleToAccount(ctx: Context, module: string, to: Uint8Array, coins: Coins): void
  sendCoinsFromModuleToModule(ctx: Context, from: string, to: string, coins: Coins): void
}

/** A retail and a wholesale agreement that fit each other, and what their plans are settled in. */
export interface ContractTerms {
  readonly retail: Agreement
  readonly wholesale: Agreement
  readonly denom: string
}

/** What payment asks of sla. */
export interface SlaKeeper {
  /** Two agreements under which a channel may open now. @throws TxError sla, naming what does not fit */
  contractTerms(ctx: Context, retailId: bigint, wholesaleId: bigint): ContractTerms
  /** @throws TxError sla */
  mustAgreement(ctx: QueryContext, id: bigint): Agreement
  /** Milliseconds since 1970 up to which service under it counts (rules.md H23); undefined = no end. */
  servesUntil(agreement: Agreement): bigint | undefined
  /** Price of usage under its plan, in units of the plan's denomination. @throws TxError sla */
  priceOf(
    ctx: QueryContext,
    agreement: Agreement,
    channelId: Uint8Array,
    usage: {
      readonly counters: readonly Counter[]
      readonly meter: MeterState | null
      /** When the channel opened, ms since 1970. */
      readonly startMs: bigint
      readonly timeMs: bigint
    },
  ): bigint
  /** What the channel has of quotas and base price begins (C6). @throws TxError sla */
  channelOpened(ctx: Context, agreement: Agreement, channelId: Uint8Array): void
  channelClosed(ctx: Context, agreementId: bigint, channelId: Uint8Array): void
  /** A supplier was paid for service under two agreements: what compensations may come to (F2). */
  addServed(ctx: Context, retailId: bigint, wholesaleId: bigint, amount: bigint): void
  bondDenom(ctx: QueryContext): string
  /** Until when income for what was served at a time is held back for guarantees, in ms; 0 = there are none. */
  holdsUntil(ctx: QueryContext, wholesale: Agreement, servedMs: bigint): bigint
  freeBond(ctx: QueryContext, owner: Uint8Array): bigint
  /** What is locked for one claim. */
  lockedFor(ctx: QueryContext, owner: Uint8Array, purpose: number, reference: Uint8Array): bigint
  lock(
    ctx: Context,
    owner: Uint8Array,
    purpose: number,
    reference: Uint8Array,
    amount: bigint,
  ): void
  /** Gives what was freed: a slash may have left less. */
  unlock(
    ctx: Context,
    owner: Uint8Array,
    purpose: number,
    reference: Uint8Array,
    amount: bigint,
  ): bigint
  /** Gives what was really taken. */
  slash(
    ctx: Context,
    owner: Uint8Array,
    amount: bigint,
    to: { readonly address: Uint8Array } | 'burn',
    purpose: number,
    reference: Uint8Array,
  ): bigint
}

/** What became of a demand for the output of one request. */
export interface DemandState {
  /** Nobody can change it any more. */
  readonly isFinal: boolean
  /** The supplier gave the output (rules.md H5). */
  readonly isAnswered: boolean
  /** The supplier says that it never served the request, and nothing says otherwise: refund, no fault. */
  readonly isDeclined?: boolean
  /** Of the request whose output is demanded: 32 bytes. A client may sign several of one number. */
  readonly requestDigest: Uint8Array
  /** When it is decided at the latest: ms since 1970, and block height. */
  readonly deadlineMs: bigint
  readonly deadlineHeight: bigint
  /** Bech32 address. */
  readonly demander: string
}

/** A receipt whose supplier has signed it. */
export interface ReadReceipt {
  readonly id: Uint8Array
  readonly receipt: PlainTypes['infonex.inference.v1.Receipt']
  /** Bech32 address. */
  readonly supplier: string
  readonly denom: string
}

/** What payment asks of verification. */
export interface DemandKeeper {
  /** A claim is paid for this receipt: its supplier stands by it (rules.md H6). @throws TxError verification */
  standBy(ctx: Context, read: ReadReceipt): void
  /** The demand for one request, by its digest; undefined when nobody demanded its output. */
  demandOf(
    ctx: QueryContext,
    channelId: Uint8Array,
    sequence: bigint,
    digest: Uint8Array,
  ): DemandState | undefined
}

/** Answers of a channel that a claim has paid for. */
export interface PaidAnswers {
  /** Of the newest one. */
  readonly sequence: bigint
  /** Protocol fee of all answers of the channel before the claim, and with it, in units of its denomination. */
  readonly feeBefore: bigint
  readonly fee: bigint
  /** How long the newest one took, in ms, as both sides have signed it; undefined = not known. */
  readonly tookMs?: bigint | undefined
}

/** Who follows channels under agreements: leases that they pay. */
export interface RouteHooks {
  /** Answers up to a sequence were paid for, with both signatures. */
  channelPaid(ctx: Context, id: Uint8Array, paid: PaidAnswers): void
  channelClosed(
    ctx: Context,
    id: Uint8Array,
    contract: { readonly retailId: bigint; readonly wholesaleId: bigint },
  ): void
}

/** Purposes of bond locks: BondPurpose of infonex.sla.v1. */
export const BOND_PURPOSE = { credit: 2, compensation: 4, dispute: 5 } as const
