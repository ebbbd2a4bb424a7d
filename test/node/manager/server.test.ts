/** The service over HTTP: words and payments, and every refusal with its code. */
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { BATCH_MAX, type Measure, paymentOf, toWire } from '../../../node/metering/managerApi.js'
import type { Signer } from '../../../node/inference/signers.js'
import {
  channelId,
  type ChannelDescriptor,
  type SignedReceipt,
} from '../../../proto/inference/objects.js'
import { CHAIN } from '../metering/objects.js'
import {
  contractOf,
  keys,
  measure,
  measurementOf,
  nextReceipt,
  NOW,
  receipts,
  requestAfter,
  TestChain,
} from './world.js'
import { idOf, serve } from './running.js'

await t.test('both sides bring their words; the second one brings the voucher', async (t) => {
  const chain = new TestChain()
  const descriptor = chain.open(1n)
  const all = receipts(await contractOf(chain, descriptor), descriptor, 3)
  const [first, second, third] = all as [SignedReceipt, SignedReceipt, SignedReceipt]
  const { client, url } = await serve(t, chain)
  const waiting = await client.forward(measure(descriptor, first, 'supplier'))
  t.match(waiting, { state: 'waiting', sequence: '0', voucher: null, paid: '0' })
  const paid = await client.forward(measure(descriptor, first, 'client'))
  t.match(paid, { state: 'agreed', sequence: '1', amount: '10', paid: '10' })
  const { voucher, checkpoint } = paymentOf(paid)
  t.match(voucher?.voucher, { cumulative: '10', validUntilMs: 0n })
  t.same(checkpoint?.receipt, first)
  const again = await client.forward(measure(descriptor, first, 'both'))
  t.equal(again.voucher, paid.voucher, 'known words change nothing')
  const both = await client.forward(measure(descriptor, second))
  t.match(both, { sequence: '2', paid: '20' })
  await client.forward({ descriptor, receipt: third })
  const next = await client.forward({ descriptor, request: requestAfter(descriptor, third) })
  t.match(next, { sequence: '3', paid: '30' }, 'the next request is a word too')
  t.equal(paymentOf(next).checkpoint?.request?.salt.length, 0, 'the salt stays with the client')
  t.same(await client.report(channelId(sha256, descriptor)), next)
  const missing = await fetch(`${url}/vouchers/${'00'.repeat(32)}`)
  t.equal(missing.status, 404)
  t.match(await missing.json(), { code: 'unknown_channel' })
})

await t.test('limits: cap, vest, period, revoked, closed, another signer', async (t) => {
  const chain = new TestChain()
  const small = chain.open(1n, {}, '15')
  const slow = chain.open(2n, { burst: 15n, ratePerS: 1n, startMs: BigInt(NOW) })
  const own = chain.open(3n, { signer: keys.payer.key })
  const free = chain.open(4n)
  const gone = chain.open(5n)
  const period = chain.open(6n)
  const { client } = await serve(t, chain, { amount: 100n, periodMs: 3_600_000 })
  const at = async (descriptor: ChannelDescriptor, n: number) => {
    const all = receipts(await contractOf(chain, descriptor), descriptor, n)
    return client.forward(measure(descriptor, all[n - 1] as SignedReceipt))
  }
  t.match(await at(small, 1), { paid: '10' })
  t.match(await at(small, 2), { paid: '10', amount: '20', reason: { code: 'cap_exhausted' } })
  t.match(await at(slow, 2), { paid: '0', reason: { code: 'not_vested' } })
  chain.timeMs = NOW + 7_000
  const vested = await client.report(channelId(sha256, slow))
  t.match(vested, { paid: '20' }, 'a reading pays what has vested')
  t.match(await at(own, 2), { amount: '20', voucher: null, reason: { code: 'not_signer' } })
  chain.change(free, { frozenAtMs: 1n, burst: 5n })
  t.match(await at(free, 1), { reason: { code: 'not_vested' } }, 'a revoked signer vests no more')
  await at(gone, 1)
  t.match(await at(period, 6), { paid: '60' })
  t.match(
    await at(period, 7),
    { paid: '60', reason: { code: 'period_limit' } },
    '10 + 20 + 10 + 60',
  )
})

await t.test('every refusal of a measure has its code', async (t) => {
  const chain = new TestChain()
  const descriptor = chain.open(1n)
  const contract = await contractOf(chain, descriptor)
  const receipt = nextReceipt(contract, descriptor, undefined)
  const { client, manager } = await serve(t, chain)
  const refused = async (code: string, one: Measure) => {
    await t.rejects(client.forward(one), { code }, code)
  }
  const changed = (change: Parameters<typeof nextReceipt>[3]): Measure => ({
    descriptor,
    receipt: nextReceipt(contract, descriptor, undefined, change),
  })
  await refused('wrong_chain', { descriptor: { ...descriptor, chainId: 'other' }, receipt })
  await refused('bad_terms', { descriptor: chain.open(2n, { receiptPolicy: 1 }), receipt })
  await refused('no_channel', { descriptor: { ...descriptor, nonce: 77n }, receipt })
  await refused('no_agreement', { descriptor: chain.open(3n, { retailId: 9n }), receipt })
  await refused('not_contract', { descriptor: chain.open(4n, { denom: 'uatom' }), receipt })
  chain.add(5n, { each: { requests: '1' } }, { customerKey: keys.client.key })
  const foreign = chain.open(5n, { retailId: 5n, signer: keys.payer.key })
  await refused('unknown_tenant', { descriptor: foreign, receipt })
  await refused('malformed', { descriptor })
  await refused('malformed', { descriptor, receipt: { ...receipt, receipt: null } })
  await refused('wrong_chain', changed({ chainId: 'other' }))
  await refused('wrong_channel', changed({ channelId: new Uint8Array(32) }))
  await refused('malformed', changed({ sequence: 0n }))
  await refused('wrong_time', changed({ endMs: BigInt(NOW) + 61_000n }))
  await refused('wrong_price', changed({ cumulative: '11' }))
  await refused('wrong_price', changed({ cumulative: 'x' }))
  await refused('no_meter', changed({ retailMeter: null }))
  await refused('wrong_meter', changed({ retailMeter: { startMs: 1n, tMs: 1n, bindings: [] } }))
  const rows = Array.from({ length: 600 }, (_, ruleId) => ({
    ...{ ruleId, metricId: 0, rate: false, units: 0n, billable: 0n, windows: [] },
  }))
  const { startMs } = contract
  await refused('wrong_meter', changed({ retailMeter: { startMs, tMs: startMs, bindings: rows } }))
  const counters = receipt.receipt?.counters ?? []
  await refused(
    'malformed',
    changed({ counters: Array.from({ length: 65 }, () => counters[0] as never) }),
  )
  await refused('bad_signature', {
    descriptor,
    receipt: nextReceipt(contract, descriptor, undefined, {}, {}, keys.stranger),
  })
  const word = (change = {}, signer: Signer = keys.client): Measure => ({
    descriptor,
    measurement: measurementOf(descriptor, receipt, change, signer),
  })
  await refused('bad_signature', word({}, keys.supplier))
  await refused('malformed', word({ sequence: 0n }))
  await refused('malformed', { ...word(), request: requestAfter(descriptor, receipt) })
  const empty = requestAfter(descriptor, receipt)
  await refused('no_acknowledgement', {
    descriptor,
    request: {
      ...empty,
      request: { ...(empty.request as never as object), acknowledgement: null } as never,
    },
  })
  const ending = chain.agreements.get(2n)
  chain.agreements.set(2n, {
    ...(ending as NonNullable<typeof ending>),
    status: 4,
    effectiveMs: 5n,
  })
  const other = chain.open(8n)
  await refused('not_in_force', {
    descriptor: other,
    receipt: nextReceipt(await contractOf(chain, other), other, undefined),
  })
  chain.agreements.set(2n, {
    ...(ending as NonNullable<typeof ending>),
    models: [new Uint8Array(32)],
  })
  const scoped = chain.open(9n)
  await refused('wrong_model', {
    descriptor: scoped,
    receipt: nextReceipt(await contractOf(chain, scoped), scoped, undefined),
  })
  t.equal(manager.books.size, 0, 'strangers leave nothing')
})

await t.test('bodies that are too large, too many or no JSON', async (t) => {
  const chain = new TestChain()
  const descriptor = chain.open(1n)
  const { url, client } = await serve(t, chain)
  const post = async (path: string, body: string) => {
    const response = await fetch(url + path, { method: 'POST', body })
    return [response.status, ((await response.json()) as { code: string }).code]
  }
  t.strictSame(await post('/metrics', '{'), [400, 'malformed'])
  t.strictSame(await post('/metrics', '[]'), [400, 'malformed'])
  t.strictSame(await post('/metrics', ' '.repeat(2 ** 20 + 1)), [413, 'too_large'])
  const channel = toWire('infonex.payment.v1.ChannelDescriptor', descriptor)
  const batch = (measures: unknown[], channels: unknown[] = [channel]) =>
    post('/metrics', JSON.stringify({ channels, measures }))
  t.strictSame(await batch(Array.from({ length: BATCH_MAX + 1 }, () => ({}))), [
    413,
    'batch_too_large',
  ])
  t.strictSame(await batch([{ channel: '00' }]), [400, 'malformed'])
  t.strictSame(await batch([], [7]), [400, 'malformed'])
  t.strictSame(await batch([], ['AAAA']), [400, 'malformed'])
  t.strictSame(await batch([{ channel: idOf(descriptor), receipt: 'AAAA' }]), [400, 'malformed'])
  t.strictSame(await post('/nowhere', ''), [404, 'no_route'])
  const get = await fetch(`${url}/metrics`)
  t.match(await get.json(), { error: /Prometheus have a port of their own/ })
  const one = await fetch(`${url}/health`)
  t.match(await one.json(), { healthy: true, chain_id: CHAIN, channels: 0 })
  await t.rejects(client.report(new Uint8Array(32)), { code: 'unknown_channel' })
})
