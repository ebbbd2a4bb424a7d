/** How long an answer of the chain is taken for new, in ms. */
const RECENT_MS = 1_000
/** Answers kept at most. */
const KEPT_MAX = 10_000

/** Answers of the chain that are at most a second old; failures are asked again. */
export class Recent<V> {
  readonly #nowMs: () => number
  readonly #known = new Map<string, { readonly atMs: number; readonly value: V }>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** What is known of a key, or else what `ask` says. */
  async of(key: string, ask: () => Promise<V>): Promise<V> {
    const atMs = this.#nowMs()
    const known = this.#known.get(key)
    if (known !== undefined && atMs - known.atMs < RECENT_MS) return known.value
    const value = await ask()
    const oldest = this.#known.keys().next()
    if (this.#known.size >= KEPT_MAX && oldest.done !== true) this.#known.delete(oldest.value)
    this.#known.delete(key)
    this.#known.set(key, { atMs, value })
    return value
  }
}
