import { Refusal } from './refusal.js'

/** How much a supplier takes on at once. */
export interface Limits {
  /** Requests that wait or run. */
  readonly queue: number
  /** Bytes of request bodies in memory. */
  readonly bodyBytes: number
}

/** Counts what is in flight and refuses honestly what would be too much. */
export class Load {
  readonly #limits: Limits
  readonly #channels = new Set<string>()
  readonly #atWork = new Map<string, number>()
  #running = 0
  #bytes = 0
  /** Moving average of a request's time, ms. */
  #averageMs = 20
  #draining = false
  #idle: (() => void) | undefined

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get running(): number {
    return this.#running
  }

  /** Requests of one model that wait or run. */
  busyWith(model: string): number {
    return this.#atWork.get(model) ?? 0
  }

  get bytes(): number {
    return this.#bytes
  }

  get draining(): boolean {
    return this.#draining
  }

  #retrySeconds(): number {
    return Math.max(1, Math.ceil((this.#running * this.#averageMs) / 1000))
  }

  /** Counts a body before it is read; the caller gives it back. @throws Refusal */
  takeBody(bytes: number): () => void {
    if (this.#draining)
      throw new Refusal('draining', 'this server finishes and takes nothing new', {}, 30)
    if (this.#bytes + bytes > this.#limits.bodyBytes)
      throw new Refusal('overloaded', 'too many request bodies in memory', {}, this.#retrySeconds())
    this.#bytes += bytes
    return once(() => {
      this.#bytes -= bytes
    })
  }

  /** One request at a time in a channel: its amounts are a sequence. @throws Refusal */
  takeChannel(id: string): () => void {
    if (this.#channels.has(id))
      throw new Refusal('channelBusy', 'a request of this channel is being answered', {}, 1)
    this.#channels.add(id)
    return once(() => {
      this.#channels.delete(id)
    })
  }

  /**
   * A place in the queue of the model's thread.
   * @param most of one model at once: who signs for more than it declares on chain is slashed (rules.md H18)
   * @throws Refusal
   */
  takeSlot(model = '', most = Number.POSITIVE_INFINITY): () => void {
    const atWork = this.#atWork.get(model) ?? 0
    if (this.#running >= this.#limits.queue || atWork >= most)
      throw new Refusal('overloaded', `${this.#running} requests wait`, {}, this.#retrySeconds())
    this.#running += 1
    this.#atWork.set(model, atWork + 1)
    const started = performance.now()
    return once(() => {
      this.#running -= 1
      this.#atWork.set(model, (this.#atWork.get(model) as number) - 1)
      this.#averageMs += (performance.now() - started - this.#averageMs) / 10
      if (this.#running === 0) this.#idle?.()
    })
  }

  /** Takes nothing new; resolves when what runs is done. */
  drain(): Promise<void> {
    this.#draining = true
    if (this.#running === 0) return Promise.resolve()
    return new Promise((done) => {
      this.#idle = done
    })
  }
}

function once(give: () => void): () => void {
  let given = false
  return () => {
    if (!given) give()
    given = true
  }
}
