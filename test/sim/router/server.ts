import type { Declared } from './policy.js'
import type { Dice } from './random.js'
import type { Scenario } from './scenario.js'

/** A job on its way. */
export interface Job {
  readonly id: number
  readonly client: number
  /** Time on a server of speed 1. */
  readonly workMs: number
  readonly isMeasured: boolean
  readonly arrivedMs: number
  state: 'wanted' | 'placed' | 'done' | 'lost'
  requests: number
  /** Raised with each assignment: what was arranged for an earlier one is void. */
  attempt: number
  /** Of the first assignment; undefined before. */
  assignedMs: number | undefined
  server: number
  /** A server broke it off. */
  isBroken: boolean
}

/** A server as it is: slots, and one queue in order of arrival. */
export class Server {
  readonly id: number
  readonly slots: number
  readonly declaredSlots: number
  readonly speed: number
  readonly isLiar: boolean
  readonly isNewcomer: boolean
  readonly joinedMs: number
  price: number
  readonly floorPrice: number
  leftMs: number | undefined
  diedMs: number | undefined
  lastReportMs: number
  readonly running = new Set<Job>()
  readonly #queue: Job[] = []
  #head = 0

  constructor(
    from: Pick<Server, 'id' | 'slots' | 'declaredSlots' | 'speed' | 'isLiar' | 'isNewcomer'> &
      Pick<Server, 'joinedMs' | 'price' | 'floorPrice'>,
  ) {
    this.id = from.id
    this.slots = from.slots
    this.declaredSlots = from.declaredSlots
    this.speed = from.speed
    this.isLiar = from.isLiar
    this.isNewcomer = from.isNewcomer
    this.joinedMs = from.joinedMs
    this.price = from.price
    this.floorPrice = from.floorPrice
    this.lastReportMs = from.joinedMs
  }

  /** Jobs of the mean size at once: slots by speed. */
  get capacity(): number {
    return this.slots * this.speed
  }
  get isPresent(): boolean {
    return this.leftMs === undefined && this.diedMs === undefined
  }
  get queued(): number {
    return this.#queue.length - this.#head
  }
  /** At work and waiting. */
  get busy(): number {
    return this.running.size + this.queued
  }
  get declared(): Declared {
    const { id, declaredSlots: slots, speed, price } = this
    return { id, slots, speed, price }
  }

  nominalMs(job: Job): number {
    return job.workMs / this.speed
  }

  /** Starts a job, or lets it wait; true if it starts. */
  take(job: Job): boolean {
    if (this.running.size >= this.slots) {
      this.#queue.push(job)
      return false
    }
    this.running.add(job)
    return true
  }

  /** Ends a job that runs; the one that starts in its place, if any waits. */
  end(job: Job): Job | undefined {
    this.running.delete(job)
    const next = this.#queue[this.#head]
    if (next === undefined) return undefined
    this.#head += 1
    if (this.#head > 64 && this.#head * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#head)
      this.#head = 0
    }
    this.running.add(next)
    return next
  }

  /** Everything it has, when it stops for good. */
  drop(): readonly Job[] {
    const all = [...this.running, ...this.#queue.slice(this.#head)]
    this.running.clear()
    this.#queue.length = 0
    this.#head = 0
    return all
  }
}

/** Draws servers of a scenario, one after another. */
export function serverMaker(
  { slots, speedSigma, liars, prices }: Scenario,
  dice: Dice,
): (joinedMs: number, as?: { isNewcomer?: boolean; isHonest?: boolean }) => Server {
  let id = 0
  return (joinedMs, { isNewcomer = false, isHonest = false } = {}) => {
    id += 1
    const own = slots.least + dice.below(slots.most - slots.least + 1)
    const speed = dice.lognormal(1, speedSigma)
    const price = Math.round(dice.lognormal(100_000, prices.sigma))
    // Exactly a share of all: sizes and speeds are drawn, so that order tells nothing.
    const isLiar = !isHonest && Math.floor(id * liars.share) > Math.floor((id - 1) * liars.share)
    return new Server({
      id,
      slots: own,
      declaredSlots: isLiar ? own * liars.factor : own,
      speed,
      isLiar,
      isNewcomer,
      joinedMs,
      price,
      floorPrice: Math.round((price * prices.floorBps) / 10_000),
    })
  }
}
