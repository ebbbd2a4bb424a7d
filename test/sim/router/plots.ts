/// <reference lib="dom" />
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Row } from './experiment.js'
import type { Metric } from './ledger.js'

/** Ours stands out, the others are told by their names. */
const ACCENT = '#0b6e4f'
const PLAIN = '#9aa5b1'
export const colourOf = (policy: string): string => (policy === 'ours' ? ACCENT : PLAIN)

/** SVG of a plot, drawn without a browser. */
export function svg(options: Plot.PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const plot = Plot.plot({ ...options, document: document as unknown as Document })
  // Legends come wrapped; what is drawn has to say what it is when it stands alone.
  return plot.outerHTML.replace(/<svg (?!xmlns)/g, '<svg xmlns="http://www.w3.org/2000/svg" ')
}

interface Bar {
  readonly policy: string
  readonly mean: number
  readonly low: number
  readonly high: number
}

function bars(rows: readonly Row[], metric: Metric, scale: number): readonly Bar[] {
  return rows.flatMap(({ policy, over }) => {
    const [mean, sd] = [over[metric].mean * scale, over[metric].sd * scale]
    return Number.isNaN(mean)
      ? []
      : [{ policy, mean, low: Math.max(0, mean - sd), high: mean + sd }]
  })
}

export interface BarOptions {
  readonly metric: Metric
  readonly label: string
  readonly scale?: number
  /** Small differences near 0 are seen beside large figures. */
  readonly isSymlog?: boolean
  readonly target?: number | undefined
}

/** One bar a policy, with a line of one standard deviation to both sides; a dashed line is the target. */
export function barPlot(rows: readonly Row[], options: BarOptions): string {
  const { metric, label, scale = 1, isSymlog = false, target } = options
  const data = bars(rows, metric, scale)
  const [x, y] = ['mean', 'policy']
  // A domain of its own: all may be 0.
  const most = Math.max(0.1, target ?? 0, ...data.map(({ high }) => high))
  const text = (d: Bar): string => (d.mean >= 100 ? d.mean.toFixed(0) : d.mean.toPrecision(3))
  return svg({
    width: 640,
    height: 40 + 26 * data.length,
    marginLeft: 130,
    marginRight: 60,
    x: {
      label,
      domain: [0, most],
      ticks: 6,
      ...(isSymlog ? { type: 'symlog', constant: 0.05 } : {}),
    },
    y: { label: null, domain: data.map(({ policy }) => policy) },
    marks: [
      Plot.gridX({ stroke: '#bbb' }),
      Plot.barX(data, { x, y, fill: (d: Bar) => colourOf(d.policy), insetTop: 3, insetBottom: 3 }),
      Plot.ruleY(data, { x1: 'low', x2: 'high', y, stroke: '#222' }),
      Plot.text(data, { x: 'high', y, text, dx: 6, textAnchor: 'start' }),
      Plot.ruleX([0]),
      ...(target === undefined
        ? []
        : [Plot.ruleX([target], { stroke: '#c0392b', strokeDasharray: '4 3' })]),
    ],
  })
}

const QUANTILES: readonly (readonly [Metric, string])[] = [
  ['p50Ms', 'p50'],
  ['p99Ms', 'p99'],
  ['p999Ms', 'p99.9'],
]

/** Latency from the assignment on: the median, the 99th and the 99.9th percentile of each policy. */
export function latencyPlot(rows: readonly Row[]): string {
  const data = rows.flatMap(({ policy, over }) =>
    QUANTILES.map(([metric, name]) => ({ policy, name, seconds: over[metric].mean / 1000 })),
  )
  const [x, y] = ['seconds', 'policy']
  return svg({
    width: 640,
    height: 60 + 26 * rows.length,
    marginLeft: 130,
    marginRight: 40,
    x: { type: 'log', label: 'latency, s', ticks: 5, tickFormat: '~g' },
    y: { label: null, domain: rows.map(({ policy }) => policy) },
    color: { domain: QUANTILES.map(([, name]) => name), range: ['#0b6e4f', '#d68910', '#c0392b'] },
    marks: [
      Plot.gridX({ stroke: '#bbb', ticks: 5 }),
      Plot.ruleY(data, Plot.groupY({ x1: 'min', x2: 'max' }, { x, y, stroke: '#ccc' })),
      Plot.dot(data, { x, y, fill: 'name', r: 5 }),
      Plot.text(data, { x, y, text: (d: { name: string }) => d.name, dy: -9, fontSize: 8 }),
    ],
  })
}

/** A setting of the knobs, and what came of it. */
export interface FrontierPoint {
  readonly label: string
  readonly group: string
  readonly honest: number
  readonly liars: number
  readonly isDefault: boolean
}

/** Violations with honest servers against those with liars: down and left is better. */
export function frontierPlot(points: readonly FrontierPoint[]): string {
  const [x, y] = ['honest', 'liars']
  return svg({
    width: 640,
    height: 480,
    marginLeft: 60,
    grid: true,
    x: { type: 'symlog', constant: 0.05, label: 'violations with honest servers, %' },
    y: { type: 'symlog', constant: 0.05, label: 'violations with liars, %' },
    color: { legend: false },
    marks: [
      Plot.dot(points, { x, y, fill: 'group', r: 4, title: 'label' }),
      Plot.text(points, { x, y, text: 'label', dx: 7, textAnchor: 'start', fontSize: 7 }),
      Plot.dot(
        points.filter(({ isDefault }) => isDefault),
        { x, y, stroke: '#c0392b', strokeWidth: 2, r: 8 },
      ),
    ],
  })
}
