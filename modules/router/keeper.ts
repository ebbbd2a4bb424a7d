import { codec } from '../../chain/codec/proto.js'
import { KeySet, Sequence, StoreItem } from '../../chain/collections/item.js'
import {
  bytesKey,
  fixedSize,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { remembered } from '../../chain/collections/remembered.js'
import type { AddressCodec } from '../../chain/types/address.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { RouterError } from './errors.js'
import type {
  BankKeeper,
  BeaconKeeper,
  ModelKeeper,
  PaymentKeeper,
  ReceiptKeyHook,
  SlaKeeper,
} from './expectedKeepers.js'
import { ChannelBook } from './channels.js'
import { HealthBook } from './health.js'
import { Forest } from './match/forest.js'
import { Pools } from './match/pools.js'
import { type ProvenRules, RULES } from './match/proven.js'
import { Roster } from './match/roster.js'
import { MatchBook } from './matches.js'
import { Numbers } from './numbers.js'
import { DEFAULT_PARAMS, type RouterParams } from './params.js'
import { ProbeBook } from './probeBook.js'
import { SeatBook } from './seats.js'
import type { Offer, Server } from './state.js'

export const ROUTER_STORE = 'router'
/** Whose account has the pool of probes, and takes grants of clients that have no manager. */
export const ROUTER_MODULE = 'router'

const store = ROUTER_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

/** What router needs of the others. */
export interface RouterDeps {
  readonly addresses: AddressCodec
  readonly models: ModelKeeper
  readonly sla: SlaKeeper
  readonly payment: PaymentKeeper
  readonly beacon: BeaconKeeper
  readonly bank: BankKeeper
  readonly verifier: SignatureVerifier
  /** 20 bytes: has the pool of probes, and the grants that clients give to the router. */
  readonly account: Uint8Array
  /** Bech32 address of the gov module's account. */
  readonly authority: () => string
  readonly keys?: ReceiptKeyHook | undefined
  /** Those of the chain where nothing else is said; a chain never says anything else. */
  readonly rules?: ProvenRules
}

/** Owns servers and how they stand, requests and leases. */
export class RouterKeeper {
  readonly addresses: AddressCodec
  readonly models: ModelKeeper
  readonly sla: SlaKeeper
  readonly payment: PaymentKeeper
  readonly beacon: BeaconKeeper
  readonly bank: BankKeeper
  readonly verifier: SignatureVerifier
  readonly account: Uint8Array
  readonly rules: ProvenRules
  readonly #authority: () => string
  readonly #keys: ReceiptKeyHook | undefined

  readonly params = new StoreItem<RouterParams>({
    store,
    prefix: prefix(0),
    name: 'params',
    value: remembered(codec('infonex.router.v1.Params')),
  })
  readonly servers = new StoreMap<bigint, Server>({
    store,
    prefix: prefix(1),
    name: 'servers',
    key: u64Key,
    value: remembered(codec('infonex.router.v1.Server')),
  })
  readonly nextServer = new Sequence({ store, prefix: prefix(2), name: 'next server', start: 1n })
  /** model id | server */
  readonly byModel = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(3),
    name: 'servers by model',
    key: pairKey(bytesKey, u64Key, fixedSize(32)),
  })
  /** operator | server */
  readonly byOperator = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(4),
    name: 'servers by operator',
    key: pairKey(lengthPrefixedBytes, u64Key, lengthPrefixedSize),
  })
  readonly health = new HealthBook(store, prefix(5))
  readonly numbers = new Numbers(store, [6, 7, 8, 9])
  readonly roster = new Roster({
    store,
    pools: new Pools(new Forest({ store, nodes: prefix(0x10), heads: prefix(0x11) })),
    seats: prefix(0x12),
    standings: prefix(0x13),
    records: prefix(0x14),
  })
  readonly seats = new SeatBook(store, [0x15, 0x16, 0x17])
  readonly matches: MatchBook
  /** End of a time to live, ms | server */
  readonly watch = new KeySet<readonly [bigint, bigint]>({
    store,
    prefix: prefix(0x30),
    name: 'watched servers',
    key: pairKey(u64Key, u64Key, fixedSize(8)),
  })
  /** Servers whose places are to be set anew at the end of the block. */
  readonly moved = new KeySet<bigint>({
    store,
    prefix: prefix(0x31),
    name: 'moved servers',
    key: u64Key,
  })
  /** When a wholesale agreement begins or ends to serve by time alone, ms | agreement */
  readonly turns = new KeySet<readonly [bigint, bigint]>({
    store,
    prefix: prefix(0x32),
    name: 'turns of agreements',
    key: pairKey(u64Key, u64Key, fixedSize(8)),
  })
  readonly channels: ChannelBook
  readonly probes = new ProbeBook(store, [0x50, 0x51, 0x52, 0x53])

  constructor(deps: RouterDeps) {
    this.addresses = deps.addresses
    this.models = deps.models
    this.sla = deps.sla
    this.payment = deps.payment
    this.beacon = deps.beacon
    this.bank = deps.bank
    this.verifier = deps.verifier
    this.account = deps.account
    this.rules = deps.rules ?? RULES
    this.#authority = deps.authority
    this.#keys = deps.keys
    this.matches = new MatchBook(store, deps.addresses, 0x20)
    this.channels = new ChannelBook(store, [0x40, 0x41, 0x42, 0x43])
  }

  paramsOrDefault(ctx: QueryContext): RouterParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  /** @throws TxError router 8 */
  checkAuthority(address: string): void {
    const want = this.#authority()
    if (address !== want) throw RouterError.wrongAuthority(`authority is ${address}, want ${want}`)
  }

  /** @throws TxError router 4 */
  mustGet(ctx: QueryContext, id: bigint): Server {
    const server = this.servers.get(ctx, id)
    if (server === undefined) throw RouterError.noServer(`server ${id}`)
    return server
  }

  /** @throws TxError router 4 or 5 */
  mustOperate(ctx: QueryContext, operator: string, id: bigint): Server {
    const server = this.mustGet(ctx, id)
    if (server.operator !== operator)
      throw RouterError.notOperator(`${operator}; the operator is ${server.operator}`)
    return server
  }

  /** @throws TxError router 3 naming the first model that cannot be offered */
  checkModels(ctx: QueryContext, offers: readonly Offer[]): void {
    for (const { modelId } of offers)
      if (!this.models.isOffered(ctx, modelId))
        throw RouterError.modelNotOffered(`model ${toHex(modelId)}`)
  }

  /** Numbers of an operator's servers. */
  serversOf(ctx: QueryContext, operator: Uint8Array): bigint[] {
    const prefix = lengthPrefixedBytes.encode(operator)
    return [...this.byOperator.walk(ctx, { prefix })].map(([, id]) => id)
  }

  /** Stores a server in place of what was there before, keeps the indexes in step, and has it seated. */
  put(ctx: Context, server: Server): void {
    const before = this.servers.get(ctx, server.id)
    if (before !== undefined) this.#clearIndex(ctx, before)
    this.servers.set(ctx, server.id, server)
    for (const { modelId } of server.offers) this.byModel.add(ctx, [modelId, server.id])
    this.byOperator.add(ctx, [this.addresses.toBytes(server.operator), server.id])
    if (server.aggregators.length > 0 || (before?.aggregators.length ?? 0) > 0)
      this.moved.add(ctx, server.id)
    const [old, key] = [before?.receiptKey ?? undefined, server.receiptKey ?? undefined]
    if (old === undefined || key === undefined || !equalBytes(old.key, key.key))
      this.#keys?.receiptKeyChanged(ctx, server.id, server.operator, old, key)
  }

  /** Removes a server; its places are given back at the end of the block. */
  remove(ctx: Context, server: Server): void {
    this.#clearIndex(ctx, server)
    this.servers.delete(ctx, server.id)
    this.byOperator.delete(ctx, [this.addresses.toBytes(server.operator), server.id])
    if (server.aggregators.length > 0 || this.seats.modelsOf(ctx, server.id).length > 0)
      this.moved.add(ctx, server.id)
    const key = server.receiptKey ?? undefined
    this.#keys?.receiptKeyChanged(ctx, server.id, server.operator, key, undefined)
  }

  #clearIndex(ctx: Context, server: Server): void {
    for (const { modelId } of server.offers) this.byModel.delete(ctx, [modelId, server.id])
  }
}
