/** The market with real processes: a match, a lease under the client's grant, paid answers, and what comes after. */
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { MatchError } from '../../../client/market.js'
import { channelIdOf } from '../../../client/voucher.js'
import { decodeMessage } from '../../../client/pbjsType.js'
import { runCli } from '../../support/cliProcess.js'
import { MarketWorld } from './market.js'

/** What the chain answered to a batch of reports. */
function batchOf(data: Uint8Array) {
  const { msgResponses } = decodeMessage('cosmos.base.abci.v1beta1.TxMsgData', data)
  const name = 'infonex.router.v1.MsgReportLoadBatchResponse'
  return decodeMessage(name, msgResponses[0]?.value ?? new Uint8Array(0))
}

const PRICE_MAX = 150n
const TOO_DEAR = 2
const w = await MarketWorld.start()
t.teardown(() => w.stop())
const [near, far] = w.sellers

await t.test(
  'matched in two blocks, under a channel of the grant; served, paid, released',
  async (t) => {
    const found = await w.market.requestMatch(w.wish())
    t.equal(found.serverId, near.serverId)
    t.equal(found.endpoint, `http://127.0.0.1:${near.port}`)
    t.equal(found.retailId, w.retailId)
    t.equal(found.wholesaleId, near.wholesaleId)
    t.equal(found.quote, 5n)
    t.ok(found.isLeased, 'the server has confirmed')
    const asked = await w.heightOf('EventMatchRequested', found.matchId)
    const assigned = await w.heightOf('EventMatched', found.matchId)
    t.ok(asked > 0 && assigned > asked && assigned <= asked + 2, `${asked}, ${assigned}`)

    const descriptor = await w.market.channel(found.channelId)
    t.match(descriptor, { escrowOwner: w.client.address, receiptPolicy: 3, retailId: w.retailId })
    const { channel } = await w.contract(found.channelId)
    t.equal(channel?.cap, found.anticipation.maximum, 'as much as the lease may cost')
    const client = await w.buyer(near, descriptor)
    for (const n of [0, 1]) {
      const answer = await client.infer(w.modelId, w.model.questions[n]?.input ?? [], PRICE_MAX)
      t.equal(answer.receipt.sequence, BigInt(n + 1))
    }
    await client.settle()
    const [claimed] = (await near.process?.ask<string[]>({ claim: true }, 'claimed')) ?? []
    t.equal(claimed, client.charged.toString())
    const paid = await w.contract(found.channelId)
    t.equal(paid.contract?.retail, client.charged.toString(), 'the chain divides what was measured')

    await w.market.releaseLease(found.matchId)
    t.equal(await w.market.match(found.matchId), undefined)
    const { health } = await w.client.client.query.infonex.query(
      '/infonex.router.v1.Query/ServerState',
      { id: near.serverId },
    )
    t.match(health, { leases: 0, watched: true })
    await new Promise((done) => setTimeout(done, 1500))
    const late = await client.infer(w.modelId, w.model.questions[0]?.input ?? [], PRICE_MAX).then(
      () => undefined,
      (error: unknown) => error,
    )
    t.match(late, { code: 'no_lease' }, 'the lease is over')
  },
)

await t.test(
  'candidates: why this server, and why not the other, for people and programs',
  async (t) => {
    const ask = (...more: string[]) =>
      runCli(
        [
          ...['query', 'router', 'candidates', '--node', w.node.urls.rpc],
          ...['--client', w.client.address, '--model-id', `0x${toHex(w.modelId)}`],
          ...['--client-region', 'eu', '--max-price', '10', '--max-amount', '20000'],
          ...['--lease-ms', '60000', '--requests', '10', '--max-latency-us', '60000', ...more],
        ],
        {},
      )
    const [text, json, dear, wrong] = await Promise.all([
      ask(),
      ask('--json'),
      ask('--max-price', '1'),
      ask('--max-price', 'x'),
    ])
    t.equal(text.stderr, '')
    t.match(text.stdout, /^1 server fits, 2 were looked at.*idle slots/)
    t.match(text.stdout, /Server 1 is the only one shown that fits/)
    t.match(text.stdout, /^ +1 +it fits +5 +\d+\.\d ms /m)
    t.match(text.stdout, /^ +2 +it is too slow +5 +120\.\d ms /m)
    t.match(JSON.parse(json.stdout), {
      ...{ fitting: 1, examined: 2, lane: 'FOUND_BY_IDLE_SLOT' },
      candidates: [{ server_id: '1' }, { server_id: '2', exclusion: 'EXCLUSION_TOO_SLOW' }],
    })
    t.match(dear.stdout, /^None of 2 .*NO_MATCH/)
    t.match(wrong.stderr, /max_price is "x"/)
  },
)

await t.test('a limit that nobody meets: no match, with the reason', async (t) => {
  const error = await w.market.requestMatch(w.wish({ maxPrice: '4' })).catch((one: unknown) => one)
  t.ok(error instanceof MatchError)
  t.match(error, { code: 'no_match', reason: TOO_DEAR, message: /too dear/ })
})

await t.test('without a lease the supplier serves nobody', async (t) => {
  const descriptor = await w.open(far)
  const client = await w.buyer(far, descriptor)
  await t.rejects(client.infer(w.modelId, w.model.questions[0]?.input ?? [], PRICE_MAX), {
    ...{ code: 'no_lease', message: /MsgRequestMatch.*MsgAttachChannel/ },
  })
})

await t.test(
  'the near server is killed: not confirmed, then stale; the other one serves',
  async (t) => {
    await near.process?.kill()
    const found = await w.market.requestMatch(w.wish())
    t.equal(found.serverId, far.serverId, 'the next one is tried where no confirmation comes')
    const tried = (await w.market.match(found.matchId))?.tried ?? []
    // On a machine that is slow enough it was stale before it was tried.
    t.ok(tried.every((id) => id === near.serverId))
    const client = await w.buyer(far, await w.market.channel(found.channelId))
    const answer = await client.infer(w.modelId, w.model.questions[1]?.input ?? [], PRICE_MAX)
    t.equal(answer.receipt.sequence, 1n)
    await client.settle()
    await w.stale(near)
    const next = await w.market.requestMatch(w.wish())
    t.equal(next.serverId, far.serverId)
    t.same((await w.market.match(next.matchId))?.tried, [], 'the dead one was not asked')
    t.equal(toHex(next.channelId), toHex(found.channelId), 'the open channel is used again')
    await w.market.releaseLease(found.matchId)
  },
)

await t.test('where no grant opens a channel, the client attaches its own', async (t) => {
  const wish = w.wish({ signer: w.metering.key, maxAmount: '30000' })
  const found = await w.market.requestMatch(wish)
  t.equal(found.serverId, far.serverId)
  t.equal(found.channelId.length, 0, 'the router has no grant')
  const descriptor = await w.open(far)
  const id = channelIdOf(descriptor)
  await w.market.attachChannel(found.matchId, id)
  t.same((await w.market.match(found.matchId))?.anticipation?.channelId, id)
  t.same(await w.market.channel(id), descriptor, 'found by the transaction that opened it')
  await new Promise((done) => setTimeout(done, 1200))
  const client = await w.buyer(far, descriptor)
  const answer = await client.infer(w.modelId, w.model.questions[0]?.input ?? [], PRICE_MAX)
  t.equal(answer.receipt.sequence, 1n)
})

await t.test(
  'the far server is heard of by signed reports that its aggregator batches',
  async (t) => {
    const query = "message.action='/infonex.router.v1.MsgReportLoadBatch'"
    const { txs, totalCount } = await w.comet.txSearch({ query, per_page: 100 })
    t.ok(totalCount > 2 && txs.every(({ result }) => result.code === 0), `${totalCount} batches`)
    const taken = txs.map(({ result }) => batchOf(result.data ?? new Uint8Array(0)))
    t.ok(
      taken.every((one) => one.taken === one.codes.length),
      'none is stale or wrongly signed',
    )
  },
)
