/** A crash, or a refusal of the disk, before and after every durable step of the engine. */
import assert from 'node:assert/strict'
import t from 'tap'
import { toHex } from '../../chain/types/bytes.js'
import type { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import type { NewBlockEvent } from '../../node/engine/types.js'
import { KvStoreApp } from '../../node/kvstore/app.js'
import { verifyChain } from './verifyChain.js'
import { Fuse, genesis, kv, World } from './world.js'

const BLOCKS = 3

interface Seen {
  /** Transactions of blocks that a listener was told of. */
  readonly txs: string[]
  readonly heights: bigint[]
}

function watch(engine: EmbeddedEngine, seen: Seen): void {
  engine.onBlock(({ stored }: NewBlockEvent) => {
    seen.heights.push(stored.block.header.height)
    seen.txs.push(...stored.block.txs.map(toHex))
  })
}

/** Makes blocks with two transactions each until the fuse blows or all are made. */
async function work(engine: EmbeddedEngine, tag: string): Promise<void> {
  for (let i = 0; i < BLOCKS; i++) {
    for (const part of ['a', 'b']) engine.broadcast(kv(`${tag}${i}${part}`, i))
    await engine.makeBlock()
  }
}

async function chainTxs(engine: EmbeddedEngine): Promise<string[]> {
  const txs: string[] = []
  for (let h = engine.blocks.base; h <= engine.blocks.height; h++)
    txs.push(...((await engine.blocks.block(h))?.block.txs.map(toHex) ?? []))
  return txs
}

/** The app hash that a fresh application reaches over the stored chain. */
async function replayedHash(engine: EmbeddedEngine): Promise<string> {
  const app = new KvStoreApp()
  let hash = app.initChain().appHash
  for (let h = engine.blocks.base; h <= engine.blocks.height; h++) {
    const stored = await engine.blocks.block(h)
    assert.ok(stored)
    const { header, txs, lastCommit } = stored.block
    assert.equal(toHex(header.appHash), toHex(hash), `header ${h} carries the hash`)
    hash = app.finalizeBlock({
      txs,
      decidedLastCommit: { round: lastCommit?.round ?? 0, votes: [] },
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

async function check(world: World, engine: EmbeddedEngine, seen: Seen): Promise<void> {
  await verifyChain(engine.blocks, genesis().chainId)
  const txs = await chainTxs(engine)
  for (const tx of seen.txs) assert.ok(txs.includes(tx), 'a transaction of a told block is there')
  assert.equal(new Set(txs).size, txs.length, 'no transaction is there twice')
  const status = engine.status()
  assert.equal(toHex(status.latestAppHash), await replayedHash(engine))
  assert.equal(world.commits.at(-1)?.height, String(status.latestHeight))
  assert.equal(world.commits.at(-1)?.appHash, toHex(status.latestAppHash))
  const once = new Map<string, string>()
  for (const { height, round, signBytes } of world.signed) {
    const place = `${height}/${round}`
    assert.equal(once.get(place) ?? signBytes, signBytes, `${place} is signed once only`)
    once.set(place, signBytes)
  }
  assert.equal(await world.index.lastHeight(), status.latestHeight)
}

/** Durable steps of a run without a failure, in order. */
async function steps(): Promise<readonly string[]> {
  const world = new World()
  const { engine } = await world.open()
  await work(engine, 'x')
  return world.fuse.names
}

await t.test(
  'the order of durability is sign state, block, results, app commit, state',
  async (t) => {
    const names = await steps()
    t.same(names.slice(0, 6), ['batch', 'sign', 'batch', 'batch', 'commit', 'batch'])
  },
)

await t.test(
  'a crash at any step loses nothing that was told, and signs no height twice',
  async (t) => {
    const count = (await steps()).length
    for (let at = 0; at < count; at++)
      for (const when of ['before', 'after'] as const) {
        const world = new World()
        const seen: Seen = { txs: [], heights: [] }
        world.fuse = new Fuse(at, when)
        await assert.rejects(
          async () => {
            const { engine } = await world.open()
            watch(engine, seen)
            await work(engine, 'x')
          },
          /ENOSPC/,
          `step ${at} ${when}`,
        )
        world.fuse = new Fuse(-1)
        const { engine, report } = await world.open()
        assert.ok(report.length > 0)
        watch(engine, seen)
        await work(engine, 'y')
        await check(world, engine, seen)
        await engine.stop()
      }
    t.pass(`${count * 2} crashes`)
  },
)

await t.test(
  'a second crash during the recovery from the first changes nothing of it',
  async (t) => {
    const count = (await steps()).length
    let pairs = 0
    for (let at = 1; at < count; at++)
      for (let second = 0; second < 5; second++) {
        const world = new World()
        const seen: Seen = { txs: [], heights: [] }
        const fuses = [new Fuse(at, 'after'), new Fuse(second, 'after'), new Fuse(-1)]
        for (const [life, fuse] of fuses.entries()) {
          world.fuse = fuse
          try {
            const { engine } = await world.open()
            watch(engine, seen)
            await work(engine, `life ${life} `)
            await check(world, engine, seen)
          } catch (error) {
            assert.match(String(error), /ENOSPC/)
          }
        }
        const { engine } = await world.open()
        await engine.makeBlock()
        await check(world, engine, seen)
        pairs++
      }
    t.pass(`${pairs} pairs of crashes`)
  },
)

await t.test('after a full disk the engine stops, says so, and goes on by resume', async (t) => {
  const count = (await steps()).length
  for (let at = 1; at < count; at++)
    for (const when of ['before', 'after'] as const) {
      const world = new World()
      const seen: Seen = { txs: [], heights: [] }
      world.fuse = new Fuse(at, when, 'fault')
      const notes: string[] = []
      const { engine } = await world.open({ note: (text) => notes.push(text) })
      watch(engine, seen)
      await assert.rejects(work(engine, 'x'), /ENOSPC/)
      assert.match(engine.halted ?? '', /no more blocks after height \d+: ENOSPC/)
      assert.match(notes[0] ?? '', /has stopped making blocks/)
      await assert.rejects(engine.makeBlock(), /ENOSPC/, 'it stays stopped')
      await engine.resume()
      assert.equal(engine.halted, undefined)
      assert.match(notes.at(-1) ?? '', /goes on after height/)
      await work(engine, 'y')
      await check(world, engine, seen)
      const all = Array.from({ length: Number(engine.blocks.height) }, (_, i) => BigInt(i + 1))
      assert.deepEqual(seen.heights, all, 'each block is told once and in order')
    }
  t.pass(`${(count - 1) * 2} refusals`)
})

await t.test(
  'a disk that stays full keeps the engine stopped, and retries are its own',
  async (t) => {
    const world = new World()
    // The application's commit of block 2: going on means to execute that block again.
    world.fuse = new Fuse(9, 'before')
    const notes: string[] = []
    const { engine } = await world.open({ note: (text) => notes.push(text), retryMs: 5 })
    await engine.start()
    await assert.rejects(engine.makeBlock(), /ENOSPC/)
    await assert.rejects(engine.resume(), /dead/)
    const stops = () => notes.filter((n) => n.includes('stopped')).length
    const before = stops()
    const deadline = performance.now() + 5000
    while (stops() < before + 2 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5))
    t.ok(stops() >= before + 2, 'it tried again by itself')
    t.match(engine.halted, /the process is dead/)
    await engine.stop()
  },
)
