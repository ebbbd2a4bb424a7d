import { codec } from '../../chain/codec/proto.js'
import { KeySet } from '../../chain/collections/item.js'
import {
  bytesKey,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { SlaError } from './errors.js'
import { SLA_STORE } from './ledger.js'
import { ACTIVE, type Aggregator, MEMBER, type Membership, RETIRED } from './state.js'

const store = SLA_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)
const pair = pairKey(lengthPrefixedBytes, bytesKey, lengthPrefixedSize)

/** Aggregators and who supplies them. */
export class AggregatorRegistry {
  readonly #addresses: AddressCodec

  readonly aggregators = new StoreMap<Uint8Array, Aggregator>({
    store,
    prefix: prefix(1),
    name: 'aggregators',
    key: bytesKey,
    value: codec('infonex.sla.v1.Aggregator'),
  })
  /** aggregator | supplier */
  readonly members = new StoreMap<readonly [Uint8Array, Uint8Array], Membership>({
    store,
    prefix: prefix(2),
    name: 'members',
    key: pair,
    value: codec('infonex.sla.v1.Membership'),
  })
  /** supplier | aggregator */
  readonly bySupplier = new KeySet<readonly [Uint8Array, Uint8Array]>({
    store,
    prefix: prefix(3),
    name: 'aggregators by supplier',
    key: pair,
  })

  readonly #changed: (ctx: Context, membership: Membership) => void

  /** @param changed is told of every membership that begins or ends */
  constructor(
    addresses: AddressCodec,
    changed: (ctx: Context, membership: Membership) => void = () => undefined,
  ) {
    this.#addresses = addresses
    this.#changed = changed
  }

  get(ctx: QueryContext, address: Uint8Array): Aggregator | undefined {
    return this.aggregators.get(ctx, address)
  }

  /** @throws TxError sla 7 */
  mustGet(ctx: QueryContext, address: string): Aggregator {
    const found = this.get(ctx, this.#addresses.toBytes(address))
    if (found === undefined) throw SlaError.noAggregator(address)
    return found
  }

  /** @throws TxError sla 7 or 9 */
  mustBeActive(ctx: QueryContext, address: string): Aggregator {
    const found = this.mustGet(ctx, address)
    if (found.status === RETIRED) throw SlaError.aggregatorRetired(address)
    return found
  }

  isActive(ctx: QueryContext, address: Uint8Array): boolean {
    return this.get(ctx, address)?.status === ACTIVE
  }

  put(ctx: Context, aggregator: Aggregator): void {
    this.aggregators.set(ctx, this.#addresses.toBytes(aggregator.address), aggregator)
  }

  membership(
    ctx: QueryContext,
    aggregator: Uint8Array,
    supplier: Uint8Array,
  ): Membership | undefined {
    return this.members.get(ctx, [aggregator, supplier])
  }

  isMember(ctx: QueryContext, aggregator: Uint8Array, supplier: Uint8Array): boolean {
    return this.membership(ctx, aggregator, supplier)?.status === MEMBER
  }

  putMember(ctx: Context, membership: Membership): void {
    const aggregator = this.#addresses.toBytes(membership.aggregator)
    const supplier = this.#addresses.toBytes(membership.supplier)
    this.members.set(ctx, [aggregator, supplier], membership)
    this.bySupplier.add(ctx, [supplier, aggregator])
    this.#changed(ctx, membership)
  }

  removeMember(ctx: Context, membership: Membership): void {
    const aggregator = this.#addresses.toBytes(membership.aggregator)
    const supplier = this.#addresses.toBytes(membership.supplier)
    this.members.delete(ctx, [aggregator, supplier])
    this.bySupplier.delete(ctx, [supplier, aggregator])
    this.#changed(ctx, membership)
  }
}
