import type { Asked, MakePolicy } from '../policy.js'
import { Fleet, type Known, lighter } from './fleet.js'

/** The least of what this balancer itself has outstanding, for declared capacity; reports do not count. */
class LeastOutstanding extends Fleet {
  readonly name = 'least outstanding'
  protected override pick(_job: Asked, alive: readonly Known[]): Known | undefined {
    let best = alive[0]
    for (const known of alive)
      if (best !== undefined) best = lighter(best, known, ({ outstanding }) => outstanding + 1)
    return best
  }
}

export const leastOutstanding: MakePolicy = (options) => new LeastOutstanding(options)
