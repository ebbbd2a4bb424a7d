/** What `npm start` shows, as a newcomer runs it: a chain, real models, paid answers, balances to the unit. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'

const run = promisify(execFile)

await t.test('a chain, a supplier and paid inferences from request to settlement', async (t) => {
  const { stdout } = await run(process.execPath, ['bin/infonex.js', 'demo', '--once', '--json'], {
    timeout: 90_000,
  })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  const answers = lines.filter((line) => line['answer'] !== undefined)
  t.ok(answers.length >= 3, 'three digits at least')
  for (const { drawn, answer } of answers) t.equal(answer, drawn, `read ${answer} from ${drawn}`)
  const last = lines.at(-1) ?? {}
  t.equal(last['title'], 'what everybody has')
  const cost = Number(/^\d+/.exec(last['answers cost'] ?? '')?.[0])
  t.ok(cost >= 3000, `the answers cost ${cost}`)
  t.match(last['client'], `(-${cost})`, 'the client paid for the answers and nothing else')
  t.match(last['supplier'], `(+${cost})`, 'the supplier got all of it')
})
