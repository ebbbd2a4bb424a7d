import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { METRICS, type Metric } from './ledger.js'

/** How requests arrive. `trace` reads a CSV with a column of times and scales it to the load. */
export type ArrivalsSpec =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'hyperexponential'; readonly cv: number }
  | { readonly kind: 'trace'; readonly file: string; readonly column: string }

/** All that a run depends on, beside its seed and the policy. */
export interface Scenario {
  readonly name: string
  readonly about: string
  readonly servers: number
  /** Slots of a server: each of least to most is as likely as another. */
  readonly slots: { readonly least: number; readonly most: number }
  /** Logarithm of a server's speed; 0 = all alike. Median 1. */
  readonly speedSigma: number
  readonly job: { readonly meanMs: number; readonly sigma: number }
  /** Part of the true capacity of the servers at the start that arrivals ask for. */
  readonly load: number
  readonly arrivals: ArrivalsSpec
  /** Jobs that are measured, after a warm-up: so many for each server while the load grows, then at full load. */
  readonly jobs: number
  readonly warmup: { readonly ramp: number; readonly settle: number }
  readonly clients: number
  /** Time between two reports of a server; each begins at a time of its own. */
  readonly reportMs: number
  /** Time without a report after which a server counts as gone. */
  readonly ttlMs: number
  readonly blockMs: number
  /** Latency above so many times the nominal time of the job on its server is a violation. */
  readonly lateFactor: number
  /** Liars declare `factor` times their slots; `report` is what they say of their load. */
  readonly liars: {
    readonly share: number
    readonly factor: number
    readonly report: 'true' | 'idle'
  }
  /** Part of the servers that leave, and as many that join, in each minute. */
  readonly churnPerMinute: number
  /** Servers that stop without a word, spread over the middle half of the measured time. */
  readonly deaths: number
  /** Servers that join when a tenth of the measured jobs has come. */
  readonly newcomers: number
  /** Prices are lognormal around 100,000; every `everyMs` a `share` of the servers lowers its own by `stepBps`. */
  readonly prices: {
    readonly sigma: number
    readonly everyMs: number
    readonly share: number
    readonly stepBps: number
    readonly floorBps: number
  }
  /** A request that nobody was found for is made again after `retryMs`, `tries` times in all. */
  readonly retryMs: number
  readonly tries: number
  /** Time after which a client gives up a server that does not answer. */
  readonly patienceMs: number
  readonly targets: Targets
}

/** What our policy has to reach: means over the seeds, by the names of metrics. */
export interface Targets {
  readonly most: Readonly<Partial<Record<Metric, number>>>
  readonly least: Readonly<Partial<Record<Metric, number>>>
  /** No baseline has fewer violations. */
  readonly neverWorse: boolean
}

/** What marketplace.md 3.2 describes, where it says so. */
export const BASE: Scenario = {
  name: 'base',
  about: '',
  servers: 300,
  slots: { least: 1, most: 32 },
  speedSigma: 0.5,
  job: { meanMs: 2000, sigma: 1 },
  load: 0.85,
  arrivals: { kind: 'poisson' },
  jobs: 100_000,
  warmup: { ramp: 400, settle: 100 },
  clients: 500,
  reportMs: 5000,
  ttlMs: 90_000,
  blockMs: 250,
  lateFactor: 4,
  liars: { share: 0, factor: 8, report: 'true' },
  churnPerMinute: 0,
  deaths: 0,
  newcomers: 0,
  prices: { sigma: 0.2, everyMs: 0, share: 0, stepBps: 0, floorBps: 5000 },
  retryMs: 500,
  tries: 120,
  patienceMs: 2000,
  targets: { most: {}, least: {}, neverWorse: false },
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `base` with what `over` names; a name or a kind of value that `base` does not have is refused. */
function merged(base: unknown, over: unknown, at: string): unknown {
  if (!isObject(base)) {
    const isSame = typeof base === typeof over && (typeof over !== 'number' || over >= 0)
    if (isSame && (typeof over !== 'number' || Number.isFinite(over))) return over
    throw new Error(`${at} is ${JSON.stringify(over)}, want a ${typeof base} like ${String(base)}`)
  }
  if (!isObject(over)) throw new Error(`${at} is ${JSON.stringify(over)}, want an object`)
  const out: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (!Object.hasOwn(base, key)) throw new Error(`${at}.${key} is not known`)
    out[key] = merged(base[key], value, `${at}.${key}`)
  }
  return out
}

const ARRIVALS: Readonly<Record<string, ArrivalsSpec>> = {
  poisson: { kind: 'poisson' },
  hyperexponential: { kind: 'hyperexponential', cv: 13 },
  trace: { kind: 'trace', file: '', column: 'TIMESTAMP' },
}

/** @throws Error that names what is no metric or no number */
function targetsFrom(data: unknown): Targets {
  const out = merged({ most: {}, least: {}, neverWorse: false }, pruned(data), 'scenario.targets')
  const bounds = (side: 'most' | 'least'): Targets['most'] => {
    const given = isObject(data) && isObject(data[side]) ? data[side] : {}
    for (const [metric, value] of Object.entries(given))
      if (!METRICS.includes(metric as Metric) || typeof value !== 'number')
        throw new Error(`scenario.targets.${side}.${metric} is no metric with a number`)
    return given as Targets['most']
  }
  return { ...(out as Targets), most: bounds('most'), least: bounds('least') }
}

/** Without the bounds, whose names are those of metrics. */
const pruned = (data: unknown): unknown =>
  isObject(data) ? { ...data, most: {}, least: {} } : data

/** A scenario from plain data over the defaults. @throws Error that names the field */
export function scenarioFrom(data: unknown, name: string): Scenario {
  if (!isObject(data)) throw new Error('a scenario is an object')
  const { arrivals, targets, ...rest } = data
  const out = merged({ ...BASE, name }, rest, 'scenario') as Scenario
  const kind = isObject(arrivals) ? arrivals['kind'] : 'poisson'
  const base = typeof kind === 'string' ? ARRIVALS[kind] : undefined
  if (base === undefined) throw new Error(`scenario.arrivals.kind is ${JSON.stringify(kind)}`)
  const spec = merged(base, arrivals ?? {}, 'scenario.arrivals') as ArrivalsSpec
  const { slots, liars, servers, jobs, load: share } = out
  if (servers < 1 || jobs < 1 || share <= 0) throw new Error('servers, jobs and load are above 0')
  if (slots.least < 1 || slots.most < slots.least) throw new Error('slots go from least to most')
  if (liars.report !== 'true' && liars.report !== 'idle')
    throw new Error(`scenario.liars.report is "${String(liars.report)}", want true or idle`)
  return { ...out, arrivals: spec, targets: targetsFrom(targets ?? {}) }
}

/** Reads a scenario in YAML or JSON. @throws Error that names file and field */
export function readScenario(file: string): Scenario {
  try {
    const data: unknown = load(readFileSync(file, 'utf8'))
    return scenarioFrom(data, path.basename(file).replace(/\.\w+$/, ''))
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
