import { YAMLException, parseEvents } from 'js-yaml'
import { compose } from './compose.js'
import { ROOT } from './tree.js'
import type { Source, Tree } from './tree.js'
import { SlaImportError } from './problem.js'
import type { Report } from './problem.js'

/** Bounds of a source text. */
export interface SourceCaps {
  readonly bytes: number
  /** Colons, commas, dashes and brackets: they bound what a parser builds. */
  readonly structure: number
  readonly depth: number
  /** Nodes that aliases may add. */
  readonly aliasNodes: number
}

/** The largest documents at hand: 1,155,977 bytes, 99,533 marks of structure as JSON, 11 levels. */
export const SOURCE_CAPS: SourceCaps = {
  bytes: 1_310_720,
  structure: 104_000,
  depth: 16,
  aliasNodes: 2_000,
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Marks that open a node. */
function structureOf(text: string, cap: number): number {
  let marks = 0
  for (let i = 0; i < text.length && marks <= cap; i++) {
    const code = text.charCodeAt(i)
    // : , [ { and a dash or question mark before a blank
    if (code === 0x3a || code === 0x2c || code === 0x5b || code === 0x7b) marks++
    else if (code === 0x2d || code === 0x3f) {
      const next = text.charCodeAt(i + 1)
      if (next === 0x20 || next === 0x0a) marks++
    }
  }
  return marks
}

/** The specification's own examples open a key's quote and do not close it: `"overage: {`. */
function closeQuotes(text: string): string {
  return text.replace(/^([ \t]*"[A-Za-z_]{1,40})(: [{[][ \t]*)$/gm, '$1"$2')
}

function refuseSyntax(report: Report, source: Source, error: YAMLException, depth: number): void {
  const at = Math.min(error.mark?.position ?? 0, source.text.length)
  const node = { kind: 'text', text: '', source, at } as const
  if (error.reason.startsWith('nesting exceeded'))
    report.refuse(ROOT, node, 'depth', `nested deeper than ${depth} levels`, 'flatten it')
  else {
    const hint = 'indent with spaces, quote texts that hold ": " or "#"'
    report.refuse(ROOT, node, 'syntax', error.reason.slice(0, 200), hint)
  }
}

function tryRepair(report: Report, source: Source, caps: SourceCaps): Tree | undefined {
  const text = closeQuotes(source.text)
  if (text === source.text) return undefined
  const repaired = { file: source.file, text }
  try {
    const events = parseEvents(text, { maxDepth: caps.depth })
    const root = compose(report, events, repaired, caps)
    report.warn(ROOT, root, 'quote-missing', 'a key lacks its closing quote', 'close it')
    return root
  } catch (error) {
    if (error instanceof YAMLException) return undefined
    throw error
  }
}

/** Reads YAML or JSON into a tree of texts; refuses what is oversize or hostile before it costs much. */
export function readSource(
  report: Report,
  file: string,
  bytes: Uint8Array,
  caps: SourceCaps = SOURCE_CAPS,
): Tree {
  const stop = (
    rule: 'source-size' | 'not-utf8' | 'source-structure',
    why: string,
    hint: string,
  ) => {
    const nowhere = { kind: 'text', text: '', source: { file, text: '' }, at: 0 } as const
    report.refuse(ROOT, nowhere, rule, why, hint)
    report.settle()
  }
  if (bytes.length > caps.bytes)
    stop('source-size', `${bytes.length} bytes, at most ${caps.bytes}`, 'split it into documents')
  let text = ''
  try {
    text = decoder.decode(bytes)
  } catch {
    stop('not-utf8', 'the bytes are not UTF-8', 'save it as UTF-8')
  }
  if (structureOf(text, caps.structure) > caps.structure) {
    const why = `more than ${caps.structure} keys, items and brackets`
    stop('source-structure', why, 'split it into documents')
  }
  const source = { file, text }
  try {
    return compose(report, parseEvents(text, { maxDepth: caps.depth }), source, caps)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const repaired = tryRepair(report, source, caps)
    if (repaired !== undefined) return repaired
    refuseSyntax(report, source, error, caps.depth)
    throw new SlaImportError(report.refusals)
  }
}
