import { decodeMessage } from '../../chain/baseapp/router.js'
import { codec } from '../../chain/codec/proto.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { assert } from '../../chain/types/assert.js'
import { equalBytes } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { SdkError } from '../../chain/types/errors.js'
import type { Event } from '../../chain/types/event.js'
import type { AnyValue, MsgRouter } from '../../chain/types/module.js'
import {
  type SecondsNanos,
  sortableTime,
  timestampOf,
  toNs,
  rfc3339,
} from '../../chain/types/time.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { AuthzError } from './errors.js'
import { granted, type GrantNames, revoked } from './events.js'
import type { AccountKeeper } from './expectedKeepers.js'
import {
  AUTHZ_STORE,
  grantKey,
  type GrantKey,
  GRANTS_PREFIX,
  queueKey,
  type QueueKey,
  queuePlace,
  QUEUE_PREFIX,
} from './keys.js'
import {
  accept,
  type Authorization,
  authorizationAny,
  msgTypeOf,
  readAuthorization,
} from './state.js'

/** A grant as it is stored. */
export type Grant = PlainTypes['cosmos.authz.v1beta1.Grant']
type QueueItem = PlainTypes['cosmos.authz.v1beta1.GrantQueueItem']

/** Expired grants that one block removes at most; the rest wait, and are refused meanwhile. */
export const PRUNED_PER_BLOCK = 200
/** Gas for each type looked at in the queue (x/authz). */
const GAS_EACH = 20n

export interface AuthzOptions {
  readonly addresses: AddressCodec
  readonly accounts: AccountKeeper
  /** Where granted messages are run. */
  readonly router: MsgRouter
}

/** Owns grants: who lets whom run which messages. */
export class AuthzKeeper {
  readonly addresses: AddressCodec
  readonly accounts: AccountKeeper
  readonly router: MsgRouter

  readonly grants = new StoreMap<GrantKey, Grant>({
    store: AUTHZ_STORE,
    prefix: GRANTS_PREFIX,
    name: 'grants',
    key: grantKey,
    value: codec('cosmos.authz.v1beta1.Grant'),
  })
  readonly queue = new StoreMap<QueueKey, QueueItem>({
    store: AUTHZ_STORE,
    prefix: QUEUE_PREFIX,
    name: 'grants by expiration',
    key: queueKey,
    value: codec('cosmos.authz.v1beta1.GrantQueueItem'),
  })

  constructor({ addresses, accounts, router }: AuthzOptions) {
    this.addresses = addresses
    this.accounts = accounts
    this.router = router
  }

  #names({ granter, grantee, msgTypeUrl }: GrantKey): GrantNames {
    return {
      granter: this.addresses.toText(granter),
      grantee: this.addresses.toText(grantee),
      msgTypeUrl,
    }
  }

  /** Makes or replaces a grant. @throws TxError authz 3 unless it expires after header time. */
  saveGrant(
    ctx: Context,
    granter: Uint8Array,
    grantee: Uint8Array,
    authorization: Authorization,
    expiration: SecondsNanos | null,
  ): void {
    if (expiration !== null && toNs(expiration) <= ctx.timeNs)
      throw AuthzError.invalidExpiration(
        `expiration must be after the current block time (${rfc3339(timestampOf(ctx.timeNs))}), ` +
          `got ${rfc3339(expiration)}`,
      )
    const key: GrantKey = { granter, grantee, msgTypeUrl: msgTypeOf(authorization) }
    const before = this.grants.get(ctx, key)?.expiration ?? null
    const same =
      before === null || expiration === null
        ? before === expiration
        : toNs(before) === toNs(expiration)
    if (!same && before !== null) this.#leaveQueue(ctx, key, before)
    if (!same && expiration !== null) this.#enterQueue(ctx, key, expiration)
    this.grants.set(ctx, key, { authorization: authorizationAny(authorization), expiration })
    ctx.events.push(granted(this.#names(key)))
  }

  /** Ends a grant. @throws TxError authz 2 when there is none. */
  deleteGrant(ctx: Context, key: GrantKey): void {
    const grant = this.grants.get(ctx, key)
    const names = this.#names(key)
    if (grant === undefined)
      throw AuthzError.noAuthorization(
        `failed to delete grant of ${names.granter} to ${names.grantee} for ${key.msgTypeUrl}`,
      )
    if (grant.expiration !== null) this.#leaveQueue(ctx, key, grant.expiration)
    this.grants.delete(ctx, key)
    ctx.events.push(revoked(names))
  }

  #enterQueue(ctx: Context, { granter, grantee, msgTypeUrl }: GrantKey, at: SecondsNanos): void {
    const place = queuePlace(granter, grantee, at)
    const { msgTypeUrls } = this.queue.get(ctx, place) ?? { msgTypeUrls: [] }
    this.queue.set(ctx, place, { msgTypeUrls: [...msgTypeUrls, msgTypeUrl] })
  }

  #leaveQueue(ctx: Context, { granter, grantee, msgTypeUrl }: GrantKey, at: SecondsNanos): void {
    const place = queuePlace(granter, grantee, at)
    const item = this.queue.get(ctx, place)
    assert(item?.msgTypeUrls.includes(msgTypeUrl) === true, 'a grant that expires is in the queue')
    ctx.gas.consume(GAS_EACH * BigInt(item.msgTypeUrls.length), 'grant queue')
    const msgTypeUrls = item.msgTypeUrls.filter((url) => url !== msgTypeUrl)
    if (msgTypeUrls.length === 0) this.queue.delete(ctx, place)
    else this.queue.set(ctx, place, { msgTypeUrls })
  }

  /** Runs messages for the grantee; gives their encoded responses. @throws TxError */
  exec(ctx: Context, grantee: Uint8Array, msgs: readonly AnyValue[]): Uint8Array[] {
    return msgs.map((msg, i) => {
      const handler = this.router.handler(msg.typeUrl)
      if (handler === undefined)
        throw SdkError.unknownRequest(`unrecognized message route: ${msg.typeUrl}`)
      const decoded = decodeMessage(handler, msg)
      const [signer, ...more] = handler.signers(decoded)
      if (signer === undefined || more.length > 0) throw AuthzError.numberOfSigners()
      const granter = this.addresses.toBytes(signer)
      if (!equalBytes(granter, grantee))
        this.#useGrant(ctx, { granter, grantee, msgTypeUrl: msg.typeUrl }, decoded)
      handler.validateBasic(decoded)
      const events: Event[] = []
      const response = handler.execute(ctx.with({ events }), decoded) as unknown
      const index = { key: 'authz_msg_index', value: `${i}`, index: true }
      for (const { type, attributes } of events)
        ctx.events.push({ type, attributes: [...attributes, index] })
      return handler.response.encode(response)
    })
  }

  #useGrant(ctx: Context, key: GrantKey, msg: unknown): void {
    const grant = this.grants.get(ctx, key)
    if (grant === undefined) {
      const { granter, grantee, msgTypeUrl } = this.#names(key)
      throw AuthzError.noAuthorization(
        `failed to get grant with given granter: ${granter}, grantee: ${grantee} & msgType: ${msgTypeUrl} `,
      )
    }
    if (grant.expiration !== null && toNs(grant.expiration) <= ctx.timeNs)
      throw AuthzError.expired()
    const authorization =
      grant.authorization === null ? undefined : readAuthorization(grant.authorization)
    if (authorization === undefined) throw AuthzError.unknownAuthorization()
    const rest = accept(authorization, msg, (gas) => ctx.gas.consume(gas, 'send authorization'))
    if (rest === undefined) this.deleteGrant(ctx, key)
    else if (rest !== authorization)
      this.grants.set(ctx, key, {
        authorization: authorizationAny(rest),
        expiration: grant.expiration,
      })
  }

  /** Removes grants that have expired by header time, oldest first. */
  pruneExpired(ctx: Context): void {
    const now = sortableTime(timestampOf(ctx.timeNs))
    const due: (readonly [QueueKey, readonly string[]])[] = []
    let count = 0
    for (const [place, { msgTypeUrls }] of this.queue.walk(ctx)) {
      if (place.time > now || count >= PRUNED_PER_BLOCK) break
      const taken = msgTypeUrls.slice(0, PRUNED_PER_BLOCK - count)
      count += taken.length
      due.push([place, taken])
    }
    for (const [place, taken] of due) {
      const { granter, grantee } = place
      for (const msgTypeUrl of taken) this.grants.delete(ctx, { granter, grantee, msgTypeUrl })
      const all = this.queue.get(ctx, place)?.msgTypeUrls ?? []
      const left = all.slice(taken.length)
      if (left.length === 0) this.queue.delete(ctx, place)
      else this.queue.set(ctx, place, { msgTypeUrls: left })
    }
  }
}
