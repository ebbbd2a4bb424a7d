import { divFloor, parseU128 } from '../../chain/types/arith.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { PRICE_TIERS } from './match/classes.js'
import { directoryProblem } from './regions.js'

export type RouterParams = PlainTypes['infonex.router.v1.Params']
type ProbeParams = PlainTypes['infonex.router.v1.ProbeParams']

/** Regions by area, in order of their numbers; append only. */
const REGIONS: readonly (readonly string[])[] = [
  ['local'],
  ['na-east', 'na-west', 'na-central', 'na-south'],
  ['eu-west', 'eu-central', 'eu-north', 'eu-south', 'eu-east'],
  ['as-east', 'as-southeast', 'as-south', 'as-west', 'as-north'],
  ['sa-east', 'sa-west'],
  ['oc-southeast', 'oc-west'],
  ['af-south', 'af-north', 'af-west', 'af-east'],
]

/** Round trips between areas and within them, in ms: of the order that public backbones show. */
const RTT_MS: readonly (readonly [string, string, number])[] = [
  ['af', 'af', 90],
  ['af', 'as', 220],
  ['af', 'eu', 130],
  ['af', 'na', 210],
  ['af', 'oc', 290],
  ['af', 'sa', 300],
  ['as', 'as', 70],
  ['as', 'eu', 180],
  ['as', 'na', 160],
  ['as', 'oc', 120],
  ['as', 'sa', 290],
  ['eu', 'eu', 30],
  ['eu', 'na', 100],
  ['eu', 'oc', 270],
  ['eu', 'sa', 200],
  ['local', 'local', 1],
  ['na', 'na', 50],
  ['na', 'oc', 170],
  ['na', 'sa', 140],
  ['oc', 'oc', 40],
  ['oc', 'sa', 290],
  ['sa', 'sa', 50],
]

export const DEFAULT_PARAMS: RouterParams = {
  regions: REGIONS.flatMap((names, area) =>
    names.map((name, zone) => ({ name, cell: (area + 1) * 16 + zone + 1 })),
  ),
  links: RTT_MS.map(([from, to, ms]) => ({ from, to, rttUs: ms * 1000 })),
  defaultRttUs: 300_000,
  defaultLatencyUs: 1_000_000,
  priceBounds: ['10', '100', '1000', '10000', '100000', '1000000', '10000000'],
  meanJobMs: 2000,
  queueFactorBps: 20_000,
  headroomBps: 11_000,
  serverTtlMs: 90_000n,
  reportMaxAgeBlocks: 30n,
  confirmMs: 6_000n,
  confirmBlocks: 3n,
  maxLeaseMs: 86_400_000n,
  requestBlocks: 20n,
  outcomeMs: 60_000n,
  maxAttempts: 3,
  maxMatchesPerClient: 64,
  maxServersPerOperator: 256,
  matchesPerBlock: 500,
  endingsPerBlock: 256,
  reseatsPerBlock: 64,
  cutWindowMs: 5000,
  counterpartyBps: 500,
  counterpartyFloor: 20,
  counterpartyAgeMs: 604_800_000n,
  counterpartyBond: '1000000',
  countedFeeMilli: 10,
  overCapacitySlash: '1000000',
  jailMs: 600_000n,
  maxReportsPerBatch: 256,
  probes: {
    epochBlocks: 600n,
    commitBlocks: 100n,
    revealBlocks: 100n,
    probers: 5,
    bond: '1000000',
    reward: '100',
    maxResults: 32,
  },
}

/** A day, a year, and how long a clock may run at most. */
const DAY_MS = 86_400_000n
const YEAR_MS = 366n * DAY_MS

type Bound = readonly [name: string, value: bigint | number, least: bigint, most: bigint]

function outOf(bounds: readonly Bound[]): string | undefined {
  for (const [name, value, least, most] of bounds)
    if (BigInt(value) < least || BigInt(value) > most)
      return `${name} is ${value}, want ${least} to ${most}`
  return undefined
}

function probesProblem(p: ProbeParams): string | undefined {
  for (const [name, text] of [
    ['bond', p.bond],
    ['reward', p.reward],
  ] as const)
    if (parseU128(text) === undefined)
      return `probes.${name} is "${text.slice(0, 40)}", want a whole number`
  return outOf([
    ['probes.epoch_blocks', p.epochBlocks, 64n, 1_000_000n],
    ['probes.commit_blocks', p.commitBlocks, 2n, divFloor(p.epochBlocks, 2n)],
    ['probes.reveal_blocks', p.revealBlocks, 2n, divFloor(p.epochBlocks, 2n)],
    ['probes.probers', p.probers, 1n, 64n],
    ['probes.max_results', p.maxResults, 1n, 256n],
  ])
}

function pricesProblem(bounds: readonly string[]): string | undefined {
  if (bounds.length !== PRICE_TIERS - 1)
    return `price_bounds has ${bounds.length} entries, want ${PRICE_TIERS - 1}`
  let last = 0n
  for (const [i, text] of bounds.entries()) {
    const value = parseU128(text)
    if (value === undefined || value <= last)
      return `price_bounds[${i}] is "${text.slice(0, 40)}", want a whole number above ${last}`
    last = value
  }
  return undefined
}

/** Why parameters are refused, as a sentence that names the field; undefined = good (rules.md C16). */
export function paramsProblem(p: RouterParams): string | undefined {
  if (p.probes === null) return 'probes is absent'
  if (parseU128(p.overCapacitySlash) === undefined)
    return `over_capacity_slash is "${p.overCapacitySlash.slice(0, 40)}", want a whole number`
  if (parseU128(p.counterpartyBond) === undefined)
    return `counterparty_bond is "${p.counterpartyBond.slice(0, 40)}", want a whole number`
  return (
    outOf([
      ['default_rtt_us', p.defaultRttUs, 0n, 60_000_000n],
      ['default_latency_us', p.defaultLatencyUs, 1n, 3_600_000_000n],
      ['mean_job_ms', p.meanJobMs, 1n, 86_400_000n],
      // A slot that is declared can always be leased.
      ['queue_factor_bps', p.queueFactorBps, 10_000n, 1_000_000n],
      ['headroom_bps', p.headroomBps, 10_000n, 1_000_000n],
      ['server_ttl_ms', p.serverTtlMs, 1_000n, DAY_MS],
      ['report_max_age_blocks', p.reportMaxAgeBlocks, 1n, 1_000n],
      ['confirm_ms', p.confirmMs, 0n, DAY_MS],
      ['confirm_blocks', p.confirmBlocks, 1n, 1_000n],
      ['max_lease_ms', p.maxLeaseMs, 1_000n, YEAR_MS],
      ['request_blocks', p.requestBlocks, 1n, 100_000n],
      ['outcome_ms', p.outcomeMs, 0n, DAY_MS],
      ['max_attempts', p.maxAttempts, 1n, 16n],
      ['max_matches_per_client', p.maxMatchesPerClient, 1n, 10_000n],
      ['max_servers_per_operator', p.maxServersPerOperator, 1n, 10_000n],
      ['matches_per_block', p.matchesPerBlock, 1n, 100_000n],
      ['endings_per_block', p.endingsPerBlock, 1n, 10_000n],
      ['reseats_per_block', p.reseatsPerBlock, 1n, 10_000n],
      ['cut_window_ms', p.cutWindowMs, 1_000n, 86_400_000n],
      ['counterparty_bps', p.counterpartyBps, 1n, 10_000n],
      ['counterparty_floor', p.counterpartyFloor, 1n, 1_000_000n],
      ['counterparty_age_ms', p.counterpartyAgeMs, 0n, YEAR_MS],
      ['counted_fee_milli', p.countedFeeMilli, 0n, 4_294_967_295n],
      ['jail_ms', p.jailMs, 0n, YEAR_MS],
      ['max_reports_per_batch', p.maxReportsPerBatch, 1n, 10_000n],
    ]) ??
    pricesProblem(p.priceBounds) ??
    probesProblem(p.probes) ??
    directoryProblem(p)
  )
}

/** Whether servers sit where they sat: regions and tiers of price decide. */
export function seatsSame(a: RouterParams, b: RouterParams): boolean {
  return (
    a.defaultLatencyUs === b.defaultLatencyUs &&
    a.priceBounds.join() === b.priceBounds.join() &&
    a.regions.length === b.regions.length &&
    a.regions.every(({ name, cell }, i) => {
      const other = b.regions[i]
      return other?.name === name && other.cell === cell
    })
  )
}
