/** MsgReportLate: a server's own word that an answer took longer than the client's bound, and nobody else's. */
import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { address } from '../../support/memoryContext.js'
import type { Receipt } from '../../../proto/inference/objects.js'
import { clientAt, keyOf, Market, MODEL, supplierAt } from './market.js'
import { MODELS, offer } from './servers.js'
import { answer, type Served, serve } from './served.js'

const CLIENT = clientAt(0)
/** Cuts come once in it. */
const WINDOW_MS = 5000n
const BOUND_US = 2_000_000

/** A lease of a client with a bound of two seconds, under a server that has proven two slots. */
function leased(terms: object = {}, proven = 2000) {
  const m = new Market()
  m.aggregator()
  m.supplier(supplierAt(0))
  m.server(supplierAt(0), { offers: [{ ...offer(0), slots: 8, latencyUs: 1000 }] })
  m.client(CLIENT)
  m.client(clientAt(1))
  m.next()
  const at = [1n, m.keeper.numbers.modelOf(m.ctx, MODEL) as number] as const
  const before = m.keeper.roster.standing(m.ctx, at)
  const after = { ...before, proven: { ...before.proven, milli: proven } }
  m.keeper.roster.change(m.ctx, at, m.keeper.seats.of(m.ctx, at), before, after)
  const served = serve(m, CLIENT, { maxLatencyUs: BOUND_US, ...terms })
  m.next(5000)
  const milli = (): number => m.keeper.roster.standing(m.ctx, at).proven.milli
  return { m, served, milli, at }
}

const late = (m: Market, served: Served, sequence: bigint, tookMs = 2001n, change = {}) => ({
  ...{ sender: address(CLIENT), matchId: served.matchId },
  receipt: answer(m, served, sequence, tookMs, change),
})
const report = (m: Market, msg: object) => m.refusal('router', 'MsgReportLate', msg)

await t.test('only what took longer than the bound cuts, once a window', (t) => {
  let cuts = 0
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          tookMs: fc.integer({ min: 0, max: 4000 }),
          waitMs: fc.constantFrom(0, 500, 5000),
          again: fc.boolean(),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      (answers) => {
        const { m, served, milli } = leased({ leaseMs: 3_600_000n })
        let [sequence, cutWindow, want] = [0n, -1n, 2000]
        for (const { tookMs, waitMs, again } of answers) {
          if (waitMs > 0) m.next(waitMs)
          sequence += 1n
          const msg = late(m, served, sequence, BigInt(tookMs))
          const refusal = report(m, msg)
          const isLate = tookMs * 1000 > BOUND_US
          assert.equal(refusal?.slice(0, 9), isLate ? undefined : 'router 21')
          const window = m.ctx.timeMs / WINDOW_MS
          if (isLate && window > cutWindow) {
            cutWindow = window
            want = Math.max(Math.floor((want * 3) / 5), 100)
            cuts += 1
          }
          assert.equal(milli(), want)
          if (again && isLate) assert.match(report(m, msg) ?? '', /^router 22/)
          assert.equal(milli(), want)
        }
        assert.deepEqual(m.broken, [])
      },
    ),
    { numRuns: 50 },
  )
  t.ok(cuts > 10)
  t.end()
})

await t.test('excused while the router itself has assigned more than was proven', (t) => {
  const seen = new Set<boolean>()
  for (const [proven, others] of [
    [2000, 0],
    [2000, 1],
    [2000, 2],
    [100, 0],
    [100, 1],
  ] as const) {
    const { m, served, milli, at } = leased({}, proven)
    for (let n = 0; n < others; n++) m.request(clientAt(1))
    if (others > 0) m.next(1000, 2)
    const before = milli()
    const { leases } = m.keeper.roster.standing(m.ctx, at).load
    const cut = leases * 1000 <= Math.max(proven, 1000)
    seen.add(cut)
    t.equal(report(m, late(m, served, 1n)), undefined)
    const want = cut ? Math.max(Math.floor((before * 3) / 5), 100) : before
    t.equal(milli(), want, `${others} others, ${proven} thousandths`)
    t.equal(m.match(served.matchId)?.late, 1n, 'it is counted as late all the same')
  }
  t.equal(seen.size, 2)
  t.end()
})

await t.test('a word of anybody else is refused, and cuts nothing', (t) => {
  const { m, served, milli } = leased()
  const other = (change: Partial<Receipt>, key?: number) => ({
    ...late(m, served, 1n),
    receipt: m.receipt(
      served.supplier,
      { ...(answer(m, served, 1n, 2001n).receipt as Receipt), ...change },
      key,
    ),
  })
  const good = late(m, served, 1n)
  const rows: readonly (readonly [string, object, RegExp])[] = [
    ['sender', { ...good, sender: 'x' }, /^sdk 7/],
    ['no match', { ...good, matchId: 99n }, /^router 14/],
    ['not the client', { ...good, sender: address(clientAt(1)) }, /^router 15/],
    ['the operator', { ...good, sender: address(supplierAt(0)) }, /^router 15/],
    ['no receipt', { ...good, receipt: null }, /^router 21: a receipt is absent/],
    ['the client signs', other({}, keyOf(CLIENT)), /^router 20/],
    ['a stranger signs', other({}, 7), /^router 20/],
    ['another chain', other({ chainId: 'x' }), /^router 21: chain_id is "x"/],
    ['ends before it begins', other({ endMs: 1n }), /^router 21: it ends at 1 ms/],
    ['another channel', other({ channelId: new Uint8Array(32) }), /^router 21: its channel is/],
    ['another model', other({ modelId: MODELS[1] as Uint8Array }), /^router 21: it is of another/],
    ['not late', late(m, served, 1n, 2000n), /^router 21: it took 2000000 us/],
  ]
  for (const [name, msg, wanted] of rows) {
    t.match(report(m, msg), wanted, name)
    t.equal(milli(), 2000, name)
  }
  t.equal(report(m, good), undefined)
  t.match(report(m, good), /^router 22/)
  const free = leased({ maxLatencyUs: 0 })
  t.match(report(free.m, late(free.m, free.served, 1n)), /^router 21: the request names no max_/)
  const { m: early } = leased()
  const waiting = early.request(clientAt(1), { maxLatencyUs: BOUND_US })
  const asked = { ...good, matchId: waiting, sender: address(clientAt(1)) }
  t.match(report(early, asked), /^router 16/)
  t.end()
})
