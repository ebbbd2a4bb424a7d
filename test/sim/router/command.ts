/** `npm run sim -- router`: what the router does with a market that is stale, false, bursty or changing. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasData } from './arrivals.js'
import { type Check, checks, experiment, type Row } from './experiment.js'
import { BASELINES } from './policies/all.js'
import type { MakePolicy } from './policy.js'
import { showProgress } from './progress.js'
import { report } from './report.js'
import { readScenario, type Scenario } from './scenario.js'
import { aligned, cells, checkLines } from './table.js'

export interface RouterFlags {
  readonly scenario: string
  readonly seed: string
  readonly seeds: string
  readonly jobs?: string
  readonly policy?: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

/** What a simulation comes to; `result.json` is this. */
export interface RouterResult {
  readonly scenario: Scenario
  readonly seeds: readonly number[]
  readonly rows: readonly Row[]
  readonly checks: readonly Check[]
}

function whole(text: string, name: string, least: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${name} is "${text}", want a whole number from ${least}`)
  return value
}

/** All policies, or those that are named. */
function policiesOf(names: readonly string[] | undefined): Readonly<Record<string, MakePolicy>> {
  if (names === undefined) return BASELINES
  return Object.fromEntries(
    names.map((name) => {
      const make = BASELINES[name]
      if (make === undefined)
        throw new Error(`no policy ${name}; there are ${Object.keys(BASELINES).join(', ')}`)
      return [name, make]
    }),
  )
}

function print({ scenario, seeds, rows, checks: found }: RouterResult): void {
  console.log(`${scenario.name}: ${scenario.about}`)
  console.log(`seeds ${seeds.join(', ')}; ${scenario.jobs} jobs measured with each\n`)
  console.log(aligned(cells(rows)))
  if (found.length > 0) console.log(`\n${aligned(checkLines(found))}`)
}

/** Runs a scenario; undefined when its data is missing. */
export function simulateRouter(flags: RouterFlags): RouterResult | undefined {
  const read = readScenario(flags.scenario)
  const jobs = flags.jobs === undefined ? read.jobs : whole(flags.jobs, '--jobs', 1)
  const scenario = { ...read, jobs }
  if (!hasData(scenario.arrivals)) {
    console.log(`skipped: ${scenario.name} needs data that is not here`)
    return undefined
  }
  const first = whole(flags.seed, '--seed', 0)
  const seeds = Array.from({ length: whole(flags.seeds, '--seeds', 1) }, (_, i) => first + i)
  const bar = showProgress()
  const rows = experiment({ scenario, seeds, policies: policiesOf(flags.policy) }, bar.tell)
  bar.end()
  return { scenario, seeds, rows, checks: checks(scenario, rows) }
}

/** The command: prints, writes, and fails when a target is missed. */
export function routerCommand(flags: RouterFlags): void {
  const result = simulateRouter(flags)
  if (result === undefined) return
  print(result)
  if (flags.out !== undefined) {
    mkdirSync(flags.out, { recursive: true })
    writeFileSync(path.join(flags.out, 'result.json'), `${JSON.stringify(result, null, 1)}\n`)
    writeFileSync(path.join(flags.out, 'report.html'), report(result))
  }
  if (flags.json === true) console.log(JSON.stringify(result))
  if (!result.checks.every(({ isMet }) => isMet)) process.exitCode = 1
}
