/** The corpus of documents at hand, read and compiled; its tables are docs/sla-corpus.md and .json. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { besideFile, readCapped } from '../../../node/sla/besideFile.js'
import { compileSla } from '../../../node/sla/compileSla.js'
import { importSla } from '../../../node/sla/importSla.js'
import { SlaImportError } from '../../../node/sla/problem.js'

/** Where the corpus is; it is no part of the project. */
export const CORPUS = path.resolve('../shared/data/sla4oai')

/** What docs/sla-corpus.json holds. */
export interface CorpusReport {
  readonly documents: number
  readonly compiled: number
  readonly rawBytes: number
  readonly canonicalBytes: number
  readonly compiledBytes: number
  readonly dialects: Readonly<Record<string, number>>
  readonly refusals: readonly {
    readonly file: string
    readonly path: string
    readonly rule: string
  }[]
  /** Documents that the chain's caps refuse: those above its 64 KiB, and those above another cap. */
  readonly aboveChainCaps: readonly {
    readonly file: string
    readonly canonicalBytes: number
    readonly compiledBytes: number
    readonly reason: string
  }[]
}

export function hasCorpus(): boolean {
  return existsSync(CORPUS)
}

/** Documents of the corpus, by name. */
export function corpusFiles(): string[] {
  return readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.(?:ya?ml|json)$/.test(file))
    .sort((a, b) => (a < b ? -1 : 1))
}

/** Reads and compiles every document. */
export function readCorpus(): CorpusReport {
  const files = corpusFiles()
  const refusals: { file: string; path: string; rule: string }[] = []
  const above: CorpusReport['aboveChainCaps'][number][] = []
  const dialects: Record<string, number> = {}
  const sum = { compiled: 0, rawBytes: 0, canonicalBytes: 0, compiledBytes: 0 }
  for (const file of files) {
    const full = path.join(CORPUS, file)
    const bytes = readCapped(full) ?? new Uint8Array()
    try {
      const imported = importSla(bytes, { file, readBeside: besideFile(full) })
      const { encoded, chainRefusal } = compileSla(imported, file)
      const [canonicalBytes, compiledBytes] = [imported.bytes.length, encoded.length]
      dialects[imported.dialect] = (dialects[imported.dialect] ?? 0) + 1
      sum.compiled++
      sum.rawBytes += bytes.length
      sum.canonicalBytes += canonicalBytes
      sum.compiledBytes += compiledBytes
      if (chainRefusal !== undefined)
        above.push({ file, canonicalBytes, compiledBytes, reason: chainRefusal })
    } catch (error) {
      if (!(error instanceof SlaImportError)) throw error
      for (const problem of error.problems)
        refusals.push({ file, path: problem.path, rule: problem.rule })
    }
  }
  return { documents: files.length, ...sum, dialects, refusals, aboveChainCaps: above }
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((h, i) => Math.max(h.length, 3, ...rows.map((r) => (r[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [
    line(head),
    `| ${widths.map((w) => '-'.repeat(w)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n')
}

const WHY: Readonly<Record<string, string>> = {
  'research/petstore/metrics.yml': 'metrics that the documents beside it refer to',
  'research/petstore/petstore-service.yml': 'the API that they are about',
  'spec/1.0.0-Draft.schema.json': 'the JSON schema of 1.0.0',
}

const thousands = (n: number): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** The text of docs/sla-corpus.md. */
export function corpusMarkdown(report: CorpusReport): string {
  const { documents, compiled, rawBytes, canonicalBytes, compiledBytes, dialects } = report
  const ratio = (rawBytes / compiledBytes).toFixed(1)
  const byDialect = Object.entries(dialects).map(([name, count]) => `${count} of ${name}`)
  return `# The SLA4OAI corpus

Every document of \`../shared/data/sla4oai\` (its SOURCES.md says where each is from), read by \`node/sla\` and
compiled by \`modules/sla/ir\` with the caps of tools. This page and \`sla-corpus.json\` are written by
\`WRITE_VECTORS=1 node dist/test/node/sla/corpus.test.js\`; that test, without the variable, fails when they differ
from what the code does.

- files: ${documents}; compiled: ${compiled} (${byDialect.join(', ')}); refused: ${documents - compiled}
- bytes of what compiled: ${thousands(rawBytes)} raw, ${thousands(canonicalBytes)} canonical JSON, ${thousands(compiledBytes)} compiled: 1/${ratio} of raw

## Refused

${markdownTable(
  ['file', 'path', 'rule', 'what it is'],
  report.refusals.map((r) => [r.file, `\`${r.path}\``, r.rule, WHY[r.file] ?? '']),
)}

## Read, and above a cap of the chain

The chain takes 64 KiB of canonical JSON (a parameter), 64 metrics, 256 paths, 512 limits, 4,096 bindings, 32 plans.

${markdownTable(
  ['file', 'canonical bytes', 'compiled bytes', 'first cap that refuses it'],
  report.aboveChainCaps.map((r) => [
    r.file,
    thousands(r.canonicalBytes),
    thousands(r.compiledBytes),
    r.reason.replaceAll('|', '\\|'),
  ]),
)}
`
}
