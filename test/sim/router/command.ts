/** `npm run sim -- router`: what the router does with a market that is stale, false, bursty or changing. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasData } from './arrivals.js'
import { type Check, checks, experiment, OURS, type Row } from './experiment.js'
import { frontier, frontierLines, settingsOf } from './frontier.js'
import { routerPolicy } from './ours/routerPolicy.js'
import { BASELINES } from './policies/all.js'
import type { MakePolicy } from './policy.js'
import { showProgress } from './progress.js'
import { frontierReport, report } from './report.js'
import { readScenario, type Scenario } from './scenario.js'
import { aligned, cells, checkLines } from './table.js'

export interface RouterFlags {
  readonly scenario: string
  readonly seed: string
  readonly seeds: string
  readonly jobs?: string
  readonly servers?: string
  readonly policy?: readonly string[]
  /** All settings, or those with these labels. */
  readonly frontier?: boolean | readonly string[]
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

/** Ours and what it is compared with. */
const POLICIES: Readonly<Record<string, MakePolicy>> = { [OURS]: routerPolicy(), ...BASELINES }

function whole(text: string, name: string, least: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${name} is "${text}", want a whole number from ${least}`)
  return value
}

/** All policies, or those that are named. */
function policiesOf(names: readonly string[] | undefined): Readonly<Record<string, MakePolicy>> {
  if (names === undefined) return POLICIES
  return Object.fromEntries(
    names.map((name) => {
      const make = POLICIES[name]
      if (make === undefined)
        throw new Error(`no policy ${name}; there are ${Object.keys(POLICIES).join(', ')}`)
      return [name, make]
    }),
  )
}

function write(dir: string | undefined, name: string, result: unknown, html: string): void {
  if (dir === undefined) return
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`)
  const page = name === 'result' ? 'report' : name
  writeFileSync(path.join(dir, `${page}.html`), html)
}

function print({ scenario, seeds, rows, checks: found }: RouterResult): void {
  console.log(`${scenario.name}: ${scenario.about}`)
  console.log(`seeds ${seeds.join(', ')}; ${scenario.jobs} jobs measured with each\n`)
  console.log(aligned(cells(rows)))
  if (found.length > 0) console.log(`\n${aligned(checkLines(found))}`)
}

function compare(scenario: Scenario, seeds: readonly number[], flags: RouterFlags): void {
  const policies = policiesOf(flags.policy)
  const bar = showProgress()
  const rows = experiment({ scenario, seeds, policies }, bar.tell)
  bar.end()
  const result = { scenario, seeds, rows, checks: checks(scenario, rows) }
  print(result)
  write(flags.out, 'result', result, report(result))
  if (flags.json === true) console.log(JSON.stringify(result))
  if (!result.checks.every(({ isMet }) => isMet)) process.exitCode = 1
}

function sweep(scenario: Scenario, seeds: readonly number[], flags: RouterFlags): void {
  const bar = showProgress()
  const settings = settingsOf(flags.frontier)
  const rows = frontier(scenario, seeds, bar.tell, settings)
  bar.end()
  const about = `${scenario.name}, honest and with liars; seeds ${seeds.join(', ')}, ${scenario.jobs} jobs measured with each`
  const lines = frontierLines(rows)
  console.log(`frontier of the knobs: ${about}\n`)
  console.log(aligned(lines))
  write(flags.out, 'frontier', { scenario, seeds, rows }, frontierReport(about, rows, lines))
  if (flags.json === true) console.log(JSON.stringify({ scenario, seeds, rows }))
}

/** The command: prints, writes, and fails when a target is missed. */
export function routerCommand(flags: RouterFlags): void {
  const read = readScenario(flags.scenario)
  const jobs = flags.jobs === undefined ? read.jobs : whole(flags.jobs, '--jobs', 1)
  const servers = flags.servers === undefined ? read.servers : whole(flags.servers, '--servers', 1)
  const scenario = { ...read, jobs, servers }
  if (!hasData(scenario.arrivals)) {
    console.log(`skipped: ${scenario.name} needs data that is not here`)
    return
  }
  const first = whole(flags.seed, '--seed', 0)
  const seeds = Array.from({ length: whole(flags.seeds, '--seeds', 1) }, (_, i) => first + i)
  if (flags.frontier !== undefined && flags.frontier !== false) sweep(scenario, seeds, flags)
  else compare(scenario, seeds, flags)
}
