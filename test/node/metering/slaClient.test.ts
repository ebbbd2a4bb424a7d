/** What the SLA client does with a manager that answers, refuses, or is away. */
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { toHex } from '../../../chain/types/bytes.js'
import { ed25519Signer } from '../../../node/inference/signers.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import {
  callBytes,
  callerOf,
  callHeaders,
  type WireBatch,
  type WireReport,
} from '../../../node/metering/managerApi.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import { channelId } from '../../../proto/inference/objects.js'
import { descriptorOf, receiptWith } from './objects.js'

const report = (channel: string): WireReport => ({
  channel,
  ...{ state: 'waiting', sequence: '0', amount: '0', receipt: null, paid: '0' },
  ...{ voucher: null, checkpoint: null },
})

/** A manager of one function. */
function manager(answer: (batch: WireBatch, call: number) => Response | undefined) {
  const batches: WireBatch[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    const batch = JSON.parse(String(init?.body)) as WireBatch
    batches.push(batch)
    const special = answer(batch, batches.length)
    if (special !== undefined) return special
    const channels = [...new Set(batch.measures.map(({ channel }) => channel))]
    return Response.json({
      results: batch.measures.map(({ channel }) => ({ status: 'booked', channel })),
      channels: channels.map(report),
    })
  }
  return { batches, fetch }
}

const [a, b] = [descriptorOf(1n), descriptorOf(2n)] as const
const measure = (n: number, descriptor = a) => ({
  descriptor,
  receipt: receiptWith(descriptor, { sequence: BigInt(n) }),
})

await t.test(
  'measures that come together travel together, each is told what became of it',
  async (t) => {
    const { batches, fetch } = manager(() => undefined)
    const client = new SlaClient({ url: 'http://manager', fetch, lingerMs: 1 })
    const reports = await Promise.all(
      [1, 2, 3].map((n) => client.forward(measure(n, n < 3 ? a : b))),
    )
    t.equal(batches.length, 1)
    t.equal(batches[0]?.channels.length, 2, 'a descriptor comes once')
    t.equal(reports[2]?.channel, toHex(channelId(sha256, b)))
    t.match(client.stats, { batches: 1, booked: 3, failures: 0 })
    client.close()
  },
)

await t.test(
  'a manager that is away is tried again with longer waits; nothing is lost',
  async (t) => {
    const { batches, fetch } = manager((_batch, call) => {
      if (call === 1) throw new TypeError('connection refused')
      return call < 4 ? new Response('{}', { status: call === 2 ? 503 : 429 }) : undefined
    })
    const client = new SlaClient({ url: 'http://manager', fetch, backoffMs: 2 })
    t.equal((await client.forward(measure(1))).state, 'waiting')
    t.equal(batches.length, 4)
    t.equal(client.stats.failures, 3)
    t.notOk(client.away)
    client.close()
  },
)

await t.test('a refusal goes to whom it is for', async (t) => {
  const { fetch } = manager((batch) =>
    Response.json({
      results: batch.measures.map(({ channel }, i) => ({
        channel,
        ...(i === 0
          ? { status: 'refused', code: 'bad_signature', error: 'no' }
          : { status: 'booked' }),
      })),
      channels: batch.measures.map(({ channel }) => report(channel)),
    }),
  )
  const client = new SlaClient({ url: 'http://manager', fetch, lingerMs: 1 })
  const both = await Promise.allSettled([client.forward(measure(1)), client.forward(measure(2))])
  t.match(both, [
    { status: 'rejected', reason: { code: 'bad_signature' } },
    { status: 'fulfilled' },
  ])
  const whole = manager(() => Response.json({ code: 'batch_too_large' }, { status: 413 }))
  const other = new SlaClient({ url: 'http://manager', fetch: whole.fetch })
  await t.rejects(other.forward(measure(1)), { code: 'batch_too_large' })
  const short = manager(() => Response.json({ results: [], channels: [] }))
  const third = new SlaClient({ url: 'http://manager', fetch: short.fetch })
  await t.rejects(third.forward(measure(1)), { code: 'bad_answer' })
  client.close()
})

await t.test('the queue is bounded: older answers of a channel go first', async (t) => {
  const { fetch } = manager(() => new Response('{}', { status: 503 }))
  const client = new SlaClient({ url: 'http://manager', fetch, queue: 2, lingerMs: 20 })
  const all = [measure(1, b), measure(1), measure(2)].map((one) =>
    client.forward(one).catch((error: unknown) => (error as { code: string }).code),
  )
  t.equal(await all[1], 'queue_full')
  client.close()
  t.strictSame([await all[0], await all[2]], ['closed', 'closed'])
  await t.rejects(client.forward(measure(3)), { code: 'closed' })
})

await t.test('a signed call says who calls, for a minute, and for this call alone', async (t) => {
  const signer = ed25519Signer(new Uint8Array(32).fill(3))
  const verifier = new Verifier({ workers: 0 })
  const call = { chainId: 'c-1', method: 'POST', url: '/check?a=1', body: new Uint8Array(2) }
  const headers = callHeaders(signer, { ...call, timeMs: 100_000 })
  const who = (change: object, nowMs = 100_000, with_ = headers) =>
    callerOf(with_, { ...call, ...change }, { verifier, nowMs })
  t.same(who({})?.key, signer.key.key)
  for (const change of [
    { chainId: 'c-2' },
    { method: 'GET' },
    { url: '/check' },
    { body: new Uint8Array(3) },
  ])
    t.equal(who(change), undefined, JSON.stringify(change))
  t.equal(who({}, 160_001), undefined, 'too old')
  t.equal(who({}, 39_999), undefined, 'too new')
  t.equal(
    who({}, 100_000, { ...headers, 'infonex-key': `2:${headers['infonex-key']?.slice(2)}` }),
    undefined,
  )
  t.equal(who({}, 100_000, { ...headers, 'infonex-time': 'x' }), undefined)
  t.equal(who({}, 100_000, {}), undefined)
  t.ok(callBytes({ ...call, timeMs: 1 }).length > 0)
})
