/** The real engine with the kvstore application, as the specs of CosmJS's tendermint-rpc ask it (rpc.md 1.5). */
import { type Comet38Client, type comet38, connectComet } from '@cosmjs/tendermint-rpc'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Stream } from 'xstream'
import '../../support/letCosmjsEnd.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { LevelEventIndex } from '../../../node/indexer/eventIndex.js'
import { type RpcServer, startRpc } from '../../../node/rpc/server.js'
import { verifyMerkleProof } from '../../../proto/comet/merkle.js'
import { World, genesis, kv } from '../../engine/world.js'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function withChain(use: (rpc: RpcServer) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'infonex-kv-'))
  const index = await LevelEventIndex.open(directory)
  const { engine } = await new World().open({
    index,
    genesis: genesis({ chainId: 'dockerchain' }),
    pace: { mode: 'interval', blockTimeMs: 40 },
  })
  const rpc = await startRpc(engine, { laddr: 'tcp://127.0.0.1:0' })
  // Asked before there is a block: answered with the first one.
  const status = fetch(`${rpc.url}/status`)
  await engine.start()
  t.equal((await status).status, 200)
  try {
    await use(rpc)
  } finally {
    await rpc.close()
    await engine.stop()
    await index.close()
    await rm(directory, { recursive: true })
  }
}

async function connected(rpc: RpcServer, scheme: string): Promise<Comet38Client> {
  const client = (await connectComet(rpc.url.replace('http', scheme))) as Comet38Client
  while ((await client.status()).syncInfo.latestBlockHeight < 5) await pause(20)
  return client
}

for (const scheme of ['http', 'ws']) {
  await t.test(`a kvstore chain over ${scheme}`, (t) =>
    withChain(async (rpc) => {
      const client = await connected(rpc, scheme)
      const { nodeInfo, validatorInfo } = await client.status()
      t.equal(nodeInfo.network, 'dockerchain')
      t.match(nodeInfo.version, /^0\.38\.[0-9]+$/)
      t.equal((await client.commit(4)).commit.signatures[0]?.signature?.length, 64)
      t.same((await client.genesis()).validators[0]?.address, validatorInfo.address)
      t.equal((await client.validatorsAll(1)).total, 1)

      const sent = await client.broadcastTxCommit({ tx: kv('key', scheme) })
      t.equal(sent.checkTx.gasWanted, 1n)
      t.equal(sent.txResult?.code, 0)
      const bad = await client.broadcastTxSync({ tx: kv('a=b', 'c') })
      t.not(bad.code, 0)
      const query = "app.key='key' AND app.creator='Cosmoshi Netowoko'"
      const { txs, totalCount } = await client.txSearch({ query, prove: true })
      t.equal(totalCount, 1)
      t.same(txs[0]?.result, sent.txResult)
      t.equal(txs[0]?.height, sent.height)
      const proof = txs[0]?.proof
      t.ok(proof && verifyMerkleProof(sha256, proof.rootHash, proof.proof, sent.hash))
      t.equal(
        (await client.txSearch({ query: "app.key='key' AND app.creator='Cosmoshi'" })).totalCount,
        0,
      )
      t.equal((await client.txSearch({ query: 'app.noindex_key EXISTS' })).totalCount, 0)
      t.equal((await client.txSearchAll({ query: `tx.height=${sent.height}` })).totalCount, 1)

      const found = await client.abciQuery({ path: '/key', data: Buffer.from('key'), prove: true })
      t.match(found, { log: 'exists', index: -1, code: 0, codespace: '' })
      t.same(found.value, new Uint8Array(Buffer.from(scheme)))
      const none = await client.abciQuery({ path: '/key', data: Buffer.from('no') })
      t.equal(none.log, 'does not exist')
      const blocks = await client.blockSearchAll({
        query: 'block.height >= 1 AND block.height <= 3',
      })
      t.same(
        blocks.blocks.map((b) => b.block.header.height),
        [1, 2, 3],
      )
      const chain = await client.blockchain(2, 4)
      t.same(
        chain.blockMetas.map((m) => m.header.height),
        [4, 3, 2],
      )
      t.equal((await client.blockResults(sent.height)).results.length, 1)
      client.disconnect()
    }),
  )
}

await t.test('subscribers hear of every block and transaction in order', (t) =>
  withChain(async (rpc) => {
    const client = await connected(rpc, 'ws')
    const heights: number[] = []
    const txs: string[] = []
    const headers = client.subscribeNewBlockHeader() as Stream<comet38.NewBlockHeaderEvent>
    headers.subscribe({ next: (header) => heights.push(header.height) })
    const events = client.subscribeTx("app.creator='Cosmoshi'") as Stream<comet38.TxEvent>
    events.subscribe({ next: (event) => txs.push(Buffer.from(event.tx).toString()) })
    while (rpc.stats.subscriptions < 2) await pause(5)
    const sent = ['a=1', 'b=2', 'c=3', 'd=4']
    for (const text of sent) await client.broadcastTxCommit({ tx: Buffer.from(text) })
    while (txs.length < sent.length) await pause(5)
    t.same(txs, sent)
    t.ok(heights.length >= 4)
    t.ok(heights.every((height, i) => i === 0 || height === (heights[i - 1] as number) + 1))
    client.disconnect()
  }),
)
