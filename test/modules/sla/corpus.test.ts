/** Real documents, through the importer: all compile, and to little. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { LIBRARY_CAPS } from '../../../modules/sla/ir/caps.js'
import { compile } from '../../../modules/sla/ir/compile.js'
import { checkPlans } from '../../../modules/sla/ir/consistency.js'
import { parsePlanDocument } from '../../../modules/sla/ir/document.js'
import { importSla } from '../../../node/sla/importSla.js'

const ROOT = '../shared/data/sla4oai'
const irCodec = codec('infonex.sla.v1.SlaIr')

if (!existsSync(ROOT)) {
  t.comment(`${ROOT} is not here: real documents are not compiled`)
  t.pass('skipped')
} else {
  let [raw, compiled] = [0, 0]
  for (const folder of ['new', 'pricing4api'])
    await t.test(`every document of ${folder} compiles and agrees with itself`, async (t) => {
      for (const name of readdirSync(path.join(ROOT, folder)).filter((n) => n.endsWith('.yaml'))) {
        const source = readFileSync(path.join(ROOT, folder, name))
        const ir = compile(parsePlanDocument(importSla(source, { file: name }).bytes, LIBRARY_CAPS))
        raw += source.length
        compiled += irCodec.encode(ir).length
        t.same(
          checkPlans(ir).filter((one) => one.severity === 'error'),
          [],
          name,
        )
      }
    })
  await t.test('compiled, they are at most 1/15 of their size', async (t) => {
    t.comment(`${raw} bytes compile to ${compiled}: 1/${(raw / compiled).toFixed(1)}`)
    t.ok(compiled > 0 && compiled * 15 <= raw)
  })
}
