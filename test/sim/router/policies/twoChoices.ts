import type { MakePolicy } from '../policy.js'
import { Fleet, type Known, lighter } from './fleet.js'

/** The less loaded of two, as they last reported, drawn by declared capacity. */
class TwoChoices extends Fleet {
  readonly name = 'two choices'
  protected override pick(): Known {
    return lighter(this.byCapacity(), this.byCapacity(), ({ busy }) => busy)
  }
}

export const twoChoices: MakePolicy = (options) => new TwoChoices(options)
