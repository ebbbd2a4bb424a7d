import { codec } from '../../chain/codec/proto.js'
import { KeySet, Sequence, u64Value } from '../../chain/collections/item.js'
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
import { be32, concatBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { aggregatorOf, dueMs } from './agreement.js'
import { u8Key } from './codec.js'
import { SlaError } from './errors.js'
import { SLA_STORE } from './ledger.js'
import {
  type Agreement,
  ENDED,
  ENDING,
  IN_FORCE,
  type Margin,
  type PlanRef,
  RETAIL,
  SUSPENDED,
} from './state.js'

const store = SLA_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

/** A plan of running agreements, with the fee of those that are retail (0 of wholesale ones). */
export interface Running {
  readonly kind: number
  readonly planId: bigint
  readonly version: number
  readonly feeBps: number
  readonly name: string
}

const fromBe32 = (b: Uint8Array, at: number): number =>
  new DataView(b.buffer, b.byteOffset + at).getUint32(0)

/** kind u8 | be64 plan | be32 version | be32 fee | name */
const runningKey: KeyCodec<Running> = {
  encode: (r) =>
    concatBytes(
      u8Key.encode(r.kind),
      u64Key.encode(r.planId),
      be32(r.version),
      be32(r.feeBps),
      stringKey.encode(r.name),
    ),
  decode: (b) => ({
    kind: u8Key.decode(b),
    planId: u64Key.decode(b.subarray(1, 9)),
    version: fromBe32(b, 9),
    feeBps: fromBe32(b, 13),
    name: stringKey.decode(b.subarray(17)),
  }),
}

/** A running agreement, by who is not its aggregator. */
interface ServingKey {
  readonly kind: number
  readonly party: Uint8Array
  readonly aggregator: Uint8Array
  readonly id: bigint
}

const servingKey: KeyCodec<ServingKey> = {
  encode: (k) =>
    concatBytes(
      u8Key.encode(k.kind),
      lengthPrefixedBytes.encode(k.party),
      lengthPrefixedBytes.encode(k.aggregator),
      u64Key.encode(k.id),
    ),
  decode(b) {
    const party = b.subarray(1)
    const aggregator = party.subarray(lengthPrefixedSize(party))
    return {
      kind: u8Key.decode(b),
      party: lengthPrefixedBytes.decode(party),
      aggregator: lengthPrefixedBytes.decode(aggregator),
      id: u64Key.decode(aggregator.subarray(lengthPrefixedSize(aggregator))),
    }
  },
}

/** Whether an agreement counts among the running plans of its aggregator. */
export function isRunning({ status }: Pick<Agreement, 'status'>): boolean {
  return status === IN_FORCE || status === SUSPENDED || status === ENDING
}

/** How an agreement counts among the running plans. */
export function runningOf({ kind, plan, feeBps }: Agreement): Running {
  const { planId, version, name } = plan as PlanRef
  return { kind, planId, version, feeBps: kind === RETAIL ? feeBps : 0, name }
}

/** Agreements, the queue of their ends, and which plans of whom run. */
export class AgreementBook {
  readonly #addresses: AddressCodec

  readonly agreements = new StoreMap<bigint, Agreement>({
    store,
    prefix: prefix(16),
    name: 'agreements',
    key: u64Key,
    value: remembered(codec('infonex.sla.v1.Agreement')),
  })
  /** party | agreement */
  readonly byParty = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(17),
    name: 'agreements by party',
    key: pairKey(lengthPrefixedBytes, u64Key, lengthPrefixedSize),
  })
  /** due ms | agreement */
  readonly due = new KeySet<readonly [bigint, bigint]>({
    store,
    prefix: prefix(18),
    name: 'agreements by end',
    key: pairKey(u64Key, u64Key, fixedSize(8)),
  })
  readonly nextAgreement = new Sequence({
    store,
    prefix: prefix(19),
    name: 'next agreement',
    start: 1n,
  })
  /** aggregator | kind | plan | version | fee | name -> agreements */
  readonly running = new StoreMap<readonly [Uint8Array, Running], bigint>({
    store,
    prefix: prefix(20),
    name: 'running plans',
    key: pairKey(lengthPrefixedBytes, runningKey, lengthPrefixedSize),
    value: u64Value,
  })
  /** SHA-256 of the pair -> the pair: found to cover its costs. */
  readonly margins = new StoreMap<Uint8Array, Margin>({
    store,
    prefix: prefix(21),
    name: 'margins',
    key: bytesKey,
    value: codec('infonex.sla.v1.Margin'),
  })

  /** kind u8 | who is not the aggregator | aggregator | agreement: those that run */
  readonly serving = new KeySet<ServingKey>({
    store,
    prefix: prefix(22),
    name: 'running agreements by party',
    key: servingKey,
  })
  readonly #changed: (ctx: Context, agreement: Agreement) => void

  /** @param changed is told of every agreement that is written */
  constructor(
    addresses: AddressCodec,
    changed: (ctx: Context, agreement: Agreement) => void = () => undefined,
  ) {
    this.#addresses = addresses
    this.#changed = changed
  }

  get(ctx: QueryContext, id: bigint): Agreement | undefined {
    return this.agreements.get(ctx, id)
  }

  /** @throws TxError sla 22 */
  mustGet(ctx: QueryContext, id: bigint): Agreement {
    const found = this.get(ctx, id)
    if (found === undefined) throw SlaError.noAgreement(`agreement ${id}`)
    return found
  }

  /** @throws TxError sla 22, 17 or 24 */
  mustBe(ctx: QueryContext, party: string, id: bigint, statuses: readonly number[]): Agreement {
    const found = this.mustGet(ctx, id)
    if (party !== found.provider && party !== found.customer)
      throw SlaError.notParty(`${party}; the parties are ${found.provider} and ${found.customer}`)
    if (!statuses.includes(found.status))
      throw SlaError.wrongStatus(`status is ${found.status}, want ${statuses.join(' or ')}`)
    return found
  }

  /** Writes an agreement in place of what was there, and keeps every index in step. */
  put(ctx: Context, agreement: Agreement): void {
    const before = this.get(ctx, agreement.id)
    if (before !== undefined) this.#leave(ctx, before)
    this.agreements.set(ctx, agreement.id, agreement)
    for (const party of [agreement.provider, agreement.customer])
      this.byParty.add(ctx, [this.#addresses.toBytes(party), agreement.id])
    const due = dueMs(agreement)
    if (due > 0n) this.due.add(ctx, [due, agreement.id])
    if (isRunning(agreement)) this.#count(ctx, agreement, 1n)
    this.#changed(ctx, agreement)
  }

  /** Removes a proposal. */
  remove(ctx: Context, agreement: Agreement): void {
    this.#leave(ctx, agreement)
    this.agreements.delete(ctx, agreement.id)
    for (const party of [agreement.provider, agreement.customer])
      this.byParty.delete(ctx, [this.#addresses.toBytes(party), agreement.id])
  }

  #leave(ctx: Context, agreement: Agreement): void {
    const due = dueMs(agreement)
    if (due > 0n) this.due.delete(ctx, [due, agreement.id])
    if (isRunning(agreement)) this.#count(ctx, agreement, -1n)
  }

  #count(ctx: Context, agreement: Agreement, change: bigint): void {
    const key = [this.#addresses.toBytes(aggregatorOf(agreement)), runningOf(agreement)] as const
    const count = (this.running.get(ctx, key) ?? 0n) + change
    if (count === 0n) this.running.delete(ctx, key)
    else this.running.set(ctx, key, count)
    const serving = this.servingKeyOf(agreement)
    if (change > 0n) this.serving.add(ctx, serving)
    else this.serving.delete(ctx, serving)
  }

  /** How a running agreement is found by who is not its aggregator. */
  servingKeyOf({ id, kind, provider, customer }: Agreement): ServingKey {
    const [party, aggregator] = kind === RETAIL ? [customer, provider] : [provider, customer]
    const bytes = (text: string): Uint8Array => this.#addresses.toBytes(text)
    return { kind, party: bytes(party), aggregator: bytes(aggregator), id }
  }

  /** Running agreements of a client (retail) or a supplier (wholesale), in order, with one aggregator if named. */
  *runningOf(
    ctx: QueryContext,
    kind: number,
    party: Uint8Array,
    aggregator?: Uint8Array,
  ): IterableIterator<Agreement> {
    const own = concatBytes(u8Key.encode(kind), lengthPrefixedBytes.encode(party))
    const prefix =
      aggregator === undefined ? own : concatBytes(own, lengthPrefixedBytes.encode(aggregator))
    for (const { id } of this.serving.walk(ctx, { prefix })) yield this.mustGet(ctx, id)
  }

  /** Plans of running agreements of an aggregator, of one kind or of both. */
  runningPlans(ctx: QueryContext, aggregator: Uint8Array, kind?: number): readonly Running[] {
    const owner = lengthPrefixedBytes.encode(aggregator)
    const from = kind === undefined ? owner : concatBytes(owner, u8Key.encode(kind))
    return [...this.running.walk(ctx, { prefix: from })].map(([[, found]]) => found)
  }

  hasRunning(ctx: QueryContext, aggregator: Uint8Array): boolean {
    const walk = this.running.walk(ctx, { prefix: lengthPrefixedBytes.encode(aggregator) })
    return walk.next().done !== true
  }

  /** What is due by now, oldest first, at most `most`. */
  dueBy(ctx: QueryContext, nowMs: bigint, most: number): readonly Agreement[] {
    const out: Agreement[] = []
    for (const [due, id] of this.due.walk(ctx)) {
      if (due > nowMs || out.length >= most) break
      out.push(this.mustGet(ctx, id))
    }
    return out
  }

  /** What was, with what served under it as its last day. */
  ended(ctx: Context, agreement: Agreement, effectiveMs: bigint): Agreement {
    const ended = { ...agreement, status: ENDED, effectiveMs, height: ctx.height }
    this.put(ctx, ended)
    return ended
  }
}
