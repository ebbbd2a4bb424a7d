import { codec } from '../../chain/codec/proto.js'
import { KeySet, Sequence } from '../../chain/collections/item.js'
import { bytesKey, fixedSize, pairKey, u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { RouterError } from './errors.js'
import type { ModelKeeper, ReceiptKeyHook } from './expectedKeepers.js'
import type { Offer, Server } from './state.js'

export const ROUTER_STORE = 'router'

const store = ROUTER_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

/** Owns the servers of the market. */
export class RouterKeeper {
  readonly addresses: AddressCodec
  readonly models: ModelKeeper
  readonly #keys: ReceiptKeyHook | undefined

  readonly servers = new StoreMap<bigint, Server>({
    store,
    prefix: prefix(1),
    name: 'servers',
    key: u64Key,
    value: codec('infonex.router.v1.Server'),
  })
  readonly nextServer = new Sequence({ store, prefix: prefix(2), name: 'next server', start: 1n })
  /** model id | server */
  readonly byModel = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(3),
    name: 'servers by model',
    key: pairKey(bytesKey, u64Key, fixedSize(32)),
  })

  constructor(deps: {
    addresses: AddressCodec
    models: ModelKeeper
    keys?: ReceiptKeyHook | undefined
  }) {
    this.addresses = deps.addresses
    this.models = deps.models
    this.#keys = deps.keys
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

  /** Stores a server in place of what was there before, and keeps the index in step. */
  put(ctx: Context, server: Server): void {
    const before = this.servers.get(ctx, server.id)
    if (before !== undefined) this.#clearIndex(ctx, before)
    this.servers.set(ctx, server.id, server)
    for (const { modelId } of server.offers) this.byModel.add(ctx, [modelId, server.id])
    const [old, key] = [before?.receiptKey ?? undefined, server.receiptKey ?? undefined]
    if (old === undefined || key === undefined || !equalBytes(old.key, key.key))
      this.#keys?.receiptKeyChanged(ctx, server.id, server.operator, old, key)
  }

  remove(ctx: Context, server: Server): void {
    this.#clearIndex(ctx, server)
    this.servers.delete(ctx, server.id)
    const key = server.receiptKey ?? undefined
    this.#keys?.receiptKeyChanged(ctx, server.id, server.operator, key, undefined)
  }

  #clearIndex(ctx: Context, server: Server): void {
    for (const { modelId } of server.offers) this.byModel.delete(ctx, [modelId, server.id])
  }
}
