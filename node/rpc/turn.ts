/** Bodies with transactions that come in one turn of the event loop are acted on together. */

/** Fewer transactions are checked as fast on this thread. */
const WORTH_IT = 4

/**
 * Gathers transactions until the turn of the event loop ends, then shows all of them to `preverify`, whose
 * threads begin on their signatures, and lets those who wait go on in the order of arrival.
 */
export class Turn {
  readonly #preverify: (txs: readonly Uint8Array[]) => void
  #txs: Uint8Array[] = []
  #ended: Promise<void> | undefined

  constructor(preverify: (txs: readonly Uint8Array[]) => void) {
    this.#preverify = preverify
  }

  /** Resolves at the end of the turn. */
  take(txs: readonly Uint8Array[]): Promise<void> {
    this.#txs.push(...txs)
    this.#ended ??= new Promise((resolve) => {
      setImmediate(() => {
        if (this.#txs.length >= WORTH_IT) this.#preverify(this.#txs)
        this.#txs = []
        this.#ended = undefined
        resolve()
      })
    })
    return this.#ended
  }
}
