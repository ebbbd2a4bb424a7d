import type { MakePolicy } from '../policy.js'
import { Fleet, type Known } from './fleet.js'

/** In proportion to declared capacity, whatever the load. */
class WeightedRandom extends Fleet {
  readonly name = 'weighted random'
  protected override pick(): Known {
    return this.byCapacity()
  }
}

export const weightedRandom: MakePolicy = (options) => new WeightedRandom(options)
