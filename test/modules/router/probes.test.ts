/** What probes show of servers, and every way to be refused, in the order of modules/router/README.md. */
import t from 'tap'
import type { ProbeDuty } from '../../../modules/router/probeBook.js'
import type { SignedReceipt } from '../../../proto/inference/objects.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { exportAll } from '../setup.js'
import { clientAt, keyOf, Market, MODEL, supplierAt, uinx } from './market.js'
import { offer } from './servers.js'
import {
  bonded,
  commitMsg,
  drawnFor,
  PROBES,
  proberAt,
  revealMsg,
  short,
  toNextEpoch,
  until,
} from './probing.js'
import { answer, pay, type Served, serve } from './served.js'

const HIDDEN = clientAt(0)
const nothing = new Uint8Array()
const E = PROBES.epochBlocks

/** A server, a hidden client, and one prober that is drawn for the current epoch. */
function probed(change: object = {}) {
  const m = new Market(short())
  m.aggregator()
  m.supplier(supplierAt(0))
  m.server(supplierAt(0), { offers: [{ ...offer(0), slots: 4, latencyUs: 500_000 }], ...change })
  m.client(HIDDEN)
  bonded(m, proberAt(0))
  m.run('router', 'MsgRegisterProber', { prober: address(proberAt(0)) })
  const epoch = toNextEpoch(m)
  return { m, epoch }
}
type Probed = ReturnType<typeof probed>

/** The prober commits, its client is served, answered and pays. */
function answered(p: Probed, tookMs = 1000n, terms: object = {}): [Served, SignedReceipt] {
  const { m, epoch } = p
  m.run('router', 'MsgProbeCommit', commitMsg(m, 0, epoch, HIDDEN))
  const served = serve(m, HIDDEN, terms)
  m.next(5000)
  const receipt = answer(m, served, 1n, tookMs)
  return [served, receipt]
}

const result = ({ serverId, descriptor }: Served, receipt: SignedReceipt | null, change = {}) => ({
  ...{ serverId, descriptor, receipt, ...change },
})

/** Lets the epoch end, and reveals. */
function reveal(p: Probed, results: object[], client = HIDDEN) {
  until(p.m, (p.epoch + 1n) * E + 1n)
  return p.m.run<{ paid: string; codes: number[] }>(
    'router',
    'MsgProbeReveal',
    revealMsg(0, p.epoch, client, results),
  )
}
const provenOf = (m: Market, serverId: bigint): number =>
  m.keeper.roster.standing(m.ctx, [serverId, m.keeper.numbers.modelOf(m.ctx, MODEL) as number])
    .proven.milli
const fund = (m: Market, amount: bigint): void => {
  bonded(m, 290)
  m.run('router', 'MsgFundProbes', { sender: address(290), amount: uinx(amount) })
}

await t.test('an answer on time that was paid for counts, and is paid from the pool', (t) => {
  const p = probed()
  const [served, receipt] = answered(p)
  pay(p.m, served, receipt)
  fund(p.m, 100n)
  const before = [provenOf(p.m, served.serverId), p.m.balance(proberAt(0))] as const
  const { paid, codes } = reveal(p, [result(served, receipt)])
  t.same([paid, codes], ['7', [0]])
  t.equal(provenOf(p.m, served.serverId), before[0] + 50)
  t.equal(p.m.balance(proberAt(0)), before[1] + 7n)
  t.same(p.m.keeper.probes.dutiesOf(p.m.ctx, p.epoch), [])
  t.same(p.m.broken, [])
  t.end()
})

await t.test('the pool pays as far as it holds', (t) => {
  const p = probed()
  const [served, first] = answered(p)
  const more = [2n, 3n].map((sequence) => answer(p.m, served, sequence, 10n))
  pay(p.m, served, more[1] as SignedReceipt)
  fund(p.m, 15n)
  const { paid, codes } = reveal(
    p,
    [first, ...more].map((one) => result(served, one)),
  )
  t.same([paid, codes], ['15', [0, 0, 0]])
  t.equal(p.m.balance(0), 0n)
  t.end()
})

await t.test('a late answer cuts what was proven, paid for or not', (t) => {
  for (const isPaid of [true, false]) {
    const p = probed()
    fund(p.m, 100n)
    const [served, receipt] = answered(p, 2001n)
    if (isPaid) pay(p.m, served, receipt)
    const before = provenOf(p.m, served.serverId)
    const { paid, codes } = reveal(p, [result(served, receipt)])
    t.same([paid, codes], [isPaid ? '7' : '0', [0]])
    t.equal(provenOf(p.m, served.serverId), Math.floor((before * 3) / 5))
  }
  const p = probed()
  const [served, receipt] = answered(p, 2000n)
  t.same(reveal(p, [result(served, receipt)]).codes, [21], 'four times the latency is on time')
  t.end()
})

await t.test('of an offer that says nothing of its latency the default counts', (t) => {
  const p = probed({ offers: [offer(0)] })
  const [served, receipt] = answered(p, 4001n)
  const before = provenOf(p.m, served.serverId)
  t.same(reveal(p, [result(served, receipt)]).codes, [0])
  t.ok(provenOf(p.m, served.serverId) < before)
  t.end()
})

await t.test('results that prove nothing are passed over, each with its code', (t) => {
  type Row = readonly [string, number, (p: Probed, s: Served, r: SignedReceipt) => object[]]
  const other = (p: Probed, s: Served, change: object, key?: number) =>
    p.m.receipt(s.supplier, { ...s, ...(answer(p.m, s, 1n).receipt as object), ...change }, key)
  const rows: readonly Row[] = [
    ['no such server', 4, (_, s, r) => [result(s, r, { serverId: 9n })]],
    ['no descriptor', 21, (_, s, r) => [result(s, r, { descriptor: null })]],
    [
      'a channel of somebody else',
      21,
      (_, s, r) => [
        result(s, r, { descriptor: { ...s.descriptor, escrowOwner: address(clientAt(1)) } }),
      ],
    ],
    [
      'no such agreement',
      21,
      (_, s, r) => [result(s, r, { descriptor: { ...s.descriptor, wholesaleId: 99n } })],
    ],
    [
      'a retail agreement in its place',
      21,
      (_, s, r) => [
        result(s, r, { descriptor: { ...s.descriptor, wholesaleId: s.descriptor.retailId } }),
      ],
    ],
    ['no receipt', 21, (_, s) => [result(s, null)]],
    ['another chain', 21, (p, s) => [result(s, other(p, s, { chainId: 'another' }))]],
    ['ends before it begins', 21, (p, s) => [result(s, other(p, s, { endMs: 1n }))]],
    ['signed by somebody else', 20, (p, s) => [result(s, other(p, s, {}, keyOf(HIDDEN)))]],
    [
      'another channel than the descriptor',
      21,
      (_, s, r) => [
        result(s, r, { descriptor: { ...s.descriptor, nonce: s.descriptor.nonce + 1n } }),
      ],
    ],
    [
      'before the epoch',
      21,
      (p, s) => [result(s, other(p, s, { startMs: p.m.ctx.timeMs - 3_600_000n }))],
    ],
    [
      'after the epoch',
      21,
      (p, s) => [result(s, other(p, s, { endMs: p.m.ctx.timeMs + 3_600_000n }))],
    ],
    [
      'a model that it does not offer',
      21,
      (p, s) => [result(s, other(p, s, { modelId: new Uint8Array(32).fill(9) }))],
    ],
  ]
  for (const [name, code, results] of rows) {
    const p = probed()
    fund(p.m, 100n)
    const [served, receipt] = answered(p)
    pay(p.m, served, receipt)
    const before = provenOf(p.m, served.serverId)
    const { paid, codes } = reveal(p, results(p, served, receipt))
    t.same([paid, codes], ['0', [code]], name)
    t.equal(provenOf(p.m, served.serverId), before, name)
  }
  t.end()
})

await t.test(
  'an answer speaks for a server only under a lease that the router chose, paid for',
  (t) => {
    const row = (name: string, make: (p: Probed) => object[], wanted: number[]): void => {
      const p = probed()
      fund(p.m, 100n)
      const results = make(p)
      const { paid, codes } = reveal(p, results)
      t.same(codes, wanted, name)
      t.equal(paid, `${7 * codes.filter((code) => code === 0).length}`, name)
    }
    row(
      'not paid for',
      (p) => {
        const [served, receipt] = answered(p)
        return [result(served, receipt)]
      },
      [21],
    )
    row(
      'one of two paid for, the first shown twice',
      (p) => {
        const [served, receipt] = answered(p)
        pay(p.m, served, receipt)
        const second = answer(p.m, served, 2n)
        return [result(served, receipt), result(served, receipt), result(served, second)]
      },
      [0, 22, 21],
    )
    row(
      'the client had insisted',
      (p) => {
        const [served, receipt] = answered(p, 10n, { serverId: 1n, insist: true })
        pay(p.m, served, receipt)
        return [result(served, receipt)]
      },
      [21],
    )
    row(
      'the channel is gone',
      (p) => {
        const [served, receipt] = answered(p)
        pay(p.m, served, receipt)
        p.m.keeper.channels.uses.delete(p.m.ctx, served.channelId)
        return [result(served, receipt)]
      },
      [21],
    )
    row(
      'the lease was with another server of the supplier',
      (p) => {
        const [served, receipt] = answered(p)
        pay(p.m, served, receipt)
        const serverId = p.m.server(supplierAt(0))
        p.m.keeper.servers.set(p.m.ctx, serverId, {
          ...p.m.keeper.mustGet(p.m.ctx, serverId),
          offeredMs: 0n,
        })
        return [result(served, receipt, { serverId })]
      },
      [21],
    )
    row(
      'the capacity was declared anew since',
      (p) => {
        const [served, receipt] = answered(p)
        pay(p.m, served, receipt)
        p.m.next()
        const server = p.m.keeper.mustGet(p.m.ctx, served.serverId)
        const offers = [{ ...offer(0), slots: 5, latencyUs: 500_000 }]
        const terms = { ...server, serverId: server.id, offers }
        p.m.run('router', 'MsgUpdateServer', terms)
        return [result(served, receipt)]
      },
      [21],
    )
    t.end()
  },
)

await t.test('who operates a server proves nothing about it, as prober or as client', (t) => {
  const m = new Market(short())
  m.aggregator()
  const operator = supplierAt(0)
  m.supplier(operator)
  m.server(operator)
  m.client(HIDDEN)
  m.run('router', 'MsgRegisterProber', { prober: address(operator) })
  const epoch = toNextEpoch(m)
  const commit = { ...commitMsg(m, 0, epoch, HIDDEN), prober: address(operator) }
  t.match(m.refusal('router', 'MsgProbeCommit', { ...commit, epoch: epoch + 1n }), /^router 24/)
  const served = serve(m, HIDDEN)
  const own = answer(m, served, 1n)
  // The opening is of other addresses than in the other tests: made where it is needed.
  m.keeper.probes.duties.set(m.ctx, [epoch, addressBytes(operator)], {
    ...{ epoch, prober: address(operator), status: 2 },
    commitment: commitMsg(m, 0, epoch, HIDDEN).commitment,
  })
  until(m, (epoch + 1n) * E + 1n)
  const msg = { ...revealMsg(0, epoch, HIDDEN, [result(served, own)]), prober: address(operator) }
  t.match(m.refusal('router', 'MsgProbeReveal', msg), /^router 25/)
  const p = probed()
  const [lease, receipt] = answered(p)
  p.m.keeper.probes.duties.set(p.m.ctx, [p.epoch, addressBytes(proberAt(0))], {
    ...(p.m.keeper.probes.duties.get(p.m.ctx, [p.epoch, addressBytes(proberAt(0))]) as ProbeDuty),
    commitment: commitMsg(p.m, 0, p.epoch, lease.supplier).commitment,
  })
  t.same(reveal(p, [result(lease, receipt)], lease.supplier).codes, [21])
  const q = probed()
  const [mine, signed] = answered(q)
  const server = q.m.keeper.mustGet(q.m.ctx, mine.serverId)
  q.m.keeper.put(q.m.ctx, { ...server, operator: address(proberAt(0)) })
  t.same(reveal(q, [result(mine, signed)]).codes, [21])
  t.end()
})

await t.test('refusals of registration, retirement and gifts', (t) => {
  const m = new Market(short())
  bonded(m, proberAt(0))
  bonded(m, proberAt(1), 999n)
  const prober = address(proberAt(0))
  const refused = (name: string, msg: object): string | undefined => m.refusal('router', name, msg)
  t.match(refused('MsgRegisterProber', { prober: 'x' }), /^sdk 7/)
  t.match(refused('MsgRegisterProber', { prober: address(proberAt(1)) }), /^sla 4/)
  t.match(refused('MsgRetireProber', { prober: 'x' }), /^sdk 7/)
  t.match(refused('MsgRetireProber', { prober }), /^router 23/)
  t.equal(refused('MsgRegisterProber', { prober }), undefined)
  t.match(refused('MsgRegisterProber', { prober }), /^router 26/)
  for (let n = 1; n < 1000; n++)
    m.keeper.probes.probers.set(m.ctx, addressBytes(1000 + n), {
      ...{ address: address(1000 + n), sinceHeight: 1n, bond: '0' },
    })
  bonded(m, proberAt(2))
  t.match(refused('MsgRegisterProber', { prober: address(proberAt(2)) }), /^router 27/)
  const gift = (amount: object | null, sender = prober) => ({ sender, amount })
  t.match(refused('MsgFundProbes', gift(uinx(5n), 'x')), /^sdk 7/)
  t.match(refused('MsgFundProbes', gift(null)), /^router 29: amount is ""/)
  t.match(refused('MsgFundProbes', gift(uinx(0n))), /^router 29: amount is "0"/)
  t.match(refused('MsgFundProbes', gift({ denom: 'uinx', amount: '-1' })), /^router 29/)
  t.match(refused('MsgFundProbes', gift({ denom: 'ubtc', amount: '5' })), /^router 29.*ubtc/)
  t.match(refused('MsgFundProbes', gift(uinx(1_000_000n))), /^sdk 5/)
  t.end()
})

await t.test('refusals of commitments and of reveals', (t) => {
  const m = new Market(short())
  for (const i of [0, 1]) bonded(m, proberAt(i))
  m.run('router', 'MsgRegisterProber', { prober: address(proberAt(0)) })
  const commit = (change: object = {}, epoch = 1n) =>
    m.refusal('router', 'MsgProbeCommit', { ...commitMsg(m, 0, epoch, HIDDEN), ...change })
  const show = (change: object = {}, epoch = 1n) =>
    m.refusal('router', 'MsgProbeReveal', { ...revealMsg(0, epoch, HIDDEN), ...change })
  t.match(commit({ prober: 'x' }), /^sdk 7/)
  t.match(commit({ commitment: nothing }), /^router 25: commitment has 0 bytes/)
  t.match(commit({ prober: address(proberAt(1)) }), /^router 23/)
  t.match(commit(), /^router 24: nothing is expected/)
  const epoch = toNextEpoch(m)
  t.equal(epoch, 1n)
  m.run('router', 'MsgRegisterProber', { prober: address(proberAt(1)) })
  t.same(drawnFor(m, epoch, 2), [0], 'who came after the seeds is not drawn')
  t.match(m.refusal('router', 'MsgRetireProber', { prober: address(proberAt(0)) }), /^router 28/)
  t.match(commit({ prober: address(proberAt(1)) }), /^router 24/)
  t.match(show(), /^router 24: it has not committed/)
  t.equal(commit(), undefined)
  t.match(commit(), /^router 22/)
  t.match(show({ prober: 'x' }), /^sdk 7/)
  t.match(show({ client: 'x' }), /^sdk 7/)
  t.match(show({ nonce: nothing }), /^router 25: nonce has 0 bytes/)
  t.match(show({ prober: address(proberAt(1)) }), /^router 24/)
  t.match(show({ prober: address(300) }), /^router 23/)
  t.match(show(), /^router 24: 1 has not ended/)
  until(m, 2n * E)
  t.match(show(), /^router 24: 1 has not ended/, 'its end is known with the block after it')
  m.next()
  t.match(show({ client: address(301) }), /^router 25/)
  t.match(show({ nonce: new Uint8Array(32) }), /^router 25/)
  t.match(show({}, 3n), /^router 24/)
  const empty = { serverId: 1n, receipt: null, descriptor: null }
  t.match(show({ results: Array(5).fill(empty) }), /^router 21: results has 5 entries/)
  m.keeper.probes.probers.set(m.ctx, addressBytes(HIDDEN), {
    ...{ address: address(HIDDEN), sinceHeight: 1n, bond: '0' },
  })
  t.match(show({ results: [empty] }), /^router 21: the client is a prober/)
  m.keeper.probes.probers.delete(m.ctx, addressBytes(HIDDEN))
  m.keeper.probes.shown.add(m.ctx, [1n, addressBytes(HIDDEN)])
  t.match(show({ results: [empty] }), /^router 22/)
  t.equal(show(), undefined, 'a client without results may be shown')
  t.match(show(), /^router 24/, 'once')
  until(m, 2n * E + PROBES.commitBlocks)
  t.match(commit({}, 2n), /^router 24/, 'the time for it is over')
  t.same(m.broken, [])
  t.end()
})

await t.test('a commitment that is not shown in time costs the bond and the office', (t) => {
  const m = new Market(short())
  bonded(m, proberAt(0))
  const prober = address(proberAt(0))
  m.run('router', 'MsgRegisterProber', { prober })
  const epoch = toNextEpoch(m)
  m.run('router', 'MsgProbeCommit', commitMsg(m, 0, epoch, HIDDEN))
  until(m, (epoch + 1n) * E + PROBES.revealBlocks - 1n)
  const last = revealMsg(0, epoch, HIDDEN)
  t.equal(m.keeper.probes.probers.has(m.ctx, addressBytes(proberAt(0))), true)
  m.next()
  t.equal(m.keeper.probes.probers.has(m.ctx, addressBytes(proberAt(0))), false)
  t.match(m.refusal('router', 'MsgProbeReveal', last), /^router 23/)
  t.equal(m.parts.sla.bondOf(m.ctx, addressBytes(proberAt(0))).amount, 500n)
  t.equal(m.refusal('router', 'MsgRegisterProber', { prober })?.slice(0, 5), 'sla 4')
  t.same([...m.keeper.probes.epochs.walk(m.ctx)].length, 1, 'nothing of the epoch is kept')
  t.end()
})

await t.test('nobody is drawn where the seeds do not reach back far enough', (t) => {
  const m = new Market(short())
  bonded(m, proberAt(0))
  m.run('router', 'MsgRegisterProber', { prober: address(proberAt(0)) })
  until(m, E)
  m.parts.beacon.seeds.delete(m.ctx, E - 32n)
  m.next()
  t.same(m.keeper.probes.dutiesOf(m.ctx, 1n), [])
  t.end()
})

await t.test('other clocks release whoever has a duty', (t) => {
  const m = new Market(short())
  bonded(m, proberAt(0))
  const prober = address(proberAt(0))
  m.run('router', 'MsgRegisterProber', { prober })
  const epoch = toNextEpoch(m)
  m.run('router', 'MsgProbeCommit', commitMsg(m, 0, epoch, HIDDEN))
  const params = m.keeper.paramsOrDefault(m.ctx)
  const authority = m.parts.addresses.toText(m.parts.auth.moduleAddress('gov'))
  const set = (change: object) =>
    m.run('router', 'MsgUpdateParams', {
      ...{ authority, params: { ...params, probes: { ...PROBES, ...change } } },
    })
  set({ reward: '8' })
  t.equal(m.keeper.probes.dutiesOf(m.ctx, epoch).length, 1)
  set({ epochBlocks: 100n })
  t.same([...m.keeper.probes.duties.walk(m.ctx)], [])
  t.equal(m.refusal('router', 'MsgRetireProber', { prober }), undefined)
  t.equal(m.parts.sla.freeBond(m.ctx, addressBytes(proberAt(0))), 1500n)
  t.end()
})

await t.test('probes survive an export; one that is damaged is refused', (t) => {
  const p = probed()
  const [served] = answered(p)
  pay(p.m, served, answer(p.m, served, 10n))
  until(p.m, (p.epoch + 1n) * E + 1n)
  p.m.keeper.probes.shown.add(p.m.ctx, [p.epoch, addressBytes(5)])
  const { modules } = p.m.parts
  const router = modules.find(({ name }) => name === 'router')
  const section = (exportAll(modules, p.m.ctx) as Record<string, never>)['router'] as never
  t.same(router?.validateGenesis(section), [])
  const q = new Market()
  for (const module of modules)
    if (module.name !== 'router' && module.name !== 'model')
      q.parts.modules
        .find(({ name }) => name === module.name)
        ?.initGenesis(q.ctx, module.exportGenesis(p.m.ctx))
  const fresh = q.ctx.with({ block: p.m.ctx.block })
  q.parts.modules.find(({ name }) => name === 'router')?.initGenesis(fresh, section)
  const again = q.parts.modules.find(({ name }) => name === 'router')?.exportGenesis(fresh)
  const parts = (genesis: unknown) => {
    const { probers, duties, probe_epochs, shown_clients, payers } = genesis as Record<
      string,
      never[]
    >
    return [probers, duties, probe_epochs, shown_clients, payers] as unknown as { length: number }[]
  }
  t.same(parts(again), parts(section))
  t.same(
    parts(section).map(({ length }) => length),
    [1, 2, 2, 1, 1],
  )
  const broken = { ...(section as object) } as Record<string, unknown[]>
  const [prober] = broken['probers'] as object[]
  broken['probers'] = [{ ...prober, bond: '-1' }, { ...prober, address: 'x' }, prober as object]
  const duty = { epoch: '4', prober: address(9), status: 9, commitment: 'AAAA' }
  broken['duties'] = [duty, duty]
  broken['shown_clients'] = [{ epoch: '1', client: 'x' }]
  broken['payers'] = [{ client: 'x', since_ms: '1' }]
  broken['probe_epochs'] = [1, 1].map(() => ({ epoch: '1', begin_ms: '5' }))
  const problems = (router?.validateGenesis(broken as never) ?? []).join('\n')
  for (const wanted of [
    /probers\[0\]\.bond is "-1"/,
    /probers\[1\]\.address is "x"/,
    /probers\[2\] is there twice/,
    /duties\[0\]\.prober is .* which is no prober/,
    /duties\[0\]\.status/,
    /duties\[1\] is there twice/,
    /shown_clients\[0\]\.client is "x"/,
    /payers\[0\]\.client is "x"/,
    /probe_epochs\[1\] is there twice/,
  ])
    t.match(problems, wanted)
  t.end()
})
