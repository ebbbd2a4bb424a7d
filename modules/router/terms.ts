import { parseU128 } from '../../chain/types/arith.js'
import { RouterError } from './errors.js'
import { MAX_CELLS, MAX_MARKETS } from './match/pools.js'
import { weightsProblem } from './match/score.js'
import type { MatchTerms } from './matches.js'
import { MAX_REGION, REGION } from './regions.js'

/** A request of the shape carries at most so much each way: 1 GiB. */
const MAX_BYTES = 1n << 30n
const MAX_REQUESTS = 1_000_000
const MAX_LATENCY_US = 3_600_000_000
const TOP_CLASS = 3

function refuse(text: string): never {
  throw RouterError.invalidTerms(text)
}

function checkSigner({ signer }: MatchTerms): void {
  if (signer === null) return
  const want = signer.algorithm === 1 ? 32 : signer.algorithm === 2 ? 33 : 0
  if (want === 0)
    refuse(`signer.algorithm is ${signer.algorithm}, want 1 (ed25519) or 2 (secp256k1)`)
  if (signer.key.length !== want) refuse(`signer.key has ${signer.key.length} bytes, want ${want}`)
}

function checkWhere({ regions, clientRegion }: MatchTerms): void {
  if (regions.length > MAX_CELLS)
    refuse(`regions has ${regions.length} entries, want at most ${MAX_CELLS}`)
  for (const [i, region] of regions.entries())
    if (region.length > MAX_REGION || !REGION.test(region))
      refuse(
        `regions[${i}] is "${region.slice(0, 40)}", want words of a-z and 0-9 joined by hyphens`,
      )
  if (clientRegion !== '' && (clientRegion.length > MAX_REGION || !REGION.test(clientRegion)))
    refuse(`client_region is "${clientRegion.slice(0, 40)}", want a region, an area or nothing`)
}

function checkShape({ shape }: MatchTerms): void {
  if (shape === null) refuse('shape is absent, want requests, input_bytes and output_bytes')
  const { requests, inputBytes, outputBytes } = shape
  if (requests < 1 || requests > MAX_REQUESTS)
    refuse(`shape.requests is ${requests}, want 1 to ${MAX_REQUESTS}`)
  for (const [name, bytes] of [
    ['input_bytes', inputBytes],
    ['output_bytes', outputBytes],
  ] as const)
    if (bytes > MAX_BYTES) refuse(`shape.${name} is ${bytes}, want at most ${MAX_BYTES}`)
}

function checkMoney({ maxPrice, maxAmount, retailIds }: MatchTerms): void {
  for (const [name, text] of [
    ['max_price', maxPrice],
    ['max_amount', maxAmount],
  ] as const) {
    const value = parseU128(text)
    if (value === undefined || value === 0n)
      refuse(`${name} is "${text.slice(0, 40)}", want a positive whole number`)
  }
  if (retailIds.length > MAX_MARKETS)
    refuse(`retail_ids has ${retailIds.length} entries, want at most ${MAX_MARKETS}`)
  for (const [i, id] of retailIds.entries())
    if (id <= (retailIds[i - 1] ?? 0n)) refuse(`retail_ids[${i}] is not above the one before it`)
}

/** Everything of a request for a match that no state is needed for. @throws TxError router 11 */
export function checkMatchTerms(terms: MatchTerms | null): asserts terms is MatchTerms {
  if (terms === null) refuse('terms is absent')
  const { modelId, maxLatencyUs, minUptimeClass, weights, serverId, insist, leaseMs } = terms
  if (modelId.length !== 32) refuse(`model_id has ${modelId.length} bytes, want 32`)
  if (maxLatencyUs > MAX_LATENCY_US)
    refuse(`max_latency_us is ${maxLatencyUs}, want at most ${MAX_LATENCY_US}`)
  if (minUptimeClass > TOP_CLASS)
    refuse(`min_uptime_class is ${minUptimeClass}, want 0 to ${TOP_CLASS}`)
  const problem = weights === null ? undefined : weightsProblem(weights)
  if (problem !== undefined) refuse(`weights: ${problem}`)
  if (insist && serverId === 0n) refuse('insist is set, but server_id names none')
  if (leaseMs === 0n) refuse('lease_ms is 0, want 1 or more')
  checkWhere(terms)
  checkShape(terms)
  checkMoney(terms)
  checkSigner(terms)
}

/**
 * Gas of the work that a request causes in later blocks: assignment and ending, tried with a few servers. By what
 * `npm run sim -- router-flood` measures it costs twice to three times the request itself, whether it is served and
 * a channel is opened or a list finds nobody; priced as the request is, 75,000.
 */
export const MATCH_GAS = 75_000n
/** Gas of one place of a server in the trees. */
export const SEAT_GAS = 4_000n
