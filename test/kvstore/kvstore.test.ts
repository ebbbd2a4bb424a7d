import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { fromUtf8, toHex, utf8 } from '../../chain/types/bytes.js'
import { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import { LevelKvDb } from '../../node/engine/kvDb.js'
import { nullIndex } from '../../node/engine/nullIndex.js'
import { FileSigner } from '../../node/engine/validatorKey.js'
import { INVALID_TX_FORMAT, KvStoreApp } from '../../node/kvstore/app.js'
import { CommitLog } from '../../node/kvstore/log.js'
import { verifyChain } from '../engine/verifyChain.js'
import { genesis, kv } from '../engine/world.js'

const folder = mkdtempSync(path.join(tmpdir(), 'infonex-kvstore-'))
t.teardown(() => rmSync(folder, { recursive: true }))

const query = (app: KvStoreApp, key: string, at = '/key') =>
  app.query({ path: at, data: utf8(key), height: 0n, prove: true })

function told(app: KvStoreApp): string {
  const { data, lastBlockHeight, lastBlockAppHash } = app.info()
  return `${data} ${lastBlockHeight} ${toHex(lastBlockAppHash)}`
}

function block(app: KvStoreApp, height: bigint, txs: Uint8Array[]) {
  const response = app.finalizeBlock({
    txs,
    decidedLastCommit: { round: 0, votes: [] },
    hash: new Uint8Array(32),
    height,
    timeNs: 0n,
    nextValidatorsHash: new Uint8Array(32),
    proposerAddress: new Uint8Array(20),
  })
  app.commit()
  return response
}

await t.test('a transaction is good when it is key=value, and nothing else is', async (t) => {
  const app = new KvStoreApp()
  for (const good of ['a=b', 'key=value', 'ä=ö'])
    t.equal(app.checkTx({ tx: utf8(good) }).code, 0, good)
  t.equal(app.checkTx({ tx: utf8('a=b') }).gasWanted, 1n)
  const bad = [
    ...['', '=', 'a=', '=b', 'a', 'a=b=c', 'a=='].map(utf8),
    new Uint8Array([97, 61, 255]),
  ]
  for (const tx of bad) {
    t.equal(app.checkTx({ tx }).code, INVALID_TX_FORMAT, toHex(tx))
    t.equal(app.processProposal({ txs: [tx] }).accept, false)
    t.equal(block(app, 1n, [tx]).txResults[0]?.code, INVALID_TX_FORMAT)
  }
})

await t.test('events, queries and the app hash are as its clients expect', async (t) => {
  const app = new KvStoreApp()
  const before = toHex(app.initChain().appHash)
  const { txResults, appHash } = block(app, 1n, [utf8('name=satoshi')])
  t.not(toHex(appHash), before)
  const events = txResults[0]?.events ?? []
  t.same(
    events.map((e) => [e.type, e.attributes.slice(0, 2).map((a) => `${a.key}=${a.value}`)]),
    [
      ['app', ['creator=Cosmoshi Netowoko', 'key=name']],
      ['app', ['creator=Cosmoshi', 'key=satoshi']],
    ],
  )
  t.same(
    events[0]?.attributes.slice(2).map((a) => [a.key, a.index]),
    [
      ['index_key', true],
      ['noindex_key', false],
    ],
  )
  const found = query(app, 'name')
  t.equal(fromUtf8(found.value), 'satoshi')
  t.equal(fromUtf8(found.key), 'name')
  t.same([found.code, found.log, found.index, found.height], [0, 'exists', -1n, 1n])
  t.equal(found.proofOps, undefined)
  t.equal(query(app, 'other').log, 'does not exist')
  t.equal(query(app, 'name', '/nowhere').code, 1)
  t.equal(toHex(block(app, 2n, []).appHash), toHex(appHash), 'an empty block changes nothing')
  t.equal(app.info().data, '{"size":1}')
})

await t.test('what was committed is there after a restart, torn tail or not', async (t) => {
  const file = path.join(folder, 'a.log')
  const pair = fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.stringMatching(/^[a-z]{1,3}$/))
  fc.assert(
    fc.property(
      fc.array(fc.array(pair, { maxLength: 3 }), { maxLength: 6 }),
      fc.nat(30),
      (blocks, torn) => {
        rmSync(file, { force: true })
        const state = new Map<string, string>()
        let app = new KvStoreApp(CommitLog.open(file))
        for (const [i, pairs] of blocks.entries()) {
          block(
            app,
            BigInt(i + 1),
            pairs.map(([k, v]) => kv(k, v)),
          )
          for (const [k, v] of pairs) state.set(k, v)
        }
        const want = told(app)
        app.close()
        if (torn > 0) appendFileSync(file, 'f'.repeat(torn))
        app = new KvStoreApp(CommitLog.open(file))
        const got = told(app)
        app.close()
        return got === want && [...state].every(([k, v]) => fromUtf8(query(app, k).value) === v)
      },
    ),
    { numRuns: 40 },
  )
  rmSync(file)
  const two = new KvStoreApp(CommitLog.open(file))
  for (const height of [1n, 2n]) block(two, height, [kv('a', Number(height))])
  two.close()
  writeFileSync(file, readFileSync(file, 'utf8').replace('"height":"1"', '"height":"7"'))
  t.throws(() => CommitLog.open(file), /line 1 of \d+ is damaged/)
  t.throws(() => new KvStoreApp().commit(), /without a finalized block/)
})

await t.test('snapshots are not offered, and state sync is declined', async (t) => {
  const app = new KvStoreApp()
  t.same(app.listSnapshots(), [])
  t.same(app.loadSnapshotChunk().length, 0)
  t.equal(app.offerSnapshot(), 'abort')
  t.equal(app.applySnapshotChunk(), 'abort')
})

await t.test(
  'on real files: engine, key, block store and application come back together',
  async (t) => {
    const home = path.join(folder, 'home')
    const open = async () => {
      const signer = FileSigner.open(path.join(home, 'key.json'), path.join(home, 'state.json'))
      const doc = genesis({
        validators: [{ pubKeyType: 'ed25519', pubKey: signer.pubKey, power: 10n, name: '' }],
      })
      const app = new KvStoreApp(CommitLog.open(path.join(home, 'app.log')))
      const db = await LevelKvDb.open(path.join(home, 'blocks'))
      const opened = await EmbeddedEngine.open({
        app,
        genesis: doc,
        db,
        signer,
        nodeId: new Uint8Array(20),
        index: nullIndex,
      })
      return { ...opened, app }
    }
    const first = await open()
    await first.engine.start()
    for (let i = 0; i < 5; i++) {
      first.engine.broadcast(kv(`k${i}`, i))
      await first.engine.makeBlock()
    }
    const before = first.engine.status()
    await first.engine.stop()
    first.app.close()
    const second = await open()
    const after = second.engine.status()
    t.equal(after.latestHeight >= before.latestHeight, true)
    t.equal(toHex(after.latestAppHash), toHex(before.latestAppHash))
    t.match(second.report[0], /Application at height \d+, block store at \d+/)
    await second.engine.makeBlock()
    await verifyChain(second.engine.blocks, genesis().chainId)
    await t.rejects(LevelKvDb.open(path.join(home, 'blocks')), 'a second process is kept out')
    await second.engine.stop()
    second.app.close()
    await t.rejects(
      nullIndex.searchTxs('', { page: 1, perPage: 1, order: 'asc' }),
      /Internal error/,
    )
  },
)
