/** The service over HTTP: its verbs, and every refusal with its code. */
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { startManager } from '../../../node/manager/server.js'
import { ManagerMetrics, startManagerMetrics } from '../../../node/manager/managerMetrics.js'
import type { SlaManager } from '../../../node/manager/manager.js'
import {
  BATCH_MAX,
  callHeaders,
  type Measure,
  paymentOf,
  toWire,
  type WireAnswer,
} from '../../../node/metering/managerApi.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import type { Signer } from '../../../node/inference/signers.js'
import {
  channelId,
  type ChannelDescriptor,
  type SignedReceipt,
} from '../../../proto/inference/objects.js'
import { CrashingLog } from '../metering/crashingLog.js'
import { CHAIN } from '../metering/objects.js'
import {
  contractOf,
  keys,
  managerOn,
  measure,
  measurementOf,
  MODEL,
  nextReceipt,
  NOW,
  receipts,
  requestAfter,
  TestChain,
} from './world.js'

interface Running {
  readonly url: string
  readonly manager: SlaManager
  readonly client: SlaClient
}

async function serve(
  t: { teardown(end: () => unknown): void },
  chain: TestChain,
  limit?: { amount: bigint; periodMs: number },
  log = new CrashingLog(),
): Promise<Running> {
  const manager = managerOn(chain, log, limit === undefined ? {} : { limit })
  const server = await startManager(manager)
  const client = new SlaClient({ url: server.url })
  t.teardown(async () => {
    client.close()
    await server.close()
  })
  return { url: server.url, manager, client }
}

const idOf = (descriptor: ChannelDescriptor): string => toHex(channelId(sha256, descriptor))

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

await t.test('check answers in the shape of SLA4OAI and counts nothing', async (t) => {
  const chain = new TestChain({
    each: { requests: '10' },
    max: { requests: '3' },
    period: 'day',
    rates: { requests: '2' },
  })
  const descriptor = chain.open(1n, {}, '35')
  const contract = await contractOf(chain, descriptor)
  const all = receipts(contract, descriptor, 3)
  const { url, client } = await serve(t, chain)
  const ask = async (change: object = {}, signer: Signer | null = keys.client, metrics = {}) => {
    const body = JSON.stringify({
      sla: '1',
      resource: `/v2/models/${toHex(MODEL)}/infer`,
      method: 'POST',
      scope: { channel: idOf(descriptor) },
      metrics,
      ...change,
    })
    const bytes = new TextEncoder().encode(body)
    const call = { chainId: CHAIN, method: 'POST', url: '/check', timeMs: NOW, body: bytes }
    const headers = signer === null ? {} : callHeaders(signer, call)
    const response = await fetch(`${url}/check`, { method: 'POST', body, headers })
    return (await response.json()) as Record<string, unknown>
  }
  t.match(await ask(), { code: 'unknown_channel' })
  await client.forward(measure(descriptor, all[0] as SignedReceipt))
  t.match(await ask(), {
    ...{ accept: true, quotas: [], rates: [], error: null, reason: null, price: '10' },
    requestedMetrics: ['requests', 'input_bytes', 'output_bytes'],
  })
  t.match(await ask({}, keys.supplier), { accept: true })
  t.match(await ask({}, null), { code: 'unsigned' })
  t.match(await ask({}, keys.stranger), { code: 'forbidden' })
  t.match(await ask({}, keys.client, { requests: 3 }), {
    accept: false,
    error: 'quota',
    quotas: [{ metric: 'requests', limit: '3', used: '1', awaitTo: /^20/ }],
  })
  await client.forward(measure(descriptor, all[1] as SignedReceipt))
  t.match(await ask(), {
    accept: false,
    error: 'rate',
    rates: [{ metric: 'requests', limit: '2', used: '2', awaitTo: /^20/ }],
  })
  for (const [change, code] of [
    [{ resource: '/x' }, 'malformed'],
    [{ method: 'GET' }, 'malformed'],
    [{ scope: {} }, 'malformed'],
    [{ metrics: { minutes: 1 } }, 'malformed'],
    [{ metrics: { requests: -1 } }, 'malformed'],
  ] as const)
    t.match(await ask(change), { code }, JSON.stringify(change))
  const cheap = new TestChain({ each: { requests: '10', input_bytes: '1' } })
  const poor = cheap.open(1n, {}, '35')
  const first = receipts(await contractOf(cheap, poor), poor, 1)[0] as SignedReceipt
  const second = await serve(t, cheap)
  await second.client.forward(measure(poor, first))
  const { check, readCheck } = await import('../../../node/manager/check.js')
  const asked = (metrics: object) =>
    readCheck({
      resource: `/v2/models/${toHex(MODEL)}/infer`,
      method: 'post',
      scope: { channel: idOf(poor) },
      metrics,
    })
  t.match(await check(second.manager, asked({ input_bytes: 15 }), keys.client.key), {
    accept: true,
    price: '25',
  })
  t.match(await check(second.manager, asked({ input_bytes: 16 }), keys.client.key), {
    accept: false,
    error: 'credit',
  })
})

await t.test('tenants are found by the key that signs the call', async (t) => {
  const chain = new TestChain()
  const { url } = await serve(t, chain)
  const ask = async (query: string, signer: Signer | undefined) => {
    const path = `/tenants${query}`
    const call = { chainId: CHAIN, method: 'GET', url: path, timeMs: NOW, body: new Uint8Array(0) }
    const headers = signer === undefined ? {} : callHeaders(signer, call)
    return (await (await fetch(url + path, { headers })).json()) as Record<string, unknown>
  }
  t.match(await ask('?account=infonex1client', keys.client), {
    sla: '1',
    scope: { tenant: 'infonex1aggregator', account: 'infonex1client' },
    slas: ['1'],
    channels: [],
  })
  t.match(await ask('?account=infonex1client', undefined), { code: 'unsigned' })
  t.match(await ask('?account=infonex1client', keys.stranger), { code: 'unknown_tenant' })
  t.match(await ask('?account=infonex1other', keys.client), { code: 'unknown_tenant' })
  t.match(await ask('', keys.client), { code: 'malformed' })
})

await t.test('evidence of a conflict is shown to the sides of the contract', async (t) => {
  const chain = new TestChain()
  const descriptor = chain.open(1n)
  const contract = await contractOf(chain, descriptor)
  const { url, client } = await serve(t, chain)
  await client.forward({ descriptor, receipt: nextReceipt(contract, descriptor, undefined) })
  const second = nextReceipt(contract, descriptor, undefined, {
    outputDigest: new Uint8Array(32).fill(1),
  })
  t.match(await client.forward({ descriptor, receipt: second }), { state: 'disputed' })
  const path = `/disputes/${idOf(descriptor)}`
  const call = { chainId: CHAIN, method: 'GET', url: path, timeMs: NOW, body: new Uint8Array(0) }
  const shown = await fetch(url + path, { headers: callHeaders(keys.client, call) })
  t.match(await shown.json(), {
    state: 'disputed',
    conflicts: [
      {
        by: 'supplier',
        sequence: '1',
        second: { receipt: toWire('infonex.inference.v1.SignedReceipt', second) },
      },
    ],
  })
  t.match(await (await fetch(url + path)).json(), { code: 'unsigned' })
})

await t.test('a book that cannot be written: nothing is signed, and health says so', async (t) => {
  const chain = new TestChain()
  const descriptor = chain.open(1n)
  const all = receipts(await contractOf(chain, descriptor), descriptor, 2)
  const log = new CrashingLog()
  const { url, manager } = await serve(t, chain, undefined, log)
  log.crashAfter(3, false)
  const waiting = new SlaClient({ url, timeoutMs: 500, backoffMs: 5 })
  t.teardown(() => waiting.close())
  const send = (one: Measure) => waiting.forward(one)
  const first = send(measure(descriptor, all[0] as SignedReceipt)).catch(() => 'never')
  const late = new Promise((resolve) => setTimeout(() => resolve('waits'), 100))
  t.equal(
    await Promise.race([first, late]),
    'waits',
    'the voucher was not written, so it did not leave',
  )
  t.notOk(manager.healthy)
  t.equal((await fetch(`${url}/health`)).status, 503)
  const report = (await (await fetch(`${url}/vouchers/${idOf(descriptor)}`)).json()) as {
    voucher: unknown
  }
  t.equal(report.voucher, null)
  const answer = await fetch(`${url}/metrics`, {
    method: 'POST',
    body: '{"channels":[],"measures":[]}',
  })
  t.equal(answer.status, 503)
  t.match(await answer.json(), { code: 'storage_failed' })
})

await t.test('figures for Prometheus', async (t) => {
  const chain = new TestChain()
  const descriptor = chain.open(1n)
  const all = receipts(await contractOf(chain, descriptor), descriptor, 1)
  const manager = managerOn(chain, new CrashingLog())
  const metrics = new ManagerMetrics(manager)
  const server = await startManagerMetrics(metrics, { host: '127.0.0.1', port: 0 })
  t.teardown(() => server.stop())
  await manager.submit([measure(descriptor, all[0] as SignedReceipt)])
  metrics.batch(0.01)
  const text = await (await fetch(server.url)).text()
  t.match(text, /infonex_sla_manager_vouchers\{chain_id="metering-test-1"\} 1\n/)
  t.match(text, /infonex_sla_manager_measures\{outcome="booked",chain_id="[^"]+"\} 1\n/)
  t.match(text, /infonex_sla_manager_channels\{state="agreed",chain_id="[^"]+"\} 1\n/)
  t.equal((await fetch(server.url.replace('/metrics', '/x'))).status, 404)
  const answer: WireAnswer = await manager.submit([])
  t.same(answer, { results: [], channels: [] })
})
