/** Whose word a receipt is, and which batch holds it. */
import t from 'tap'
import secp256k1 from 'secp256k1/bindings.js'
import { buildReceiptTree, provePath } from '../../../proto/verification/receiptTree.js'
import {
  channelId as channelIdOf,
  type Receipt,
  receiptBytes,
} from '../../../proto/inference/objects.js'
import { address, later } from '../../support/memoryContext.js'
import { edKey, SECP_KEY, SECP_SECRET } from '../payment/market.js'
import {
  court,
  demandMsg,
  hash,
  PAYER,
  receiptId,
  receiptOf,
  requestOf,
  signReceipt,
  signRequest,
  STRANGER,
  SUPPLIER,
  type Court,
} from './court.js'

const WEEK_BLOCKS = 1000n
/** Header time and blocks of the window W. */
const weekLater = (c: Court) => later(c.ctx, WEEK_BLOCKS, 604n + 1n)

await t.test(
  'a payee that is not the supplier, secp256k1 keys, and keys that have changed',
  (t) => {
    const c = court()
    const subscribe = (operator: string, receiptKey: object) =>
      c.any<{ serverId: bigint }>(c.ctx, '/infonex.router.v1.MsgSubscribeServer', {
        ...{ ...c.servers.mustGet(c.ctx, c.serverId), operator, receiptKey },
      }).serverId
    const stranger = subscribe(address(STRANGER), { algorithm: 1, key: edKey(3).key })
    const anchor = (at: typeof c.ctx, receipt: object, attribution: object) =>
      c.refusal(at, 'MsgAnchorReceipt', {
        ...{ sender: address(PAYER), receipt, attribution: { ...c.attribution, ...attribution } },
      })
    const one = receiptOf(c, 1n)
    t.match(
      anchor(c.ctx, signReceipt(one, 3), { serverId: stranger, receiptKey: edKey(3).key }),
      /^verification 6: infonex1.* is no payee of the channel/,
    )
    const secp = subscribe(address(SUPPLIER), { algorithm: 2, key: SECP_KEY })
    const { signature } = secp256k1.ecdsaSign(hash(receiptBytes(one)), SECP_SECRET)
    const bySecp = { serverId: secp, receiptKey: SECP_KEY }
    t.equal(anchor(c.ctx, { receipt: one, signature }, bySecp), undefined)
    t.match(anchor(c.ctx, signReceipt(receiptOf(c, 2n)), bySecp), /^verification 7/)
    const key = { algorithm: 1, key: edKey(4).key }
    const server = {
      ...c.servers.mustGet(c.ctx, c.serverId),
      serverId: c.serverId,
      receiptKey: key,
    }
    c.any(c.ctx, '/infonex.router.v1.MsgUpdateServer', server)
    t.equal(anchor(c.ctx, signReceipt(receiptOf(c, 2n)), {}), undefined, 'H6: the old key stands')
    c.any(c.ctx, '/infonex.router.v1.MsgUnsubscribeServer', server)
    const gone = { receiptKey: key.key }
    t.equal(anchor(c.ctx, signReceipt(receiptOf(c, 3n), 4), gone), undefined, 'a server that left')
    const later = weekLater(c)
    c.end(later)
    const late = signReceipt(receiptOf(c, 4n, { endMs: later.timeMs }), 4)
    t.match(anchor(later, late, gone), /^verification 6/, 'until the window is over')
    t.end()
  },
)

await t.test('receipts of a channel with a wholesale agreement', (t) => {
  const c = court()
  const agreement = {
    ...{ id: 7n, kind: 2, provider: address(SUPPLIER), customer: address(STRANGER), plan: null },
    ...{ status: 2, customerKey: null, manager: null, models: [], fromMs: 0n, untilMs: 0n },
    ...{ noticeMs: 0n, feeBps: 0, holdbackBps: 0, effectiveMs: 0n, actor: '', height: 1n },
    ...{ maxPrepay: '5', providerKey: { algorithm: 1, key: edKey(30).key } },
  } as unknown as Parameters<typeof c.agreements.set>[1]
  const descriptor = { ...c.descriptor, wholesaleId: 7n }
  const channelId = channelIdOf(hash, descriptor)
  const receipt = receiptOf(c, 1n, { channelId })
  const msg = (key: number, change: object = {}) => ({
    sender: address(PAYER),
    receipt: signReceipt(receipt, key),
    attribution: { descriptor, serverId: 0n, receiptKey: new Uint8Array(), ...change },
  })
  const refusal = (key: number, change: object = {}) =>
    c.refusal(c.ctx, 'MsgAnchorReceipt', msg(key, change))
  t.match(refusal(30), /^verification 6: there is no wholesale agreement 7/)
  c.agreements.set(7n, { ...agreement, kind: 1 })
  t.match(refusal(30), /^verification 6: there is no wholesale agreement 7/)
  c.agreements.set(7n, agreement)
  c.agreements.set(7n, { ...agreement, status: 1 })
  t.match(refusal(30), /^verification 6: there is no wholesale agreement 7/, 'one side alone')
  c.agreements.set(7n, agreement)
  t.match(refusal(30, { serverId: 1n }), /^verification 6: the wholesale agreement names the key/)
  t.match(refusal(30, { receiptKey: hash('x') }), /^verification 6: the wholesale agreement/)
  t.match(refusal(20), /^verification 7/)
  t.equal(refusal(30), undefined)
  t.end()
})

await t.test('inclusion', (t) => {
  const c = court()
  const receipts = [1n, 2n, 3n].map((n) => receiptOf(c, n))
  const items = receipts.map((r) => ({ id: receiptId(r), fee: BigInt(r.price) }))
  const tree = buildReceiptTree(hash, items)
  const { root, count, feeTotal } = tree
  const assert = (supplier: number, denom: string) =>
    c.run<{ assertionId: bigint }>(c.ctx, 'MsgAssertReceipts', {
      ...{ supplier: address(supplier), root, count, feeTotal: `${feeTotal}`, denom },
    }).assertionId
  const [mine, other, coin] = [
    assert(SUPPLIER, 'uinx'),
    assert(STRANGER, 'uinx'),
    assert(2, 'ubtc'),
  ]
  const msg = (n: number, assertionId: bigint, index = n) => ({
    sender: address(STRANGER),
    receipt: signReceipt(receipts[n] as (typeof receipts)[0]),
    attribution: c.attribution,
    inclusion: {
      ...{ assertionId, index },
      path: provePath(tree, n).map(({ hash, sum }) => ({ hash, sum: `${sum}` })),
    },
  })
  const refusal = (...args: Parameters<typeof msg>) =>
    c.refusal(c.ctx, 'MsgAnchorReceipt', msg(...args))
  t.match(refusal(0, other), /^verification 11: the batch is of infonex1/)
  t.match(refusal(0, coin), /^verification 11: the batch is in ubtc, the receipt in uinx/)
  t.match(refusal(0, mine, 1), /^verification 11: receipt [0-9a-f]{64}, assertion 1/)
  t.equal(refusal(0, mine), undefined)
  t.match(refusal(0, mine), /^verification 9/)
  c.run(c.ctx, 'MsgAnchorReceipt', { ...msg(2, mine), inclusion: null })
  t.equal(refusal(2, mine), undefined, 'a proof is added to a receipt that stood alone')
  t.equal(c.keeper.receipts.get(c.ctx, receiptId(receipts[2] as never))?.assertionId, mine)
  t.end()
})

await t.test(
  'a receipt of a batch is kept as long as the batch; one alone from when it was shown',
  (t) => {
    const c = court()
    const [one, two] = [1n, 2n].map((n) => receiptOf(c, n)) as [Receipt, Receipt]
    const tree = buildReceiptTree(hash, [{ id: receiptId(one), fee: 5n }])
    c.run(c.ctx, 'MsgAssertReceipts', {
      ...{ supplier: address(SUPPLIER), root: tree.root, count: 1, feeTotal: '5', denom: 'uinx' },
    })
    const at = later(c.ctx, 10n)
    for (const [receipt, inclusion] of [
      [one, { assertionId: 1n, index: 0, path: [] }],
      [two, null],
    ] as const)
      c.run(at, 'MsgAnchorReceipt', {
        ...{ sender: address(PAYER), receipt: signReceipt(receipt), attribution: c.attribution },
        inclusion,
      })
    const until = (receipt: Receipt) => {
      const record = c.keeper.receipts.get(at, receiptId(receipt))
      return [record?.untilMs, record?.untilHeight]
    }
    const week = 604_800_000n
    t.same(until(one), [c.ctx.timeMs + week, c.ctx.height + 1000n])
    t.same(until(two), [at.timeMs + week, at.height + 1000n])
    t.end()
  },
)

await t.test('a key that comes back is in use again', (t) => {
  const c = court()
  const server = { ...c.servers.mustGet(c.ctx, c.serverId), serverId: c.serverId }
  const other = { algorithm: 1, key: edKey(4).key }
  for (const receiptKey of [other, server.receiptKey, other, server.receiptKey]) {
    c.any(c.ctx, '/infonex.router.v1.MsgUpdateServer', { ...server, receiptKey })
    t.same(c.broken(c.ctx), [])
  }
  const at = weekLater(c)
  c.end(at)
  t.equal(c.keeper.keys.get(at, [c.serverId, other.key]), undefined, 'the other is forgotten')
  t.equal(c.keeper.keys.get(at, [c.serverId, edKey(20).key])?.untilMs, 0n)
  t.same(c.broken(at), [])
  t.end()
})

await t.test('a request alone binds nobody once its channel has closed, agreement or not', (t) => {
  const c = court()
  const descriptor = { ...c.descriptor, retailId: 5n }
  const channelId = channelIdOf(hash, descriptor)
  c.agreements.set(5n, {
    ...{ id: 5n, kind: 1, status: 2, customer: address(PAYER), provider: address(3) },
    customerKey: { algorithm: 1, key: edKey(1).key },
  } as never)
  const { request, signature } = signRequest(requestOf(c, 1n, { channelId }))
  const msg = demandMsg(c, 1n, 'request', {
    attribution: { ...c.attribution, descriptor },
    ...{ request, requestSignature: signature },
  })
  t.match(c.refusal(c.ctx, 'MsgDemandOutput', msg), /^verification 14/)
  t.end()
})
