import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

export type SignerKey = PlainTypes['infonex.payment.v1.SignerKey']
export type Agreement = PlainTypes['infonex.sla.v1.Agreement']
export type ChannelDescriptor = PlainTypes['infonex.payment.v1.ChannelDescriptor']

/** Who has to know which receipt keys are in use: what they signed stands after they have gone. */
export interface ReceiptKeyHook {
  /** @param before absent: a new server. @param key absent: the server has gone. */
  receiptKeyChanged(
    ctx: Context,
    serverId: bigint,
    operator: string,
    before: SignerKey | undefined,
    key: SignerKey | undefined,
  ): void
}

/** What router asks of the registry of models. */
export interface ModelKeeper {
  /** Whether the graph of a model is on chain and the model is not retired. */
  isOffered(ctx: QueryContext, id: Uint8Array): boolean
}

/** Seeds that nobody could choose (rules.md H16). */
export interface BeaconKeeper {
  /** Of the block that runs, or of one within the window. @throws TxError beacon */
  seed(ctx: QueryContext, height: bigint): Uint8Array
  /** @throws TxError beacon */
  accumulated(ctx: QueryContext, from: bigint, to: bigint): Uint8Array
}

/** What a client expects to use. */
export interface Shape {
  readonly requests: number
  readonly inputBytes: bigint
  readonly outputBytes: bigint
}

/** What router asks of sla. */
export interface SlaKeeper {
  /**
   * Running agreements of a client (retail) or of a supplier (wholesale), in order of number; with one aggregator
   * if it is named.
   */
  runningOf(
    ctx: QueryContext,
    kind: number,
    party: Uint8Array,
    aggregator?: Uint8Array,
  ): IterableIterator<Agreement>
  agreement(ctx: QueryContext, id: bigint): Agreement | undefined
  /** Whether service is rendered under it at a time. */
  isInForce(agreement: Agreement, nowMs: bigint): boolean
  /** Until when it serves, in ms; undefined = no end. */
  servesUntil(agreement: Agreement): bigint | undefined
  isMember(ctx: QueryContext, aggregator: Uint8Array, supplier: Uint8Array): boolean
  /** What an agreement's plan is settled in. @throws TxError sla */
  denomOf(ctx: QueryContext, agreement: Agreement): string
  /** Price of a shape of requests for one model under an agreement's plan alone. @throws TxError sla */
  quote(
    ctx: QueryContext,
    agreement: Agreement,
    modelId: Uint8Array,
    shape: Shape,
    nowMs: bigint,
  ): bigint
  bondDenom(ctx: QueryContext): string
  freeBond(ctx: QueryContext, owner: Uint8Array): bigint
  lockedFor(ctx: QueryContext, owner: Uint8Array, purpose: number, reference: Uint8Array): bigint
  /** @throws TxError sla when less is free */
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

/** An open channel as router needs to know it. */
export interface ChannelView {
  /** Bech32 address. */
  readonly payer: string
  readonly retailId: bigint
  readonly wholesaleId: bigint
  readonly denom: string
  /** Cap less what is settled. */
  readonly left: bigint
  readonly expiryMs: bigint
  readonly ratePerS: bigint
  /** Neither closing nor revoked. */
  readonly isOpen: boolean
}

/** What a manager, or the router itself, may still open for a payer. */
export interface GrantView {
  /** Largest cap of one channel more. */
  readonly available: bigint
  readonly denom: string
  readonly maxRatePerS: bigint
  readonly maxBurst: bigint
  readonly expiryMs: bigint
}

/** A channel that is to be opened under a grant. */
export interface ChannelWanted {
  readonly payer: string
  /** Bech32 address of who has the grant. */
  readonly grantee: string
  readonly cap: { readonly denom: string; readonly amount: string }
  /** Bech32 address. */
  readonly supplier: string
  readonly signer: SignerKey
  readonly retailId: bigint
  readonly wholesaleId: bigint
  readonly expiryMs: bigint
  readonly prepayAllow: string
  readonly ratePerS: bigint
  readonly burst: bigint
}

/** What router asks of payment. Nothing here moves money that a grant of the payer does not allow. */
export interface PaymentKeeper {
  /** Id of the channel that a descriptor describes, there or not. */
  channelIdOf(descriptor: ChannelDescriptor): Uint8Array
  /** Undefined when no such channel under agreements is open or closing. */
  viewChannel(ctx: QueryContext, id: Uint8Array): ChannelView | undefined
  /** Undefined when there is no active grant. */
  viewGrant(ctx: QueryContext, payer: Uint8Array, grantee: Uint8Array): GrantView | undefined
  /** @throws TxError payment or sla */
  openUnderGrant(ctx: Context, wanted: ChannelWanted): Uint8Array
  /** Raises the cap of a channel that was opened by this grant. @throws TxError payment */
  extendUnderGrant(ctx: Context, grantee: string, id: Uint8Array, amount: bigint): void
  /** Begins the grace after which the payer has the rest back. @throws TxError payment */
  beginClose(ctx: Context, id: Uint8Array): void
}

/** Coins of the pool that pays probes. */
export interface BankKeeper {
  getBalance(ctx: QueryContext, address: Uint8Array, denom: string): bigint
  sendCoinsFromAccountToModule(
    ctx: Context,
    from: Uint8Array,
    module: string,
    coins: readonly { readonly denom: string; readonly amount: bigint }[],
  ): void
  sendCoinsFromModuleToAccount(
    ctx: Context,
    module: string,
    to: Uint8Array,
    coins: readonly { readonly denom: string; readonly amount: bigint }[],
  ): void
}

/** Purposes of bond locks: BondPurpose of infonex.sla.v1. */
export const BOND_PURPOSE = { lease: 3, dispute: 5 } as const
/** Kinds of agreements: AgreementKind of infonex.sla.v1. */
export const KIND = { retail: 1, wholesale: 2 } as const
