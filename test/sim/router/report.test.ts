/** The report is whole and stands alone. */
import t from 'tap'
import { checks, experiment } from './experiment.js'
import { BASELINES } from './policies/all.js'
import { frontierReport, report } from './report.js'
import { scenarioFrom } from './scenario.js'
import { aligned, cells } from './table.js'

const scenario = scenarioFrom(
  { about: 'a <small> "market"', servers: 10, jobs: 300, liars: { share: 0.2 }, deaths: 1 },
  'tiny',
)
const seeds = [1, 2]
const rows = experiment({ scenario, seeds, policies: BASELINES }, () => undefined)

await t.test('a report has every plot, and nothing from anywhere else', (t) => {
  const html = report({ scenario, seeds, rows, checks: checks(scenario, rows) })
  t.equal(html.match(/<svg /g)?.length, 8)
  for (const { policy } of rows) t.ok(html.includes(`>${policy}<`), policy)
  t.ok(html.includes('a &lt;small&gt; &quot;market&quot;'))
  const addresses = html.match(/https?:[^"' ]+/g) ?? []
  t.ok(addresses.every((address) => address === 'http://www.w3.org/2000/svg'))
  t.notMatch(html, /<script|<link|<img|@import|url\(|NaN|undefined/)
  t.end()
})

await t.test('a frontier shows every setting', (t) => {
  const point = { group: 'excused', honest: 0.1, liars: 0.3 }
  const points = [
    { ...point, label: 'as it is', isDefault: true },
    { ...point, label: 'other', honest: 4, isDefault: false },
  ]
  const html = frontierReport('knobs', points, [['a'], ['b']])
  t.equal(html.match(/<circle /g)?.length, 3, 'two settings, and a ring around the default')
  t.ok(html.includes('as it is'))
  t.end()
})

await t.test('columns stand one under another', (t) => {
  const lines = aligned(cells(rows)).split('\n')
  t.equal(lines.length, rows.length + 1)
  t.ok(lines[0]?.startsWith('policy'))
  t.same(
    aligned([
      ['a', 'bcd'],
      ['ab', '1'],
    ]),
    'a   bcd\nab    1',
  )
  t.end()
})
