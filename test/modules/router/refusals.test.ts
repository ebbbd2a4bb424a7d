/** One row per way to be refused, in the order of modules/router/README.md, then the success. */
import t from 'tap'
import { COMPLETE, REGISTERED, RETIRED } from '../../../modules/model/state.js'
import { ACTIVE, DRAINING, TLS_ED25519, X25519 } from '../../../modules/router/state.js'
import { toHex } from '../../../chain/types/bytes.js'
import { address, later } from '../../support/memoryContext.js'
import { MODELS, offer, servers, TERMS } from './servers.js'

const none = new Uint8Array()
const key = new Uint8Array(32).fill(7)
const zero = new Uint8Array(32)
const https = { endpoint: 'https://supplier.example', transport: TLS_ED25519, transportKey: key }
const many = Array.from({ length: 65 }, (_, i) => ({
  ...offer(0),
  modelId: new Uint8Array(32).fill(i + 1),
}))
const receipt = (algorithm: number, bytes: number) => ({
  receiptKey: { algorithm, key: new Uint8Array(bytes).fill(2) },
})

/** What is wrong with terms whatever the state, in the order in which it is found. */
const TERM_ROWS: readonly (readonly [string, object, RegExp])[] = [
  ['endpoint', { endpoint: 'ftp://x', transport: 9 }, /^router 2: endpoint is "ftp:\/\/x"/],
  ['long endpoint', { endpoint: `http://a/${'p'.repeat(200)}` }, /^router 2: endpoint/],
  ['transport 0', { transport: 0 }, /^router 2: transport is 0/],
  ['transport 4', { transport: 4 }, /^router 2: transport is 4/],
  [
    'plain text to another machine',
    { endpoint: 'http://192.0.2.1', transportKey: key },
    /^router 2: transport is loopback, the host 192\.0\.2\.1 is not/,
  ],
  ['a key on loopback', { transportKey: key }, /^router 2: transport_key has 32 bytes, want none/],
  [
    'TLS over http',
    { ...https, endpoint: 'http://supplier.example', transportKey: none },
    /^router 2: endpoint is http, want https/,
  ],
  ['no TLS key', { ...https, transportKey: none }, /^router 2: transport_key has 0/],
  ['short TLS key', { ...https, transportKey: key.subarray(1) }, /^router 2: transport_key has 31/],
  ['TLS key of zeros', { ...https, transportKey: zero }, /^router 2: transport_key is zero/],
  [
    'X25519 key of zeros',
    { ...https, transport: X25519, transportKey: zero },
    /^router 2: transport_key is zero/,
  ],
  ['no receipt key', { receiptKey: null, region: '' }, /^router 2: receipt_key is absent/],
  ['algorithm 0', receipt(0, 32), /^router 2: receipt_key.algorithm is 0/],
  ['algorithm 3', receipt(3, 32), /^router 2: receipt_key.algorithm is 3/],
  ['ed25519 of 33 bytes', receipt(1, 33), /^router 2: receipt_key.key has 33 bytes, want 32/],
  ['secp256k1 of 32 bytes', receipt(2, 32), /^router 2: receipt_key.key has 32 bytes, want 33/],
  ['no region', { region: '', priceDenom: '' }, /^router 2: region is ""/],
  ['loud region', { region: 'EU' }, /^router 2: region is "EU"/],
  ['region of hyphens', { region: 'eu--west' }, /^router 2: region/],
  ['long region', { region: 'r'.repeat(33) }, /^router 2: region/],
  ['denom', { priceDenom: '!', offers: [] }, /^router 2: price_denom is "!"/],
  ['no offers', { offers: [] }, /^router 2: offers has 0/],
  ['65 offers', { offers: many }, /^router 2: offers has 65/],
  [
    'short model id',
    { offers: [{ ...offer(0), modelId: zero.subarray(1) }] },
    /^router 2: offers\[0\]\.model_id has 31/,
  ],
  ['unsorted', { offers: [offer(1), offer(0)] }, /^router 2: offers\[1\] is not above/],
  ['twice', { offers: [offer(0), offer(0)] }, /^router 2: offers\[1\] is not above/],
  ['no slots', { offers: [{ ...offer(0), slots: 0 }] }, /^router 2: offers\[0\]\.slots is 0/],
  ['100,001 slots', { offers: [{ ...offer(0), slots: 100_001 }] }, /^router 2: offers\[0\]\.slots/],
  ['no price', { offers: [offer(0, '')] }, /^router 2: offers\[0\]\.price is ""/],
  ['negative', { offers: [offer(0, '-1')] }, /^router 2: offers\[0\]\.price/],
  ['a price of 2^128', { offers: [offer(0, `${1n << 128n}`)] }, /^router 2: offers\[0\]\.price/],
]

/** Good terms of other kinds. */
const GOOD_ROWS: readonly (readonly [string, object])[] = [
  ['TLS', https],
  ['X25519 over http', { ...https, endpoint: 'http://supplier.example', transport: X25519 }],
  ['secp256k1 receipts', receipt(2, 33)],
  ['free, at the most slots', { offers: [{ ...offer(0, '0'), slots: 100_000 }] }],
  ['the highest price', { offers: [offer(0, `${(1n << 128n) - 1n}`)] }],
  ['the longest region', { region: 'r'.repeat(32) }],
]

await t.test('MsgSubscribeServer', async (t) => {
  const s = servers()
  const good = { operator: address(1), ...TERMS }
  const refusal = (change: object): string | undefined =>
    s.refusal(s.ctx, 'MsgSubscribeServer', { ...good, ...change })
  t.match(refusal({ operator: 'x', endpoint: '' }), /^sdk 7/)
  for (const [name, change, want] of TERM_ROWS) t.match(refusal(change), want, name)
  const unknown = { ...offer(0), modelId: new Uint8Array(32).fill(255) }
  t.match(refusal({ offers: [offer(0), unknown] }), /^router 3: model ffffff/)
  for (const status of [REGISTERED, RETIRED]) {
    s.models.models.update(s.ctx, MODELS[1] as Uint8Array, (draft) => {
      draft.status = status
    })
    t.match(refusal({}), new RegExp(`^router 3: model ${toHex(MODELS[1] as Uint8Array)}`))
  }
  s.models.models.update(s.ctx, MODELS[1] as Uint8Array, (draft) => {
    draft.status = COMPLETE
  })
  t.equal(s.keeper.nextServer.peek(s.ctx), 1n, 'a refusal takes no number')
  for (const [name, change] of GOOD_ROWS) t.equal(refusal(change), undefined, name)
  const n = BigInt(GOOD_ROWS.length) + 1n
  t.same(s.run(s.ctx, 'MsgSubscribeServer', good), { serverId: n })
  t.same(s.keeper.servers.get(s.ctx, n), {
    ...good,
    ...{ id: n, status: ACTIVE, height: s.ctx.height, subscribedMs: s.ctx.timeMs, pastOffers: [] },
  })
  t.match(s.ctx.events.at(-1), {
    type: 'infonex.router.v1.EventServerSubscribed',
    attributes: [
      { key: 'server_id', value: `${n}` },
      { key: 'operator', value: address(1) },
      { key: 'endpoint', value: TERMS.endpoint },
      { key: 'region', value: 'eu-west' },
      { key: 'model_id', value: toHex(MODELS[0] as Uint8Array) },
      { key: 'model_id', value: toHex(MODELS[1] as Uint8Array) },
    ],
  })
})

await t.test('MsgUpdateServer', async (t) => {
  const s = servers()
  const { serverId } = s.run<{ serverId: bigint }>(s.ctx, 'MsgSubscribeServer', {
    operator: address(1),
    ...TERMS,
  })
  const ctx = later(s.ctx, 5n)
  const good = { operator: address(1), serverId, ...TERMS, status: DRAINING, offers: [offer(2)] }
  const refusal = (change: object): string | undefined =>
    s.refusal(ctx, 'MsgUpdateServer', { ...good, ...change })
  t.match(refusal({ operator: 'x', endpoint: '' }), /^sdk 7/)
  for (const [name, change, want] of TERM_ROWS)
    t.match(refusal({ status: 0, serverId: 99n, ...change }), want, name)
  const unknown = { offers: [{ ...offer(0), modelId: new Uint8Array(32).fill(255) }] }
  const stranger = { operator: address(2) }
  t.match(refusal({ ...stranger, ...unknown, serverId: 99n, status: 0 }), /^router 2: status is 0/)
  t.match(refusal({ status: 3 }), /^router 2: status is 3/)
  t.match(refusal({ ...stranger, ...unknown, serverId: 99n }), /^router 4: server 99/)
  t.match(refusal({ ...stranger, ...unknown }), /^router 5: .*; the operator is /)
  t.match(refusal(unknown), /^router 3/)
  t.equal(refusal({}), undefined)
  t.match(
    s.keeper.servers.get(ctx, serverId),
    { id: serverId, operator: address(1), status: DRAINING, height: s.ctx.height },
    'number, operator and height stay',
  )
})

await t.test('MsgUnsubscribeServer', async (t) => {
  const s = servers()
  const { serverId } = s.run<{ serverId: bigint }>(s.ctx, 'MsgSubscribeServer', {
    operator: address(1),
    ...TERMS,
  })
  const refusal = (change: object): string | undefined =>
    s.refusal(s.ctx, 'MsgUnsubscribeServer', { operator: address(1), serverId, ...change })
  t.match(refusal({ operator: 'x', serverId: 9n }), /^sdk 7/)
  t.match(refusal({ operator: address(2), serverId: 9n }), /^router 4/)
  t.match(refusal({ operator: address(2) }), /^router 5/)
  t.equal(refusal({}), undefined)
  t.match(refusal({}), /^router 4/, 'it is gone')
  t.same([...s.keeper.byModel.walk(s.ctx)], [])
  t.same(
    s.run(s.ctx, 'MsgSubscribeServer', { operator: address(1), ...TERMS }),
    { serverId: serverId + 1n },
    'its number is never given again',
  )
})
