/** Every way for probers to be refused, in the order of modules/router/README.md; what becomes of their duties. */
import t from 'tap'
import { address, addressBytes } from '../../support/memoryContext.js'
import { exportAll } from '../setup.js'
import { Market, uinx } from './market.js'
import {
  answered,
  bonded,
  commitMsg,
  drawnFor,
  E,
  HIDDEN,
  probed,
  PROBES,
  proberAt,
  revealMsg,
  short,
  toNextEpoch,
  until,
} from './probing.js'
import { answer, pay } from './served.js'

const nothing = new Uint8Array()

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
  t.match(commit({}, 2n), /^router 24: nothing/, 'the time for it is over')
  const drawn = { epoch: 2n, prober: address(proberAt(0)), status: 1, commitment: nothing }
  m.keeper.probes.duties.set(m.ctx, [2n, addressBytes(proberAt(0))], drawn)
  t.match(commit({}, 2n), /^router 24: height 138; commitments for 2 come in its first 10 blocks/)
  m.keeper.probes.duties.set(m.ctx, [1n, addressBytes(proberAt(0))], { ...drawn, epoch: 1n })
  t.match(commit({}, 1n), /^router 24: height 138; commitments for 1 come/)
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

await t.test('who registers while the seeds of a draw are made is not in it', (t) => {
  const m = new Market(short())
  for (const [i, height] of [E - 33n, E - 32n, E - 1n, E].entries()) {
    until(m, height)
    bonded(m, proberAt(i))
    m.run('router', 'MsgRegisterProber', { prober: address(proberAt(i)) })
  }
  m.next()
  t.same(drawnFor(m, 1n, 4), [0])
  until(m, 2n * E + 1n)
  t.equal(drawnFor(m, 2n, 4).length, PROBES.probers, 'so many are drawn')
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
