import type { Asked, Declared, Finish, Policy, PolicyOptions } from '../policy.js'
import { Dice } from '../random.js'

/** What a balancer knows of a server. */
export interface Known {
  readonly declared: Declared
  /** Slots by speed, as the server declares: what draws are weighed by. */
  readonly capacity: number
  /** As it last reported. */
  busy: number
  /** What this balancer has sent there and not heard the end of. */
  outstanding: number
  heardMs: number
}

/** What baselines share: who is there, what was reported, what is outstanding. Answers come at once. */
export abstract class Fleet implements Policy {
  abstract readonly name: string
  protected readonly dice: Dice
  readonly #options: PolicyOptions
  readonly #all = new Map<number, Known>()
  #alive: readonly Known[] = []
  #sums = new Float64Array()
  #nextDeathMs = Infinity
  #isStale = true

  constructor(options: PolicyOptions) {
    this.#options = options
    this.dice = new Dice(options.seed, 'policy')
  }

  /** One of `alive`, which is not empty. */
  protected abstract pick(job: Asked, alive: readonly Known[]): Known | undefined

  /** For those that keep something of their own. @param alive in order of id */
  protected changed(_alive: readonly Known[]): void {}

  /** In proportion to declared capacity. */
  protected byCapacity(): Known {
    return this.#alive[this.dice.fromSums(this.#sums)] as Known
  }

  #refresh(nowMs: number): void {
    if (!this.#isStale && nowMs <= this.#nextDeathMs) return
    const { ttlMs } = this.#options
    this.#alive = [...this.#all.values()].filter(({ heardMs }) => nowMs - heardMs <= ttlMs)
    this.#nextDeathMs = Infinity
    for (const { heardMs } of this.#alive)
      this.#nextDeathMs = Math.min(this.#nextDeathMs, heardMs + ttlMs)
    let sum = 0
    this.#sums = Float64Array.from(this.#alive, ({ capacity }) => (sum += capacity))
    this.#isStale = false
    this.changed(this.#alive)
  }

  joined(declared: Declared, nowMs: number): void {
    const capacity = declared.slots * declared.speed
    const known = { declared, capacity, busy: 0, outstanding: 0, heardMs: nowMs }
    this.#all.set(declared.id, known)
    this.#isStale = true
  }

  left(server: number): void {
    this.#all.delete(server)
    this.#isStale = true
  }

  priced(): void {}

  request(job: Asked, nowMs: number): void {
    this.#refresh(nowMs)
    const known = this.#alive.length === 0 ? undefined : this.pick(job, this.#alive)
    if (known === undefined) return this.#options.desk.refused(job.id, nowMs)
    known.outstanding += 1
    this.#options.desk.assigned(job.id, known.declared.id, nowMs)
  }

  finished(_job: Asked, server: number, _result: Finish): void {
    const known = this.#all.get(server)
    if (known !== undefined) known.outstanding -= 1
  }

  failed(job: Asked, server: number, nowMs: number): void {
    const known = this.#all.get(server)
    if (known !== undefined) known.outstanding -= 1
    this.request(job, nowMs)
  }

  report(server: number, busy: number, nowMs: number): void {
    const known = this.#all.get(server)
    if (known === undefined) return
    // One that comes back from the dead is among the living again.
    if (nowMs - known.heardMs > this.#options.ttlMs) this.#isStale = true
    known.busy = busy
    known.heardMs = nowMs
  }
}

/** The lower load for each slot that it declares; the first at a tie. */
export const lighter = (a: Known, b: Known, load: (known: Known) => number): Known =>
  load(a) * b.declared.slots <= load(b) * a.declared.slots ? a : b
