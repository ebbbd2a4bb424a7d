/** One row per way in which a report, a sign of life, parameters or a subscription under aggregators is refused. */
import { sign } from 'node:crypto'
import t from 'tap'
import { DEFAULT_PARAMS, paramsProblem, type RouterParams } from '../../../modules/router/params.js'
import { flatOffer } from '../../../modules/router/state.js'
import { loadReportBytes } from '../../../proto/inference/objects.js'
import { address, addresses } from '../../support/memoryContext.js'
import { edKey } from '../payment/market.js'
import type { Market } from './market.js'
import { AGGREGATORS, clientAt, keyOf, market, MODEL, supplierAt } from './market.js'
import { MODELS } from './servers.js'

const operator = address(supplierAt(0))
const load = (busyMilli: bigint, modelId = MODEL) => ({ modelId, busyMilli })
const other = MODELS[1] as Uint8Array
const BILLION = 1_000_000_000n

await t.test('MsgReportLoad and MsgHeartbeat', async (t) => {
  const m = market(2)
  const good = { operator, serverId: 1n, loads: [load(BILLION)], connected: 1, queued: 1 }
  const rows: readonly (readonly [string, object, RegExp])[] = [
    ['no address', { operator: 'x', serverId: 99n }, /^sdk 7/],
    ['no server', { serverId: 99n }, /^router 4: server 99: there is no such server/],
    [
      'another operator',
      { operator: address(supplierAt(1)) },
      new RegExp(`^router 5: ${address(supplierAt(1))}; the operator is ${operator}`),
    ],
  ]
  for (const [name, change, want] of rows) {
    t.match(m.refusal('router', 'MsgReportLoad', { ...good, ...change }), want, name)
    t.match(m.refusal('router', 'MsgHeartbeat', { operator, serverId: 1n, ...change }), want, name)
  }
  const loads: readonly (readonly [string, object[], RegExp])[] = [
    ['twice', [load(1n), load(1n)], /^router 18: loads\[1\] is not above the one before it/],
    ['not offered', [load(1n, other)], /^router 18: loads\[0\].model_id is [0-9a-f]{64}, which is/],
    ['busy', [load(BILLION + 1n)], /^router 18: loads\[0\].busy_milli is 1000000001, want at most/],
  ]
  for (const [name, loads_, want] of loads)
    t.match(m.refusal('router', 'MsgReportLoad', { ...good, loads: loads_ }), want, name)
  t.equal(m.refusal('router', 'MsgReportLoad', good), undefined)
  t.equal(m.refusal('router', 'MsgReportLoad', { ...good, loads: [] }), undefined, 'no loads')
  t.equal(m.refusal('router', 'MsgHeartbeat', { operator, serverId: 1n }), undefined)
})

/** A report of server 1 of the block before this one, with a signature over what it says. */
function signed(m: Market, change: object = {}, key = keyOf(supplierAt(0))) {
  const height = m.ctx.height - 1n
  const report = {
    ...{ chainId: m.ctx.block.chainId, serverId: 1n, height },
    seed: m.keeper.beacon.seed(m.ctx, height),
    ...{ loads: [load(1n)], connected: 1, queued: 0 },
    ...change,
  }
  const signature = sign(null, loadReportBytes(report), edKey(key).secret)
  return { report, signature: new Uint8Array(signature) }
}

await t.test('MsgReportLoadBatch', async (t) => {
  const m = market(1, 0, { maxReportsPerBatch: 16, reportMaxAgeBlocks: 3n })
  m.next(1000, 5)
  const sender = address(AGGREGATORS[0])
  const refusal = (change: object): string | undefined =>
    m.refusal('router', 'MsgReportLoadBatch', { sender, reports: [signed(m)], ...change })
  t.match(refusal({ sender: 'x', reports: [] }), /^sdk 7/)
  t.match(refusal({ reports: [] }), /^router 18: reports is empty/)
  const many = new Array<object>(17).fill(signed(m))
  t.match(refusal({ reports: many }), /^router 18: 17 reports, want at most 16/)
  const { height } = m.ctx
  const at = (h: bigint) => ({ height: h, seed: m.keeper.beacon.seed(m.ctx, h) })
  const good = signed(m)
  const rows: readonly (readonly [string, object, number])[] = [
    ['good', good, 0],
    ['absent', { report: null, signature: good.signature }, 18],
    ['of no server', signed(m, { serverId: 99n }), 4],
    ['of another chain', signed(m, { chainId: 'other-1' }), 18],
    ['of this block', signed(m, { height, seed: good.report.seed }), 19],
    ['of a block to come', signed(m, { height: height + 1n }), 19],
    ['too old', signed(m, at(height - 4n)), 19],
    ['as old as it may be', signed(m, at(height - 3n)), 0],
    ['a seed of another block', signed(m, { seed: new Uint8Array(32).fill(9) }), 19],
    ['no seed', signed(m, { seed: new Uint8Array() }), 19],
    ['a model twice', signed(m, { loads: [load(1n), load(1n)] }), 18],
    ['a model that is not offered', signed(m, { loads: [load(1n, other)] }), 18],
    ['too busy', signed(m, { loads: [load(BILLION + 1n)] }), 18],
    ['signed by another', signed(m, {}, keyOf(supplierAt(1))), 20],
    ['signed for other words', { ...signed(m, { connected: 2 }), signature: good.signature }, 20],
    ['a short signature', { ...good, signature: good.signature.subarray(1) }, 20],
  ]
  const reports = rows.map(([, report]) => report)
  const { taken, codes } = m.run<{ taken: number; codes: number[] }>(
    ...(['router', 'MsgReportLoadBatch', { sender, reports }] as const),
  )
  t.equal(taken, 2)
  rows.forEach(([name, , want], i) => t.equal(codes[i], want, name))
})

const U32 = 4_294_967_295n
const DAY = 86_400_000n
const YEAR = 366n * DAY
/** Field, its name in sentences, least and most. */
const BOUNDS: readonly (readonly [keyof RouterParams, string, bigint, bigint])[] = [
  ['defaultRttUs', 'default_rtt_us', 0n, 60_000_000n],
  ['defaultLatencyUs', 'default_latency_us', 1n, 3_600_000_000n],
  ['meanJobMs', 'mean_job_ms', 1n, DAY],
  ['queueFactorBps', 'queue_factor_bps', 10_000n, 1_000_000n],
  ['headroomBps', 'headroom_bps', 10_000n, 1_000_000n],
  ['serverTtlMs', 'server_ttl_ms', 1000n, DAY],
  ['reportMaxAgeBlocks', 'report_max_age_blocks', 1n, 1000n],
  ['confirmMs', 'confirm_ms', 0n, DAY],
  ['confirmBlocks', 'confirm_blocks', 1n, 1000n],
  ['maxLeaseMs', 'max_lease_ms', 1000n, YEAR],
  ['requestBlocks', 'request_blocks', 1n, 100_000n],
  ['outcomeMs', 'outcome_ms', 0n, DAY],
  ['maxAttempts', 'max_attempts', 1n, 16n],
  ['maxMatchesPerClient', 'max_matches_per_client', 1n, 10_000n],
  ['maxServersPerOperator', 'max_servers_per_operator', 1n, 10_000n],
  ['matchesPerBlock', 'matches_per_block', 1n, 100_000n],
  ['endingsPerBlock', 'endings_per_block', 1n, 10_000n],
  ['reseatsPerBlock', 'reseats_per_block', 1n, 10_000n],
  ['cutWindowMs', 'cut_window_ms', 1000n, DAY],
  ['counterpartyBps', 'counterparty_bps', 1n, 10_000n],
  ['counterpartyFloor', 'counterparty_floor', 1n, 1_000_000n],
  ['counterpartyAgeMs', 'counterparty_age_ms', 0n, YEAR],
  ['countedFeeMilli', 'counted_fee_milli', 0n, U32],
  ['jailMs', 'jail_ms', 0n, YEAR],
  ['maxReportsPerBatch', 'max_reports_per_batch', 1n, 10_000n],
]
const PROBE_BOUNDS = [
  ['epochBlocks', 'epoch_blocks', 200n, 1_000_000n, 64n],
  ['commitBlocks', 'commit_blocks', 2n, 300n],
  ['revealBlocks', 'reveal_blocks', 2n, 300n],
  ['probers', 'probers', 1n, 64n],
  ['maxResults', 'max_results', 1n, 256n],
] as const

const region = (name: string, cell: number) => ({ name, cell })
const link = (from: string, to: string) => ({ from, to, rttUs: 1 })
const regions = (...list: object[]) => ({ regions: list, links: [] })
const DIRECTORY_ROWS: readonly (readonly [string, object, RegExp])[] = [
  [
    '226 regions',
    regions(...Array.from({ length: 226 }, (_, i) => region(`a-${i}`, i + 17))),
    /regions has 226 entries, want at most 225/,
  ],
  ['a loud name', regions(region('EU', 17)), /regions\[0\].name is "EU", want words joined by/],
  ['a long name', regions(region('r'.repeat(33), 17)), /regions\[0\].name is "r{33}", want words/],
  [
    'a name twice',
    regions(region('a-b', 17), region('a-b', 18)),
    /regions\[1\].name is "a-b", which is there already/,
  ],
  ['cell 16', regions(region('a', 16)), /regions\[0\].cell is 16, want area \* 16 \+ zone/],
  ['cell 15', regions(region('a', 15)), /regions\[0\].cell is 15, want area/],
  ['cell 257', regions(region('a', 257)), /regions\[0\].cell is 257, want area/],
  ['a cell twice', regions(region('a-b', 17), region('a-c', 17)), /regions\[1\].cell is 17, want/],
  [
    'an area in two places',
    regions(region('a-b', 17), region('a-c', 33)),
    /regions\[1\].cell is 33, but other regions of "a" are in area 1/,
  ],
  [
    'two areas in one place',
    regions(region('a-b', 17), region('c-d', 18)),
    /regions: two areas of different names share a number/,
  ],
  [
    '4,097 links',
    { links: new Array<object>(4097).fill(link('eu', 'eu')) },
    /links has 4097 entries, want at most 4096/,
  ],
  ['a link to nowhere', { links: [link('eu', '')] }, /links\[0\] wants names of regions or areas/],
  [
    'a link backwards',
    { links: [link('eu', 'as')] },
    /links\[0\].from is "eu", want it not above to \("as"\)/,
  ],
  [
    'a link twice',
    { links: [link('as', 'eu'), link('as', 'eu')] },
    /links\[1\] is not above the one before it/,
  ],
]
const prices = (...priceBounds: string[]) => ({ priceBounds })
const PARAM_ROWS: readonly (readonly [string, object, RegExp])[] = [
  ['no probes', { probes: null }, /probes is absent/],
  ['slash', { overCapacitySlash: 'x' }, /over_capacity_slash is "x", want a whole number/],
  ['bond of a payer', { counterpartyBond: '-1' }, /counterparty_bond is "-1", want a whole number/],
  ['six tiers', prices('1', '2', '3', '4', '5', '6'), /price_bounds has 6 entries, want 7/],
  [
    'tiers out of order',
    prices('1', '2', '3', '3', '5', '6', '7'),
    /price_bounds\[3\] is "3", want a whole number above 3/,
  ],
  ['a tier at 0', prices('0', '2', '3', '4', '5', '6', '7'), /price_bounds\[0\] is "0", want/],
  [
    'bond of a prober',
    { probes: { ...DEFAULT_PARAMS.probes, bond: '' } },
    /probes.bond is "", want a whole number/,
  ],
  [
    'reward',
    { probes: { ...DEFAULT_PARAMS.probes, reward: '1.5' } },
    /probes.reward is "1.5", want a whole number/,
  ],
  ...DIRECTORY_ROWS,
]

await t.test('MsgUpdateParams', async (t) => {
  const m = market()
  const authority = addresses.toText(m.parts.auth.moduleAddress('gov'))
  const refusal = (change: object, rest: object = {}): string | undefined =>
    m.refusal('router', 'MsgUpdateParams', {
      ...{ authority, params: { ...DEFAULT_PARAMS, ...change } },
      ...rest,
    })
  t.match(refusal({}, { authority: 'x', params: null }), /^sdk 7/)
  t.match(refusal({}, { authority: operator, params: null }), /^router 9: params is absent/)
  t.match(
    refusal({}, { authority: operator }),
    new RegExp(`^router 8: authority is ${operator}, want ${authority}: not the authority`),
  )
  for (const [name, change, want] of PARAM_ROWS) {
    const text = refusal(change)
    t.match(text, /^router 9: .*: invalid parameters$/, name)
    t.match(text, want, name)
  }
  const typed = (field: keyof RouterParams, value: bigint): bigint | number =>
    typeof DEFAULT_PARAMS[field] === 'bigint' ? value : Number(value)
  for (const [field, name, least, most] of BOUNDS) {
    const said = (value: bigint) => `${name} is ${value}, want ${least} to ${most}`
    const problem = (value: bigint) =>
      paramsProblem({ ...DEFAULT_PARAMS, [field]: typed(field, value) } as RouterParams)
    t.equal(problem(least), undefined, `${name}: least`)
    t.equal(problem(most), undefined, `${name}: most`)
    if (least > 0n) t.equal(problem(least - 1n), said(least - 1n))
    if (most < U32) t.equal(problem(most + 1n), said(most + 1n))
  }
  for (const [field, name, least, most, lowest = least] of PROBE_BOUNDS) {
    const wide = typeof DEFAULT_PARAMS.probes?.[field] === 'bigint'
    const problem = (value: bigint) => {
      const probes = { ...DEFAULT_PARAMS.probes, [field]: wide ? value : Number(value) }
      return paramsProblem({ ...DEFAULT_PARAMS, probes } as RouterParams)
    }
    t.equal(problem(least), undefined, `${name}: least`)
    t.equal(problem(most), undefined, `${name}: most`)
    const said = (value: bigint) => `probes.${name} is ${value}, want ${lowest} to ${most}`
    t.equal(problem(lowest - 1n), said(lowest - 1n))
    t.equal(problem(most + 1n), said(most + 1n))
  }
  t.equal(refusal({ meanJobMs: 1 }), undefined)
  t.equal(m.keeper.paramsOrDefault(m.ctx).meanJobMs, 1)
})

await t.test('a subscription under aggregators', async (t) => {
  const m = market(1, 1, { maxServersPerOperator: 2 })
  const all = [AGGREGATORS[0], AGGREGATORS[1], 32, 33, 34].map(address)
  const hardware = (slots: number, accelerator = '') => ({ hardware: { slots, accelerator } })
  const offers = (n: number) =>
    Array.from({ length: n }, (_, i) => flatOffer(new Uint8Array(32).fill(i + 1), 1, '1'))
  const refusal = (change: object): string | undefined => {
    const { id: _id, ...server } = m.keeper.mustGet(m.ctx, 1n)
    return m.refusal('router', 'MsgSubscribeServer', { ...server, ...change })
  }
  const rows: readonly (readonly [string, object, RegExp])[] = [
    ['5 aggregators', { aggregators: all }, /^router 2: aggregators has 5 entries, want at most 4/],
    ['no address', { aggregators: ['x'] }, /^sdk 7/],
    [
      'out of order',
      { aggregators: [all[1], all[0]] },
      /^router 2: aggregators\[1\] is not above the one before it in byte order/,
    ],
    ['one twice', { aggregators: [all[0], all[0]] }, /^router 2: aggregators\[1\] is not above/],
    [
      '17 offers',
      { offers: offers(17) },
      /^router 2: offers has 17 entries, want at most 16 under aggregators/,
    ],
    [
      'too much hardware',
      hardware(1_000_001),
      /^router 2: hardware.slots is 1000001, want at most 1000000/,
    ],
    [
      'a long name',
      hardware(1, 'a'.repeat(65)),
      /^router 2: hardware.accelerator wants at most 64/,
    ],
    ['a name with a bell', hardware(1, '\x07'), /^router 2: hardware.accelerator wants at most 64/],
    [
      'a region that nobody knows',
      { region: 'atlantis' },
      /^router 2: region is "atlantis", which the directory does not have: servers under agg/,
    ],
  ]
  for (const [name, change, want] of rows) t.match(refusal(change), want, name)
  t.equal(
    refusal({ aggregators: all.slice(0, 4), ...hardware(1_000_000, 'a'.repeat(64)) }),
    undefined,
  )
  t.match(refusal({}), /^router 6: it has 2: the operator has as many servers as it may/)
  m.run('router', 'MsgUnsubscribeServer', { operator, serverId: 2n })
  t.equal(refusal({ region: 'atlantis', aggregators: [] }), undefined, 'no aggregators, any region')
})

await t.test('a server with a lease stays', async (t) => {
  const m = market()
  const id = m.request(clientAt(0))
  m.next(1000, 2)
  const leave = { operator, serverId: 1n }
  t.match(
    m.refusal('router', 'MsgUnsubscribeServer', leave),
    /^router 7: server 1: leases are open under the server: let it drain/,
  )
  m.run('router', 'MsgReleaseLease', { sender: address(clientAt(0)), matchId: id })
  t.equal(m.refusal('router', 'MsgUnsubscribeServer', leave), undefined)
  t.same(m.broken, [])
})
