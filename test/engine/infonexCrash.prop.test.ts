/**
 * The whole node without its doors (sign state, block store, InfoNex application with its log and
 * snapshots) on a disk that drops, tears and reorders what was not synced, and dies at any operation.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { createApp, STORE_NAMES } from '../../chain/app/app.js'
import { allocateLocal } from '../../chain/store/iavl/arena.js'
import { toHex, utf8 } from '../../chain/types/bytes.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import { nullIndex } from '../../node/engine/nullIndex.js'
import type { GenesisDoc } from '../../node/engine/types.js'
import { FileSigner } from '../../node/engine/validatorKey.js'
import { openState } from '../../node/storage/stateStore.js'
import { DiskKvDb } from '../support/diskKvDb.js'
import { testConsensusParams } from '../support/memoryContext.js'
import { SimDisk } from '../support/simDisk.js'
import { CHAIN_ID, genesisOf, sendMsg, signTx, testKey } from '../support/testChain.js'
import { verifyChain } from './verifyChain.js'

const KEYS = Array.from({ length: 3 }, (_, i) => testKey(i))
const APP_STATE = genesisOf(KEYS)
const verifier = new Verifier({ workers: 0 })

function boot(disk: SimDisk) {
  const state = openState(disk, '/home/state', {
    names: STORE_NAMES,
    pool: { allocate: allocateLocal, nodes: 256, arenaBytes: 1 << 14 },
    log: { segmentBytes: 20_000 },
    snapshots: { intervalBlocks: 4, keep: 2, chunkBytes: 4_000 },
  })
  const { app, ...parts } = createApp({
    version: 'test',
    store: state.multiStore,
    log: state.log,
    verifier,
    reporter: {
      unexpected: (error, where) => {
        throw new Error(`${where}: ${String(error)}`)
      },
      notice: () => undefined,
    },
  })
  return { state, app, parts }
}

async function open(disk: SimDisk) {
  const { app, parts, state } = boot(disk)
  const signer = FileSigner.open('/home/config/key.json', '/home/data/state.json', disk)
  const genesis: GenesisDoc = {
    genesisTimeNs: 1_767_225_600_000_000_000n,
    chainId: CHAIN_ID,
    initialHeight: 1n,
    consensusParams: testConsensusParams,
    validators: [{ pubKeyType: 'ed25519', pubKey: signer.pubKey, power: 1n, name: '' }],
    appHash: new Uint8Array(0),
    appState: APP_STATE,
  }
  const { engine, report } = await EmbeddedEngine.open({
    app,
    genesis,
    db: DiskKvDb.open(disk, '/home/data/blocks'),
    signer,
    nodeId: new Uint8Array(20),
    index: nullIndex,
    retryMs: 0,
  })
  return { engine, report, app, parts, state }
}

type Node = Awaited<ReturnType<typeof open>>

/** A send of account n at its committed sequence, some ahead. */
function send({ app, parts }: Node, n: number, ahead: bigint, amount: bigint): Uint8Array {
  const key = KEYS[n] ?? testKey(n)
  const to = KEYS[(n + 1) % KEYS.length] ?? key
  const ctx = app.contextAt(app.info().lastBlockHeight)
  const view = ctx === undefined ? undefined : parts.auth.view(ctx, key.address)
  return signTx(
    {
      msgs: [sendMsg(key.text, to.text, amount)],
      signers: [
        {
          key,
          number: view?.accountNumber ?? BigInt(n),
          sequence: (view?.sequence ?? 0n) + ahead,
        },
      ],
      fee: 500n,
    },
    parts,
  )
}

interface Memory {
  readonly told: Map<bigint, string>
  readonly good: Set<string>
}

async function work(node: Node, memory: Memory, blocks: number): Promise<void> {
  node.engine.onBlock(({ stored, results }) => {
    memory.told.set(stored.block.header.height, toHex(stored.blockId.hash))
    for (const [i, tx] of stored.block.txs.entries())
      if (results.txResults[i]?.code === 0) memory.good.add(toHex(tx))
  })
  if (node.engine.status().latestHeight === 0n) await node.engine.makeBlock()
  for (let block = 0; block < blocks; block++) {
    for (const n of [0, 1, 0])
      assert.equal(
        node.engine.broadcast(send(node, n, n === 0 && node.engine.mempool.size > 0 ? 1n : 0n, 5n))
          .code,
        0,
      )
    await node.engine.makeBlock()
  }
}

async function check(node: Node, memory: Memory): Promise<void> {
  const { engine, app, parts } = node
  await verifyChain(engine.blocks, CHAIN_ID)
  for (const [height, hash] of memory.told)
    assert.equal(toHex((await engine.blocks.block(height))?.blockId.hash ?? utf8('')), hash)
  const seen = new Map<string, bigint>()
  let committed = 0n
  for (let h = 1n; h <= engine.blocks.height; h++) {
    const [stored, results] = [await engine.blocks.block(h), await engine.blocks.results(h)]
    for (const [i, tx] of (stored?.block.txs ?? []).entries()) {
      if (results?.txResults[i]?.code !== 0) continue
      assert.ok(!seen.has(toHex(tx)), 'a transaction is good once only')
      seen.set(toHex(tx), h)
      committed++
    }
  }
  for (const tx of memory.good) assert.ok(seen.has(tx), 'a committed transaction is there')
  const ctx = app.contextAt(app.info().lastBlockHeight)
  assert.ok(ctx)
  const sequences = KEYS.reduce(
    (sum, key) => sum + (parts.auth.view(ctx, key.address)?.sequence ?? 0n),
    0n,
  )
  assert.equal(sequences, committed, 'each good transaction has counted one sequence')
}

/** App hash of a fresh application that is given the stored blocks. */
async function replayed(engine: EmbeddedEngine): Promise<string> {
  const { app } = boot(new SimDisk(1))
  app.initChain({
    timeNs: 1_767_225_600_000_000_000n,
    chainId: CHAIN_ID,
    consensusParams: testConsensusParams,
    validators: (await engine.blocks.validators(1n)) ?? [],
    appStateBytes: utf8(JSON.stringify(APP_STATE)),
    initialHeight: 1n,
  })
  let hash = new Uint8Array(0) as Uint8Array
  for (let h = 1n; h <= engine.blocks.height; h++) {
    const stored = await engine.blocks.block(h)
    assert.ok(stored)
    const { header, txs, lastCommit } = stored.block
    const signers = lastCommit === undefined ? [] : ((await engine.blocks.validators(h - 1n)) ?? [])
    hash = app.finalizeBlock({
      txs,
      decidedLastCommit: {
        round: lastCommit?.round ?? 0,
        votes: signers.map((v) => ({
          validatorAddress: v.address,
          power: v.power,
          blockIdFlag: 2 as const,
        })),
      },
      hash: stored.blockId.hash,
      height: h,
      timeNs: header.timeNs,
      nextValidatorsHash: header.nextValidatorsHash,
      proposerAddress: header.proposerAddress,
    }).appHash
    app.commit()
  }
  return toHex(hash)
}

await t.test('engine and application run together, and a light client verifies it', async (t) => {
  const memory: Memory = { told: new Map(), good: new Set() }
  const disk = new SimDisk(3)
  const node = await open(disk)
  await work(node, memory, 6)
  await check(node, memory)
  t.equal(memory.good.size, 18)
  t.equal(await replayed(node.engine), toHex(node.engine.status().latestAppHash))
  t.equal(node.engine.status().latestHeight, 7n)
})

await t.test('any crash on a disk that forgets: nothing told is lost, one app hash', async (t) => {
  let crashes = 0
  const lives = fc.array(fc.record({ crashAt: fc.nat(260), seed: fc.nat() }), {
    minLength: 1,
    maxLength: 3,
  })
  await fc.assert(
    fc.asyncProperty(lives, async (list) => {
      const memory: Memory = { told: new Map(), good: new Set() }
      let disk = new SimDisk(1)
      for (const { crashAt, seed } of list) {
        disk.crashAt = crashAt
        try {
          const node = await open(disk)
          await work(node, memory, 5)
        } catch (error) {
          if (!disk.dead) throw error
          crashes++
        }
        disk = disk.reboot(seed)
      }
      const node = await open(disk)
      await node.engine.makeBlock()
      await check(node, memory)
      assert.equal(await replayed(node.engine), toHex(node.engine.status().latestAppHash))
      return true
    }),
    { numRuns: 30 },
  )
  t.ok(crashes > 10, `${crashes} crashes`)
})

await t.test('a full disk stops the node; with room again it goes on in place', async (t) => {
  let stops = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 3000, max: 30_000 }), async (room) => {
      const memory: Memory = { told: new Map(), good: new Set() }
      const disk = new SimDisk(5)
      const node = await open(disk)
      disk.capacityBytes = disk.usedBytes + room
      try {
        await work(node, memory, 6)
      } catch (error) {
        assert.match(String(error), /ENOSPC/)
        assert.match(node.engine.halted ?? '', /ENOSPC/)
        stops++
      }
      disk.capacityBytes = Infinity
      await node.engine.resume()
      await node.engine.makeBlock()
      await check(node, memory)
      assert.equal(await replayed(node.engine), toHex(node.engine.status().latestAppHash))
      return true
    }),
    { numRuns: 12 },
  )
  t.ok(stops > 3, `${stops} stops`)
})
