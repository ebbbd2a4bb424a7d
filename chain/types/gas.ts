import { SdkError } from './errors.js'
import { U64_MAX } from './arith.js'

/** store/types/gas.go KVGasConfig of cosmos-sdk v0.50. */
export const KV_GAS = {
  hasCost: 1000n,
  deleteCost: 1000n,
  readCostFlat: 1000n,
  readCostPerByte: 3n,
  writeCostFlat: 2000n,
  writeCostPerByte: 30n,
  iterNextCostFlat: 30n,
} as const

/** Counts gas; what is used beyond the limit aborts the transaction with `out of gas` (sdk 11). */
export class GasMeter {
  #used = 0n
  readonly limit: bigint | undefined

  /** @param limit undefined = unlimited, as in genesis, block hooks and simulation. */
  constructor(limit: bigint | undefined) {
    this.limit = limit
  }

  get used(): bigint {
    return this.#used
  }

  /** Used, but never above the limit: what a block counts and a receipt reports. */
  get usedToLimit(): bigint {
    return this.limit !== undefined && this.#used > this.limit ? this.limit : this.#used
  }

  get remaining(): bigint {
    if (this.limit === undefined) return U64_MAX
    return this.#used > this.limit ? 0n : this.limit - this.#used
  }

  /** Counts without aborting: what was used before something else went wrong. */
  count(amount: bigint): void {
    this.#used += amount
  }

  /** @throws TxError sdk 11 when the limit is passed; the amount stays counted. */
  consume(amount: bigint, what: string): void {
    this.#used += amount
    if (this.limit !== undefined && this.#used > this.limit) {
      throw SdkError.outOfGas(
        `out of gas in location: ${what}; gasWanted: ${this.limit}, gasUsed: ${this.#used}`,
      )
    }
  }
}
