import { Comet38Client, connectComet } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import '../../support/letCosmjsEnd.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { event } from '../../../chain/types/event.js'
import { verifyMerkleProof } from '../../../proto/comet/merkle.js'
import { call, tx, withNode } from './withNode.js'

for (const scheme of ['http', 'ws']) {
  await t.test(`unmodified CosmJS decodes everything over ${scheme}`, async (t) => {
    await withNode(async ({ engine, rpc }) => {
      engine.blockEvents = [event('epoch', [['number', '7']])]
      const client = (await connectComet(rpc.url.replace('http', scheme))) as Comet38Client
      t.type(client, Comet38Client)
      const status = await client.status()
      t.equal(status.nodeInfo.version, '0.38.25')
      t.equal(status.nodeInfo.network, 'memory-1')
      t.same(status.nodeInfo.protocolVersion, { p2p: 8, block: 11, app: 1 })
      t.equal(status.nodeInfo.other.get('tx_index'), 'on')
      t.equal(status.nodeInfo.other.size, 2)
      t.equal(status.syncInfo.latestBlockHeight, 3)
      t.equal(status.validatorInfo.votingPower, 10n)
      t.equal((await client.abciInfo()).lastBlockHeight, 3)
      t.equal(await client.health(), null)

      const first = await client.block(1)
      t.equal(first.block.lastCommit, null)
      t.equal(first.block.header.lastBlockId, null)
      const latest = await client.block()
      t.equal(latest.block.header.height, 3)
      t.equal(latest.block.header.lastBlockId?.hash.length, 32)
      t.equal((latest.block.header.time as { nanoseconds?: number }).nanoseconds, 7)
      const chain = await client.blockchain(1, 2)
      t.same(
        chain.blockMetas.map((meta) => meta.header.height),
        [2, 1],
      )
      const commit = await client.commit(2)
      t.equal(commit.canonical, true)
      t.equal(commit.commit.signatures[0]?.signature?.length, 64)
      t.equal((await client.commit()).canonical, false)
      const genesis = await client.genesis()
      t.equal(genesis.chainId, 'memory-1')
      t.equal((genesis.genesisTime as { nanoseconds?: number }).nanoseconds, 1)
      t.same(genesis.appState, { text: 'ü' })
      t.same(genesis.validators[0]?.address, status.validatorInfo.address)
      const validators = await client.validatorsAll()
      t.equal(validators.validators[0]?.proposerPriority, 0)

      const sync = await client.broadcastTxSync({ tx: tx('a=1') })
      t.equal(sync.code, 0)
      t.same(sync.hash, sha256(tx('a=1')))
      await client.broadcastTxAsync({ tx: tx('b=1') })
      const unconfirmed = await client.numUnconfirmedTxs()
      t.same(unconfirmed, { total: 2, totalBytes: 6 })
      const [committed] = await Promise.all([
        client.broadcastTxCommit({ tx: tx('c=3') }),
        new Promise((resolve) => setTimeout(resolve, 50)).then(() => engine.makeBlock()),
      ])
      t.equal(committed.height, 4)
      t.equal(committed.txResult?.events.length, 2)
      const bad = await client.broadcastTxCommit({ tx: tx('nonsense') })
      t.equal(bad.checkTx.code, 2)
      t.equal(bad.height, 0)

      const found = await client.tx({ hash: committed.hash, prove: true })
      t.equal(found.index, 2)
      t.same(found.result, committed.txResult)
      t.ok(found.proof)
      const { proof, rootHash } = found.proof as NonNullable<typeof found.proof>
      const { leafHash, aunts, total, index } = proof
      t.ok(verifyMerkleProof(sha256, rootHash, { leafHash, aunts, total, index }, committed.hash))
      t.same(rootHash, (await client.block(4)).block.header.dataHash)
      t.equal((await client.tx({ hash: committed.hash })).proof, undefined)

      const searched = await client.txSearch({ query: "app.key='c'", order_by: 'desc' })
      t.equal(searched.totalCount, 1)
      t.same(searched.txs[0]?.result, committed.txResult)
      const none = "app.creator='Cosmoshi Netowoko' AND app.key='3'"
      t.same(await client.txSearch({ query: none }), { totalCount: 0, txs: [] })
      const all = await client.txSearchAll({ query: 'tx.height=4', per_page: 2 })
      t.same(
        all.txs.map((one) => one.index),
        [0, 1, 2],
      )
      const blocks = await client.blockSearchAll({
        query: 'block.height >= 1 AND block.height <= 3',
        per_page: 2,
      })
      t.same(
        blocks.blocks.map((b) => b.block.header.height),
        [1, 2, 3],
      )
      t.equal((await client.blockSearch({ query: 'epoch.number > 6' })).totalCount, 1)
      const results = await client.blockResults(4)
      t.equal(results.results.length, 3)
      t.equal(results.finalizeBlockEvents[0]?.type, 'epoch')
      t.same((await client.blockResults(1)).results, [])

      const answer = await client.abciQuery({ path: '/key', data: tx('a'), prove: true })
      t.equal(answer.index, -1)
      t.same(answer.key, tx('a'))
      t.equal(answer.proof?.ops.length, 1)
      const unknown = await client.abciQuery({ path: '/no', data: tx('') })
      t.equal(unknown.code, 6)
      t.equal(unknown.proof, undefined)
      client.disconnect()
    })
  })
}

await t.test('status waits for the first block, and says so when none comes', async (t) => {
  const limits = { firstBlockTimeoutMs: 300 }
  await withNode(
    async ({ engine, rpc }) => {
      t.match((await call(rpc, 'status')).error, { code: -32603, data: 'there is no block yet' })
      const status = call(rpc, 'status')
      setTimeout(() => void engine.makeBlock(), 50)
      t.equal((await status).result.sync_info.latest_block_height, '1')
    },
    { blocks: 0, limits },
  )
})
