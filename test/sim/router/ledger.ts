import type { Policy } from './policy.js'
import type { Scenario } from './scenario.js'
import type { Job, Server } from './server.js'
import { jain, quantile, sum } from './stats.js'

/** What one run shows. Shares are per cent; NaN where a scenario has nothing of the kind. */
export interface Outcome {
  readonly jobs: number
  readonly unservedPct: number
  /** From the assignment to the end. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly violationsPct: number
  /** The same measured from the request, the wait for a match included. */
  readonly fromRequestPct: number
  /** Violations at servers that declare what they have, of the jobs there. */
  readonly atHonestPct: number
  readonly matchP50Ms: number
  readonly matchP99Ms: number
  readonly jain: number
  readonly starvedPct: number
  /** Receipts until a newcomer had proven 80 % of its capacity: of the last that got there, and on average. */
  readonly newcomerMax: number
  readonly newcomerMean: number
  /** Of those that have got there or had 500 receipts; the others are on their way when the run ends. */
  readonly newcomerReachedPct: number
  readonly deadAssigned: number
  readonly deadAfterTtl: number
  readonly priceOverOptimum: number
  readonly liarsRevenuePct: number
  readonly liarsCapacityPct: number
}

export type Metric = keyof Outcome

/** All of them, in the order of reports. */
export const METRICS: readonly Metric[] = [
  ...(['jobs', 'unservedPct', 'p50Ms', 'p99Ms', 'p999Ms', 'violationsPct'] as const),
  ...(['fromRequestPct', 'atHonestPct', 'matchP50Ms', 'matchP99Ms', 'jain'] as const),
  ...(['starvedPct', 'newcomerMax', 'newcomerMean', 'newcomerReachedPct'] as const),
  ...(['deadAssigned', 'deadAfterTtl', 'priceOverOptimum'] as const),
  ...(['liarsRevenuePct', 'liarsCapacityPct'] as const),
]

interface Entry {
  jobs: number
  onTime: number
  revenue: number
  /** Receipts on time when 80 % were proven. */
  reachedAt: number | undefined
}

const percent = (part: number, whole: number): number => (whole === 0 ? NaN : (100 * part) / whole)
const NEWCOMER_SHARE = 0.8
/** Receipts that a newcomer may need for it. */
const ENOUGH = 500
const STARVED = 0.1
/** The cheapest idle server is looked for at every eighth assignment. */
const PRICE_SAMPLE = 8

/** Writes down what happens to the jobs that are measured. */
export class Ledger {
  readonly #scenario: Scenario
  readonly #entries = new Map<number, Entry>()
  readonly #latencies: number[] = []
  readonly #waits: number[] = []
  #violations = 0
  #lateFromRequest = 0
  #honestJobs = 0
  #honestViolations = 0
  #unserved = 0
  #deadAssigned = 0
  #deadAfterTtl = 0
  #paid = 0
  #cheapest = 0
  #samples = 0

  constructor(scenario: Scenario) {
    this.#scenario = scenario
  }

  #entry(server: Server): Entry {
    let entry = this.#entries.get(server.id)
    if (entry === undefined) {
      entry = { jobs: 0, onTime: 0, revenue: 0, reachedAt: undefined }
      this.#entries.set(server.id, entry)
    }
    return entry
  }

  /** @param market all servers, to see what the cheapest idle one asks */
  assigned(
    job: Job,
    server: Server,
    market: Iterable<Server>,
    policy: Policy,
    nowMs: number,
  ): void {
    if (server.diedMs !== undefined) {
      this.#deadAssigned += 1
      // The chain hears of a report in the block after it.
      const heardMs = server.lastReportMs + (policy.blockMs ?? 0)
      if (nowMs > heardMs + this.#scenario.ttlMs) this.#deadAfterTtl += 1
    }
    if (!job.isMeasured) return
    this.#entry(server).jobs += 1
    if (job.attempt === 1) this.#waits.push(nowMs - job.arrivedMs)
    this.#samples += 1
    if (this.#samples % PRICE_SAMPLE !== 0) return
    let least = Infinity
    for (const other of market)
      if (other.isPresent && !other.isLiar && other.running.size < other.slots)
        least = Math.min(least, other.price)
    if (least === Infinity) return
    this.#paid += server.price
    this.#cheapest += least
  }

  done(job: Job, server: Server, isOnTime: boolean, policy: Policy, nowMs: number): void {
    const entry = this.#entry(server)
    if (isOnTime) {
      entry.onTime += 1
      if (server.isNewcomer && entry.reachedAt === undefined && policy.proven !== undefined)
        if (policy.proven(server.id) >= NEWCOMER_SHARE * server.slots)
          entry.reachedAt = entry.onTime
    }
    if (!job.isMeasured) return
    if (isOnTime) entry.revenue += server.price
    this.#latencies.push(nowMs - (job.assignedMs ?? nowMs))
    const { lateFactor } = this.#scenario
    if (!isOnTime) this.#violations += 1
    if (!server.isLiar) {
      this.#honestJobs += 1
      if (!isOnTime) this.#honestViolations += 1
    }
    if (!isOnTime || nowMs - job.arrivedMs > lateFactor * server.nominalMs(job))
      this.#lateFromRequest += 1
  }

  lost(job: Job): void {
    if (job.isMeasured) this.#unserved += 1
  }

  /** @param fromMs when the first measured job came */
  outcome(servers: readonly Server[], fromMs: number): Outcome {
    const sorted = Float64Array.from(this.#latencies).sort()
    const waits = Float64Array.from(this.#waits).sort()
    const jobs = sorted.length
    return {
      jobs,
      unservedPct: percent(this.#unserved, jobs + this.#unserved),
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      p999Ms: quantile(sorted, 0.999),
      violationsPct: percent(this.#violations, jobs),
      fromRequestPct: percent(this.#lateFromRequest, jobs),
      atHonestPct: percent(this.#honestViolations, this.#honestJobs),
      matchP50Ms: quantile(waits, 0.5),
      matchP99Ms: quantile(waits, 0.99),
      ...this.#fairness(servers, fromMs),
      ...this.#newcomers(servers),
      deadAssigned: this.#deadAssigned,
      deadAfterTtl: servers.some(({ diedMs }) => diedMs !== undefined) ? this.#deadAfterTtl : NaN,
      priceOverOptimum: this.#cheapest === 0 ? NaN : this.#paid / this.#cheapest,
      ...this.#liars(servers),
    }
  }

  /** Over the honest servers that were there all the time. */
  #fairness(servers: readonly Server[], fromMs: number): Pick<Outcome, 'jain' | 'starvedPct'> {
    const stayed = servers.filter((s) => s.joinedMs < fromMs && s.isPresent && !s.isLiar)
    const rates = stayed.map((server) => this.#entry(server).jobs / server.capacity)
    const fair = sum(stayed.map((s) => this.#entry(s).jobs)) / sum(stayed.map((s) => s.capacity))
    const starved = rates.filter((rate) => rate < STARVED * fair).length
    return { jain: jain(rates), starvedPct: percent(starved, rates.length) }
  }

  #newcomers(
    servers: readonly Server[],
  ): Pick<Outcome, 'newcomerMax' | 'newcomerMean' | 'newcomerReachedPct'> {
    const all = servers.filter((server) => server.isNewcomer)
    const entries = all.map((server) => this.#entry(server))
    const reached = entries.flatMap(({ reachedAt }) => reachedAt ?? [])
    const isDecided = (e: Entry): boolean => e.reachedAt !== undefined || e.onTime >= ENOUGH
    const within = reached.filter((receipts) => receipts <= ENOUGH).length
    return {
      newcomerMax: reached.length === 0 ? NaN : Math.max(...reached),
      newcomerMean: reached.length === 0 ? NaN : sum(reached) / reached.length,
      newcomerReachedPct: percent(within, entries.filter(isDecided).length),
    }
  }

  #liars(servers: readonly Server[]): Pick<Outcome, 'liarsRevenuePct' | 'liarsCapacityPct'> {
    const liars = servers.filter((server) => server.isLiar)
    if (liars.length === 0) return { liarsRevenuePct: NaN, liarsCapacityPct: NaN }
    const revenue = (of: readonly Server[]): number => sum(of.map((s) => this.#entry(s).revenue))
    const capacity = (of: readonly Server[]): number => sum(of.map((s) => s.capacity))
    return {
      liarsRevenuePct: percent(revenue(liars), revenue(servers)),
      liarsCapacityPct: percent(capacity(liars), capacity(servers)),
    }
  }
}
