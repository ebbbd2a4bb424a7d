/** What commands print: one JSON document with --json, else aligned text; colours on a terminal only. */
import type { Json } from '../../chain/types/module.js'

type Row = Readonly<Record<string, Json>>

/** Widest column of a table before it is cut, in characters. */
const COLUMN_MAX = 70
/** Columns of a list that becomes a table. */
const COLUMNS_MAX = 6

const useColour = (): boolean =>
  process.stdout.isTTY && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb'

/** Bold on a terminal, else as it is. */
export function bold(text: string): string {
  return useColour() ? `\u001b[1m${text}\u001b[22m` : text
}

function dim(text: string): string {
  return useColour() ? `\u001b[2m${text}\u001b[22m` : text
}

function isScalar(json: Json | undefined): json is null | boolean | number | string | undefined {
  return typeof json !== 'object' || json === null
}

function scalarText(json: Json | undefined): string {
  return json === null || json === undefined ? '-' : String(json)
}

function isRow(json: Json): json is Row {
  return !isScalar(json) && !Array.isArray(json)
}

const cut = (text: string): string =>
  text.length > COLUMN_MAX ? `${text.slice(0, COLUMN_MAX - 1)}…` : text

/** Lines of an aligned table; numbers to the right, no lines without rows. */
export function table(rows: readonly Row[]): string[] {
  if (rows.length === 0) return []
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => columns.map((c) => cut(scalarText(row[c]))))
  const widths = columns.map((c, i) => Math.max(c.length, ...cells.map((r) => (r[i] ?? '').length)))
  const right = columns.map((_, i) => cells.every((r) => /^-?\d+$|^-$/.test(r[i] ?? '')))
  const line = (texts: readonly string[]): string =>
    texts
      .map((t, i) => (right[i] === true ? t.padStart(widths[i] ?? 0) : t.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [dim(line(columns)), ...cells.map(line)]
}

/** Lines of any JSON value: aligned keys, lists of flat records as tables, the rest indented. */
export function textLines(json: Json): string[] {
  if (isScalar(json)) return [scalarText(json)]
  if (Array.isArray(json)) return listLines(json as readonly Json[])
  const entries = Object.entries(json as Row)
  const width = Math.max(0, ...entries.filter(([, v]) => isScalar(v)).map(([k]) => k.length))
  return entries.flatMap(([key, value]) => {
    if (isScalar(value)) return [`${dim(`${key}:`.padEnd(width + 1))} ${scalarText(value)}`]
    const lines = textLines(value)
    if (lines.length === 0) return [`${dim(`${key}:`)} -`]
    return [dim(`${key}:`), ...lines.map((l) => `  ${l}`)]
  })
}

function listLines(list: readonly Json[]): string[] {
  const flat = list.every(
    (one) => isRow(one) && Object.values(one).every(isScalar) && Object.keys(one).length > 0,
  )
  const columns = new Set(list.flatMap((one) => (isRow(one) ? Object.keys(one) : [])))
  if (flat && list.length > 0 && columns.size <= COLUMNS_MAX) return table(list as readonly Row[])
  return list.flatMap((one) => {
    const lines = textLines(one)
    return lines.map((l, i) => (i === 0 ? `- ${l}` : `  ${l}`))
  })
}

/** How a command was asked to print. */
export interface OutputOptions {
  readonly json?: boolean
  readonly output?: string
}

export function wantsJson({ json, output }: OutputOptions): boolean {
  return json === true || output === 'json'
}

/** Prints a result to stdout. */
export function print(json: Json, options: OutputOptions): void {
  const text = wantsJson(options) ? JSON.stringify(json) : textLines(json).join('\n')
  process.stdout.write(`${text}\n`)
}

/** Prints a remark to stderr, so that pipes see results only. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`)
}
