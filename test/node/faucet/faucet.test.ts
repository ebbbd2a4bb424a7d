import fc from 'fast-check'
import t from 'tap'
import { toBech32 } from '@cosmjs/encoding'
import { Faucet, QUEUE_MAX } from '../../../node/faucet/faucet.js'
import { FaucetCounter, peerOf } from '../../../node/faucet/limits.js'
import { faucetApp, startFaucet } from '../../../node/faucet/server.js'
import { privateKeyOf } from '../../../node/keyring/derive.js'
import { StandInChain } from '../../support/standInChain.js'

const JUNK = 'test test test test test test test test test test test junk'
const privateKey = await privateKeyOf(JUNK)
const address = (n: number): string => toBech32('infonex', new Uint8Array(20).fill(n))
const DAY = 86_400_000

function open(chain = new StandInChain()) {
  const options = { access: chain, privateKey, addressPrefix: 'infonex' }
  const faucet = new Faucet({ ...options, gasPrices: [{ denom: 'uinx', amountE18: 10n ** 16n }] })
  return { chain, faucet }
}

const SERVER = {
  ...{ host: '127.0.0.1', port: 0, chainId: 'test-1', addressPrefix: 'infonex' },
  amounts: [
    { denom: 'uinx', amount: 5n },
    { denom: 'utest', amount: 6n },
  ],
  limits: { perAddress: 2, perIp: 5, total: 7 },
}

await t.test('requests that come together share transactions and are all served', async (t) => {
  const { chain, faucet } = open()
  const all = Array.from({ length: 70 }, (_, i) =>
    faucet.send(address(i), { denom: 'u', amount: 1n }),
  )
  const served = await Promise.all(all)
  t.equal(chain.sends.length, 70)
  t.equal(new Set(served.map((s) => s.txhash)).size, 3, '32 + 32 + 6')
  t.same(
    new Set(chain.sends.map((s) => s.to)),
    new Set(Array.from({ length: 70 }, (_, i) => address(i))),
  )
})

await t.test(
  'one bad recipient costs nobody else, and a failed broadcast is tried alone',
  async (t) => {
    const { chain, faucet } = open()
    chain.blocked.add(address(2))
    const all = [1, 2, 3].map((n) => faucet.send(address(n), { denom: 'u', amount: 1n }))
    const [one, two, three] = await Promise.allSettled(all)
    t.equal(one?.status, 'fulfilled')
    t.match(two, { reason: { code: 'send_failed', message: /not allowed to receive/ } })
    t.equal(three?.status, 'fulfilled')
    chain.failNext = new Error('mempool is full')
    await t.rejects(faucet.send(address(4), { denom: 'u', amount: 1n }), {
      message: /mempool is full/,
    })
    await faucet.send(address(5), { denom: 'u', amount: 1n })
    t.equal(chain.sends.length, 3)
  },
)

await t.test('the queue is bounded, and stop refuses what waits', async (t) => {
  const { faucet } = open(new StandInChain(20))
  const first = faucet.send(address(1), { denom: 'u', amount: 1n }).catch(() => undefined)
  const many = Array.from({ length: QUEUE_MAX + 50 }, () =>
    faucet.send(address(2), { denom: 'u', amount: 1n }).then(
      () => 'sent',
      (error: { code: string }) => error.code,
    ),
  )
  const stopped = faucet.stop()
  const outcomes = await Promise.all(many)
  t.ok(outcomes.filter((o) => o === 'queue_full').length >= 50)
  t.ok(outcomes.includes('stopped'))
  await stopped
  await first
  await t.rejects(faucet.send(address(1), { denom: 'u', amount: 1n }), { code: 'stopped' })
})

await t.test('no sequence of requests is served beyond a limit within any 24 hours', (t) => {
  const limits = { perAddress: 2, perIp: 3, total: 6 }
  const step = fc.record({
    wait: fc.integer({ min: 0, max: DAY / 2 }),
    address: fc.constantFrom('a', 'b', 'c'),
    ip: fc.constantFrom('1.1.1.1', '::ffff:1.1.1.1', '2.2.2.2', '2001:db8::1', '2001:db8::2'),
    failed: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let now = 0
      const counter = new FaucetCounter(limits, () => now)
      const served: { at: number; address: string; peer: string }[] = []
      for (const { wait, address, ip, failed } of steps) {
        now += wait
        const peer = peerOf(ip)
        const recent = served.filter((s) => s.at > now - DAY)
        const full =
          recent.filter((s) => s.address === address).length >= limits.perAddress ||
          recent.filter((s) => s.peer === peer).length >= limits.perIp ||
          recent.length >= limits.total
        const refusal = counter.accept(address, ip)
        if (full !== (refusal !== undefined)) return false
        if (refusal !== undefined) continue
        if (failed) counter.forgive(address, ip)
        else served.push({ at: now, address, peer })
      }
      return true
    }),
    { numRuns: 200 },
  )
  t.equal(peerOf('2001:0DB8:1:2:3::1'), '2001:db8:1:2::/64')
  t.equal(peerOf('::1'), '0:0:0:0::/64')
  t.end()
})

await t.test('HTTP: form, JSON, limits and every refusal', async (t) => {
  let now = 0
  const { chain, faucet } = open()
  const app = await faucetApp(faucet, { ...SERVER, trustProxy: true, clock: () => now })
  t.teardown(() => app.close())
  const post = (payload: object | string, ip = '9.9.9.9', url = '/') =>
    app.inject({ method: 'POST', url, payload, headers: { 'x-forwarded-for': ip } })
  const first = await post({ address: address(1) })
  t.match(first.json(), {
    txhash: /^[0-9A-F]{64}$/,
    height: '1',
    amount: [{ denom: 'uinx', amount: '5' }],
  })
  const second = await post({ address: address(1), denom: 'utest' }, '9.9.9.9', '/credit')
  t.match(second.json(), { amount: [{ denom: 'utest', amount: '6' }] })
  const third = await post({ address: address(1) })
  t.equal(third.statusCode, 429)
  t.match(third.json(), {
    code: 'faucet_address_limit',
    message: /served 2 times .* again in 24 h/,
  })
  t.equal(third.headers['retry-after'], '86400')
  for (const n of [2, 3, 4]) await post({ address: address(n) })
  t.match((await post({ address: address(5) })).json(), { code: 'faucet_ip_limit' })
  await post({ address: address(5) }, '8.8.8.8')
  await post({ address: address(6) }, '8.8.8.8')
  t.match((await post({ address: address(7) }, '7.7.7.7')).json(), { code: 'faucet_total_limit' })
  now = DAY
  t.equal((await app.inject({ url: `/?address=${address(1)}` })).statusCode, 200)
  const rows: readonly (readonly [object | string, number, string])[] = [
    [{}, 400, 'faucet_bad_request'],
    [{ address: 5 }, 400, 'faucet_bad_request'],
    [{ address: 'infonex1x' }, 400, 'faucet_bad_address'],
    [{ address: toBech32('cosmos', new Uint8Array(20)) }, 400, 'faucet_bad_address'],
    [{ address: address(1), denom: 'gold' }, 400, 'faucet_bad_denom'],
    [{ address: 'x'.repeat(5000) }, 413, 'faucet_bad_request'],
  ]
  for (const [payload, status, code] of rows) {
    const got = await post(payload)
    t.equal(got.statusCode, status)
    t.match(got.json(), { code })
  }
  chain.failNext = new Error('down')
  t.match((await post({ address: address(9) })).json(), {
    code: 'faucet_send_failed',
    message: 'down',
  })
  t.equal((await app.inject({ url: '/x' })).statusCode, 404)
  t.match((await app.inject({ url: '/' })).body, /<form/)
  t.match((await app.inject({ url: '/status' })).json(), { chain_id: 'test-1', waiting: 0 })
})

await t.test('a browser form without scripts works on a real server', async (t) => {
  const { faucet } = open()
  const server = await startFaucet(faucet, SERVER)
  t.teardown(() => server.stop())
  const body = new URLSearchParams({ address: address(1), denom: 'utest' })
  const got = await fetch(server.url, { method: 'POST', body })
  t.match(await got.json(), { amount: [{ denom: 'utest', amount: '6' }] })
})
