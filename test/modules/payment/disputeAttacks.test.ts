import { sign } from 'node:crypto'
import { sha256 } from '../../../chain/codec/hash.js'
import t from 'tap'
import type { Context } from '../../../chain/types/context.js'
import { receiptBytes, requestBytes } from '../../../proto/inference/objects.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { broken } from '../setup.js'
import {
  BOND,
  creditOf,
  demand,
  later,
  type Market,
  notPaid,
  notServed,
  opened,
  receiptOf,
  requestOf,
  supplierBond,
} from './disputed.js'
import { checkpointOf, countersOf, voucherWith } from './dual.js'
import { edKey, PAYER, SUPPLIER } from './market.js'

const open = (m: Market, ctx: Context, msg: object) => m.refusal(ctx, 'MsgOpenServiceDispute', msg)

/** The clock of a dispute has run out. */
function decided(m: Market, from: Context): Context {
  const ctx = later(from, 200_000n, 30n)
  m.payment.endBlock?.(ctx)
  if (m.keeper.disputes.open.has(ctx, m.channel.id)) throw new Error('it runs')
  return ctx
}

const over = { isFinal: true, isAnswered: false }

await t.test('a promise by another key, under a forged descriptor, is none', (t) => {
  const m = opened()
  demand(m, m.ctx, over)
  const forged = { ...m.channel.descriptor, signer: { algorithm: 1, key: edKey(77).key } }
  const voucher = {
    ...voucherWith(m.channel, 42n, null, 77),
    descriptor: forged,
  }
  t.match(open(m, m.ctx, notServed(m, { voucher })), /^payment 7: /)
  t.end()
})

await t.test('a request that names nothing before it does not give back what was served', (t) => {
  const m = opened()
  const request = requestOf(m, { sequence: 4n, cumulativeBefore: '0', priceMax: '100000' })
  demand(m, m.ctx, { ...over, isDeclined: true }, request)
  const settled = open(m, m.ctx, notServed(m, { request, voucher: null }))
  t.match(settled, /^payment 62: 30 are paid; .*measured are 30/)
  const voucher = voucherWith(m.channel, 90_000n, null)
  t.equal(open(m, m.ctx, notServed(m, { request, voucher })), undefined)
  const before = creditOf(m, m.ctx, SUPPLIER)
  const ctx = decided(m, m.ctx)
  t.equal(creditOf(m, ctx, PAYER), 15n, 'one prepaid unit, which the promise had paid')
  t.equal(creditOf(m, ctx, SUPPLIER), before, 'who never saw the request loses nothing')
  t.equal(supplierBond(m), BOND)
  t.same(broken(m.modules, ctx), [])
  t.end()
})

await t.test('F2: nothing is given back twice', (t) => {
  const m = opened()
  demand(m, m.ctx, over)
  t.equal(open(m, m.ctx, notServed(m)), undefined)
  const ctx = decided(m, m.ctx)
  t.equal(creditOf(m, ctx, PAYER), 24n)
  for (const sequence of [4n, 5n]) {
    const request = requestOf(m, { sequence })
    m.demands.set(`${Buffer.from(m.channel.id).toString('hex')} 5`, {
      ...over,
      ...{ demander: address(PAYER), deadlineMs: 0n, deadlineHeight: 0n },
      requestDigest: sha256(requestBytes(request.request as never)),
    })
    t.match(open(m, ctx, notServed(m, { request })), /^payment 62: .*given back 12/)
  }
  t.end()
})

await t.test('a demand for another request of the number says nothing of this one', (t) => {
  for (const state of [over, { isFinal: false }, { ...over, isDeclined: true }]) {
    const m = opened()
    m.run(m.ctx, 'MsgOpenServiceDispute', notPaid(m))
    const other = requestOf(m, { inputDigest: new Uint8Array(32).fill(9) })
    demand(m, m.ctx, state, other)
    const ctx = decided(m, m.ctx)
    t.equal(m.keeper.mustChannel(ctx, m.channel.id).settled, 40n, 'paid')
    t.equal(supplierBond(m), BOND, 'no lie')
  }
  const m = opened()
  demand(m, m.ctx, over, requestOf(m, { inputDigest: new Uint8Array(32).fill(9) }))
  t.match(open(m, m.ctx, notServed(m)), /^payment 62: the output of request 4 was not demanded/)
  t.end()
})

await t.test('P11: disputes one after the other take one prepaid unit in all', (t) => {
  const m = opened()
  m.run(m.ctx, 'MsgOpenServiceDispute', notPaid(m))
  const ctx = decided(m, m.ctx)
  t.equal(m.keeper.mustChannel(ctx, m.channel.id).settled, 40n)
  const request = requestOf(m, { sequence: 5n, cumulativeBefore: '40' })
  const receipt = receiptOf(request, { cumulative: '50' })
  t.match(
    open(m, ctx, notPaid(m, { request, receipt })),
    /^payment 62: it asks 50, measured are 30, prepay_allow is 15/,
  )
  t.end()
})

await t.test('income that waits for its time pays compensation too', (t) => {
  const m = opened(0n, { bond: 0n, holdbackBps: 1000 })
  const endMs = m.ctx.timeMs
  const checkpoint = checkpointOf(m.channel, {
    ...{ sequence: 3n, counters: countersOf(3n), endMs },
  })
  const claim = voucherWith(m.channel, 30n, checkpoint)
  m.run(m.ctx, 'MsgClaim', { sender: address(9), claim })
  t.equal(creditOf(m, m.ctx, SUPPLIER), 0n, 'nothing of it is free')
  demand(m, m.ctx, over)
  t.equal(open(m, m.ctx, notServed(m)), undefined)
  const ctx = decided(m, m.ctx)
  t.equal(creditOf(m, ctx, PAYER), 24n)
  let left = 0n
  for (const [key, { amount }] of m.keeper.under.maturing.walk(ctx))
    if (Buffer.compare(key.owner, addressBytes(SUPPLIER)) === 0) left += BigInt(amount)
  t.equal(left, 21n + 12n - 24n)
  t.same(broken(m.modules, ctx), [])
  t.end()
})

await t.test('evidence of a chain with an endless name is refused, as any other', (t) => {
  const m = opened()
  const chainId = 'x'.repeat(300)
  const good = { sequence: 4n, counters: countersOf(4n), endMs: m.ctx.timeMs }
  const checkpoint = checkpointOf(m.channel, good)
  const { measurement } = checkpoint
  const claim = voucherWith(m.channel, 40n, {
    ...checkpoint,
    measurement: measurement && {
      ...measurement,
      measurement: measurement.measurement && { ...measurement.measurement, chainId },
    },
  })
  t.match(
    m.refusal(m.ctx, 'MsgClaim', { sender: address(9), claim }),
    /^payment 60: the acknowledgement is of chain/,
  )
  const request = requestOf(m)
  const receipt = receiptOf(request)
  const far = { ...receipt, receipt: { ...receipt.receipt, chainId } }
  t.match(open(m, m.ctx, notPaid(m, { receipt: far })), /^payment 62: its receipt is of another/)
  const other = { ...receipt.receipt, chainId: 'other' }
  const signature = new Uint8Array(sign(null, receiptBytes(other), edKey(3).secret))
  t.match(
    open(m, m.ctx, notPaid(m, { receipt: { receipt: other, signature } })),
    /^payment 62: its receipt is of another chain/,
  )
  t.end()
})

await t.test('H20: what was measured once stays the floor of a close', (t) => {
  const m = opened()
  const at = (sequence: bigint, requests: bigint) =>
    checkpointOf(m.channel, { sequence, counters: countersOf(requests), endMs: m.ctx.timeMs })
  const claim = (cumulative: bigint, checkpoint: ReturnType<typeof at>) =>
    m.refusal(m.ctx, 'MsgClaim', {
      sender: address(9),
      claim: voucherWith(m.channel, cumulative, checkpoint),
    })
  t.equal(claim(31n, at(9n, 9n)), undefined)
  const contract = () => m.keeper.under.contracts.get(m.ctx, m.channel.id)
  t.equal(contract()?.retail, 90n)
  t.equal(claim(32n, at(10n, 4n)), undefined)
  t.equal(contract()?.sequence, 10n)
  t.equal(contract()?.retail, 90n)
  t.same(broken(m.modules, m.ctx), [])
  t.end()
})
