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
  const last = lines.find(({ title }) => title === 'what everybody has') ?? {}
  const cost = Number(/^\d+/.exec(last['answers cost'] ?? '')?.[0])
  t.ok(cost >= 3000, `the answers cost ${cost}`)
  t.match(last['client'], `(-${cost})`, 'the client paid for the answers and nothing else')
  t.match(last['supplier'], `(+${cost})`, 'the supplier got all of it')

  const titled = (text: string) => lines.find(({ title }) => title === text) ?? {}
  let paid = 0
  for (const { voucher, owed } of answers) {
    t.match(voucher, paid === 0 ? /^none yet/ : `${paid} uinx in all, signature verified before`)
    paid += Number.parseInt(owed ?? '', 10)
  }
  t.equal(paid, cost, 'each voucher pays for the answers before it')
  const settled = titled('the client pays for the last answer')
  t.match(settled['voucher'], `${cost} uinx in all, signature verified by the supplier`)

  const claim = titled('the supplier claims its last voucher on chain')
  const close = titled('the channel closes')
  const refund = titled('the client withdraws what is free')
  t.match(claim['claimed'], `${cost} uinx`)
  t.equal(claim['channel query'], `settled 0 uinx -> settled ${cost} uinx`)
  t.equal(close['channel query'], `settled ${cost} uinx -> no such channel`)
  t.equal(refund['refund'], `${500_000 - cost} uinx`)
  t.equal(
    refund['escrow query'],
    `${500_000 - cost} uinx (0 reserved) -> 0 uinx (0 reserved)`,
    'the chain says that nothing is left',
  )
  const under = lines.slice(lines.indexOf(last) + 1)
  const measured = under.find(({ title }) => title === 'an answer that both sides measure') ?? {}
  t.equal(measured['read'], measured['asked'])
  t.match(measured['price'], /^1500 uinx: /)
  const split = lines.at(-1) ?? {}
  t.match(split, {
    title: 'the chain divides the payment by both plans',
    settled: '1500 uinx',
    'to the supplier': /^1000 uinx, /,
    'to the protocol': '15 uinx',
    'to the aggregator': '485 uinx',
    incomes: 'supplier +1000, aggregator +485',
  })
  const heights = [claim, close, refund].map((step) =>
    Number(/^[0-9A-F]{64} at height (\d+)$/.exec(step['transaction'] ?? '')?.[1]),
  )
  t.ok(
    (heights[0] ?? 0) > 0 &&
      heights.every((height, i) => i === 0 || height > (heights[i - 1] as number)),
  )
})
