/** What a manager may sign in a period, by retail agreement. */

/** A limit for each retail agreement. */
export interface SpendingLimit {
  /** In units of the channel's denomination. */
  readonly amount: bigint
  readonly periodMs: number
}

/** Counts what was signed in the current period. Periods begin at whole multiples of their length since 1970. */
export class Spending {
  readonly limit: SpendingLimit | undefined
  readonly periodMs: number
  readonly #spent = new Map<string, { index: number; amount: bigint }>()

  constructor(limit: SpendingLimit | undefined) {
    this.limit = limit
    this.periodMs = limit?.periodMs ?? 86_400_000
  }

  /** Counts an amount that was signed at a time. */
  add(agreement: bigint, amount: bigint, atMs: number): void {
    const key = agreement.toString()
    const index = Math.floor(atMs / this.periodMs)
    const known = this.#spent.get(key)
    if (known === undefined || known.index < index) this.#spent.set(key, { index, amount })
    else if (known.index === index) known.amount += amount
  }

  /** What may still be signed at a time; undefined = no limit. */
  room(agreement: bigint, atMs: number): bigint | undefined {
    if (this.limit === undefined) return undefined
    const known = this.#spent.get(agreement.toString())
    const spent = known?.index === Math.floor(atMs / this.periodMs) ? known.amount : 0n
    return spent < this.limit.amount ? this.limit.amount - spent : 0n
  }
}
