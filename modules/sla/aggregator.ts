import { utf8 } from '../../chain/types/bytes.js'
import { SlaError } from './errors.js'
import { checkKeyShape } from './signerKey.js'
import type { Aggregator } from './state.js'
import { urlProblem } from './url.js'

const MAX_LABEL = 64

/** What an aggregator says of itself. */
export type AggregatorTerms = Pick<Aggregator, 'address' | 'label' | 'managerUrl' | 'managerKey'>

/** Everything that no state is needed for. @throws TxError sla 6 or 14 */
export function checkAggregator({ label, managerUrl, managerKey }: AggregatorTerms): void {
  const size = utf8(label).length
  if (size < 1 || size > MAX_LABEL)
    throw SlaError.invalidAggregator(`label has ${size} bytes, want 1 to ${MAX_LABEL}`)
  const problem = urlProblem(managerUrl)
  if (problem !== undefined) throw SlaError.invalidAggregator(`manager_url ${problem}`)
  if (managerKey !== null) checkKeyShape('manager_key', managerKey)
}
