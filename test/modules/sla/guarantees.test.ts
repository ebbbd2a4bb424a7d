/** Guarantee windows: one row per way to be refused; F2, H23 and C16 played. */
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import type { Json } from '../../../chain/types/module.js'
import { DEFAULT_PARAMS } from '../../../modules/sla/params.js'
import { address, addressBytes, later } from '../../support/memoryContext.js'
import { AGGREGATOR, CLIENT, HOUR_MS, refTo, registerPlan, retailMsg, SUPPLIER } from './agreed.js'
import { START } from './bonds.js'
import { bytesOf, period, withPlans } from './documents.js'
import {
  CLIENT_KEY,
  DAY_MS,
  guaranteedChain,
  type GuaranteedChain,
  type GuaranteeWindow,
  signedReport,
  SUPPLIER_KEY,
  type WindowId,
} from './guaranteed.js'

const report = (s: GuaranteedChain, at: Context, ...reports: object[]): string | undefined =>
  s.refusal(at, 'MsgReportGuarantee', { sender: address(9), reports })
const settle = (s: GuaranteedChain, at: Context, window: WindowId | null): string | undefined =>
  s.refusal(at, 'MsgSettleGuaranteeWindow', { sender: address(9), window })
const windowOf = (s: GuaranteedChain, at: Context, id: WindowId): GuaranteeWindow =>
  s.keeper.guarantees.windows.get(at, id) as GuaranteeWindow

/** After the dispute time of the first day. */
const over = (s: GuaranteedChain): Context => later(s.ctx, 10n, (2n * 86_400n) / 10n)
const blocks = DEFAULT_PARAMS.guaranteeDisputeBlocks

/** Asks and settles; gives the verdict. */
function verdictOf(s: GuaranteedChain, id: WindowId) {
  const asked = over(s)
  s.run(asked, 'MsgSettleGuaranteeWindow', { sender: address(9), window: id })
  const end = later(asked, blocks)
  s.run(end, 'MsgSettleGuaranteeWindow', { sender: address(9), window: id })
  return { end, verdict: windowOf(s, end, id).verdict }
}

await t.test('MsgReportGuarantee', async (t) => {
  const s = guaranteedChain()
  const id = s.id()
  const good = signedReport(s.ctx, id, 1, [10, 3, 500n])
  const changed = (change: object, window: Partial<WindowId> = {}) =>
    signedReport(s.ctx, s.id(window), 1, [10, 3, 500n], { report: change })
  const rows: [string, object, RegExp][] = [
    ['absent', { ...good, report: null }, /^sla 30: report is absent/],
    ['channel', changed({ channelId: new Uint8Array(5) }), /^sla 30: channel_id has 5 bytes/],
    ['counters', changed({ counters: null }), /^sla 30: counters are absent/],
    [
      'more late than all',
      changed({ counters: { total: 1n, over: 2n, sum: 0n } }),
      /^sla 30: counters.over is 2, want at most total \(1\)/,
    ],
    ['value', changed({ value: '-1' }), /^sla 30: value is "-1"/],
    ['no signature', { ...good, clientSignature: new Uint8Array(63) }, /^sla 30: client_signature/],
    ['other chain', changed({ chainId: 'other' }), /^sla 30: chain_id is "other", want infonex/],
    ['no contract', changed({}, { retailId: 9n }), /^sla 28: retail_id is 9/],
    [
      'no guarantee',
      changed({}, { guarantee: 4 }),
      /^sla 30: guarantee is 4, the retail plan has 4/,
    ],
    [
      'dynamic',
      changed({}, { guarantee: s.indexOf(900n) }),
      /^sla 30: guarantee \d has no calendar/,
    ],
    [
      'within a window',
      changed({}, { startMs: s.ctx.timeMs + 1n }),
      /^sla 30: window_start_ms is \d+, within the window that begins at/,
    ],
    [
      'before the agreement',
      changed({}, { startMs: s.ctx.timeMs - DAY_MS }),
      /^sla 30: window_start_ms is \d+, outside of agreement/,
    ],
    [
      'to come',
      changed({}, { startMs: s.ctx.timeMs + DAY_MS }),
      /^sla 30: window_start_ms is \d+, now/,
    ],
    [
      "not the supplier's",
      signedReport(s.ctx, id, 1, [10, 3, 500n], { keys: [CLIENT_KEY, CLIENT_KEY] }),
      /^sla 31: supplier_signature/,
    ],
    [
      "not the client's",
      signedReport(s.ctx, id, 1, [10, 3, 500n], { keys: [SUPPLIER_KEY, SUPPLIER_KEY] }),
      /^sla 31: client_signature/,
    ],
    [
      'other numbers than were signed',
      { ...good, report: { ...good.report, value: '501' } },
      /^sla 31: supplier_signature/,
    ],
  ]
  for (const [name, signed, want] of rows) t.match(report(s, s.ctx, signed), want, name)
  t.match(report(s, s.ctx), /^sla 30: reports has 0 entries/)
  t.match(report(s, s.ctx, ...Array<object>(65).fill(good)), /^sla 30: reports has 65/)
  t.equal(report(s, s.ctx, good), undefined)
  t.match(report(s, s.ctx, good), /^sla 30: counters.total is 10, want above the 10/)
  const grown = signedReport(s.ctx, id, 1, [12, 3, 600n])
  const other = signedReport(s.ctx, id, 2, [5, 5, 100n])
  t.equal(report(s, s.ctx, grown, other), undefined)
  t.match(windowOf(s, s.ctx, id), {
    counters: { total: 17n, over: 8n },
    value: '700',
    channels: 2,
  })
  const many = Array.from({ length: 63 }, (_, n) => signedReport(s.ctx, id, n + 3, [1, 0, 1n]))
  t.match(report(s, s.ctx, ...many), /^sla 30: 64 channels have reported/)
  const huge = { counters: { total: (1n << 64n) - 1n, over: 0n, sum: 0n } }
  t.match(
    report(s, s.ctx, signedReport(s.ctx, id, 3, [1, 0, 1n], { report: huge })),
    /^sla 30: counters exceed 2\^64 - 1 together/,
  )
  const rich = { value: ((1n << 128n) - 1n).toString() }
  t.match(
    report(s, s.ctx, signedReport(s.ctx, id, 3, [1, 0, 1n], { report: rich })),
    /^sla 30: values exceed 2\^128 - 1 together/,
  )
})

await t.test('MsgSettleGuaranteeWindow', async (t) => {
  const s = guaranteedChain()
  const id = s.id()
  t.match(settle(s, s.ctx, null), /^sla 30: window is absent/)
  t.match(settle(s, s.ctx, id), /^sla 34: guarantee/)
  t.equal(report(s, s.ctx, signedReport(s.ctx, id, 1, [10, 3, 500n])), undefined)
  t.match(settle(s, s.ctx, id), /^sla 33: it ends at \d+, and is settled 86400000 ms later/)
  t.match(settle(s, later(s.ctx, 1n, 2n * 86_400n - 1n), id), /^sla 33/)
  const asked = over(s)
  t.equal(settle(s, asked, id), undefined)
  t.match(settle(s, asked, id), /^sla 33: reports count until height \d+/)
  const late = signedReport(s.ctx, id, 2, [5, 5, 100n])
  t.equal(report(s, later(asked, blocks - 1n), late), undefined, 'C16: blocks count, too')
  const end = later(asked, blocks)
  t.match(report(s, end, signedReport(s.ctx, id, 3, [5, 5, 100n])), /^sla 32/)
  t.equal(settle(s, end, id), undefined)
  t.match(settle(s, end, id), /^sla 32: at height/)
  t.match(report(s, end, signedReport(s.ctx, id, 3, [5, 5, 100n])), /^sla 32/)
  t.same(s.keeper.guarantees.reportsOf(end, id), [], 'reports are cleared away')
})

await t.test(
  'F2 played: nobody gets more than was paid for, whatever two sides sign',
  async (t) => {
    const s = guaranteedChain(100n)
    const id = s.id()
    s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 3000n)
    t.equal(report(s, s.ctx, signedReport(s.ctx, id, 1, [10, 10, 10n ** 15n])), undefined)
    const { end, verdict } = verdictOf(s, id)
    t.match(verdict, { breached: true, creditBps: 10_000, due: '3000' })
    t.match(
      verdict,
      { fromHoldback: '100', fromSupplier: '50', fromAggregator: '2850' },
      'the supplier pays the 5 % that it promised, the aggregator the rest of what it sold',
    )
    t.equal(s.bank.getBalance(end, addressBytes(CLIENT), 'uinx'), START + 3000n)
    const next = { ...id, startMs: id.startMs + DAY_MS }
    const day = later(s.ctx, 30n, 86_400n / 10n)
    t.equal(report(s, day, signedReport(day, next, 1, [10, 10, 10n ** 15n])), undefined)
    s.run(later(day, 1n), 'MsgSettleGuaranteeWindow', { sender: address(9), window: next })
    s.run(later(day, 40n), 'MsgSettleGuaranteeWindow', { sender: address(9), window: next })
    t.match(windowOf(s, day, next).verdict, { due: '0' }, 'nothing was paid for another day')
  },
)

await t.test('the steps of the credit table; who kept its promise pays nothing', async (t) => {
  const rows: [string, readonly [number, number], string, object][] = [
    ['kept', [100, 10], '0', { breached: false, creditBps: 0 }],
    ['broken', [100, 11], '100', { breached: true, creditBps: 1000, fromSupplier: '50' }],
    ['badly', [100, 51], '1000', { breached: true, creditBps: 10_000, fromSupplier: '50' }],
  ]
  for (const [name, [total, late], due, want] of rows) {
    const s = guaranteedChain()
    s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 10_000n)
    t.equal(report(s, s.ctx, signedReport(s.ctx, s.id(), 1, [total, late, 1000n])), undefined)
    t.match(verdictOf(s, s.id()).verdict, { due, ...want }, name)
  }
  const s = guaranteedChain()
  const id = s.id({ guarantee: s.indexOf(2000n) })
  s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 10_000n)
  t.equal(report(s, s.ctx, signedReport(s.ctx, id, 1, [10, 10, 1000n])), undefined)
  t.match(
    verdictOf(s, id).verdict,
    { fromHoldback: '0', fromSupplier: '0', fromAggregator: '1000' },
    'what the supplier did not promise, the aggregator answers for',
  )
})

await t.test(
  'an empty bond pays what it has; the smallest bond of the aggregator stands behind',
  async (t) => {
    const s = guaranteedChain()
    s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 10n ** 9n)
    t.equal(report(s, s.ctx, signedReport(s.ctx, s.id(), 1, [10, 10, 10n ** 8n])), undefined)
    const { end, verdict } = verdictOf(s, s.id())
    t.match(verdict, { due: '100000000', fromSupplier: '1000', fromAggregator: '1000000' })
    t.notOk(
      s.keeper.isAggregator(end, addressBytes(AGGREGATOR)),
      'it makes no agreement until it bonds',
    )
  },
)

await t.test(
  'H23 played: a guarantee runs to the end of the notice, not to its announcement',
  async (t) => {
    const s = guaranteedChain()
    const id = s.id({ guarantee: s.indexOf(3000n) })
    t.equal(s.step(s.ctx, 'MsgTerminateAgreement', SUPPLIER, s.wholesaleId), undefined)
    const ended = later(s.ctx, 1n, 3600n)
    s.module.endBlock?.(ended)
    s.keeper.addServed(ended, s.retailId, s.wholesaleId, 1000n)
    t.equal(
      report(s, ended, signedReport(s.ctx, id, 1, [10, 10, 1000n])),
      undefined,
      'its last hour',
    )
    const after = { ...id, startMs: id.startMs + HOUR_MS }
    t.match(
      report(s, later(ended, 1n), signedReport(s.ctx, after, 1, [10, 10, 1000n])),
      /^sla 30: .*outside/,
    )
    t.match(verdictOf(s, id).verdict, { breached: true, due: '1000', fromAggregator: '1000' })
  },
)

await t.test('C16: no agreement whose guarantee windows outlast the bond', async (t) => {
  const s = guaranteedChain()
  const guarantee = {
    path: 'global',
    method: 'global',
    metric: 'e2e_ms',
    op: '<=',
    value: '500',
    period: period('year'),
    credits: [{ creditBps: '100' }],
  }
  const pricing = { cost: '0', currency: 'USD' }
  const plan = registerPlan(
    s,
    AGGREGATOR,
    bytesOf(withPlans({ P: { pricing, guarantees: [guarantee] } })),
  )
  t.match(
    s.refusal(s.ctx, 'MsgProposeAgreement', retailMsg(plan, { plan: refTo(plan) })),
    /^sla 23: guarantee 0 of the plan has a window of \d+ ms, want at most/,
  )
})

await t.test(
  'C16: income is held back until the window that it is of can be settled',
  async (t) => {
    const s = guaranteedChain()
    const now = s.ctx.timeMs
    const wholesale = s.keeper.mustAgreement(s.ctx, s.wholesaleId)
    const day = DAY_MS + 2n * DEFAULT_PARAMS.guaranteeDisputeMs
    t.equal(s.keeper.holdsUntil(s.ctx, wholesale, now), now + day)
    t.equal(s.keeper.holdsUntil(s.ctx, wholesale, now + DAY_MS - 1n), now + day)
    t.equal(s.keeper.holdsUntil(s.ctx, wholesale, now + DAY_MS), now + DAY_MS + day)
    const plain = s.keeper.mustAgreement(s.ctx, s.buy(s.ctx))
    t.equal(s.keeper.holdsUntil(s.ctx, plain, now), 0n, 'who promised nothing waits for nothing')
  },
)

await t.test('one query shows a contract whole, another its windows', async (t) => {
  const s = guaranteedChain()
  const ask = (at: Context) =>
    s.ask(at, 'Contract', { retailId: s.retailId, wholesaleId: s.wholesaleId })
  s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 70n)
  t.match(ask(s.ctx), {
    retail: { id: s.retailId },
    wholesale: { id: s.wholesaleId },
    retailPlan: { owner: address(AGGREGATOR) },
    denom: 'uinx',
    open: true,
    reason: '',
    ledger: { served: '70', compensated: '0' },
  })
  s.step(s.ctx, 'MsgSuspendAgreement', CLIENT, s.retailId)
  t.match(ask(later(s.ctx, 1n, 3600n)), { open: false, reason: /which is not in force/ })
  t.throws(() => s.ask(s.ctx, 'Contract', { retailId: 99n, wholesaleId: 1n }), /retail_id is 99/)
  report(s, s.ctx, signedReport(s.ctx, s.id(), 1, [10, 3, 500n]))
  t.match(s.ask(s.ctx, 'GuaranteeWindows', { retailId: s.retailId, pagination: null }), {
    windows: [{ value: '500', verdict: null }],
  })
  t.match(s.ask(s.ctx, 'GuaranteeWindows', { retailId: 99n, pagination: null }), { windows: [] })
})

await t.test('genesis: every problem of guarantees is named', async (t) => {
  const s = guaranteedChain()
  s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 10_000n)
  const next = { ...s.id(), startMs: s.ctx.timeMs + DAY_MS }
  report(s, s.ctx, signedReport(s.ctx, s.id(), 1, [10, 10, 1000n]))
  const { end } = verdictOf(s, s.id())
  report(s, end, signedReport(s.ctx, next, 1, [10, 3, 500n]))
  const good = s.module.exportGenesis(end) as Record<string, Json>
  const rowsOf = (name: string) => good[name] as readonly Readonly<Record<string, Json>>[]
  const [settled, open] = rowsOf('windows')
  const [one] = rowsOf('reports')
  const [ledger] = rowsOf('ledgers')
  const [use] = rowsOf('uses')
  const rows: [object, RegExp][] = [
    [{ windows: [settled, open, open] }, /^sla\.windows\[2\] is there twice/],
    [{ windows: [settled, { ...open, id: null }] }, /^sla\.windows\[1\]\.id is absent/],
    [{ windows: [settled, { ...open, channels: 2 }] }, /^sla\.windows\[1\]\.channels is 2, 1 rep/],
    [
      { windows: [settled, { ...open, value: '7' }] },
      /^sla\.windows\[1\]\.value is 7, its reports/,
    ],
    [{ windows: [settled, { ...open, value: '' }] }, /^sla\.windows\[1\]\.value is ""/],
    [
      { windows: [settled, { ...open, counters: null }] },
      /^sla\.windows\[1\]\.counters\.total is 0/,
    ],
    [{ windows: [settled] }, /^sla\.reports\[0\] is of no window/],
    [
      { windows: [settled, { ...open, verdict: settled?.['verdict'] }] },
      /^sla\.windows\[1\] is settled and has 1 reports/,
    ],
    [{ reports: [one, one] }, /^sla\.reports\[1\] is there twice/],
    [{ reports: [{ ...one, window: null }] }, /^sla\.reports\[0\]\.window is absent/],
    [{ reports: [{ ...one, counters: null }] }, /^sla\.reports\[0\]\.counters are absent/],
    [{ reports: [{ ...one, channel_id: '' }] }, /^sla\.reports\[0\]\.channel_id has 0 bytes/],
    [{ reports: [{ ...one, value: 'x' }] }, /^sla\.reports\[0\]\.value is "x"/],
    [{ ledgers: [ledger, ledger] }, /^sla\.ledgers\[1\] is there twice/],
    [{ ledgers: [{ ...ledger, served: '0' }] }, /^sla\.ledgers\[0\]\.served is 0/],
    [
      { ledgers: [{ ...ledger, compensated: '10001' }] },
      /^sla\.ledgers\[0\]\.compensated is 10001/,
    ],
    [{ uses: [use, use] }, /^sla\.uses\[1\] is there twice/],
    [{ uses: [{ ...use, value: '10001' }] }, /^sla\.uses\[0\]\.value is 10001, want 1 to/],
  ]
  t.same(s.module.validateGenesis(good), [])
  for (const [change, want] of rows) {
    const found = s.module.validateGenesis({ ...good, ...change } as Json)
    t.ok(
      found.some((text) => want.test(text)),
      `${want}: ${found.join('; ')}`,
    )
  }
})

await t.test('every invariant of guarantees sees the damage it is there for', async (t) => {
  const rows: [(s: GuaranteedChain, id: WindowId) => void, RegExp][] = [
    [
      (s, id) => {
        s.keeper.guarantees.dropReports(s.ctx, id)
      },
      /^the window of \d+ is not what 0 channels reported$/,
    ],
    [
      (s, id) => {
        const channelId = new Uint8Array(32)
        const stray = { window: { ...id, startMs: 7n }, channelId, counters: null, value: '0' }
        s.keeper.guarantees.reports.set(s.ctx, [{ ...id, startMs: 7n }, channelId], stray)
      },
      /^2 reports, the windows have 1$/,
    ],
    [
      (s, id) => {
        s.keeper.guarantees.settled(s.ctx, id, 0n, 9n)
      },
      /^9 were given back of 5 \(agreement \d\)$/,
    ],
    [
      (s, id) => {
        s.keeper.guarantees.settled(s.ctx, id, 9n, 0n)
      },
      /^guarantee \d settled 9 of 5$/,
    ],
  ]
  for (const [damage, want] of rows) {
    const s = guaranteedChain()
    s.keeper.addServed(s.ctx, s.retailId, s.wholesaleId, 5n)
    report(s, s.ctx, signedReport(s.ctx, s.id(), 1, [10, 3, 500n]))
    const found = () => s.module.invariants.map((i) => i.check(s.ctx)).filter(Boolean)
    t.same(found(), [])
    damage(s, s.id())
    t.ok(
      found().some((text) => want.test(text ?? '')),
      `${want}: ${found().join('; ')}`,
    )
  }
})
