import { prng } from '../prng.js'

/** Random numbers of one purpose: what one part of a run draws never shifts what another draws. */
export class Dice {
  readonly #next: () => number

  constructor(seed: number, purpose: string) {
    let hash = 0x811c9dc5 ^ seed
    for (const char of purpose) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
    this.#next = prng(hash)
    // Neighbouring seeds part within a few draws.
    for (let i = 0; i < 8; i++) this.#next()
  }

  /** 0 <= x < 1. */
  unit(): number {
    return this.#next()
  }

  /** A whole number of 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.#next() * n)
  }

  isOdds(share: number): boolean {
    return this.#next() < share
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.#next())
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#next()))
    return radius * Math.cos(2 * Math.PI * this.#next())
  }

  /** @param median e to the mean of the logarithm */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal())
  }

  /** The place in ascending sums where a draw in proportion to weight falls. */
  fromSums(sums: Float64Array | readonly number[]): number {
    const x = this.#next() * (sums[sums.length - 1] as number)
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] as number) > x) high = middle
      else low = middle + 1
    }
    return low
  }
}
