/** One row per way in which a request, a lease or its channel is refused; each table ends with the success. */
import t from 'tap'
import {
  ASSIGNED,
  LEASED,
  type Match,
  type MatchTerms,
  REQUESTED,
} from '../../../modules/router/matches.js'
import { address } from '../../support/memoryContext.js'
import type { Market } from './market.js'
import { AGGREGATORS, clientAt, ed, market, supplierAt, uinx } from './market.js'

const GIB = 1n << 30n
const weights = (load: number, price: number) => ({ load, price, latency: 0, compliance: 0 })
const signer = (algorithm: number, bytes: number) => ({
  signer: { algorithm, key: new Uint8Array(bytes) },
})
const shape = (requests: number, inputBytes = 0n, outputBytes = 0n) => ({
  shape: { requests, inputBytes, outputBytes },
})

/** What is wrong with terms whatever the state, in the order in which it is found. */
const TERM_ROWS: readonly (readonly [string, Partial<MatchTerms>, RegExp])[] = [
  ['short model id', { modelId: new Uint8Array(31) }, /model_id has 31 bytes, want 32/],
  [
    'more than an hour',
    { maxLatencyUs: 3_600_000_001 },
    /max_latency_us is 3600000001, want at most 3600000000/,
  ],
  ['class 4', { minUptimeClass: 4 }, /min_uptime_class is 4, want 0 to 3/],
  [
    'a weight of more than all',
    { weights: weights(10_001, 0) },
    /weights: a weight is not a whole/,
  ],
  ['weights of less than all', { weights: weights(4000, 5999) }, /weights add up to 9999, want 10/],
  ['to insist on none', { insist: true }, /insist is set, but server_id names none/],
  ['no lease', { leaseMs: 0n }, /lease_ms is 0, want 1 or more/],
  ['17 regions', { regions: new Array<string>(17).fill('eu') }, /regions has 17 entries, want at/],
  ['a loud region', { regions: ['eu', 'EU'] }, /regions\[1\] is "EU", want words of a-z/],
  ['a long region', { regions: ['r'.repeat(33)] }, /regions\[0\] is "r{33}", want words/],
  ['an empty region', { regions: [''] }, /regions\[0\] is "", want words/],
  ['a loud client', { clientRegion: 'EU' }, /client_region is "EU", want a region, an area or/],
  ['a client far away', { clientRegion: 'r'.repeat(33) }, /client_region is "r{33}"/],
  ['no shape', { shape: null }, /shape is absent, want requests, input_bytes and output_bytes/],
  ['no requests', shape(0), /shape.requests is 0, want 1 to 1000000/],
  ['1,000,001 requests', shape(1_000_001), /shape.requests is 1000001, want 1 to 1000000/],
  ['1 GiB and a byte in', shape(1, GIB + 1n), /shape.input_bytes is 1073741825, want at most/],
  ['1 GiB and a byte out', shape(1, 0n, GIB + 1n), /shape.output_bytes is 1073741825, want at/],
  ['no price', { maxPrice: '' }, /max_price is "", want a positive whole number/],
  ['a price of nothing', { maxPrice: '0' }, /max_price is "0", want a positive/],
  ['a price below nothing', { maxPrice: '-1' }, /max_price is "-1", want a positive/],
  ['a price with zeros before it', { maxPrice: '01' }, /max_price is "01", want a positive/],
  ['a price of 2^128', { maxPrice: `${1n << 128n}` }, /max_price is "3402/],
  ['no amount', { maxAmount: '' }, /max_amount is "", want a positive whole number/],
  ['an amount of nothing', { maxAmount: '0' }, /max_amount is "0", want a positive/],
  [
    'five agreements',
    { retailIds: [1n, 2n, 3n, 4n, 5n] },
    /retail_ids has 5 entries, want at most/,
  ],
  ['agreement 0', { retailIds: [0n] }, /retail_ids\[0\] is not above the one before it/],
  ['agreements out of order', { retailIds: [2n, 1n] }, /retail_ids\[1\] is not above the one/],
  ['an agreement twice', { retailIds: [2n, 2n] }, /retail_ids\[1\] is not above the one/],
  ['algorithm 0', signer(0, 32), /signer.algorithm is 0, want 1 \(ed25519\) or 2 \(secp256k1\)/],
  ['algorithm 3', signer(3, 32), /signer.algorithm is 3, want 1/],
  ['ed25519 of 33 bytes', signer(1, 33), /signer.key has 33 bytes, want 32/],
  ['secp256k1 of 32 bytes', signer(2, 32), /signer.key has 32 bytes, want 33/],
  [
    'a lease of more than a day',
    { leaseMs: 86_400_001n },
    /lease_ms is 86400001, want at most 864/,
  ],
]

/** At the edge, and good. */
const GOOD_ROWS: readonly (readonly [string, Partial<MatchTerms>])[] = [
  ['all weight on one factor', { weights: weights(10_000, 0) }],
  ['the longest lease', { leaseMs: 86_400_000n }],
  ['16 regions', { regions: new Array<string>(16).fill('eu-west') }],
  ['a region that nobody knows', { regions: ['atlantis'] }],
  ['the largest shape', shape(1_000_000, GIB, GIB)],
  ['the highest price', { maxPrice: `${(1n << 128n) - 1n}` }],
  ['a server that does not exist', { serverId: 99n, insist: true }],
  ['an agreement of another', { retailIds: [99n] }],
]

await t.test('MsgRequestMatch', async (t) => {
  const m = market(1, 1, { maxMatchesPerClient: GOOD_ROWS.length + 1 })
  const refusal = (change: object): string | undefined =>
    m.refusal('router', 'MsgRequestMatch', {
      ...{ client: address(clientAt(0)), terms: m.terms() },
      ...change,
    })
  t.match(refusal({ client: 'x', terms: null }), /^sdk 7/)
  t.match(refusal({ terms: null }), /^router 11: terms is absent/)
  for (const [name, change, want] of TERM_ROWS) {
    const text = refusal({ terms: m.terms(change) })
    t.match(text, /^router 11: /, name)
    t.match(text, want, name)
  }
  t.equal(m.keeper.matches.next.peek(m.ctx), 1n, 'a refusal takes no number')
  for (const [name, change] of GOOD_ROWS)
    t.equal(refusal({ terms: m.terms(change) }), undefined, name)
  t.equal(refusal({}), undefined)
  const most = GOOD_ROWS.length + 1
  t.match(refusal({}), new RegExp(`^router 12: it has ${most}: the client has as many requests`))
  m.run('router', 'MsgReleaseLease', { sender: address(clientAt(0)), matchId: 1n })
  t.equal(refusal({}), undefined, 'who takes one back may ask again')
})

interface Row {
  readonly name: string
  readonly change: object
  readonly want: RegExp
}

/** Runs the rows of one message over a match that is good for it; then the message itself, twice. */
function play(
  t: Tap,
  m: Market,
  name: string,
  good: object,
  rows: readonly Row[],
  again: RegExp,
): void {
  for (const row of rows)
    t.match(m.refusal('router', name, { ...good, ...row.change }), row.want, row.name)
  t.equal(m.refusal('router', name, good), undefined)
  t.match(m.refusal('router', name, good), again, 'again')
}
type Tap = Pick<typeof t, 'match' | 'equal'>

/** A match of the first client that a server was found for, and one that still waits. */
function matches(m: Market): { readonly assigned: bigint; readonly waiting: bigint } {
  const assigned = m.request(clientAt(0))
  m.next(1000, 2)
  return { assigned, waiting: m.request(clientAt(0)) }
}

for (const name of ['MsgConfirmMatch', 'MsgRejectMatch'])
  await t.test(name, async (t) => {
    const m = market(2, 2)
    const { assigned, waiting } = matches(m)
    const { operator } = m.keeper.mustGet(m.ctx, (m.match(assigned) as Match).serverId)
    const rows: readonly Row[] = [
      { name: 'no address', change: { operator: 'x', matchId: 99n }, want: /^sdk 7/ },
      {
        name: 'no match',
        change: { matchId: 99n },
        want: /^router 14: match 99: there is no such/,
      },
      {
        name: 'no server yet',
        change: { matchId: waiting, operator: address(clientAt(0)) },
        want: /^router 16: status is 1, want 2: the match is not in that state/,
      },
      {
        name: 'another operator',
        change: { operator: address(AGGREGATORS[0]) },
        want: new RegExp(`^router 15: ${address(AGGREGATORS[0])}; the operator is ${operator}: `),
      },
      {
        name: 'the client',
        change: { operator: address(clientAt(0)) },
        want: /^router 15: .*; the operator is /,
      },
    ]
    const now = name === 'MsgConfirmMatch' ? LEASED : REQUESTED
    const again = new RegExp(`^router 16: status is ${now}, want 2`)
    play(t, m, name, { operator, matchId: assigned }, rows, again)
    t.same(m.broken, [])
  })

await t.test('MsgReportNoShow', async (t) => {
  const m = market(2, 2)
  const { assigned, waiting } = matches(m)
  const client = address(clientAt(0))
  const { operator } = m.keeper.mustGet(m.ctx, (m.match(assigned) as Match).serverId)
  const party = (who: string): RegExp =>
    new RegExp(`^router 15: ${who}; the client is ${client}: the signer is no party of the match`)
  const rows: readonly Row[] = [
    { name: 'no address', change: { client: 'x', matchId: 99n }, want: /^sdk 7/ },
    { name: 'no match', change: { matchId: 99n }, want: /^router 14: match 99/ },
    {
      name: 'no server yet',
      change: { matchId: waiting, client: operator },
      want: /^router 16: status is 1, want 2 or 3/,
    },
    { name: 'the operator', change: { client: operator }, want: party(operator) },
    {
      name: 'another client',
      change: { client: address(clientAt(1)) },
      want: party(address(clientAt(1))),
    },
  ]
  play(t, m, 'MsgReportNoShow', { client, matchId: assigned }, rows, /^router 16: status is 1/)
  t.same(m.broken, [])
})

await t.test('MsgReleaseLease', async (t) => {
  const m = market(1, 2)
  const { assigned, waiting } = matches(m)
  const sender = address(clientAt(0))
  const stranger = { sender: address(clientAt(1)) }
  const { operator } = m.keeper.mustGet(m.ctx, (m.match(assigned) as Match).serverId)
  const rows: readonly Row[] = [
    { name: 'no address', change: { sender: 'x', matchId: 99n }, want: /^sdk 7/ },
    { name: 'no match', change: { matchId: 99n }, want: /^router 14: match 99/ },
    {
      name: 'a request of another',
      change: { ...stranger, matchId: waiting },
      want: new RegExp(`^router 15: .*; the client is ${sender}`),
    },
    {
      name: 'an operator without the request',
      change: { sender: operator, matchId: waiting },
      want: new RegExp(`^router 15: ${operator}; the client is ${sender}`),
    },
    {
      name: 'a lease of others',
      change: stranger,
      want: new RegExp(`^router 15: .*; the operator is ${operator}`),
    },
  ]
  play(t, m, 'MsgReleaseLease', { sender, matchId: assigned }, rows, /^router 14: match 1/)
  t.equal(m.refusal('router', 'MsgReleaseLease', { sender, matchId: waiting }), undefined)
  t.same(m.broken, [])
})

/** Opens a channel of a client to a supplier under their agreements; its id. */
function channel(m: Market, client: number, supplier: number, change: object = {}): Uint8Array {
  const ids = [m.retailIds.get(`${client} 30`), m.wholesaleIds.get(`${supplier} 30`)]
  const { channelId } = m.run<{ channelId: Uint8Array }>('payment', 'MsgOpenChannel', {
    ...{ payer: address(client), cap: uinx(5000n), signer: ed(7) },
    payees: [{ address: address(supplier), bps: 10_000 }],
    ...{ retailId: ids[0], wholesaleId: ids[1], receiptPolicy: 3, minDelta: '0' },
    ...{ prepayAllow: '10', ratePerS: 0n, burst: 5000n },
    expiryMs: m.ctx.timeMs + 3_600_000n,
    ...change,
  })
  return channelId
}

await t.test('MsgAttachChannel', async (t) => {
  const m = market(2, 2)
  const [a, b] = [clientAt(0), clientAt(1)]
  const [near, far] = [supplierAt(0), supplierAt(1)]
  // A client without a grant brings its own channels.
  m.run('payment', 'MsgRevokeManagerGrant', {
    ...{ payer: address(a), manager: address(99), revokeSigners: false },
  })
  const id = m.request(a, { serverId: 1n, insist: true })
  m.next(1000, 2)
  const match = m.match(id) as Match
  t.equal(match.status, ASSIGNED)
  t.equal(match.anticipation?.channelId.length, 0, 'no grant, no channel')
  const want = match.anticipation?.expiryMs as bigint
  const closing = channel(m, a, near)
  m.run('payment', 'MsgRequestClose', { payer: address(a), channelId: closing })
  const direct = channel(m, a, near, { retailId: 0n, wholesaleId: 0n, receiptPolicy: 1 })
  const good = { client: address(a), matchId: id, channelId: channel(m, a, near) }
  const waiting = m.request(a)
  const rows: readonly (readonly [string, object, RegExp])[] = [
    ['no address', { client: 'x', channelId: new Uint8Array() }, /^sdk 7/],
    [
      'a short id',
      { matchId: 99n, channelId: new Uint8Array(31) },
      /^router 17: channel_id has 31 bytes, want 32: the channel does not fit/,
    ],
    ['no match', { matchId: 99n }, /^router 14: match 99/],
    [
      'no server yet',
      { matchId: waiting, client: address(b) },
      /^router 16: status is 1, want 2 or/,
    ],
    ['another client', { client: address(b) }, /^router 15: .*; the client is /],
    [
      'no such channel',
      { channelId: new Uint8Array(32) },
      /^router 17: no such channel under agreements is open/,
    ],
    [
      'a channel without agreements',
      { channelId: direct },
      /^router 17: no such channel under agr/,
    ],
    [
      'of another payer',
      { channelId: channel(m, b, near) },
      new RegExp(`^router 17: its payer is ${address(b)}, want ${address(a)}`),
    ],
    [
      'to another supplier',
      { channelId: channel(m, a, far) },
      /^router 17: it is under agreements \d+ and \d+, want \d+ and \d+/,
    ],
    ['closing', { channelId: closing }, /^router 17: it is closing/],
    [
      'too short',
      { channelId: channel(m, a, near, { expiryMs: want - 1n }) },
      new RegExp(`^router 17: it expires at ${want - 1n}, want ${want} or later`),
    ],
    [
      'too little',
      { channelId: channel(m, a, near, { cap: uinx(999n), burst: 999n }) },
      /^router 17: 999 of its cap is free, want 1000/,
    ],
  ]
  for (const [name, change, want] of rows)
    t.match(m.refusal('router', 'MsgAttachChannel', { ...good, ...change }), want, name)
  t.equal(m.refusal('router', 'MsgAttachChannel', good), undefined)
  t.same(m.match(id)?.anticipation?.channelId, good.channelId)
  t.equal(m.refusal('router', 'MsgAttachChannel', good), undefined, 'again: its own is free to it')
  const edge = channel(m, a, near, { cap: uinx(1000n), burst: 1000n, expiryMs: want })
  t.equal(m.refusal('router', 'MsgAttachChannel', { ...good, channelId: edge }), undefined, 'edge')
  t.same(m.broken, [])
})
