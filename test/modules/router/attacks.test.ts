/** Rules of rules.md that the router keeps, each as the attack that it closes. */
import t from 'tap'
import { NO_BOND, NO_PATH, NO_SERVER } from '../../../modules/router/match/choose.js'
import { ASSIGNED, type Match, NO_MATCH, REQUESTED } from '../../../modules/router/matches.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import type { Market } from './market.js'
import { AGGREGATORS, clientAt, MANAGER, market, PREPAY, supplierAt, uinx } from './market.js'
import { offer } from './servers.js'

const HOUR = 3_600_000

/** What becomes of a request that is made now. */
function outcome(m: Market, client = clientAt(0), change = {}): Match {
  const id = m.request(client, change)
  m.next(1000, 2)
  return m.match(id) as Match
}

const release = (m: Market, { id, client }: Match): void =>
  m.run('router', 'MsgReleaseLease', { sender: client, matchId: id })

/** Whether a client is served now; it gives the lease back at once. */
function isServed(m: Market, client = clientAt(0)): boolean {
  const match = outcome(m, client)
  if (match.status === ASSIGNED) release(m, match)
  return match.status === ASSIGNED
}

/** A sign of life of every server. */
const beat = (m: Market): void => {
  for (const [id, { operator }] of [...m.keeper.servers.walk(m.ctx)])
    m.run('router', 'MsgHeartbeat', { operator, serverId: id })
}

await t.test('H1: a lease locks one prepaid unit of the supplier, until it ends', async (t) => {
  const m = market()
  const lockedOf = (id: bigint): bigint => {
    const reference = new Uint8Array(8)
    reference[7] = Number(id)
    return m.parts.sla.lockedFor(m.ctx, addressBytes(supplierAt(0)), 3, reference)
  }
  const match = outcome(m)
  t.equal(match.status, ASSIGNED)
  t.equal(lockedOf(match.id), PREPAY)
  release(m, match)
  t.equal(lockedOf(match.id), 0n)
  t.same(m.broken, [])
  const free = m.parts.sla.freeBond(m.ctx, addressBytes(supplierAt(0)))
  m.run('sla', 'MsgUnbond', { owner: address(supplierAt(0)), amount: uinx(free - PREPAY + 1n) })
  const poor = outcome(m)
  t.same([poor.status, poor.reason], [NO_MATCH, NO_BOND], 'a supplier without bond takes nobody')
})

await t.test('H16: who asks in block h cannot know the seed of h + 1 that decides', async (t) => {
  const servers = (link: number): string => {
    const m = market(8, 1)
    const id = m.request(clientAt(0))
    m.next()
    t.equal(m.match(id)?.status, REQUESTED, 'the seed of its own block decides nothing')
    m.parts.beacon.storeSeed(m.ctx, new Uint8Array(32).fill(link))
    m.next()
    return `${m.match(id)?.serverId}`
  }
  const all = Array.from({ length: 7 }, (_, link) => servers(link))
  t.ok(new Set(all).size > 2, `the seed decides: servers ${all.join(', ')}`)
  t.equal(servers(3), all[3], 'and nothing else does')
})

await t.test(
  'H17: a client that closes its channel takes no server out of the market',
  async (t) => {
    const m = market(1, 2)
    const match = outcome(m)
    const channelId = match.anticipation?.channelId as Uint8Array
    m.run('payment', 'MsgRequestClose', { payer: match.client, channelId })
    m.next(700_000, 1)
    m.next(1000, 20)
    t.notOk(m.parts.payment.channels.has(m.ctx, channelId), 'the channel is gone')
    beat(m)
    m.next()
    t.ok(isServed(m, clientAt(1)), 'others are served')
    t.ok(isServed(m), 'and so is it, under a new channel')
    t.same(m.broken, [])
  },
)

await t.test('H17: a retail agreement that ends takes that client out, nobody else', async (t) => {
  const m = market(1, 2)
  const agreementId = m.retailIds.get(`${clientAt(0)} ${AGGREGATORS[0]}`)
  m.run('sla', 'MsgSuspendAgreement', { sender: address(clientAt(0)), agreementId })
  t.ok(isServed(m), 'within the notice')
  m.next(HOUR)
  beat(m)
  m.next()
  const without = outcome(m)
  t.same([without.status, without.reason], [NO_MATCH, NO_PATH])
  t.ok(isServed(m, clientAt(1)))
  m.run('sla', 'MsgResumeAgreement', { sender: address(clientAt(0)), agreementId })
  t.ok(isServed(m), 'back when it is in force again')
})

/** How many servers have a place under the first aggregator at the end of a block. */
function seated(m: Market): number {
  return [...m.keeper.seats.seatings.walk(m.ctx)].filter(([, seats]) => seats.length > 0).length
}

await t.test(
  'H17: a wholesale agreement takes its leaf out and in, in its own block',
  async (t) => {
    const m = market(2, 1)
    const aggregator = address(AGGREGATORS[0])
    const agreementId = m.wholesaleIds.get(`${supplierAt(0)} ${AGGREGATORS[0]}`)
    t.equal(seated(m), 2)
    m.run('sla', 'MsgSuspendAgreement', { sender: address(supplierAt(0)), agreementId })
    m.next(HOUR)
    t.equal(seated(m), 2, 'the block in which the notice was given')
    m.next()
    t.equal(seated(m), 1, 'the first block after the notice')
    m.run('sla', 'MsgResumeAgreement', { sender: address(supplierAt(0)), agreementId })
    m.next()
    t.equal(seated(m), 2, 'the block in which it is resumed')
    const pair = { supplier: address(supplierAt(1)), aggregator }
    m.run('sla', 'MsgLeaveAggregator', { sender: aggregator, ...pair })
    m.next()
    t.equal(seated(m), 1, 'the block in which the membership ends')
    m.run('sla', 'MsgJoinAggregator', pair)
    m.run('sla', 'MsgAcceptMember', pair)
    m.next()
    t.equal(seated(m), 2)
    t.same(m.broken, [])
  },
)

await t.test('H17: a path that ends in the block of the assignment is not taken', async (t) => {
  const m = market()
  const id = m.request(clientAt(0))
  m.next()
  const aggregator = address(AGGREGATORS[0])
  const pair = { supplier: address(supplierAt(0)), aggregator }
  m.run('sla', 'MsgLeaveAggregator', { sender: aggregator, ...pair })
  m.next()
  t.same([m.match(id)?.status, m.match(id)?.reason], [NO_MATCH, NO_SERVER])
})

await t.test('a server that is silent for its time to live is assigned nobody', async (t) => {
  const m = market(2, 1, { serverTtlMs: 10_000n })
  const [dead, alive] = [1n, 2n]
  const served = new Set<bigint>()
  for (let i = 0; i < 30; i++) {
    m.run('router', 'MsgHeartbeat', { operator: address(supplierAt(1)), serverId: alive })
    const match = outcome(m)
    if (i >= 5) served.add(match.serverId)
    if (match.status === ASSIGNED) release(m, match)
  }
  t.same([...served], [alive])
  m.run('router', 'MsgHeartbeat', { operator: address(supplierAt(0)), serverId: dead })
  m.next()
  t.equal(outcome(m, clientAt(0), { serverId: dead, insist: true }).serverId, dead, 'back to life')
})

await t.test('C27: one channel for the leases of a pair, extended under the grant', async (t) => {
  const m = market(1, 1, {}, () => ({ offers: [{ ...offer(0), slots: 4 }] }))
  const first = outcome(m)
  const second = outcome(m, clientAt(0), { maxAmount: '2500' })
  const id = first.anticipation?.channelId as Uint8Array
  t.same(second.anticipation?.channelId, first.anticipation?.channelId)
  t.equal(m.parts.payment.channels.get(m.ctx, id)?.cap, 3500n)
  release(m, first)
  const third = outcome(m, clientAt(0), { maxAmount: '900' })
  t.same(third.anticipation?.channelId, id)
  t.equal(m.parts.payment.channels.get(m.ctx, id)?.cap, 3500n, 'what is free again is used first')
  t.same(m.broken, [])
})

await t.test('without a grant the client attaches a channel of its own', async (t) => {
  const m = market()
  const revoke = { payer: address(clientAt(0)), manager: address(MANAGER), revokeSigners: false }
  m.run('payment', 'MsgRevokeManagerGrant', revoke)
  const match = outcome(m)
  t.equal(match.status, ASSIGNED)
  t.equal(match.anticipation?.channelId.length, 0)
  const escrow = m.parts.payment.escrowOf(m.ctx, addressBytes(clientAt(0)), 'uinx')
  t.equal(escrow?.reserved, 0n, 'no hook has moved anything')
})

await t.test(
  'who does not confirm loses the match, and the client has its channel back',
  async (t) => {
    const m = market(2, 1)
    const match = outcome(m)
    const opened = match.anticipation?.channelId as Uint8Array
    m.next(7000, 4)
    const again = m.match(match.id) as Match
    t.equal(again.status, ASSIGNED, 'with another server')
    t.same(again.tried, [match.serverId])
    t.not(again.serverId, match.serverId)
    t.ok((m.parts.payment.channels.get(m.ctx, opened)?.closeAtMs ?? 0n) > 0n, 'it closes')
    const proven = m.keeper.roster.standing(m.ctx, [match.serverId, 1]).proven.milli
    t.equal(proven, 600, 'the chain has seen it: a breach')
  },
)

await t.test(
  'two servers of one operator never share a channel: each numbers its answers',
  async (t) => {
    const m = market(1, 1)
    m.server(supplierAt(0))
    m.next()
    const matches = [1n, 2n].map((serverId) => outcome(m, clientAt(0), { serverId, insist: true }))
    t.same(
      matches.map(({ serverId }) => serverId),
      [1n, 2n],
    )
    const [one, two] = matches.map(({ anticipation }) => anticipation?.channelId as Uint8Array)
    t.notSame(one, two)
    const attach = {
      client: address(clientAt(0)),
      matchId: (matches[1] as Match).id,
      channelId: one,
    }
    t.match(m.refusal('router', 'MsgAttachChannel', attach), /router 17: it pays for server 1/)
    const again = outcome(m, clientAt(0), { serverId: 1n, insist: true })
    t.same(again.anticipation?.channelId, one, 'one server, one channel')
    t.same(m.broken, [])
  },
)

await t.test(
  'a channel grows by the limits of the grant of today, not by those of its opening',
  async (t) => {
    const m = market()
    const first = outcome(m)
    const id = first.anticipation?.channelId as Uint8Array
    m.grant(clientAt(0), { allowedPayees: [address(supplierAt(5))] })
    const second = outcome(m, clientAt(0), { maxAmount: '2000' })
    t.equal(second.status, ASSIGNED)
    t.equal(second.anticipation?.channelId.length, 0, 'no hook pays whom the grant does not allow')
    t.equal(m.parts.payment.channels.get(m.ctx, id)?.cap, 1000n)
    t.same(m.broken, [])
  },
)
