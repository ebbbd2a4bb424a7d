import { codec } from '../../chain/codec/proto.js'
import { KeySet } from '../../chain/collections/item.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { assert } from '../../chain/types/assert.js'
import type { Coins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { SdkError } from '../../chain/types/errors.js'
import type { AnteFeegrantKeeper } from '../../chain/types/keepers.js'
import { sortableTime, timestampOf, toNs } from '../../chain/types/time.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { allowanceRevoked, allowanceSet, allowanceUsed } from './events.js'
import type { AccountKeeper, BankKeeper } from './expectedKeepers.js'
import {
  ALLOWANCES_PREFIX,
  FEEGRANT_STORE,
  pairKey,
  type PairKey,
  queueKey,
  type QueueKey,
  QUEUE_PREFIX,
} from './keys.js'
import { type Allowance, allowanceAny, expirationOf, readAllowance, useAllowance } from './state.js'

/** An allowance as it is stored, with the two addresses as text. */
export type Grant = PlainTypes['cosmos.feegrant.v1beta1.Grant']

/** Expired allowances that the end of a block removes at most, and those that one message removes. */
export const PRUNED_PER_BLOCK = 200
export const PRUNED_PER_MESSAGE = 75

export interface FeegrantOptions {
  readonly addresses: AddressCodec
  readonly accounts: AccountKeeper
  readonly bank: BankKeeper
}

/** Owns fee allowances: who pays fees for whom. */
export class FeegrantKeeper implements AnteFeegrantKeeper {
  readonly addresses: AddressCodec
  readonly accounts: AccountKeeper
  readonly bank: BankKeeper

  readonly allowances = new StoreMap<PairKey, Grant>({
    store: FEEGRANT_STORE,
    prefix: ALLOWANCES_PREFIX,
    name: 'fee allowances',
    key: pairKey,
    value: codec('cosmos.feegrant.v1beta1.Grant'),
  })
  readonly queue = new KeySet<QueueKey>({
    store: FEEGRANT_STORE,
    prefix: QUEUE_PREFIX,
    name: 'fee allowances by expiration',
    key: queueKey,
  })

  constructor({ addresses, accounts, bank }: FeegrantOptions) {
    this.addresses = addresses
    this.accounts = accounts
    this.bank = bank
  }

  getAllowance(ctx: QueryContext, key: PairKey): Allowance | undefined {
    const grant = this.allowances.get(ctx, key)
    if (grant === undefined) return undefined
    const allowance = grant.allowance === null ? undefined : readAllowance(grant.allowance)
    assert(allowance !== undefined, 'a stored allowance is of a known type')
    return allowance
  }

  /** @throws TxError sdk 38 when there is none. */
  mustGet(ctx: QueryContext, key: PairKey): Allowance {
    const allowance = this.getAllowance(ctx, key)
    if (allowance === undefined) throw SdkError.notFound('fee-grant not found')
    return allowance
  }

  #write(ctx: Context, key: PairKey, allowance: Allowance): void {
    const granter = this.addresses.toText(key.granter)
    const grantee = this.addresses.toText(key.grantee)
    this.allowances.set(ctx, key, { granter, grantee, allowance: allowanceAny(allowance) })
    ctx.events.push(allowanceSet(granter, grantee))
  }

  /** Makes an allowance and the grantee's account. @throws TxError */
  grant(ctx: Context, key: PairKey, allowance: Allowance): void {
    if (this.getAllowance(ctx, key) !== undefined)
      throw SdkError.invalidRequest('fee allowance already exists')
    if (!this.accounts.hasAccount(ctx, key.grantee)) {
      if (this.bank.isBlockedAddress(key.grantee))
        throw SdkError.unauthorized(
          `${this.addresses.toText(key.grantee)} is not allowed to receive funds`,
        )
      this.accounts.ensureAccount(ctx, key.grantee)
    }
    const expiration = expirationOf(allowance)
    if (expiration !== null && toNs(expiration) < ctx.timeNs)
      throw SdkError.invalidRequest('expiration is before current block time')
    if (expiration !== null) this.queue.add(ctx, { ...key, time: sortableTime(expiration) })
    this.#write(ctx, key, allowance)
  }

  /** Ends an allowance. @throws TxError sdk 38 when there is none. */
  revoke(ctx: Context, key: PairKey): void {
    const expiration = expirationOf(this.mustGet(ctx, key))
    this.allowances.delete(ctx, key)
    if (expiration !== null) this.queue.delete(ctx, { ...key, time: sortableTime(expiration) })
    const granter = this.addresses.toText(key.granter)
    ctx.events.push(allowanceRevoked(granter, this.addresses.toText(key.grantee)))
  }

  useGrantedFees(
    ctx: Context,
    granter: Uint8Array,
    grantee: Uint8Array,
    fee: Coins,
    msgTypeUrls: readonly string[],
  ): void {
    const key = { granter, grantee }
    const allowance = this.mustGet(ctx, key)
    const left = useAllowance(allowance, fee, msgTypeUrls, ctx.timeNs, (gas) =>
      ctx.gas.consume(gas, 'check msg'),
    )
    if (left === undefined) this.revoke(ctx, key)
    ctx.events.push(allowanceUsed(this.addresses.toText(granter), this.addresses.toText(grantee)))
    if (left !== undefined) this.#write(ctx, key, left)
  }

  /** Removes allowances that have expired by header time, oldest first. */
  pruneExpired(ctx: Context, limit: number): void {
    const now = sortableTime(timestampOf(ctx.timeNs))
    const due: QueueKey[] = []
    for (const key of this.queue.walk(ctx)) {
      if (key.time > now || due.length >= limit) break
      due.push(key)
    }
    for (const key of due) {
      this.queue.delete(ctx, key)
      this.allowances.delete(ctx, key)
    }
  }
}
