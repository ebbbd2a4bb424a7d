import { existsSync, readFileSync } from 'node:fs'
import type { Dice } from './random.js'
import type { ArrivalsSpec } from './scenario.js'

/** Gaps between arrivals, of mean 1. */
export type Gaps = () => number

/**
 * Two exponential distributions with balanced means: most gaps are half the mean, and a few, by as much again
 * in all, are long. A renewal process whose coefficient of variation is `cv`.
 */
export function hyperexponential(dice: Dice, cv: number): Gaps {
  const square = cv * cv
  const often = (1 + Math.sqrt((square - 1) / (square + 1))) / 2
  return () => {
    const isShort = dice.isOdds(often)
    return dice.exponential(1 / (2 * (isShort ? often : 1 - often)))
  }
}

/** Times of a column of a CSV in ms: numbers are seconds, all else is read as a date. */
export function traceTimes(text: string, column: string): Float64Array {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const at = (lines[0] ?? '')
    .split(',')
    .map((cell) => cell.trim())
    .indexOf(column)
  if (at === -1) throw new Error(`the trace has no column ${column}`)
  const times = Float64Array.from(lines.slice(1), (line, i) => {
    const cell = (line.split(',')[at] ?? '').trim()
    const ms = /^\d+(\.\d+)?$/.test(cell) ? Number(cell) * 1000 : dateMs(cell)
    if (!Number.isFinite(ms)) throw new Error(`row ${i + 2} of the trace has no time: "${cell}"`)
    return ms
  })
  return times.sort()
}

/** Date.parse with all digits of the fraction of a second. */
function dateMs(text: string): number {
  const [whole = '', zone = ''] = text.replace(' ', 'T').split(/(Z|[+-]\d\d:\d\d)$/)
  const [second = '', fraction = ''] = whole.split('.')
  return Date.parse(`${second}${zone === '' ? 'Z' : zone}`) + Number(`0.${fraction || '0'}`) * 1000
}

/** A trace from a drawn row on, over and over; between its end and its beginning lies a mean gap. */
export function replayed(dice: Dice, times: Float64Array): Gaps {
  const count = times.length - 1
  const [first, last] = [times[0], times[count]]
  if (first === undefined || last === undefined || last <= first)
    throw new Error('a trace has two times at least')
  const mean = (last - first) / count
  let at = dice.below(count)
  return () => {
    at += 1
    if (at > count) {
      at = 0
      return 1
    }
    return ((times[at] as number) - (times[at - 1] as number)) / mean
  }
}

/** Whether the data that a scenario needs is here. */
export const hasData = (spec: ArrivalsSpec): boolean =>
  spec.kind !== 'trace' || existsSync(spec.file)

const traces = new Map<string, Float64Array>()

/** The gaps that a scenario names. */
export function gapsOf(spec: ArrivalsSpec, dice: Dice): Gaps {
  if (spec.kind === 'poisson') return () => dice.exponential(1)
  if (spec.kind === 'hyperexponential') return hyperexponential(dice, spec.cv)
  const { file, column } = spec
  let times = traces.get(file)
  if (times === undefined) {
    times = traceTimes(readFileSync(file, 'utf8'), column)
    traces.set(file, times)
  }
  return replayed(dice, times)
}
