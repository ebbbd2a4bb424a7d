/** What probes show of servers. */
import t from 'tap'
import type { SignedReceipt } from '../../../proto/inference/objects.js'
import { probeBytes } from '../../../proto/router/probe.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { clientAt, keyOf, Market, MODEL, supplierAt, uinx } from './market.js'
import {
  answered,
  bonded,
  commitOf,
  E,
  HIDDEN,
  probed,
  type Probed,
  proberAt,
  result,
  reveal,
  revealOf,
  short,
  toNextEpoch,
  until,
} from './probing.js'
import { offer } from './servers.js'
import { answer, pay, type Served, serve } from './served.js'

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
          subscribedMs: 0n,
        })
        return [result(served, receipt, { serverId })]
      },
      [21],
    )
    row(
      'it was given before the server was there',
      (p) => {
        const [served, receipt] = answered(p)
        pay(p.m, served, receipt)
        const server = p.m.keeper.mustGet(p.m.ctx, served.serverId)
        p.m.keeper.put(p.m.ctx, { ...server, subscribedMs: p.m.ctx.timeMs })
        return [result(served, receipt)]
      },
      [21],
    )
    t.end()
  },
)

await t.test('who operates a server proves nothing about it, as prober or as client', (t) => {
  const operator = supplierAt(0)
  for (const [prober, client] of [
    [operator, HIDDEN],
    [proberAt(0), operator],
    [proberAt(0), HIDDEN],
  ] as const) {
    const m = new Market(short())
    m.aggregator()
    m.supplier(operator)
    m.server(operator)
    m.client(HIDDEN)
    bonded(m, prober)
    m.run('router', 'MsgRegisterProber', { prober: address(prober) })
    const epoch = toNextEpoch(m)
    m.run('router', 'MsgProbeCommit', commitOf(m, prober, epoch, client))
    const real = serve(m, HIDDEN)
    m.next(60_000)
    // What speaks against a server needs no channel on chain: its word is enough.
    const descriptor = { ...real.descriptor, escrowOwner: address(client) }
    const served = { ...real, descriptor, channelId: m.keeper.payment.channelIdOf(descriptor) }
    const late = answer(m, served, 1n, 50_000n)
    until(m, (epoch + 1n) * E + 1n)
    const msg = revealOf(prober, epoch, client, [result(served, late)])
    const isOwn = prober === operator || client === operator
    const { codes } = m.run<{ codes: number[] }>('router', 'MsgProbeReveal', msg)
    t.same(codes, [isOwn ? 21 : 0])
    t.same(m.broken, [])
  }
  t.end()
})

await t.test('nobody answers for another client, or for another supplier', (t) => {
  const p = probed()
  const { m } = p
  m.supplier(supplierAt(1))
  m.client(clientAt(1))
  const [own] = answered(p, 10n)
  const other = serve(m, clientAt(1))
  m.next(60_000)
  t.same(own.supplier, supplierAt(0))
  const theirs = answer(m, other, 1n, 50_000n)
  const mine = answer(m, own, 1n, 50_000n)
  // A server of another supplier, which has nothing to do with the channel.
  const serverId = m.server(supplierAt(1), { offers: [{ ...offer(0), slots: 4 }] })
  m.keeper.servers.update(m.ctx, serverId, (draft) => {
    draft.subscribedMs = 0n
  })
  m.next()
  const before = provenOf(m, serverId)
  const shown = [result(other, theirs), result(own, mine, { serverId }), result(own, mine)]
  t.same(reveal(p, shown).codes, [21, 21, 0])
  t.equal(provenOf(m, serverId), before)
  t.end()
})

await t.test('a commitment is the SHA-256 of the bytes that report.proto says', (t) => {
  const nonce = new Uint8Array(32).fill(3)
  const [prober, client] = [addressBytes(1), addressBytes(2)]
  const opening = { chainId: 'infonex-1', prober, epoch: 258n, client, nonce }
  const text = (value: string): string => Buffer.from(value).toString('hex')
  t.equal(
    Buffer.from(probeBytes(opening)).toString('hex'),
    [
      `${text('infonex/probe/1')}09${text('infonex-1')}`,
      `${'11'.repeat(18)}0001${'0000000000000102'}${'11'.repeat(18)}0002${'03'.repeat(32)}`,
    ].join(''),
  )
  t.end()
})
