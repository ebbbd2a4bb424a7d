import t from 'tap'
import { be64, concatBytes, utf8 } from '../../../chain/types/bytes.js'
import { channelId } from '../../../modules/payment/descriptor.js'
import { anyMsg, CLIENT, ContractChain, OTHERS, SUPPLIER } from '../../support/contractChain.js'
import { checkpointOf, countersOf, voucherWith } from './dual.js'

/** What is held back of the supplier's income. */
function held(c: ContractChain): bigint {
  const ctx = c.chain.app.contextAt(c.chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  let sum = 0n
  for (const [key, { amount }] of c.chain.parts.payment.under.maturing.walk(ctx))
    if (key.kind === 1) sum += BigInt(amount)
  return sum
}

await t.test('the whole chain: two plans, two agreements, one channel, one claim', (t) => {
  const c = new ContractChain({ retail: { perRequest: 100n }, wholesale: { perRequest: 70n } })
  const [descriptor] = c.open(1)
  if (descriptor === undefined) throw new Error('no channel')
  const id = channelId(descriptor)
  const channel = { id, descriptor }
  const endMs = descriptor.startMs + 5n
  const checkpoint = checkpointOf(channel, { sequence: 5n, counters: countersOf(5n), endMs })
  const events = c.must(OTHERS, [
    anyMsg('infonex.payment.v1.MsgClaim', {
      sender: c.text(OTHERS),
      claim: voucherWith(channel, 900n, checkpoint, 1000),
    }),
  ])
  const split = events.find((e) => e.type.endsWith('EventSplit'))
  const of = (key: string) => split?.attributes.find((a) => a.key === key)?.value
  t.equal(of('supplier'), '350uinx')
  t.equal(of('protocol'), '5uinx')
  t.equal(of('aggregator'), '145uinx')
  const ctx = c.chain.app.contextAt(c.chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  const { payment, sla } = c.chain.parts
  const supplier = payment.addresses.toBytes(c.text(SUPPLIER))
  t.equal(payment.credits.get(ctx, [supplier, 'uinx']), 315n, 'a tenth is held back')
  const reference = concatBytes(be64(c.wholesaleId), utf8('uinx'))
  t.equal(sla.lockedFor(ctx, supplier, 2, reference), 315n, 'the rest is covered by the bond')
  t.equal(sla.guarantees.served.get(ctx, [c.retailId, c.wholesaleId]), 350n, 'the limit of F2')
  const branch = ctx as Parameters<typeof sla.holdback.pay>[0]
  const client = payment.addresses.toBytes(c.text(CLIENT))
  t.equal(held(c), 35n)
  t.throws(() => sla.holdback.pay(branch, 99n, client, { denom: 'uinx', amount: 1n }), /agreement/)
  const receiptId = payment.under.contracts.get(ctx, id)?.receiptId ?? new Uint8Array()
  t.equal(
    c.chain.parts.verification.receipts.get(ctx, receiptId)?.supplier,
    c.text(SUPPLIER),
    'H6: who is paid for a receipt stands by it on chain',
  )
  const broken = c.chain.parts.modules
    .flatMap((m) => m.invariants)
    .map((one) => one.check(ctx))
    .filter((text) => text !== undefined)
  t.same(broken, [])
  c.must(SUPPLIER, [
    anyMsg('infonex.payment.v1.MsgWithdrawCredit', { owner: c.text(SUPPLIER), denom: 'uinx' }),
  ])
  c.must(CLIENT, [
    anyMsg('infonex.sla.v1.MsgTerminateAgreement', {
      ...{ sender: c.text(CLIENT), agreementId: c.retailId },
    }),
  ])
  t.end()
})
