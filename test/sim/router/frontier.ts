import { type Progress, summary } from './experiment.js'
import { Run } from './engine.js'
import { type Knobs, routerPolicy } from './ours/routerPolicy.js'
import type { FrontierPoint } from './plots.js'
import type { Scenario } from './scenario.js'

/** A setting of the knobs; `group` is what it has a colour for. */
interface Setting {
  readonly label: string
  readonly group: string
  readonly knobs: Knobs
}

const setting = (group: string, label: string, knobs: Knobs): Setting => ({ label, group, knobs })
/** So much headroom bounds nothing: what is declared with its queue does. */
const UNBOUND = 1_000_000

/**
 * The module as it is, each knob alone to both sides, and the same without the bound by proven capacity: there it
 * is the excuse and the cut that part liars from bursts (marketplace.md 3.2).
 */
export const SETTINGS: readonly Setting[] = [
  setting('default', 'as it is', {}),
  ...[10_000, 12_500, 15_000, 20_000].map((headroomBps) =>
    setting('headroom', `headroom ${headroomBps / 10_000}`, { params: { headroomBps } }),
  ),
  ...[10_000, 15_000].map((queueFactorBps) =>
    setting('queue factor', `queue ${queueFactorBps / 10_000}`, { params: { queueFactorBps } }),
  ),
  ...[25, 100].map((gainMilli) =>
    setting('gain', `gain ${gainMilli / 1000}`, { rules: { gainMilli } }),
  ),
  ...[4000, 8000].map((keptBps) =>
    setting('cut', `cut to ${keptBps / 10_000}`, { rules: { keptBps } }),
  ),
  ...[1000, 20_000].map((cutWindowMs) =>
    setting('window', `window ${cutWindowMs / 1000} s`, { params: { cutWindowMs } }),
  ),
  setting('no excuse', 'no excuse', { rules: { isExcusing: false } }),
  setting('no excuse', 'no excuse, cut to 0.8', { rules: { isExcusing: false, keptBps: 8000 } }),
  setting('unbound', 'unbound', { params: { headroomBps: UNBOUND } }),
  setting('unbound', 'unbound, queue 1', {
    params: { headroomBps: UNBOUND, queueFactorBps: 10_000 },
  }),
  setting('unbound', 'unbound, window 1 s', {
    params: { headroomBps: UNBOUND, cutWindowMs: 1000 },
  }),
  setting('unbound', 'unbound, no excuse', {
    params: { headroomBps: UNBOUND },
    rules: { isExcusing: false },
  }),
  setting('unbound', 'unbound, no excuse, cut to 0.8', {
    params: { headroomBps: UNBOUND },
    rules: { isExcusing: false, keptBps: 8000 },
  }),
]

/** All settings, or those that are named. @throws Error that names what there is */
export function settingsOf(labels: boolean | readonly string[] | undefined): readonly Setting[] {
  if (labels === undefined || typeof labels === 'boolean') return SETTINGS
  return labels.map((wanted) => {
    const found = SETTINGS.find(({ label }) => label === wanted)
    if (found !== undefined) return found
    throw new Error(`no setting "${wanted}"; there are ${SETTINGS.map((s) => s.label).join('; ')}`)
  })
}

/** What a setting comes to, with honest servers and with liars. */
export interface FrontierRow extends FrontierPoint {
  readonly honestFromRequest: number
  readonly liarsFromRequest: number
  readonly liarsRevenuePct: number
}

/** Sweeps the knobs over a scenario, once with honest servers and once with its liars (a tenth where it has none). */
export function frontier(
  scenario: Scenario,
  seeds: readonly number[],
  progress: Progress,
  settings: readonly Setting[] = SETTINGS,
): readonly FrontierRow[] {
  const share = scenario.liars.share === 0 ? 0.1 : scenario.liars.share
  const runs = settings.length * seeds.length * 2
  let done = 0
  const over = (label: string, knobs: Knobs, liars: number): ReturnType<typeof summary> => {
    const world = { ...scenario, liars: { ...scenario.liars, share: liars } }
    return summary(
      seeds.map((seed) => {
        const what = `${scenario.name}: ${label}, ${liars * 100} % liars, seed ${seed}`
        const outcome = new Run(world, routerPolicy(knobs), seed).run((part) =>
          progress(done + part, runs, what),
        )
        done += 1
        progress(done, runs, what)
        return outcome
      }),
    )
  }
  return settings.map(({ label, group, knobs }) => {
    const [honest, liars] = [over(label, knobs, 0), over(label, knobs, share)]
    return {
      label,
      group,
      isDefault: group === 'default',
      honest: honest.violationsPct.mean,
      liars: liars.violationsPct.mean,
      honestFromRequest: honest.fromRequestPct.mean,
      liarsFromRequest: liars.fromRequestPct.mean,
      liarsRevenuePct: liars.liarsRevenuePct.mean,
    }
  })
}

/** Titles and cells of a sweep. */
export const frontierLines = (rows: readonly FrontierRow[]): readonly (readonly string[])[] => [
  [
    'setting',
    'honest late %',
    'liars late %',
    'honest, request %',
    'liars, request %',
    'liars earn %',
  ],
  ...rows.map((row) => [
    row.label,
    row.honest.toFixed(3),
    row.liars.toFixed(3),
    row.honestFromRequest.toFixed(2),
    row.liarsFromRequest.toFixed(2),
    row.liarsRevenuePct.toFixed(2),
  ]),
]
