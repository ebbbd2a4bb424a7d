/** The attacks of rules.md on receipts and demands, played. */
import { performance } from 'node:perf_hooks'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { OUTCOME } from '../../../modules/verification/state.js'
import { channelId as channelIdOf, requestBytes } from '../../../proto/inference/objects.js'
import { buildReceiptTree, provePath } from '../../../proto/verification/receiptTree.js'
import { isRightDelivery, readBundle, unsealOutput } from '../../../proto/verification/delivery.js'
import { address, later } from '../../support/memoryContext.js'
import { edKey } from '../payment/market.js'
import {
  answerMsg,
  type Court,
  court,
  demandMsg,
  hash,
  open,
  outputsOf,
  PAYER,
  receiptId,
  receiptOf,
  requestOf,
  secretOf,
  signReceipt,
  START,
  STRANGER,
  SUPPLIER,
} from './court.js'

const prove = (c: Court, at: Context, n: bigint) =>
  c.refusal(at, 'MsgProveWrongDelivery', {
    ...{ demander: address(PAYER), demandId: n, secretKey: secretOf(n) },
  })
const digestOf = (c: Court, n: bigint) => hash(requestBytes(requestOf(c, n)))
const outcome = (c: Court, at: Context, n: bigint) =>
  c.keeper.demandFor(at, c.channelId, n)?.outcome

await t.test('H4: a receipt over a random output can never be delivered', (t) => {
  const c = court()
  const lie = receiptOf(c, 1n, { outputDigest: hash('nothing') })
  c.run(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n, 'receipt', { receipt: signReceipt(lie) }))
  const demand = c.keeper.mustDemand(c.ctx, 1n)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, demand))
  t.equal(prove(c, c.ctx, 1n), undefined)
  t.equal(outcome(c, c.ctx, 1n), OUTCOME.wrong)
  t.equal(c.balance(c.ctx, PAYER), START - 20_000n, 'the deposit is back')
  t.equal(c.keeper.faultsOf(c.ctx, address(SUPPLIER)).wrong, 1n)
  t.same(
    c.ask<{ receipt: { standing: number } }>(c.ctx, 'Receipt', {
      receiptId: Buffer.from(receiptId(lie)).toString('hex'),
    }).receipt.standing,
    4,
  )
  t.end()
})

await t.test('H5: a supplier that keeps silent pays with refund and fault', (t) => {
  const c = court()
  open(c, c.ctx, 1n, 'request')
  const ctx = later(c.ctx, 20n, 180n)
  c.end(ctx)
  t.equal(outcome(c, ctx, 1n), OUTCOME.unanswered)
  t.equal(c.balance(ctx, PAYER), START - 20_000n)
  t.equal(c.keeper.faultsOf(ctx, address(SUPPLIER)).undelivered, 1n)
  t.match(c.keeper.demandOf(ctx, c.channelId, 1n, digestOf(c, 1n)), {
    ...{ isFinal: true, isAnswered: false, isDeclined: false, demander: address(PAYER) },
    deadlineMs: ctx.timeMs + 604_800_000n,
    deadlineHeight: ctx.height + 1000n,
  })
  t.end()
})

await t.test(
  'H5: a client that has its answer and says no pays the bytes, and nobody is at fault',
  (t) => {
    const c = court()
    const demand = open(c, c.ctx, 1n)
    const msg = answerMsg(c, demand)
    c.run(c.ctx, 'MsgAnswerDemand', msg)
    t.match(prove(c, c.ctx, 1n), /^verification 29/)
    const ctx = later(c.ctx, 20n, 180n)
    c.end(ctx)
    t.equal(outcome(c, ctx, 1n), OUTCOME.answered)
    const fee = 10_000n + BigInt(msg.ciphertext.length)
    t.equal(c.balance(ctx, PAYER), START - 20_000n - fee)
    t.equal(c.keeper.faultsOf(ctx, address(SUPPLIER)).undelivered, 0n)
    t.end()
  },
)

await t.test('H5: what was delivered is private to the demander, who can read it', (t) => {
  const c = court()
  const demand = open(c, c.ctx, 1n)
  const { key, ciphertext } = answerMsg(c, demand)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, demand))
  const answered = c.ask<{ ciphertext: Uint8Array }>(c.ctx, 'Demand', { demandId: 1n })
  t.equal(Buffer.compare(answered.ciphertext, ciphertext), 0)
  const at = { demandId: 1n, answerKey: key }
  const bundle = readBundle(unsealOutput(hash, secretOf(1), at, answered.ciphertext) as Uint8Array)
  t.same(bundle?.tensors[0]?.data, outputsOf(1)[0]?.bytes)
  t.notOk(isRightDelivery(hash, hash('eve'), at, answered.ciphertext, demand.outputDigest))
  t.end()
})

await t.test('H5: a client that never sent its request gains nothing by a demand', (t) => {
  const c = court()
  open(c, c.ctx, 1n, 'request')
  c.run(c.ctx, 'MsgDeclineDemand', { supplier: address(SUPPLIER), demandId: 1n })
  const faults = c.keeper.faultsOf(c.ctx, address(SUPPLIER))
  t.same([faults.undelivered, faults.wrong, faults.declined], [0n, 0n, 1n])
  t.same(c.keeper.demandOf(c.ctx, c.channelId, 1n, digestOf(c, 1n))?.isDeclined, true)
  t.end()
})

await t.test('H5: nobody is bound by a channel that was never opened', (t) => {
  const c = court()
  const descriptor = { ...c.descriptor, escrowOwner: address(STRANGER), nonce: 9n }
  const channelId = channelIdOf(hash, descriptor)
  const forged = demandMsg(c, 1n, 'request', {
    demander: address(STRANGER),
    request: requestOf(c, 1n, { channelId }),
    attribution: { ...c.attribution, descriptor },
  })
  t.match(c.refusal(c.ctx, 'MsgDemandOutput', forged), /^verification 14/)
  t.end()
})

await t.test('H5: a key under which nobody can encrypt convicts nobody', (t) => {
  const c = court()
  const one = new Uint8Array(32)
  one[0] = 1
  for (const key of [new Uint8Array(32), one])
    t.match(
      c.refusal(c.ctx, 'MsgDemandOutput', demandMsg(c, 1n, 'receipt', { key })),
      /^verif.* 12/,
    )
  const demand = open(c, c.ctx, 1n)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, demand, outputsOf(1), { key: new Uint8Array(32) }))
  t.equal(prove(c, c.ctx, 1n), undefined, 'and one in an answer convicts who used it')
  t.end()
})

await t.test('H5: an answer to one demand is none to another', (t) => {
  const c = court()
  const [one, two] = [open(c, c.ctx, 1n), open(c, c.ctx, 2n)]
  const { key, ciphertext } = answerMsg(c, one)
  c.run(c.ctx, 'MsgAnswerDemand', { ...answerMsg(c, two), key, ciphertext })
  t.equal(prove(c, c.ctx, 2n), undefined)
  t.end()
})

await t.test('H11a: one conviction ends no other case of the batch', (t) => {
  const c = court()
  const receipts = [1n, 2n, 3n].map((n) => receiptOf(c, n))
  const tree = buildReceiptTree(
    hash,
    receipts.map((r) => ({ id: receiptId(r), fee: 5n })),
  )
  const { assertionId } = c.run<{ assertionId: bigint }>(c.ctx, 'MsgAssertReceipts', {
    ...{ supplier: address(SUPPLIER), root: tree.root, count: 3, feeTotal: '15', denom: 'uinx' },
  })
  receipts.forEach((receipt, index) => {
    const path = provePath(tree, index).map((node) => ({ hash: node.hash, sum: `${node.sum}` }))
    c.run(c.ctx, 'MsgAnchorReceipt', {
      ...{ sender: address(STRANGER), receipt: signReceipt(receipt), attribution: c.attribution },
      inclusion: { assertionId, index, path },
    })
  })
  const standings = (at: Context) =>
    receipts.map((r) => c.keeper.receipts.get(at, receiptId(r))?.standing)
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, open(c, c.ctx, 1n), outputsOf(9)))
  prove(c, c.ctx, 1n)
  t.same(standings(c.ctx), [4, 1, 1])
  c.run(c.ctx, 'MsgAnswerDemand', answerMsg(c, open(c, c.ctx, 2n)))
  open(c, c.ctx, 3n)
  const ctx = later(c.ctx, 20n, 180n)
  c.end(ctx)
  t.same(standings(ctx), [4, 2, 3])
  t.end()
})

await t.test(
  'H11c: a receipt that was left out of the batch is on chain by its client all the same',
  (t) => {
    const c = court()
    const bad = receiptOf(c, 2n, { outputDigest: hash('cheap') })
    const tree = buildReceiptTree(hash, [{ id: receiptId(receiptOf(c, 1n)), fee: 5n }])
    c.run(c.ctx, 'MsgAssertReceipts', {
      ...{ supplier: address(SUPPLIER), root: tree.root, count: 1, feeTotal: '5', denom: 'uinx' },
    })
    c.run(c.ctx, 'MsgAnchorReceipt', {
      ...{ sender: address(PAYER), receipt: signReceipt(bad), attribution: c.attribution },
    })
    const [record] = c.keeper.receiptsFor(c.ctx, c.channelId, 2n)
    t.match(record, { supplier: address(SUPPLIER), assertionId: 0n, standing: 1, price: '5' })
    t.end()
  },
)

await t.test('H6: a supplier that takes its server off the market still answers for it', (t) => {
  const c = court()
  c.any(c.ctx, '/infonex.router.v1.MsgUnsubscribeServer', {
    ...{ operator: address(SUPPLIER), serverId: c.serverId },
  })
  const demand = open(c, c.ctx, 1n)
  t.equal(demand.supplier, address(SUPPLIER))
  t.same(demand.supplierKey?.key, Uint8Array.from(edKey(20).key))
  t.end()
})

await t.test('H5: an answer of 64 KiB that is all wrong is judged inside one block', (t) => {
  const c = court()
  const bytes = new Uint8Array(65_400).fill(7)
  const large = [{ name: 'y', dtype: 'UINT8' as const, shape: [65_400], bytes }]
  const msg = answerMsg(c, open(c, c.ctx, 1n), large)
  t.ok(msg.ciphertext.length > 65_400 && msg.ciphertext.length <= 65_536)
  c.run(c.ctx, 'MsgAnswerDemand', msg)
  const start = performance.now()
  t.equal(prove(c, c.ctx, 1n), undefined)
  const ms = performance.now() - start
  t.ok(ms < 1000, `${ms.toFixed(2)} ms`)
  t.end()
})
