import type { Check, Row } from './experiment.js'
import type { Metric } from './ledger.js'

/** A column of the table: what it is called, how it is written. */
interface Column {
  readonly metric: Metric
  readonly title: string
  readonly digits: number
  readonly scale?: number
}

const COLUMNS: readonly Column[] = [
  { metric: 'p50Ms', title: 'p50 s', digits: 2, scale: 0.001 },
  { metric: 'p99Ms', title: 'p99 s', digits: 1, scale: 0.001 },
  { metric: 'p999Ms', title: 'p99.9 s', digits: 1, scale: 0.001 },
  { metric: 'violationsPct', title: 'late %', digits: 3 },
  { metric: 'fromRequestPct', title: 'late from request %', digits: 2 },
  { metric: 'matchP50Ms', title: 'match p50 s', digits: 2, scale: 0.001 },
  { metric: 'matchP99Ms', title: 'match p99 s', digits: 2, scale: 0.001 },
  { metric: 'unservedPct', title: 'unserved %', digits: 2 },
  { metric: 'jain', title: 'Jain', digits: 3 },
  { metric: 'starvedPct', title: 'starved %', digits: 2 },
  { metric: 'newcomerMax', title: 'newcomer receipts', digits: 0 },
  { metric: 'deadAfterTtl', title: 'to the dead', digits: 1 },
  { metric: 'priceOverOptimum', title: 'price / best', digits: 2 },
  { metric: 'liarsRevenuePct', title: 'liars earn %', digits: 2 },
  { metric: 'liarsCapacityPct', title: 'liars have %', digits: 2 },
]

function cell({ over }: Row, { metric, digits, scale = 1 }: Column): string {
  const { mean, sd } = over[metric]
  if (Number.isNaN(mean)) return '-'
  const text = (value: number): string => (value * scale).toFixed(digits)
  return sd === 0 ? text(mean) : `${text(mean)} ±${text(sd)}`
}

/** Titles and cells; columns that no policy fills are left out. */
export function cells(rows: readonly Row[]): readonly (readonly string[])[] {
  const columns = COLUMNS.filter(({ metric }) =>
    rows.some(({ over }) => !Number.isNaN(over[metric].mean)),
  )
  return [
    ['policy', ...columns.map(({ title }) => title)],
    ...rows.map((row) => [row.policy, ...columns.map((column) => cell(row, column))]),
  ]
}

/** Columns one under another, the first to the left, figures to the right. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((l) => (l[i] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What was demanded, and whether it is so. */
export const checkLines = (checks: readonly Check[]): readonly (readonly string[])[] =>
  checks.map(({ what, wanted, got, isMet }) => [
    isMet ? 'met' : 'MISSED',
    what,
    Number.isNaN(got) ? 'nothing' : got.toFixed(3),
    wanted,
  ])
