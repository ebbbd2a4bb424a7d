import { Run } from './engine.js'
import { type Metric, METRICS, type Outcome } from './ledger.js'
import type { MakePolicy } from './policy.js'
import type { Scenario } from './scenario.js'
import { type Spread, spread } from './stats.js'

/** One policy under one scenario, over all seeds. */
export interface Row {
  readonly policy: string
  readonly outcomes: readonly Outcome[]
  readonly over: Readonly<Record<Metric, Spread>>
  readonly seconds: number
}

/** How far an experiment has come: whole runs, and the part of the one that runs. */
export type Progress = (done: number, of: number, what: string) => void

export interface Plan {
  readonly scenario: Scenario
  readonly seeds: readonly number[]
  readonly policies: Readonly<Record<string, MakePolicy>>
}

/** Mean and standard deviation of each metric; of those that a seed lacks over the seeds that have it. */
export function summary(outcomes: readonly Outcome[]): Readonly<Record<Metric, Spread>> {
  const over = METRICS.map((metric) => {
    const values = outcomes.map((outcome) => outcome[metric]).filter((v) => !Number.isNaN(v))
    return [metric, values.length === 0 ? { mean: NaN, sd: NaN } : spread(values)] as const
  })
  return Object.fromEntries(over) as Record<Metric, Spread>
}

/** Every policy with every seed: all policies of a seed meet the same servers, jobs and gaps. */
export function experiment(
  { scenario, seeds, policies }: Plan,
  progress: Progress,
): readonly Row[] {
  const all = Object.entries(policies)
  const runs = all.length * seeds.length
  return all.map(([policy, make], i) => {
    const started = performance.now()
    const outcomes = seeds.map((seed, j) => {
      const done = i * seeds.length + j
      const what = `${scenario.name}: ${policy}, seed ${seed}`
      const run = new Run(scenario, make, seed)
      const outcome = run.run((part) => progress(done + part, runs, what))
      progress(done + 1, runs, what)
      return outcome
    })
    const seconds = (performance.now() - started) / 1000
    return { policy, outcomes, over: summary(outcomes), seconds }
  })
}

/** What a scenario demands of our policy, and what came of it. */
export interface Check {
  readonly what: string
  readonly wanted: string
  readonly got: number
  readonly isMet: boolean
}

export const OURS = 'ours'

/** The targets of a scenario, against the means; the worst seed where one is one too many. */
export function checks({ targets }: Scenario, rows: readonly Row[]): readonly Check[] {
  const ours = rows.find(({ policy }) => policy === OURS)
  if (ours === undefined) return []
  const found: Check[] = []
  for (const [metric, most] of Object.entries(targets.most) as [Metric, number][]) {
    const got = ours.over[metric].mean
    found.push({ what: metric, wanted: `<= ${most}`, got, isMet: got <= most })
  }
  for (const [metric, least] of Object.entries(targets.least) as [Metric, number][]) {
    const got = ours.over[metric].mean
    found.push({ what: metric, wanted: `>= ${least}`, got, isMet: got >= least })
  }
  if (!targets.neverWorse) return found
  const others = rows.filter((row) => row !== ours).map((row) => row.over.violationsPct.mean)
  if (others.length === 0) return found
  const best = Math.min(...others)
  const got = ours.over.violationsPct.mean
  const wanted = `<= ${best.toFixed(3)}, the best baseline`
  return [...found, { what: 'violationsPct', wanted, got, isMet: got <= best }]
}
