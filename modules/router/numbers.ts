import { Sequence, u64Value } from '../../chain/collections/item.js'
import { bytesKey, fixedSize, pairKey } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import type { Context, QueryContext } from '../../chain/types/context.js'

const optional = (n: bigint | undefined): number | undefined =>
  n === undefined ? undefined : toSafeNumber(n)

/** Short numbers of models and of markets (aggregator, model), given once and never again, from 1. */
export class Numbers {
  readonly models: StoreMap<Uint8Array, bigint>
  readonly markets: StoreMap<readonly [Uint8Array, Uint8Array], bigint>
  readonly nextModel: Sequence
  readonly nextMarket: Sequence

  constructor(store: string, prefixes: readonly [number, number, number, number]) {
    const [models, nextModel, markets, nextMarket] = prefixes.map((n) => Uint8Array.of(n))
    const value = u64Value
    this.models = new StoreMap({
      ...{ store, prefix: models as Uint8Array, name: 'model numbers', value },
      key: bytesKey,
    })
    this.nextModel = new Sequence({
      ...{ store, prefix: nextModel as Uint8Array, name: 'next model number', start: 1n },
    })
    this.markets = new StoreMap({
      ...{ store, prefix: markets as Uint8Array, name: 'market numbers', value },
      // model id | aggregator: the model has a fixed size.
      key: pairKey(bytesKey, bytesKey, fixedSize(32)),
    })
    this.nextMarket = new Sequence({
      ...{ store, prefix: nextMarket as Uint8Array, name: 'next market number', start: 1n },
    })
  }

  modelOf(ctx: QueryContext, id: Uint8Array): number | undefined {
    return optional(this.models.get(ctx, id))
  }

  /** The number of a model, given now if it has none. */
  model(ctx: Context, id: Uint8Array): number {
    const known = this.modelOf(ctx, id)
    if (known !== undefined) return known
    const number = this.nextModel.next(ctx)
    this.models.set(ctx, id, number)
    return toSafeNumber(number)
  }

  marketOf(ctx: QueryContext, aggregator: Uint8Array, model: Uint8Array): number | undefined {
    return optional(this.markets.get(ctx, [model, aggregator]))
  }

  /** The number of a market, given now if it has none. */
  market(ctx: Context, aggregator: Uint8Array, model: Uint8Array): number {
    const known = this.marketOf(ctx, aggregator, model)
    if (known !== undefined) return known
    const number = this.nextMarket.next(ctx)
    this.markets.set(ctx, [model, aggregator], number)
    return toSafeNumber(number)
  }
}
