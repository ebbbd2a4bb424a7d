import { codec } from '../../chain/codec/proto.js'
import { StoreItem } from '../../chain/collections/item.js'
import type { ConsensusParams } from '../../chain/types/abci.js'
import { utf8 } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { ConsensusParamsKeeper } from '../../chain/types/keepers.js'
import { ConsensusError } from './errors.js'
import { fromWire, paramsProblem, toWire, type WireParams } from './state.js'

/** As cosmos-sdk x/consensus names store and key. */
export const CONSENSUS_STORE = 'Consensus'

/** Where the parameters are stored. */
export const paramsItem = new StoreItem<WireParams>({
  store: CONSENSUS_STORE,
  prefix: utf8('Consensus'),
  name: 'consensus params',
  value: codec('tendermint.types.ConsensusParams'),
})

/** Owns the consensus parameters; BaseApp reads them at the start of each block. */
export class ConsensusKeeper implements ConsensusParamsKeeper {
  readonly #authority: () => string

  /** @param authority the bech32 address that may change parameters: the gov module's account. */
  constructor(authority: () => string) {
    this.#authority = authority
  }

  get(ctx: QueryContext): ConsensusParams | undefined {
    const wire = paramsItem.get(ctx)
    return wire === undefined ? undefined : fromWire(wire)
  }

  /** @throws TxError consensus 3 when CometBFT would refuse them. */
  set(ctx: Context, params: ConsensusParams): void {
    const problem = paramsProblem(params)
    if (problem !== undefined) throw ConsensusError.invalidParams(problem)
    paramsItem.set(ctx, toWire(params))
  }

  /** @throws TxError consensus 4 */
  checkAuthority(address: string): void {
    const want = this.#authority()
    if (address !== want)
      throw ConsensusError.wrongAuthority(`authority is ${address}, want ${want}`)
  }
}
