import type { Asked, MakePolicy } from '../policy.js'
import { Fleet, type Known, lighter } from './fleet.js'

/** The least loaded of all, as they last reported. */
class LeastLoaded extends Fleet {
  readonly name = 'least loaded'
  protected override pick(_job: Asked, alive: readonly Known[]): Known | undefined {
    let best = alive[0]
    for (const known of alive)
      if (best !== undefined) best = lighter(best, known, ({ busy }) => busy)
    return best
  }
}

export const leastLoaded: MakePolicy = (options) => new LeastLoaded(options)
