import type { Check, Row } from './experiment.js'
import type { Outcome } from './ledger.js'
import { barPlot, frontierPlot, type FrontierPoint, latencyPlot } from './plots.js'
import type { Scenario } from './scenario.js'
import { cells } from './table.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char)

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2.2rem }
.wide { overflow-x: auto } svg { max-width: 100%; height: auto }
table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums }
td, th { padding: 3px 9px; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap }
td:first-child, th:first-child { text-align: left }
.met { color: #0b6e4f } .missed { color: #c0392b; font-weight: bold } pre { background: #f5f6f7; padding: 1rem }
`

function table(lines: readonly (readonly string[])[]): string {
  const row = (line: readonly string[], tag: string): string =>
    `<tr>${line.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`
  const [head = [], ...body] = lines
  const rows = body.map((line) => row(line, 'td')).join('\n')
  return `<div class="wide"><table>${row(head, 'th')}\n${rows}</table></div>`
}

const section = (title: string, ...parts: readonly string[]): string =>
  `<h2>${escaped(title)}</h2>\n${parts.join('\n')}`

function checkList(checks: readonly Check[]): string {
  const items = checks.map(({ what, wanted, got, isMet }) => {
    const figure = Number.isNaN(got) ? 'nothing' : got.toFixed(3)
    const [kind, word] = isMet ? ['met', 'met'] : ['missed', 'missed']
    return `<li class="${kind}">${word}: ${escaped(`${what} is ${figure}, wanted ${wanted}`)}</li>`
  })
  return `<ul>${items.join('\n')}</ul>`
}

/** A page that stands alone: no script, no style and no picture from anywhere else. */
function page(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...body,
    '</body></html>\n',
  ].join('\n')
}

export interface Told {
  readonly scenario: Scenario
  readonly seeds: readonly number[]
  readonly rows: readonly Row[]
  readonly checks: readonly Check[]
}

/** The report of a scenario. */
export function report({ scenario, seeds, rows, checks }: Told): string {
  const has = (metric: keyof Outcome): boolean =>
    rows.some(({ over }) => !Number.isNaN(over[metric].mean))
  const target = scenario.targets.most.violationsPct
  const violations = { metric: 'violationsPct', isSymlog: true } as const
  const fromRequest = { metric: 'fromRequestPct', isSymlog: true } as const
  return page(`Router under "${scenario.name}"`, [
    `<p>${escaped(scenario.about)}. Seeds ${seeds.join(', ')}; ${scenario.jobs} jobs are measured with
each, after a warm-up. Lines show one standard deviation over the seeds.</p>`,
    checks.length > 0 ? section('Targets of our policy', checkList(checks)) : '',
    section('All figures', table(cells(rows))),
    section('Latency from the assignment', latencyPlot(rows)),
    section(
      `Violations: latency above ${scenario.lateFactor} times the nominal time of the job`,
      barPlot(rows, { ...violations, label: '% of jobs', target }),
      '<p>The same from the request, the wait for a match included:</p>',
      barPlot(rows, { ...fromRequest, label: '% of jobs' }),
    ),
    section(
      'Fairness: Jain index of jobs for true capacity, honest servers',
      barPlot(rows, { metric: 'jain', label: '1 = all alike', target: 1 }),
    ),
    section(
      'Starvation: honest servers below a tenth of their fair share',
      barPlot(rows, { metric: 'starvedPct', label: '% of servers', isSymlog: true }),
    ),
    section(
      'Wait for a match, 99th percentile',
      barPlot(rows, { metric: 'matchP99Ms', label: 's', scale: 0.001 }),
    ),
    has('liarsRevenuePct')
      ? section(
          'What liars earn',
          barPlot(rows, { metric: 'liarsRevenuePct', label: '% of all revenue' }),
        )
      : '',
    section(
      'Price paid over the cheapest idle server',
      barPlot(rows, { metric: 'priceOverOptimum', label: '1 = cheapest', target: 1 }),
    ),
    section('Scenario', `<pre>${escaped(JSON.stringify(scenario, null, 2))}</pre>`),
  ])
}

/** The report of a sweep of the knobs. */
export function frontierReport(
  about: string,
  points: readonly FrontierPoint[],
  lines: readonly (readonly string[])[],
): string {
  return page('Frontier of the knobs', [
    `<p>${escaped(about)}</p>`,
    section('Honest servers against liars, both under bursts', frontierPlot(points)),
    '<p>The red ring is what the module does by default. Down and to the left is better.</p>',
    section('All settings', table(lines)),
  ])
}
