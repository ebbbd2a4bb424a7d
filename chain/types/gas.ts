import { SdkError } from './errors.js'
import { toSafeNumber, U64_MAX } from './arith.js'

/** store/types/gas.go KVGasConfig of cosmos-sdk v0.50. */
export const KV_GAS = {
  hasCost: 1000,
  deleteCost: 1000,
  readCostFlat: 1000,
  readCostPerByte: 3,
  writeCostFlat: 2000,
  writeCostPerByte: 30,
  iterNextCostFlat: 30,
} as const

/** No meter counts beyond it: a limit above is one that nothing reaches. */
const MOST = Number.MAX_SAFE_INTEGER

/**
 * Counts gas; what is used beyond the limit aborts the transaction with `out of gas` (sdk 11). Counts in
 * safe integers, since every access of every store is charged: a bigint there costs more than the read.
 */
export class GasMeter {
  #used = 0
  readonly #max: number
  readonly limit: bigint | undefined

  /** @param limit undefined = unlimited, as in genesis, block hooks and simulation. */
  constructor(limit: bigint | undefined) {
    this.limit = limit
    this.#max = limit === undefined || limit > BigInt(MOST) ? MOST : toSafeNumber(limit)
  }

  get used(): bigint {
    return BigInt(this.#used)
  }

  /** Used, but never above the limit: what a block counts and a receipt reports. */
  get usedToLimit(): bigint {
    return this.limit !== undefined && this.used > this.limit ? this.limit : this.used
  }

  get remaining(): bigint {
    if (this.limit === undefined) return U64_MAX
    return this.used > this.limit ? 0n : this.limit - this.used
  }

  /** Counts without aborting: what was used before something else went wrong. */
  count(amount: bigint): void {
    this.#used = Math.min(this.#used + toSafeNumber(amount), MOST)
  }

  /** @throws TxError sdk 11 when the limit is passed; the amount stays counted. */
  consume(amount: bigint, what: string): void {
    this.charge(amount > BigInt(MOST) ? MOST : toSafeNumber(amount), what)
  }

  /** As `consume`, of a safe integer. @throws TxError sdk 11 */
  charge(amount: number, what: string): void {
    this.#used += amount
    if (this.#used <= this.#max) return
    this.#used = Math.min(this.#used, MOST)
    throw SdkError.outOfGas(
      `out of gas in location: ${what}; gasWanted: ${this.limit ?? U64_MAX}, gasUsed: ${this.#used}`,
    )
  }
}
