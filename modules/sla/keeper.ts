import { codec } from '../../chain/codec/proto.js'
import { remembered } from '../../chain/collections/remembered.js'
import { StoreItem } from '../../chain/collections/item.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { minBig } from '../../chain/types/arith.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { isInForce, servesUntil } from './agreement.js'
import { AllotmentBook } from './allotments.js'
import { AgreementBook } from './agreements.js'
import { amountOf } from './amount.js'
import { contractOf, type ContractTerms, contractTerms } from './contract.js'
import { SlaError } from './errors.js'
import type { BankKeeper, Followers, HoldbackKeeper } from './expectedKeepers.js'
import { quoteShape, type Shape } from './quote.js'
import { GuaranteeBook } from './guaranteeBook.js'
import { holdsUntil } from './guaranteeWindow.js'
import { BondLedger, SLA_STORE, type SlashTo } from './ledger.js'
import { DEFAULT_PARAMS, type SlaParams } from './params.js'
import { PlanBook } from './plans.js'
import { SlaIrError } from './ir/errors.js'
import { priceOfUsage, type SignedUsage } from './usage.js'
import { AggregatorRegistry } from './registry.js'
import {
  type Agreement,
  type BondState,
  freeOf,
  type Membership,
  type PlanRef,
  PURPOSE,
  type Purpose,
} from './state.js'

/** For chains without a router. */
const NO_FOLLOWERS: Followers = {
  agreementChanged: () => undefined,
  membershipChanged: () => undefined,
  windowSettled: () => undefined,
}

/** The registration lock has no reference: there is one of an owner. */
const NOTHING = new Uint8Array()

/** Owns bonds, aggregators and memberships, plans and agreements. */
export class SlaKeeper {
  readonly addresses: AddressCodec
  readonly bank: BankKeeper
  readonly verifier: SignatureVerifier
  /** 20 bytes: where the coins of all bonds lie. */
  readonly account: Uint8Array
  readonly ledger: BondLedger
  readonly registry: AggregatorRegistry
  readonly plans: PlanBook
  readonly agreements: AgreementBook
  readonly guarantees = new GuaranteeBook()
  readonly holdback: HoldbackKeeper
  readonly followers: Followers
  readonly allotments = new AllotmentBook()
  readonly #authority: () => string

  readonly params = new StoreItem<SlaParams>({
    store: SLA_STORE,
    prefix: Uint8Array.of(0),
    name: 'params',
    value: remembered(codec('infonex.sla.v1.Params')),
  })

  constructor(deps: {
    addresses: AddressCodec
    bank: BankKeeper
    verifier: SignatureVerifier
    account: Uint8Array
    /** Absent: nothing is held back. */
    holdback?: HoldbackKeeper
    /** Absent: nobody follows agreements. */
    followers?: Followers
    /** Bech32 address of the gov module's account. */
    authority: () => string
  }) {
    this.addresses = deps.addresses
    this.bank = deps.bank
    this.verifier = deps.verifier
    this.account = deps.account
    this.holdback = deps.holdback ?? { pay: () => 0n }
    this.#authority = deps.authority
    const params = (ctx: QueryContext): SlaParams => this.paramsOrDefault(ctx)
    this.ledger = new BondLedger({ ...deps, params })
    this.followers = deps.followers ?? NO_FOLLOWERS
    this.registry = new AggregatorRegistry(deps.addresses, (ctx, membership) =>
      this.followers.membershipChanged(ctx, membership),
    )
    this.plans = new PlanBook(deps.addresses)
    this.agreements = new AgreementBook(deps.addresses, (ctx, agreement) =>
      this.followers.agreementChanged(ctx, agreement),
    )
  }

  paramsOrDefault(ctx: QueryContext): SlaParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  /** @throws TxError sla 16 */
  checkAuthority(address: string): void {
    const want = this.#authority()
    if (address !== want) throw SlaError.wrongAuthority(`authority is ${address}, want ${want}`)
  }

  bondOf(ctx: QueryContext, owner: Uint8Array): BondState {
    return this.ledger.bondOf(ctx, owner)
  }

  /** What of a bond can be locked. */
  freeBond(ctx: QueryContext, owner: Uint8Array): bigint {
    return freeOf(this.ledger.bondOf(ctx, owner))
  }

  /** Promises more of a bond to one claim. @throws TxError sla 4 when less is free */
  lock(
    ctx: Context,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array,
    amount: bigint,
  ): void {
    this.ledger.lock(ctx, owner, purpose, reference, amount)
  }

  /** Frees what a claim does not need any more. @returns what was freed: a slash may have left less */
  unlock(
    ctx: Context,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array,
    amount: bigint,
  ): bigint {
    return this.ledger.unlock(ctx, owner, purpose, reference, amount)
  }

  lockedFor(
    ctx: QueryContext,
    owner: Uint8Array,
    purpose: Purpose,
    reference: Uint8Array = NOTHING,
  ): bigint {
    return this.ledger.lockedFor(ctx, owner, purpose, reference)
  }

  /** Takes from a bond for one claim, in the order of BondLedger.slash. @returns what was taken */
  slash(
    ctx: Context,
    owner: Uint8Array,
    amount: bigint,
    to: SlashTo,
    purpose: Purpose,
    reference: Uint8Array,
  ): bigint {
    return this.ledger.slash(ctx, owner, amount, to, purpose, reference)
  }

  /** Locks what is missing of an aggregator's smallest bond, as far as there is some. @returns whether all is */
  coverRegistration(ctx: Context, owner: Uint8Array): boolean {
    const missing = this.#missing(ctx, owner)
    const now = minBig(missing, this.freeBond(ctx, owner))
    this.lock(ctx, owner, PURPOSE.registration, NOTHING, now)
    return now === missing
  }

  /** Frees the smallest bond of an aggregator that has retired and under which no agreement runs. */
  releaseRegistration(ctx: Context, owner: Uint8Array): void {
    if (this.registry.isActive(ctx, owner) || this.agreements.hasRunning(ctx, owner)) return
    const held = this.lockedFor(ctx, owner, PURPOSE.registration)
    this.unlock(ctx, owner, PURPOSE.registration, NOTHING, held)
  }

  #missing(ctx: QueryContext, owner: Uint8Array): bigint {
    const want = amountOf('min_aggregator_bond', this.paramsOrDefault(ctx).minAggregatorBond)
    const held = this.lockedFor(ctx, owner, PURPOSE.registration)
    return want > held ? want - held : 0n
  }

  /** Whether an aggregator may make agreements: it is active, and all of its smallest bond is there. */
  isAggregator(ctx: QueryContext, address: Uint8Array): boolean {
    return this.registry.isActive(ctx, address) && this.#missing(ctx, address) === 0n
  }

  /** Whether anybody has a bond. */
  hasBonds(ctx: QueryContext): boolean {
    return this.ledger.bonds.walk(ctx).next().done !== true
  }

  /** @throws TxError sla 12 */
  mustMembership(ctx: QueryContext, aggregator: string, supplier: string): Membership {
    const found = this.registry.membership(
      ctx,
      this.addresses.toBytes(aggregator),
      this.addresses.toBytes(supplier),
    )
    if (found === undefined) throw SlaError.noMember(`${supplier} under ${aggregator}`)
    return found
  }

  /** Whether a supplier is an accepted member of an aggregator. */
  isMember(ctx: QueryContext, aggregator: Uint8Array, supplier: Uint8Array): boolean {
    return this.registry.isMember(ctx, aggregator, supplier)
  }

  /** An agreement as it is now. */
  agreement(ctx: QueryContext, id: bigint): Agreement | undefined {
    return this.agreements.get(ctx, id)
  }

  /** Whether service is rendered under an agreement at a time. */
  isInForce(agreement: Agreement, nowMs: bigint): boolean {
    return isInForce(agreement, nowMs)
  }

  /** Until when an agreement serves, in ms: claims for served value run to it (H23). Undefined = no end. */
  servesUntil(agreement: Agreement): bigint | undefined {
    return servesUntil(agreement)
  }

  /** What a new channel is about. @throws TxError sla 28 naming the field, or 25 */
  contractTerms(ctx: Context, retailId: bigint, wholesaleId: bigint): ContractTerms {
    return contractTerms(this, ctx, retailId, wholesaleId, ctx.timeMs)
  }

  /** @throws TxError sla 22 */
  mustAgreement(ctx: QueryContext, id: bigint): Agreement {
    return this.agreements.mustGet(ctx, id)
  }

  /** A channel opened under an agreement: what it has of quotas and base price (C6). @throws TxError sla 40 */
  channelOpened(ctx: Context, agreement: Agreement, channelId: Uint8Array): void {
    const terms = this.plans.mustRefer(ctx, agreement.plan as PlanRef)
    this.allotments.open(ctx, agreement.id, terms, channelId)
  }

  /** A channel is gone, with what it had. */
  channelClosed(ctx: Context, agreementId: bigint, channelId: Uint8Array): void {
    this.allotments.close(ctx, agreementId, channelId)
  }

  /**
   * Price of a channel's signed usage under an agreement's plan, by what the channel has of it, in units of the
   * plan's denomination. @throws TxError sla 29
   */
  priceOf(
    ctx: QueryContext,
    agreement: Agreement,
    channelId: Uint8Array,
    usage: SignedUsage,
  ): bigint {
    const { ir, index } = this.plans.mustRefer(ctx, agreement.plan as PlanRef)
    const allotment = this.allotments.get(ctx, agreement.id, channelId)
    try {
      return priceOfUsage(ir, index, usage, allotment, (gas) =>
        ctx.gas.consume(gas, 'price of usage'),
      )
    } catch (error) {
      if (!(error instanceof SlaIrError)) throw error
      throw SlaError.invalidUsage(`agreement ${agreement.id}: ${error.message}`)
    }
  }

  bondDenom(ctx: QueryContext): string {
    return this.paramsOrDefault(ctx).bondDenom
  }

  /** What a running channel is about, in force or not. @throws TxError sla 28 naming the field */
  contractOf(ctx: QueryContext, retailId: bigint, wholesaleId: bigint): ContractTerms {
    return contractOf(this, ctx, retailId, wholesaleId)
  }

  /** Running agreements of a client (retail) or a supplier (wholesale), in order, with one aggregator if named. */
  runningOf(
    ctx: QueryContext,
    kind: number,
    party: Uint8Array,
    aggregator?: Uint8Array,
  ): IterableIterator<Agreement> {
    return this.agreements.runningOf(ctx, kind, party, aggregator)
  }

  /** What an agreement's plan is settled in. */
  denomOf(ctx: QueryContext, { plan }: Agreement): string {
    const { planId, version } = plan as PlanRef
    return this.plans.mustGet(ctx, planId, version).denom
  }

  /** Price of a shape of requests under an agreement's plan, as if nothing had been used yet. @throws TxError sla 29 */
  quote(
    ctx: QueryContext,
    agreement: Agreement,
    modelId: Uint8Array,
    shape: Shape,
    nowMs: bigint,
  ): bigint {
    const { ir, index } = this.plans.mustRefer(ctx, agreement.plan as PlanRef)
    return quoteShape(ir, index, modelId, shape, nowMs)
  }

  /** What the chain paid to the supplier for service under two agreements: the limit of compensation (F2). */
  addServed(ctx: Context, retailId: bigint, wholesaleId: bigint, amount: bigint): void {
    this.guarantees.addServed(ctx, retailId, wholesaleId, amount)
  }

  /** Until when income for what was served at a time is held back, in ms; 0 = the supplier promised nothing. */
  holdsUntil(ctx: QueryContext, wholesale: Agreement, servedMs: bigint): bigint {
    return holdsUntil(this, ctx, wholesale, servedMs)
  }
}
