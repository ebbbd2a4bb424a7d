import type { MakePolicy } from '../policy.js'
import { Dice } from '../random.js'
import { Fleet, type Known } from './fleet.js'

/** Most that a server has outstanding, for each slot that it declares, against the average. */
const BOUND = 1.25
/** Points on the ring for each slot of speed 1 that a server declares. */
const POINTS_PER_SLOT = 4

interface Point {
  readonly at: number
  readonly known: Known
}

/** Consistent hashing with bounded loads: the first server from the job's point on that is below its bound. */
class BoundedHash extends Fleet {
  readonly name = 'bounded hash'
  #ring: readonly Point[] = []
  #slots = 0
  #outstanding = (): number => 0

  protected override changed(alive: readonly Known[]): void {
    this.#ring = alive
      .flatMap((known) => {
        const dice = new Dice(known.declared.id, 'ring')
        const points = Math.max(1, Math.round(known.capacity * POINTS_PER_SLOT))
        return Array.from({ length: points }, () => ({ at: dice.unit(), known }))
      })
      .sort((a, b) => a.at - b.at)
    this.#slots = alive.reduce((sum, { declared }) => sum + declared.slots, 0)
    this.#outstanding = () => alive.reduce((sum, { outstanding }) => sum + outstanding, 0)
  }

  protected override pick(): Known | undefined {
    const share = (BOUND * (this.#outstanding() + 1)) / this.#slots
    const ring = this.#ring
    const x = this.dice.unit()
    let [low, high] = [0, ring.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ring[middle] as Point).at < x) low = middle + 1
      else high = middle
    }
    for (let i = 0; i < ring.length; i++) {
      const { known } = ring[(low + i) % ring.length] as Point
      if (known.outstanding + 1 <= Math.ceil(share * known.declared.slots)) return known
    }
    return undefined
  }
}

export const boundedHash: MakePolicy = (options) => new BoundedHash(options)
