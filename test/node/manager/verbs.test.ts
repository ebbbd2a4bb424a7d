/** The service over HTTP: check, tenants, conflicts, health and figures. */
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { ManagerMetrics, startManagerMetrics } from '../../../node/manager/managerMetrics.js'
import {
  callHeaders,
  type Measure,
  toWire,
  type WireAnswer,
} from '../../../node/metering/managerApi.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import type { Signer } from '../../../node/inference/signers.js'
import { type SignedReceipt } from '../../../proto/inference/objects.js'
import { CrashingLog } from '../metering/crashingLog.js'
import { CHAIN } from '../metering/objects.js'
import {
  contractOf,
  keys,
  managerOn,
  measure,
  MODEL,
  nextReceipt,
  NOW,
  receipts,
  TestChain,
} from './world.js'
import { idOf, serve } from './running.js'

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
