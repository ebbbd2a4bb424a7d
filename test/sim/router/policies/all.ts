import type { MakePolicy } from '../policy.js'
import { boundedHash } from './boundedHash.js'
import { leastLoaded } from './leastLoaded.js'
import { leastOutstanding } from './leastOutstanding.js'
import { twoChoices } from './twoChoices.js'
import { weightedRandom } from './weightedRandom.js'

/** What ours is compared with, by the names of the issue. */
export const BASELINES: Readonly<Record<string, MakePolicy>> = {
  'weighted-random': weightedRandom,
  'least-loaded': leastLoaded,
  'two-choices': twoChoices,
  'least-outstanding': leastOutstanding,
  'bounded-hash': boundedHash,
}
