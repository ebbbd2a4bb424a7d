import type { CommitVote, ConsensusParams } from './abci.js'
import { divFloor } from './arith.js'
import type { Event } from './event.js'
import { GasMeter, KV_GAS } from './gas.js'
import type {
  KVStore,
  ReadonlyKVStore,
  ReadonlyStoreAccess,
  StoreAccess,
  StoreBranch,
} from './kv.js'

/** Why the state machine is running. Only `check` and `recheck` may read node-local settings. */
export type ExecMode = 'genesis' | 'block' | 'check' | 'recheck' | 'simulate' | 'deliver' | 'query'

/** What a block tells: the same for all validators. */
export interface BlockInfo {
  readonly chainId: string
  readonly height: bigint
  /** Header time, nanoseconds since 1970 (UTC); the only clock there is. */
  readonly timeNs: bigint
  /** 20-byte consensus address of the proposer; empty in genesis and queries. */
  readonly proposerAddress: Uint8Array
  readonly headerHash: Uint8Array
  readonly lastCommitVotes: readonly CommitVote[]
  readonly consensusParams: ConsensusParams | undefined
}

/** One entity changed by one recipe: evidence for replay and analysis, never the truth itself. */
export interface StateDiff {
  readonly store: string
  readonly key: Uint8Array
  readonly patches: readonly {
    readonly op: string
    readonly path: readonly string[]
    readonly value?: unknown
  }[]
}

/** What reading needs. Queries get this over a committed height; their stores have no `set`. */
export interface QueryContext {
  readonly block: BlockInfo
  readonly gas: GasMeter
  /** Metered unless the meter is unlimited-free; the door of keepers to state. */
  kv(store: string): ReadonlyKVStore
}

interface ContextFields {
  readonly block: BlockInfo
  readonly mode: ExecMode
  readonly stores: StoreAccess & { branch(): StoreBranch }
  readonly gas: GasMeter
  readonly events: Event[]
  readonly diffs: StateDiff[]
  readonly validatorUpdates: { pubKeyType: 'ed25519'; pubKey: Uint8Array; power: bigint }[]
  /** Raw bytes of the transaction being run; empty in block hooks. */
  readonly txBytes: Uint8Array
  /** Node-local; empty outside CheckTx. */
  readonly minGasPrices: readonly { readonly denom: string; readonly amountE18: bigint }[]
}

/** Header time in whole milliseconds since 1970, rounded down. */
export const timeMsOf = ({ block }: QueryContext): bigint => divFloor(block.timeNs, 1_000_000n)

/** Everything a message handler or block hook may see: no clock, no coin to toss, no promise. */
export class Context implements QueryContext {
  readonly #f: ContextFields
  /** The store asked for last: keepers ask for the same one many times. */
  #kv: GasKVStore | undefined
  #kvName: string | undefined

  constructor(fields: ContextFields) {
    this.#f = fields
  }

  get block(): BlockInfo {
    return this.#f.block
  }
  get height(): bigint {
    return this.#f.block.height
  }
  get timeNs(): bigint {
    return this.#f.block.timeNs
  }
  /** Header time in whole milliseconds, rounded down. */
  get timeMs(): bigint {
    return timeMsOf(this)
  }
  get mode(): ExecMode {
    return this.#f.mode
  }
  /** Unmetered: for the kernel, which branches them. Keepers read and write through `kv`. */
  get stores(): ContextFields['stores'] {
    return this.#f.stores
  }
  get gas(): GasMeter {
    return this.#f.gas
  }
  get events(): Event[] {
    return this.#f.events
  }
  get diffs(): StateDiff[] {
    return this.#f.diffs
  }
  get validatorUpdates(): ContextFields['validatorUpdates'] {
    return this.#f.validatorUpdates
  }
  get txBytes(): Uint8Array {
    return this.#f.txBytes
  }
  get minGasPrices(): ContextFields['minGasPrices'] {
    return this.#f.minGasPrices
  }

  /** A store whose every access is charged to the gas meter. */
  kv(store: string): KVStore {
    if (this.#kvName === store && this.#kv !== undefined) return this.#kv
    this.#kvName = store
    this.#kv = new GasKVStore(this.#f.stores.store(store), this.#f.gas)
    return this.#kv
  }

  /**
   * Charges a write that would change nothing: as much gas as `set`, and no work.
   * The caller MUST know that the store holds this value.
   */
  chargeUnchanged(keyBytes: number, valueBytes: number): void {
    this.#f.gas.charge(KV_GAS.writeCostFlat, 'WriteFlat')
    this.#f.gas.charge(KV_GAS.writeCostPerByte * (keyBytes + valueBytes), 'WritePerByte')
  }

  /**
   * Runs `body` on a branch with its own event list. If it returns, writes and events join this context;
   * if it throws, they are dropped and the throw goes on. Gas is shared and stays used.
   */
  atomic<T>(body: (ctx: Context) => T): T {
    const stores = this.#f.stores.branch()
    const branch = new Context({ ...this.#f, stores, events: [], diffs: [], validatorUpdates: [] })
    const result = body(branch)
    stores.write()
    this.events.push(...branch.events)
    this.diffs.push(...branch.diffs)
    this.validatorUpdates.push(...branch.validatorUpdates)
    return result
  }

  with(changes: Partial<ContextFields>): Context {
    return new Context({ ...this.#f, ...changes })
  }
}

/** A context for queries at a committed height; its gas is not limited. */
export function queryContext(block: BlockInfo, stores: ReadonlyStoreAccess): QueryContext {
  const gas = new GasMeter(undefined)
  return { block, gas, kv: (store) => stores.store(store) }
}

/** Charges the SDK's gas table (store/gaskv/store.go) above the cache, so that warm and cold cost the same. */
export class GasKVStore implements KVStore {
  readonly parent: KVStore
  readonly gas: GasMeter

  constructor(parent: KVStore, gas: GasMeter) {
    this.parent = parent
    this.gas = gas
  }

  get(key: Uint8Array): Uint8Array | undefined {
    this.gas.charge(KV_GAS.readCostFlat, 'ReadFlat')
    const value = this.parent.get(key)
    const bytes = key.length + (value === undefined ? 0 : value.length)
    this.gas.charge(KV_GAS.readCostPerByte * bytes, 'ReadPerByte')
    return value
  }

  has(key: Uint8Array): boolean {
    this.gas.charge(KV_GAS.hasCost, 'Has')
    return this.parent.has(key)
  }

  set(key: Uint8Array, value: Uint8Array): void {
    this.gas.charge(KV_GAS.writeCostFlat, 'WriteFlat')
    this.gas.charge(KV_GAS.writeCostPerByte * (key.length + value.length), 'WritePerByte')
    this.parent.set(key, value)
  }

  delete(key: Uint8Array): void {
    this.gas.charge(KV_GAS.deleteCost, 'Delete')
    this.parent.delete(key)
  }

  /** The SDK charges for standing on a pair, when the iterator is made and at each step, the last too. */
  *iterate(
    start?: Uint8Array,
    end?: Uint8Array,
    reverse = false,
  ): IterableIterator<readonly [Uint8Array, Uint8Array]> {
    for (const pair of this.parent.iterate(start, end, reverse)) {
      const bytes = pair[0].length + pair[1].length
      this.gas.charge(KV_GAS.readCostPerByte * bytes, 'ValuePerByte')
      this.gas.charge(KV_GAS.iterNextCostFlat, 'IterNextFlat')
      yield pair
    }
    this.gas.charge(KV_GAS.iterNextCostFlat, 'IterNextFlat')
  }
}
