/** H19: a supplier that was away, and what it says of that afterwards. Payment, agreements and verification are real. */
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import type { Context } from '../../../chain/types/context.js'
import {
  countsMissing,
  creditBps,
  type Guarantee,
  isBreached,
  withMissing,
} from '../../../modules/sla/ir/guarantees.js'
import { depositOf } from '../../../modules/verification/params.js'
import { receiptBytes } from '../../../proto/inference/objects.js'
import { buildReceiptTree } from '../../../proto/verification/receiptTree.js'
import { address, at } from '../../support/memoryContext.js'
import { receiptOf } from '../payment/disputed.js'
import {
  checkpointOf,
  CLIENT_KEY,
  countersOf,
  MANAGER_KEY,
  MODEL,
  SUPPLIER_KEY,
  voucherWith,
} from '../payment/dual.js'
import { DAY_MS, edKey, PAYER, SUPPLIER } from '../payment/market.js'
import {
  DEMAND_KEY,
  realMarket,
  RETAIL,
  signedRequest,
  uinx,
  WHOLESALE,
} from '../payment/realMarket.js'
import { broken, fund } from '../setup.js'
import { signedReport } from './guaranteed.js'

/** Answers that came in time before the outage. */
const SERVED = 3
/** Its keys are in the order of canonical JSON. */
const promise = {
  credits: [{ creditBps: '1000' }, { below: '5000', creditBps: '10000' }],
  ...{ method: 'global', metric: 'e2e_ms', op: '<=', path: 'global' },
  period: { amount: '1', unit: 'day' },
  ...{ quantileBps: '9000', value: '500' },
}

/** A day with three answers, paid and reported by both sides; then the supplier is away. */
function outage() {
  const m = realMarket(5000n, [promise])
  const ctx = at(m.ctx.with({ stores: m.ctx.stores.branch() }), {})
  fund(m, ctx, PAYER, '1000000uinx')
  const { retailId, wholesaleId } = m
  const { channelId: id, descriptor } = m.at('payment', ctx, 'MsgOpenChannel', {
    ...{ payer: address(PAYER), cap: uinx(3000n), retailId, wholesaleId, receiptPolicy: 3 },
    payees: [{ address: address(SUPPLIER), bps: 10_000 }],
    ...{ signer: { algorithm: 1, key: edKey(MANAGER_KEY).key }, minDelta: '0' },
    ...{ expiryMs: ctx.timeMs + 9n * DAY_MS, prepayAllow: '25', ratePerS: 0n, burst: 3000n },
  }) as { channelId: Uint8Array; descriptor: Parameters<typeof voucherWith>[0]['descriptor'] }
  const later = (from: Context, ms: bigint) =>
    at(from, { timeNs: (from.timeMs + ms) * 1_000_000n, height: from.height + ms / 1000n })
  const now = later(ctx, 60_000n)
  const channel = { id, descriptor }
  const checkpoint = checkpointOf(channel, {
    ...{ sequence: BigInt(SERVED), counters: countersOf(BigInt(SERVED)), endMs: now.timeMs },
  })
  const claim = voucherWith(channel, RETAIL * BigInt(SERVED), checkpoint)
  m.at('payment', now, 'MsgClaim', { sender: address(9), claim })
  const window = { retailId, wholesaleId, guarantee: 0, startMs: ctx.timeMs }
  const value = WHOLESALE * BigInt(SERVED)
  const report = (late: number, keys: readonly [number, number], total = SERVED) =>
    m.refusal('sla', now, 'MsgReportGuarantee', {
      sender: address(9),
      reports: [signedReport(now, window, 1, [total, late, value], { keys })],
    })
  t.equal(report(0, [SUPPLIER_KEY, CLIENT_KEY]), undefined)
  const request = (sequence: bigint) =>
    signedRequest({
      ...{ chainId: descriptor.chainId, channelId: id, sequence, modelId: MODEL },
      ...{ inputDigest: new Uint8Array(32).fill(1), acknowledgement: null },
      ...{ cumulativeBefore: '30', priceMax: '12', expiryMs: now.timeMs + 60_000n },
    })
  const receipt = (sequence: bigint) =>
    receiptOf(request(sequence), { price: '10', cumulative: '40', endMs: now.timeMs })
  const attribution = { descriptor, serverId: 0n, receiptKey: new Uint8Array(0) }
  const demand = (when: Context, sequence: bigint, by: 'request' | 'receipt' = 'request') => {
    const signed = request(sequence)
    const words =
      by === 'request'
        ? { receipt: null, request: signed.request, requestSignature: signed.signature }
        : { receipt: receipt(sequence), request: null, requestSignature: new Uint8Array(0) }
    return m.refusal('verification', when, 'MsgDemandOutput', {
      ...{ demander: address(PAYER), key: DEMAND_KEY, attribution, ...words },
      deposit: uinx(depositOf(m.verification.paramsOrDefault(when))),
    })
  }
  const pass = (from: Context, ms: bigint): Context => {
    const next = later(from, ms)
    for (const module of m.modules) module.endBlock?.(next)
    t.same(broken(m.modules, next), [])
    return next
  }
  const verdict = (from: Context) => {
    const ask = (when: Context) =>
      m.refusal('sla', when, 'MsgSettleGuaranteeWindow', { sender: address(9), window })
    const asked = pass(from, 3n * DAY_MS)
    t.equal(ask(asked), undefined)
    const end = pass(asked, 2_000_000n)
    t.equal(ask(end), undefined)
    return m.sla.guarantees.windows.get(end, window)
  }
  const missed = (when: Context, startMs = window.startMs) =>
    m.sla.guarantees.windows.get(when, { ...window, startMs })?.missed
  const known = { m, id, now, later, window, value, attribution }
  return { ...known, request, receipt, report, demand, pass, verdict, missed }
}

await t.test(
  'H19: receipts that a supplier signs by itself make up no service; unanswered demands prove that it was away',
  (t) => {
    const w = outage()
    for (const n of [4n, 5n, 6n, 7n]) t.equal(w.demand(w.now, n), undefined)
    // It comes back, makes receipts for all of them, alone and in a batch, and says that the client kept silent.
    const receipts = [4n, 5n, 6n, 7n].map(w.receipt)
    for (const receipt of receipts)
      w.m.at('verification', w.now, 'MsgAnchorReceipt', {
        ...{ sender: address(SUPPLIER), receipt, attribution: w.attribution, inclusion: null },
      })
    const tree = buildReceiptTree(
      sha256,
      receipts.map(({ receipt }) => ({ id: sha256(receiptBytes(receipt)), fee: 10n })),
    )
    w.m.at('verification', w.now, 'MsgAssertReceipts', {
      ...{ supplier: address(SUPPLIER), root: tree.root, count: 4, feeTotal: '40', denom: 'uinx' },
    })
    t.match(w.report(0, [SUPPLIER_KEY, SUPPLIER_KEY], 90), /^sla 31: client_signature/)
    for (const demandId of [1n, 2n, 3n, 4n])
      t.match(
        w.m.refusal('verification', w.now, 'MsgDeclineDemand', {
          ...{ supplier: address(SUPPLIER), demandId },
        }),
        /^verification 27: /,
        'nor can it say that it never served them',
      )
    const ctx = w.pass(w.now, 3_700_000n)
    t.equal(w.missed(ctx), 4n)
    t.equal(w.m.verification.faultsOf(ctx, address(SUPPLIER)).undelivered, 4n)
    const { verdict, counters } = w.verdict(ctx) ?? {}
    t.match(counters, { total: 3n, over: 0n }, 'what both sides have signed')
    t.match(verdict, { breached: true, creditBps: 10_000, due: `${w.value}` }, '3 of 7 answers')
    t.equal(verdict?.fromAggregator, '0', 'the supplier promised the same, and pays')
    t.end()
  },
)

await t.test(
  'H19: what its client never signed, never demanded, or what was declined proves nothing against a supplier',
  (t) => {
    const w = outage()
    t.equal(w.demand(w.now, 4n, 'receipt'), undefined, 'the word of the supplier itself')
    t.equal(w.demand(w.now, 5n), undefined)
    w.m.at('verification', w.now, 'MsgDeclineDemand', {
      ...{ supplier: address(SUPPLIER), demandId: 2n },
    })
    const forged = { ...w.request(6n), signature: new Uint8Array(64) }
    t.match(
      w.m.refusal('verification', w.now, 'MsgDemandOutput', {
        ...{ demander: address(PAYER), key: DEMAND_KEY, attribution: w.attribution },
        ...{ receipt: null, request: forged.request, requestSignature: forged.signature },
        deposit: uinx(depositOf(w.m.verification.paramsOrDefault(w.now))),
      }),
      /^verification 7: /,
    )
    t.match(w.report(80, [CLIENT_KEY, CLIENT_KEY], 90), /^sla 31: supplier_signature/)
    const ctx = w.pass(w.now, 3_700_000n)
    t.equal(w.m.verification.faultsOf(ctx, address(SUPPLIER)).undelivered, 1n)
    t.equal(w.missed(ctx), 0n)
    t.match(w.verdict(ctx)?.verdict, { breached: false, creditBps: 0, due: '0' })
    t.end()
  },
)

await t.test('H19: what is demanded counts in its own window, and in none that is settled', (t) => {
  const w = outage()
  const nextDay = w.pass(w.now, DAY_MS)
  t.equal(w.demand(nextDay, 4n), undefined)
  const ctx = w.pass(nextDay, 3_700_000n)
  t.equal(w.missed(ctx), 0n)
  t.equal(w.missed(ctx, w.window.startMs + DAY_MS), 1n)
  const { verdict } = w.verdict(ctx) ?? {}
  t.match(verdict, { breached: false })
  const old = w.request(9n)
  const late = w.later(ctx, 8n * DAY_MS)
  t.match(w.demand(late, old.request.sequence), /^verification (8|14): /, 'of a week ago')
  t.end()
})

await t.test('H19: answers that never came mend no promise, whatever it is', (t) => {
  const count = fc.bigInt(0n, 50n)
  const value = fc.record({ whole: count, micro: fc.constant(0), negative: fc.boolean() })
  const steps = fc.array(fc.record({ belowBps: fc.nat(10_000), creditBps: fc.nat(10_000) }))
  fc.assert(
    fc.property(
      fc.record({ comparison: fc.nat(5), quantileBps: fc.constantFrom(0, 5000, 9000), value }),
      steps,
      fc.tuple(count, count, count, count),
      (promised, credits, [good, over, sum, missed]) => {
        const guarantee = { ...promised, credits } as unknown as Guarantee
        if (!countsMissing(guarantee)) return promised.quantileBps === 0
        const before = { total: good + over, over, sum }
        const after = withMissing(before, missed)
        return (
          (!isBreached(guarantee, before) || isBreached(guarantee, after)) &&
          creditBps(guarantee, after) >= creditBps(guarantee, before)
        )
      },
    ),
    { numRuns: 200 },
  )
  const of = (comparison: number, whole: bigint) =>
    countsMissing({
      ...{ comparison, quantileBps: 0, value: { whole, micro: 0, negative: false } },
    } as unknown as Guarantee)
  // <, <=, ==, !=, >=, >: a share of uptime is broken by it, a mean latency says nothing of it.
  t.same(
    [0, 1, 2, 3, 4, 5].map((comparison) => of(comparison, 99n)),
    [false, false, false, false, true, true],
  )
  t.equal(of(4, 0n), false)
  t.end()
})
