import { codec } from '../../chain/codec/proto.js'
import { StoreItem } from '../../chain/collections/item.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { minBig } from '../../chain/types/arith.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { amountOf } from './amount.js'
import { SlaError } from './errors.js'
import type { BankKeeper } from './expectedKeepers.js'
import { BondLedger, SLA_STORE, type SlashTo } from './ledger.js'
import { DEFAULT_PARAMS, type SlaParams } from './params.js'
import { AggregatorRegistry } from './registry.js'
import { type BondState, freeOf, type Membership, PURPOSE, type Purpose } from './state.js'

/** The registration lock has no reference: there is one of an owner. */
const NOTHING = new Uint8Array()

/** Owns bonds, aggregators and memberships. */
export class SlaKeeper {
  readonly addresses: AddressCodec
  readonly bank: BankKeeper
  readonly verifier: SignatureVerifier
  /** 20 bytes: where the coins of all bonds lie. */
  readonly account: Uint8Array
  readonly ledger: BondLedger
  readonly registry: AggregatorRegistry
  readonly #authority: () => string

  readonly params = new StoreItem<SlaParams>({
    store: SLA_STORE,
    prefix: Uint8Array.of(0),
    name: 'params',
    value: codec('infonex.sla.v1.Params'),
  })

  constructor(deps: {
    addresses: AddressCodec
    bank: BankKeeper
    verifier: SignatureVerifier
    account: Uint8Array
    /** Bech32 address of the gov module's account. */
    authority: () => string
  }) {
    this.addresses = deps.addresses
    this.bank = deps.bank
    this.verifier = deps.verifier
    this.account = deps.account
    this.#authority = deps.authority
    const params = (ctx: QueryContext): SlaParams => this.paramsOrDefault(ctx)
    this.ledger = new BondLedger({ ...deps, params })
    this.registry = new AggregatorRegistry(deps.addresses)
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

  releaseRegistration(ctx: Context, owner: Uint8Array): void {
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
}
