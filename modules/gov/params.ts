import type { PlainTypes } from '../../proto/gen/plain.js'

export type GovParams = PlainTypes['infonex.gov.v1.Params']

/** One day, and 100 blocks: time for everybody to see a change and to leave before it is in force. */
export const DEFAULT_PARAMS: GovParams = {
  delayMs: 86_400_000n,
  delayBlocks: 100n,
  maxPending: 32,
}

/** One year, and ten million blocks. */
const MAX_DELAY_MS = 31_536_000_000n
const MAX_DELAY_BLOCKS = 10_000_000n

/** Why parameters are refused, as a sentence that names the field; undefined = good. */
export function paramsProblem(p: GovParams): string | undefined {
  if (p.delayMs < 1_000n || p.delayMs > MAX_DELAY_MS)
    return `delay_ms is ${p.delayMs}, want 1000 to ${MAX_DELAY_MS}`
  if (p.delayBlocks < 1n || p.delayBlocks > MAX_DELAY_BLOCKS)
    return `delay_blocks is ${p.delayBlocks}, want 1 to ${MAX_DELAY_BLOCKS}`
  if (p.maxPending < 1 || p.maxPending > 1000)
    return `max_pending is ${p.maxPending}, want 1 to 1000`
  return undefined
}
