/** What CosmJS reads and subscribes to (rpc.md 1.3, 1.4, 2), from nodes in both modes. */
import { sha256 } from '@cosmjs/crypto'
import { fromHex, toHex } from '@cosmjs/encoding'
import { decodeTxRaw } from '@cosmjs/proto-signing'
import { QueryClient, StargateClient } from '@cosmjs/stargate'
import { Comet38Client, connectComet } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import { decodeMessage, encodeMessage } from '../../client/pbjsType.js'
import '../support/letCosmjsEnd.js'
import {
  CHAIN_ID,
  connectSigner,
  directWallet,
  FEE,
  firstAddress,
  send,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const [instant, interval] = await Promise.all([
  startChain(),
  startChain({ mode: 'interval', blockTimeMs: 150 }),
])
const { http, ws } = instant
const wallet = await directWallet(0)
const from = await firstAddress(wallet)
const to = await firstAddress(await strangerWallet(1))
const client = await connectSigner(http, wallet)
const comet = await Comet38Client.connect(http)
const reader = StargateClient.create(comet)
const heights: number[] = []
const hashes: string[] = []
for (const amount of [3, 4, 5]) {
  const sent = await client.sendTokens(from, to, uinx(amount), FEE)
  heights.push(sent.height)
  hashes.push(sent.transactionHash)
}
const newest = hashes.at(-1) ?? ''

await t.test('every form in which programs search', async (t) => {
  const found = async (query: Parameters<StargateClient['searchTx']>[0]) =>
    (await reader.searchTx(query)).map((tx) => tx.hash)
  const action = '/cosmos.bank.v1beta1.MsgSend'
  t.same(await found(`tx.hash='${newest}'`), [newest])
  t.ok((await found(`tx.height=${heights[2]}`)).includes(newest))
  t.same(await found(`transfer.recipient='${to}'`), hashes, 'oldest first')
  t.same(await found([{ key: 'transfer.recipient', value: to }]), hashes)
  const both = `message.action = '${action}' AND message.sender = '${from}'`
  t.same(await found(both), hashes)
  t.same(await found(`message.action = '${action}' AND message.sender = '${to}'`), [])
  const pair = [
    { key: 'message.module', value: 'bank' },
    { key: 'transfer.amount', value: '4uinx' },
  ]
  t.same(await found(pair), [hashes[1]])
  const range = `tx.height > ${heights[0]} AND tx.height <= ${heights[1]} AND transfer.recipient='${to}'`
  t.same(await found(range), [hashes[1]])
  const page = { query: `transfer.recipient='${to}'`, per_page: 2, page: 2 }
  const second = await comet.txSearch(page)
  t.equal(second.totalCount, 3)
  t.same(
    second.txs.map((tx) => toHex(tx.hash).toUpperCase()),
    [newest],
  )
  const blocks = await comet.blockSearch({ query: 'block.height >= 1 AND block.height <= 3' })
  t.same(
    blocks.blocks.map((b) => b.block.header.height),
    [1, 2, 3],
  )
})

await t.test('blocks, headers, commits, validators, results and status fit together', async (t) => {
  const height = heights[1] ?? 0
  const { block, blockId } = await comet.block(height)
  t.equal(block.header.chainId, CHAIN_ID)
  t.ok(block.txs.some((tx) => toHex(sha256(tx)).toUpperCase() === hashes[1]))
  t.same(block.header.lastBlockId?.hash, (await comet.block(height - 1)).blockId.hash)
  const { commit, canonical, header } = await comet.commit(height)
  t.same(commit.blockId.hash, blockId.hash)
  t.same(header, block.header)
  t.equal(canonical, true)
  t.equal(commit.signatures[0]?.signature?.length, 64)
  const { validators } = await comet.validatorsAll(height)
  t.same(validators[0]?.address, block.header.proposerAddress)
  const results = await comet.blockResults(height)
  t.equal(results.results.length, block.txs.length)
  t.same(
    results.results.map((result) => result.code),
    block.txs.map(() => 0),
  )
  const status = await comet.status()
  t.equal(status.syncInfo.catchingUp, false)
  t.ok(status.syncInfo.latestBlockHeight >= (heights[2] ?? 0))
  t.equal(status.syncInfo.latestAppHash.length, 32)
  const info = await comet.abciInfo()
  t.ok((info.lastBlockHeight ?? 0) >= (heights[2] ?? 0))
  const metas = await comet.blockchain(1, 3)
  t.same(
    metas.blockMetas.map((meta) => meta.header.height),
    [3, 2, 1],
  )
  const tx = await comet.tx({ hash: fromHex(newest.toLowerCase()), prove: true })
  t.equal(tx.height, heights[2])
  t.same(tx.proof?.rootHash, (await comet.block(heights[2])).block.header.dataHash)
  t.equal((await comet.genesis()).chainId, CHAIN_ID)
  t.equal((await reader.getBlock(height)).id, toHex(blockId.hash).toUpperCase())
})

await t.test('a query at a height answers for that height', async (t) => {
  const query = new QueryClient(comet)
  const request = encodeMessage('cosmos.bank.v1beta1.QueryBalanceRequest', {
    ...{ address: to, denom: 'uinx' },
  })
  const at = async (height?: number) => {
    const answer = await query.queryAbci('/cosmos.bank.v1beta1.Query/Balance', request, height)
    const { balance } = decodeMessage('cosmos.bank.v1beta1.QueryBalanceResponse', answer.value)
    return [answer.height === height || height === undefined, balance?.amount]
  }
  t.same(await at(heights[0]), [true, '3'])
  t.same(await at(heights[1]), [true, '7'])
  t.same(await at(heights[2]), [true, '12'])
  t.same(await at(), [true, '12'])
})

/** The next value of one of CosmJS' streams. */
interface Listens<T> {
  subscribe(listener: object): { unsubscribe(): void }
  readonly _v?: T
}
function nextOf<T>(stream: Listens<T>): Promise<any> {
  return new Promise((resolve, reject) => {
    const subscription = stream.subscribe({
      next: (value: T) => {
        subscription.unsubscribe()
        resolve(value)
      },
      error: reject,
      complete: () => reject(new Error('the stream ended')),
    })
  })
}

for (const [mode, chain] of [
  ['instant', instant],
  ['interval', interval],
] as const)
  await t.test(`subscriptions over WebSocket, ${mode} mode`, async (t) => {
    const socket = (await connectComet(chain.ws)) as Comet38Client
    t.type(socket, Comet38Client)
    // At once: a socket of CosmJS 0.39 that opens with nothing to send never sends anything.
    await socket.health()
    const sender = await connectSigner(chain.http, wallet)
    const events = [
      nextOf(socket.subscribeNewBlock()),
      nextOf(socket.subscribeNewBlockHeader()),
      nextOf(socket.subscribeTx()),
      nextOf(socket.subscribeTx(`transfer.recipient='${to}' AND transfer.amount='77uinx'`)),
    ]
    // Subscribed before anything is sent: a call on the same socket is answered after them.
    await socket.health()
    const first = await sender.sendTokens(from, to, uinx(76), FEE)
    const second = await sender.sendTokens(from, to, uinx(77), FEE)
    const [block, header, , filtered] = await Promise.all(events)
    t.equal(block.header.chainId, CHAIN_ID)
    t.ok(header.height >= 1)
    t.equal(filtered.height, second.height, 'only what the query asks for')
    t.equal(toHex(filtered.hash).toUpperCase(), second.transactionHash)
    t.ok(second.height > first.height)
    const again = await nextOf(socket.subscribeNewBlockHeader())
    t.ok(again.height > header.height, 'and again after the end of a subscription')
    socket.disconnect()
    sender.disconnect()
  })

await t.test('interval mode: blocks come by themselves, evenly', async (t) => {
  const other = await Comet38Client.connect(interval.http)
  const start = (await other.status()).syncInfo.latestBlockHeight
  await new Promise((resolve) => setTimeout(resolve, 900))
  const made = (await other.status()).syncInfo.latestBlockHeight - start
  t.ok(made >= 3 && made <= 8, `${made} blocks in 900 ms at one every 150 ms`)
  const { blocks } = await other.blockSearch({ query: 'block.height <= 4' })
  const times = blocks.map((b) => b.block.header.time.getTime())
  t.ok(times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0)))
  const sender = await connectSigner(interval.ws, wallet)
  const sent = await sender.signAndBroadcast(from, [send(from, to, 1)], FEE, 'in time')
  const found = await sender.getTx(sent.transactionHash)
  t.equal(decodeTxRaw(found?.tx ?? new Uint8Array()).body.memo, 'in time')
  sender.disconnect()
})

await t.test('broadcast in all three ways', async (t) => {
  const sign = async () =>
    encodeMessage('cosmos.tx.v1beta1.TxRaw', await client.sign(from, [send(from, to, 1)], FEE, ''))
  const committed = await comet.broadcastTxCommit({ tx: await sign() })
  t.equal(committed.checkTx.code, 0)
  t.equal(committed.txResult?.code, 0)
  t.ok(committed.height > 0)
  const { hash } = await comet.broadcastTxAsync({ tx: await sign() })
  t.equal(hash.length, 32)
  let landed = await reader.getTx(toHex(hash))
  for (let i = 0; landed === null && i < 100; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    landed = await reader.getTx(toHex(hash))
  }
  t.equal(landed?.code, 0, 'a hash in small letters is found too')
  const sent = await client.signAndBroadcastSync(from, [send(from, to, 1)], FEE)
  t.match(sent, /^[0-9A-F]{64}$/)
})

t.match(ws, /^ws:/)
