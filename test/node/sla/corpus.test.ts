import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import t from 'tap'
import { equalBytes } from '../../../chain/types/bytes.js'
import { besideFile, readCapped } from '../../../node/sla/besideFile.js'
import { importSla } from '../../../node/sla/importSla.js'
import { CORPUS, corpusFiles, corpusMarkdown, hasCorpus, readCorpus } from './corpus.js'
import type { CorpusReport } from './corpus.js'

const JSON_FILE = 'docs/sla-corpus.json'
const PAGE = 'docs/sla-corpus.md'
const readJson = (): CorpusReport => JSON.parse(readFileSync(JSON_FILE, 'utf8')) as CorpusReport

await t.test('the page of the corpus is that of its machine form', (t) => {
  t.equal(readFileSync(PAGE, 'utf8'), corpusMarkdown(readJson()))
  t.end()
})

if (!hasCorpus()) console.log('# no ../shared/data/sla4oai: the corpus is not read')
else {
  const report = readCorpus()
  if (process.env['WRITE_VECTORS'] === '1') {
    writeFileSync(JSON_FILE, `${JSON.stringify(report, null, 2)}\n`)
    writeFileSync(PAGE, corpusMarkdown(report))
  }

  await t.test('every document compiles, or is a row of the table of refusals', (t) => {
    t.same(report, readJson())
    const refused = new Set(report.refusals.map(({ file }) => file))
    t.equal(report.compiled + refused.size, report.documents)
    t.end()
  })

  await t.test('the compiled corpus is at most a fifteenth of the raw one', (t) => {
    t.ok(
      report.compiledBytes * 15 <= report.rawBytes,
      `1/${report.rawBytes / report.compiledBytes}`,
    )
    t.end()
  })

  await t.test('S1: a document of the corpus has the same bytes as JSON', (t) => {
    for (const file of corpusFiles()) {
      const full = path.join(CORPUS, file)
      const bytes = readCapped(full) ?? new Uint8Array()
      if (bytes.length > 60_000 || report.refusals.some((one) => one.file === file)) continue
      const readBeside = besideFile(full)
      const json = JSON.stringify(load(bytes.toString(), { schema: FAILSAFE_SCHEMA }))
      const fromJson = importSla(Buffer.from(json), { file, readBeside })
      t.ok(equalBytes(importSla(bytes, { file, readBeside }).bytes, fromJson.bytes), file)
    }
    t.end()
  })

  await t.test('what exceeds 64 KiB is listed', (t) => {
    for (const { file, canonicalBytes, reason } of report.aboveChainCaps)
      if (canonicalBytes > 65_536) t.match(reason, /bytes/, file)
    t.end()
  })
}
