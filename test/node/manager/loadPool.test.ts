/** Load reports on their way: checked, the newest of each server, in few transactions, again where they got lost. */
import fc from 'fast-check'
import t from 'tap'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { loadReportBytes } from '../../../proto/inference/objects.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { ed25519Signer, type Signer } from '../../../node/inference/signers.js'
import { LoadPool, type LoadPoolOptions, LOADS_MAX } from '../../../node/manager/loadPool.js'
import { startManager } from '../../../node/manager/server.js'
import { toWire } from '../../../node/metering/managerApi.js'
import { loadRelay } from '../../../node/supplier/loadRelay.js'
import type { SignedLoadReport } from '../../../node/supplier/loadReports.js'
import type { OutMessage } from '../../../node/supplier/outbox.js'
import { CrashingLog } from '../metering/crashingLog.js'
import { MarketChain } from '../supplier/market.js'
import { CHAIN as chainId, supplierOptions } from '../supplier/support.js'
import { managerOn, TestChain } from './world.js'

type Batch = PlainTypes['infonex.router.v1.MsgReportLoadBatch']

const verifier = new Verifier({ workers: 0 })
const SERVERS = 5n
const keyOf = (id: bigint): Signer => ed25519Signer(new Uint8Array(32).fill(Number(id)))

/** A chain at height 10 with five servers under one aggregator. */
function pool(change: Partial<LoadPoolOptions> = {}) {
  const chain = new MarketChain(Date.now())
  supplierOptions(chain, keyOf(1n), verifier, '')
  const first = chain.servers.get(1n)
  if (first === undefined) throw new Error('no server')
  for (let id = 1n; id <= SERVERS; id++)
    chain.servers.set(id, {
      ...{ ...first, id, receiptKey: keyOf(id).key },
      aggregators: ['infonex1aggregator'],
    })
  const sent: SignedLoadReport[][] = []
  const at = { isLost: false, ms: 1_000_000 }
  const made = new LoadPool({
    ...{ chain, verifier, sender: 'infonex1manager', intervalMs: 10 },
    submit: async (messages: readonly OutMessage[]) => {
      if (at.isLost) throw new Error('lost')
      for (const { value } of messages) sent.push([...(value as Batch).reports])
    },
    ...{ nowMs: () => at.ms, log: () => undefined },
    ...change,
  })
  return { chain, pool: made, sent, at }
}

function report(serverId: bigint, height: bigint, change: object = {}, signer = keyOf(serverId)) {
  const body = {
    ...{ chainId, serverId, height, seed: new Uint8Array(32) },
    ...{ loads: [], connected: 0, queued: 0 },
    ...change,
  }
  return { report: body, signature: signer.sign(loadReportBytes(body)) }
}

await t.test('whatever is lost, the newest report of each server gets to the chain', async () => {
  const step = fc.oneof(
    fc.record({
      id: fc.bigInt({ min: 1n, max: SERVERS }),
      height: fc.bigInt({ min: 1n, max: 12n }),
    }),
    fc.constantFrom('flush' as const, 'lose' as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const w = pool()
      const newest = new Map<bigint, bigint>()
      for (const one of steps) {
        if (typeof one === 'string') {
          w.at.isLost = one === 'lose'
          await w.pool.flush().catch(() => undefined)
          continue
        }
        const isOld = one.height < (newest.get(one.id) ?? 0n)
        const code = await w.pool.take(report(one.id, one.height)).then(
          () => undefined,
          (error: { code: string }) => error.code,
        )
        if (code !== (isOld ? 'stale_report' : undefined)) return false
        if (!isOld) newest.set(one.id, one.height)
      }
      w.at.isLost = false
      await w.pool.flush()
      const last = new Map(w.sent.flat().map(({ report }) => [report?.serverId, report?.height]))
      return (
        w.pool.waiting === 0 &&
        last.size === newest.size &&
        [...newest].every(([id, height]) => last.get(id) === height)
      )
    }),
    { numRuns: 60 },
  )
})

await t.test('what no server has signed for now is refused with a reason', async (t) => {
  const w = pool({ aggregator: 'infonex1aggregator', serversMax: 2 })
  const refused = async (signed: SignedLoadReport, code: string, message: RegExp) =>
    t.rejects(w.pool.take(signed), { code, message })
  await refused({ report: null, signature: new Uint8Array(64) }, 'malformed', /absent/)
  await refused(report(1n, 10n, { chainId: 'other-1' }), 'wrong_chain', /other-1/)
  await refused(report(1n, 16n), 'stale_report', /newest is 10/)
  await refused(report(77n, 10n), 'unknown_server', /no server 77/)
  await refused(report(1n, 10n, {}, keyOf(2n)), 'bad_signature', /receipt key of server 1/)
  const other = w.chain.servers.get(3n)
  if (other !== undefined) w.chain.servers.set(3n, { ...other, aggregators: [] })
  await refused(report(3n, 10n), 'forbidden', /not subscribed under/)
  await w.pool.take(report(1n, 10n))
  await w.pool.take(report(2n, 10n))
  await refused(report(4n, 10n), 'overloaded', /2 servers/)
  t.equal(await w.pool.flush(), 2)
  let codes = new Set<string>()
  for (let id = 100n; id < 300n; id++)
    await w.pool.take(report(id, 10n, {}, keyOf(1n))).catch((error: { code: string }) => {
      codes = codes.add(error.code)
    })
  t.same([...codes], ['unknown_server', 'overloaded'], 'strangers cannot make it ask without end')
})

await t.test('over HTTP: a relay is told what became of its report', async (t) => {
  const w = pool()
  const manager = managerOn(new TestChain(), new CrashingLog())
  const server = await startManager(manager, { loads: w.pool })
  t.teardown(() => server.close())
  const relay = loadRelay(server.url)
  await relay(report(1n, 10n))
  t.equal(w.pool.waiting, 1)
  await t.rejects(relay(report(1n, 10n, {}, keyOf(2n))), /receipt key/)
  const post = async (body: object): Promise<object> => {
    const response = await fetch(`${server.url}/loads`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return { status: response.status, ...((await response.json()) as object) }
  }
  t.match(await post({}), { status: 400, code: 'malformed', error: /reports/ })
  t.match(await post({ reports: [5] }), { status: 400, error: /reports\[0\]: want base64/ })
  t.match(await post({ reports: ['AAAA'] }), { status: 400, code: 'malformed' })
  const one = toWire('infonex.router.v1.SignedLoadReport', report(1n, 10n))
  t.match(await post({ reports: Array.from({ length: LOADS_MAX + 1 }, () => one) }), {
    ...{ status: 413, code: 'batch_too_large' },
  })
  t.match(await post({ reports: [one] }), { results: [{ server_id: '1', status: 'taken' }] })
  const plain = await startManager(managerOn(new TestChain(), new CrashingLog()))
  t.teardown(() => plain.close())
  await t.rejects(loadRelay(plain.url)(report(1n, 10n)), /404: .*no load reports/)
})

await t.test('by itself it sends once an interval, and again what was lost', async (t) => {
  const w = pool()
  w.at.isLost = true
  await w.pool.take(report(1n, 10n))
  w.pool.start()
  await new Promise((done) => setTimeout(done, 40))
  t.equal(w.sent.length, 0)
  w.at.isLost = false
  await new Promise((done) => setTimeout(done, 60))
  t.equal(w.sent.length, 1)
  await w.pool.stop()
})
