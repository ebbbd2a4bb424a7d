/** Load reports of a server: seldom, but never too late. */
import fc from 'fast-check'
import t from 'tap'
import { loadReportBytes } from '../../../proto/inference/objects.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { verifySigned } from '../../../node/inference/signers.js'
import {
  type Busy,
  isNews,
  LoadReporter,
  type LoadReporterOptions,
  type SignedLoadReport,
} from '../../../node/supplier/loadReports.js'
import { keys } from '../metering/dualWorld.js'
import { MarketChain } from './market.js'

const MODEL = 'ab'.repeat(32)
const TTL_MS = 3_000

await t.test('what is told apart from the load by a quarter of the slots at most', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.array(fc.nat(80), { minLength: 1, maxLength: 50 }),
      (slots, loads) => {
        let told: readonly Busy[] = []
        return loads.every((busy) => {
          const now = [{ model: MODEL, busy, slots }]
          if (isNews(told, now)) told = now
          const was = Math.max(0, slots - (told[0]?.busy ?? 0))
          const is = Math.max(0, slots - busy)
          return (was === 0) === (is === 0) && 4 * Math.abs(was - is) <= slots
        })
      },
    ),
  )
  t.end()
})

function reporter(chain: MarketChain, change: Partial<LoadReporterOptions> = {}) {
  const at = { ms: 1_000_000, busy: 0 }
  const made = new LoadReporter({
    ...{ chain, serverId: 1n, operator: 'infonex1supplier', submit: chain.submit },
    isRouted: () => true,
    busy: () => [{ model: MODEL, busy: at.busy, slots: 8 }],
    connected: () => 2,
    ...{ log: () => undefined, nowMs: () => at.ms },
    ...change,
  })
  return { at, tell: () => made.tell(TTL_MS) }
}

await t.test('a sign of life in each third of the time to live; loads only as news', async (t) => {
  const chain = new MarketChain(Date.now())
  const { at, tell } = reporter(chain)
  t.equal(await tell(), 'load', 'the first word')
  t.match(chain.sent[0]?.[0], { typeUrl: '/infonex.router.v1.MsgReportLoad' })
  at.ms += 900
  at.busy = 2
  t.equal(await tell(), 'nothing', 'a quarter is no news')
  at.ms += 100
  t.equal(await tell(), 'life')
  t.match(chain.sent[1]?.[0], { typeUrl: '/infonex.router.v1.MsgHeartbeat' })
  at.busy = 5
  t.equal(await tell(), 'load')
  t.match(chain.sent[2]?.[0]?.value, { loads: [{ busyMilli: 5000n }], connected: 2, queued: 0 })
  at.busy = 9
  t.equal(await tell(), 'load', 'no slot is free')
  t.match(chain.sent[3]?.[0]?.value, { loads: [{ busyMilli: 9000n }], queued: 1 })
})

await t.test('what the chain did not take is told again', async (t) => {
  const chain = new MarketChain(Date.now())
  const { tell } = reporter(chain)
  chain.refuse = () => true
  await t.rejects(tell(), /refuses/)
  await t.rejects(tell(), /refuses/)
  chain.refuse = () => false
  t.equal(await tell(), 'load')
  t.equal(await tell(), 'nothing')
})

await t.test(
  'a relay carries signed reports; by itself it tells when the relay does not',
  async (t) => {
    const chain = new MarketChain(Date.now())
    const verifier = new Verifier({ workers: 0 })
    const got: SignedLoadReport[] = []
    let isAway = false
    const relay = async (report: SignedLoadReport): Promise<void> => {
      if (isAway) throw new Error('away')
      got.push(report)
    }
    const { at, tell } = reporter(chain, { signer: keys.supplier, relay })
    await tell()
    t.equal(chain.sent.length, 0)
    const { report, signature } = got[0] as SignedLoadReport
    if (report === null) throw new Error('no report')
    t.match(report, { serverId: 1n, height: 10n, loads: [{ busyMilli: 0n }] })
    t.ok(verifySigned(verifier, keys.supplier.key, loadReportBytes(report), signature))
    at.ms += 1000
    isAway = true
    t.equal(await tell(), 'life')
    t.equal(chain.sent.length, 1)
    isAway = false
    at.ms += 1000
    chain.heard = chain.timeMs - 2001
    await tell()
    t.equal(got.length, 2)
    t.equal(chain.sent.length, 2, 'the chain has not heard of it through the relay')
  },
)

await t.test('a server that nobody routes to says nothing', async (t) => {
  const chain = new MarketChain(Date.now())
  t.equal(await reporter(chain, { isRouted: () => false }).tell(), 'nothing')
  t.equal(chain.sent.length, 0)
})
