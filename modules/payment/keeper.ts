import { codec } from '../../chain/codec/proto.js'
import { KeySet, Sequence, StoreItem, u64Value } from '../../chain/collections/item.js'
import {
  bytesKey,
  fixedSize,
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
  stringKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { remembered } from '../../chain/collections/remembered.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { minBig } from '../../chain/types/arith.js'
import { toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { channelCodec, escrowCodec, payeesCodec, u128Codec } from './codec.js'
import { PaymentError } from './errors.js'
import { ContractStore } from './contract/store.js'
import { DisputeStore } from './dispute/store.js'
import type { BankKeeper, DemandKeeper, RouteHooks, SlaKeeper } from './expectedKeepers.js'
import { DEFAULT_PARAMS, type PaymentParams } from './params.js'
import { GrantStore } from './grantStore.js'
import type { ChannelState, Escrow } from './state.js'
import { PAYMENT_STORE } from './storeName.js'

export { PAYMENT_MODULE, PAYMENT_STORE } from './storeName.js'

const ownerDenom: KeyCodec<readonly [Uint8Array, string]> = pairKey(
  lengthPrefixedBytes,
  stringKey,
  lengthPrefixedSize,
)
const store = PAYMENT_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

/** Owns escrows, channels and credits. */
export class PaymentKeeper {
  readonly addresses: AddressCodec
  readonly bank: BankKeeper
  readonly sla: SlaKeeper
  /** Channels under agreements, and incomes that mature. */
  readonly under = new ContractStore()
  readonly demands: DemandKeeper
  readonly routes: RouteHooks
  readonly disputes = new DisputeStore()
  readonly verifier: SignatureVerifier
  readonly granted = new GrantStore()
  /** 20 bytes: where the coins of all escrows and credits lie. */
  readonly account: Uint8Array
  readonly #authority: () => string

  readonly params = new StoreItem<PaymentParams>({
    store,
    prefix: prefix(0),
    name: 'params',
    value: remembered(codec('infonex.payment.v1.Params')),
  })
  readonly escrows = new StoreMap<bigint, Escrow>({
    store,
    prefix: prefix(1),
    name: 'escrows',
    key: u64Key,
    value: remembered(escrowCodec),
  })
  readonly escrowIds = new StoreMap<readonly [Uint8Array, string], bigint>({
    store,
    prefix: prefix(2),
    name: 'escrow ids',
    key: ownerDenom,
    value: u64Value,
  })
  readonly nextEscrow = new Sequence({ store, prefix: prefix(3), name: 'next escrow', start: 1n })
  readonly channels = new StoreMap<Uint8Array, ChannelState>({
    store,
    prefix: prefix(4),
    name: 'channels',
    key: bytesKey,
    value: remembered(channelCodec),
  })
  /** escrow | channel id -> the payees, so that closing can clear `byPayee`. */
  readonly byEscrow = new StoreMap<readonly [bigint, Uint8Array], readonly Uint8Array[]>({
    store,
    prefix: prefix(5),
    name: 'channels by escrow',
    key: pairKey(u64Key, bytesKey, fixedSize(8)),
    value: payeesCodec,
  })
  /** expiry ms | channel id */
  readonly expiries = new KeySet<readonly [bigint, Uint8Array]>({
    store,
    prefix: prefix(6),
    name: 'expiries',
    key: pairKey(u64Key, bytesKey, fixedSize(8)),
  })
  /** close_at ms | channel id */
  readonly closings = new KeySet<readonly [bigint, Uint8Array]>({
    store,
    prefix: prefix(8),
    name: 'closings',
    key: pairKey(u64Key, bytesKey, fixedSize(8)),
  })
  /** payee | channel id */
  readonly byPayee = new KeySet<readonly [Uint8Array, Uint8Array]>({
    store,
    prefix: prefix(9),
    name: 'channels by payee',
    key: pairKey(lengthPrefixedBytes, bytesKey, lengthPrefixedSize),
  })
  readonly credits = new StoreMap<readonly [Uint8Array, string], bigint>({
    store,
    prefix: prefix(7),
    name: 'credits',
    key: ownerDenom,
    value: u128Codec,
  })

  constructor(deps: {
    addresses: AddressCodec
    bank: BankKeeper
    sla: SlaKeeper
    demands: DemandKeeper
    /** Absent: nobody routes. */
    routes?: RouteHooks
    verifier: SignatureVerifier
    account: Uint8Array
    /** Bech32 address of the gov module's account. */
    authority: () => string
  }) {
    this.addresses = deps.addresses
    this.bank = deps.bank
    this.sla = deps.sla
    this.demands = deps.demands
    this.routes = deps.routes ?? { channelPaid: () => undefined, channelClosed: () => undefined }
    this.verifier = deps.verifier
    this.account = deps.account
    this.#authority = deps.authority
  }

  paramsOrDefault(ctx: QueryContext): PaymentParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  /** @throws TxError payment 30 */
  checkAuthority(address: string): void {
    const want = this.#authority()
    if (address !== want) throw PaymentError.wrongAuthority(`authority is ${address}, want ${want}`)
  }

  escrowOf(ctx: QueryContext, owner: Uint8Array, denom: string): Escrow | undefined {
    const id = this.escrowIds.get(ctx, [owner, denom])
    return id === undefined ? undefined : this.escrows.get(ctx, id)
  }

  /** @throws TxError payment 4 */
  mustEscrow(ctx: QueryContext, owner: string, denom: string): Escrow {
    const escrow = this.escrowOf(ctx, this.addresses.toBytes(owner), denom)
    if (escrow === undefined) throw PaymentError.noEscrow(`${owner} has none in ${denom}`)
    return escrow
  }

  /** @throws TxError payment 5 */
  mustChannel(ctx: QueryContext, id: Uint8Array): ChannelState {
    const channel = id.length === 32 ? this.channels.get(ctx, id) : undefined
    if (channel === undefined) throw PaymentError.noChannel(`channel ${toHex(id.subarray(0, 32))}`)
    return channel
  }

  /** The channel and its escrow, if `payer` owns it. @throws TxError payment 5 or 11 */
  mustOwnChannel(
    ctx: QueryContext,
    payer: string,
    id: Uint8Array,
  ): { channel: ChannelState; escrow: Escrow } {
    const channel = this.mustChannel(ctx, id)
    const escrow = this.escrows.get(ctx, channel.escrowId) as Escrow
    if (escrow.owner !== payer)
      throw PaymentError.notPayer(`${payer}; the payer is ${escrow.owner}`)
    return { channel, escrow }
  }

  /** Stores a channel and enters it in every index. */
  insertChannel(
    ctx: Context,
    id: Uint8Array,
    channel: ChannelState,
    payees: readonly Uint8Array[],
  ): void {
    this.channels.set(ctx, id, channel)
    this.byEscrow.set(ctx, [channel.escrowId, id], payees)
    for (const payee of payees) this.byPayee.add(ctx, [payee, id])
    this.#queueOf(channel).add(ctx, [channel.closeAtMs || channel.expiryMs, id])
  }

  /** Removes a channel and all that points to it. */
  removeChannel(ctx: Context, id: Uint8Array, channel: ChannelState): void {
    const payees = this.byEscrow.get(ctx, [channel.escrowId, id]) ?? []
    this.channels.delete(ctx, id)
    this.byEscrow.delete(ctx, [channel.escrowId, id])
    for (const payee of payees) this.byPayee.delete(ctx, [payee, id])
    this.#queueOf(channel).delete(ctx, [channel.closeAtMs || channel.expiryMs, id])
    const contract = this.under.contracts.get(ctx, id)
    if (contract === undefined) return
    this.under.contracts.delete(ctx, id)
    this.routes.channelClosed(ctx, id, contract)
    for (const agreementId of [contract.retailId, contract.wholesaleId])
      this.sla.channelClosed(ctx, agreementId, id)
  }

  /** Begins a close, or takes it back with 0, and keeps the two queues in step. */
  setClose(ctx: Context, id: Uint8Array, closeAtMs: bigint, closeAtHeight: bigint): ChannelState {
    const before = this.mustChannel(ctx, id)
    this.#queueOf(before).delete(ctx, [before.closeAtMs || before.expiryMs, id])
    const after = this.channels.update(ctx, id, (draft) => {
      draft.closeAtMs = closeAtMs
      draft.closeAtHeight = closeAtHeight
    })
    this.#queueOf(after).add(ctx, [after.closeAtMs || after.expiryMs, id])
    return after
  }

  /** An open channel waits for its expiry, a closing one for the end of its grace. */
  #queueOf(channel: ChannelState): KeySet<readonly [bigint, Uint8Array]> {
    return channel.closeAtMs === 0n ? this.expiries : this.closings
  }

  addCredit(ctx: Context, owner: Uint8Array, denom: string, amount: bigint): void {
    if (amount === 0n) return
    const now = this.credits.get(ctx, [owner, denom]) ?? 0n
    this.credits.set(ctx, [owner, denom], now + amount)
  }

  /** Takes as much as there is of what is wanted; gives what was taken. */
  takeCredit(ctx: Context, owner: Uint8Array, denom: string, wanted: bigint): bigint {
    const now = this.credits.get(ctx, [owner, denom]) ?? 0n
    const taken = minBig(now, wanted)
    if (taken === now && now > 0n) this.credits.delete(ctx, [owner, denom])
    else if (taken > 0n) this.credits.set(ctx, [owner, denom], now - taken)
    return taken
  }
}
