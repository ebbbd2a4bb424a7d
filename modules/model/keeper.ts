import { codec } from '../../chain/codec/proto.js'
import { bytesValue, KeySet, StoreItem } from '../../chain/collections/item.js'
import {
  bytesKey,
  fixedSize,
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
} from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { assert } from '../../chain/types/assert.js'
import { be32, concatBytes, toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { ModelError } from './errors.js'
import { DEFAULT_PARAMS, type ModelParams } from './params.js'
import { COMPLETE, type Model } from './state.js'

export const MODEL_STORE = 'model'

const store = MODEL_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

const u32Key: KeyCodec<number> = {
  encode: be32,
  decode: (b) => new DataView(b.buffer, b.byteOffset, b.length).getUint32(0),
}

/** Owns the registry of models and their graphs. */
export class ModelKeeper {
  readonly addresses: AddressCodec
  readonly #authority: () => string

  readonly params = new StoreItem<ModelParams>({
    store,
    prefix: prefix(0),
    name: 'params',
    value: codec('infonex.model.v1.Params'),
  })
  readonly models = new StoreMap<Uint8Array, Model>({
    store,
    prefix: prefix(1),
    name: 'models',
    key: bytesKey,
    value: codec('infonex.model.v1.Model'),
  })
  /** model id | be32 index */
  readonly chunks = new StoreMap<readonly [Uint8Array, number], Uint8Array>({
    store,
    prefix: prefix(2),
    name: 'graph chunks',
    key: pairKey(bytesKey, u32Key, fixedSize(32)),
    value: bytesValue,
  })
  /** owner | model id */
  readonly byOwner = new KeySet<readonly [Uint8Array, Uint8Array]>({
    store,
    prefix: prefix(3),
    name: 'models by owner',
    key: pairKey(lengthPrefixedBytes, bytesKey, lengthPrefixedSize),
  })

  constructor(deps: {
    addresses: AddressCodec
    /** Bech32 address of the gov module's account. */
    authority: () => string
  }) {
    this.addresses = deps.addresses
    this.#authority = deps.authority
  }

  paramsOrDefault(ctx: QueryContext): ModelParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  /** @throws TxError model 12 */
  checkAuthority(address: string): void {
    const want = this.#authority()
    if (address !== want) throw ModelError.wrongAuthority(`authority is ${address}, want ${want}`)
  }

  get(ctx: QueryContext, id: Uint8Array): Model | undefined {
    return id.length === 32 ? this.models.get(ctx, id) : undefined
  }

  /** @throws TxError model 4 */
  mustGet(ctx: QueryContext, id: Uint8Array): Model {
    const model = this.get(ctx, id)
    if (model === undefined) throw ModelError.noModel(`model ${toHex(id.subarray(0, 32))}`)
    return model
  }

  /** @throws TxError model 4 or 5 */
  mustOwn(ctx: QueryContext, owner: string, id: Uint8Array): Model {
    const model = this.mustGet(ctx, id)
    if (model.owner !== owner) throw ModelError.notOwner(`${owner}; the owner is ${model.owner}`)
    return model
  }

  /** Whether servers may offer the model: its graph is on chain and it is not retired. */
  isOffered(ctx: QueryContext, id: Uint8Array): boolean {
    return this.get(ctx, id)?.status === COMPLETE
  }

  insert(ctx: Context, model: Model): void {
    assert(model.id.length === 32, 'a model id has 32 bytes')
    this.models.set(ctx, model.id, model)
    this.byOwner.add(ctx, [this.addresses.toBytes(model.owner), model.id])
  }

  /** Removes a model that nothing can refer to, with its graph. */
  remove(ctx: Context, model: Model): void {
    this.removeChunks(ctx, model.id)
    this.models.delete(ctx, model.id)
    this.byOwner.delete(ctx, [this.addresses.toBytes(model.owner), model.id])
  }

  removeChunks(ctx: Context, id: Uint8Array): void {
    const keys = [...this.chunks.walk(ctx, { prefix: id })].map(([key]) => key)
    for (const key of keys) this.chunks.delete(ctx, key)
  }

  /** All posted bytes of a graph in order. */
  graph(ctx: QueryContext, id: Uint8Array): Uint8Array {
    return concatBytes(...[...this.chunks.walk(ctx, { prefix: id })].map(([, data]) => data))
  }
}
