/**
 * Sign state, block store and application together on a disk that drops, tears and reorders what was not
 * synced, and dies at any operation: kill -9 alone cannot show a missing sync.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../chain/types/bytes.js'
import { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import { nullIndex } from '../../node/engine/nullIndex.js'
import { FileSigner, type BlockSigner } from '../../node/engine/validatorKey.js'
import { KvStoreApp } from '../../node/kvstore/app.js'
import { CommitLog } from '../../node/kvstore/log.js'
import { DiskKvDb } from '../support/diskKvDb.js'
import { SimDisk } from '../support/simDisk.js'
import { verifyChain } from './verifyChain.js'
import { genesis, kv } from './world.js'

const ROOT = '/home'

/** What the outside world remembers of all lives. */
interface Memory {
  /** By height: the hash of the block that listeners were told of. */
  readonly told: Map<bigint, string>
  readonly txs: Set<string>
  /** By height/round: what was signed. */
  readonly signed: Map<string, string>
}

function watchSigner(signer: FileSigner, memory: Memory): BlockSigner {
  const inner = signer.signPrecommit.bind(signer)
  signer.signPrecommit = (height, round, signBytes) => {
    const signature = inner(height, round, signBytes)
    const place = `${height}/${round}`
    assert.equal(memory.signed.get(place) ?? toHex(signBytes), toHex(signBytes), `${place} twice`)
    memory.signed.set(place, toHex(signBytes))
    return signature
  }
  return signer
}

async function boot(disk: SimDisk, memory: Memory): Promise<EmbeddedEngine> {
  const signer = FileSigner.open(`${ROOT}/config/key.json`, `${ROOT}/data/state.json`, disk)
  const validator = { pubKeyType: 'ed25519', pubKey: signer.pubKey, power: 1n, name: '' } as const
  const { engine } = await EmbeddedEngine.open({
    app: new KvStoreApp(CommitLog.open(`${ROOT}/data/app.log`, disk)),
    genesis: genesis({ validators: [validator] }),
    db: DiskKvDb.open(disk, `${ROOT}/data/blocks`),
    signer: watchSigner(signer, memory),
    nodeId: new Uint8Array(20),
    index: nullIndex,
    retryMs: 0,
  })
  return engine
}

async function live(disk: SimDisk, memory: Memory, life: number): Promise<void> {
  const engine = await boot(disk, memory)
  await checkTold(engine, memory)
  engine.onBlock(({ stored }) => {
    memory.told.set(stored.block.header.height, toHex(stored.blockId.hash))
    for (const tx of stored.block.txs) memory.txs.add(toHex(tx))
  })
  for (let block = 0; block < 4; block++) {
    for (let i = 0; i < 2; i++) engine.broadcast(kv(`${life}.${block}.${i}`, 'x'.repeat(300)))
    await engine.makeBlock()
  }
}

async function checkTold(engine: EmbeddedEngine, memory: Memory): Promise<void> {
  for (const [height, hash] of memory.told) {
    const stored = await engine.blocks.block(height)
    assert.equal(toHex(stored?.blockId.hash ?? new Uint8Array(0)), hash, `block ${height} was told`)
  }
}

const lives = fc.array(fc.record({ crashAt: fc.nat(160), seed: fc.nat() }), {
  minLength: 1,
  maxLength: 4,
})

/** Runs the lives; gives the engine of a last one without a crash. */
async function runLives(list: { crashAt: number; seed: number }[], lies: boolean) {
  const memory: Memory = { told: new Map(), txs: new Set(), signed: new Map() }
  let disk = new SimDisk(1)
  for (const [life, { crashAt, seed }] of list.entries()) {
    disk.crashAt = crashAt
    disk.ignoreSync = lies
    try {
      await live(disk, memory, life)
    } catch (error) {
      if (!disk.dead) throw error
    }
    disk = disk.reboot(seed)
  }
  const engine = await boot(disk, memory)
  await checkTold(engine, memory)
  await engine.makeBlock()
  return { engine, memory }
}

await t.test(
  'no crash of a disk that forgets loses a told block or signs a height twice',
  async (t) => {
    let crashes = 0
    await fc.assert(
      fc.asyncProperty(lives, async (list) => {
        const { engine, memory } = await runLives(list, false)
        await verifyChain(engine.blocks, genesis().chainId)
        const txs: string[] = []
        for (let h = 1n; h <= engine.blocks.height; h++)
          txs.push(...((await engine.blocks.block(h))?.block.txs.map(toHex) ?? []))
        assert.equal(new Set(txs).size, txs.length)
        for (const tx of memory.txs) assert.ok(txs.includes(tx))
        crashes += list.length
        return true
      }),
      { numRuns: 60 },
    )
    t.pass(`${crashes} lives`)
  },
)

await t.test(
  'the same with syncs that do nothing is seen to lose blocks: the test can fail',
  async (t) => {
    let lost = 0
    for (let seed = 1; seed <= 40 && lost === 0; seed++)
      try {
        await runLives([{ crashAt: 60 + seed, seed }], true)
      } catch {
        lost++
      }
    t.ok(lost > 0)
  },
)

await t.test(
  'a disk that fills up stops the engine; with room again it goes on in place',
  async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1500, max: 12_000 }), async (room) => {
        const memory: Memory = { told: new Map(), txs: new Set(), signed: new Map() }
        const disk = new SimDisk(7)
        const engine = await boot(disk, memory)
        const heights: bigint[] = []
        engine.onBlock((event) => heights.push(event.stored.block.header.height))
        disk.capacityBytes = disk.usedBytes + room
        let made = 0
        await assert.rejects(async () => {
          for (; made < 40; made++) {
            engine.broadcast(kv(made, 'x'.repeat(200)))
            await engine.makeBlock()
          }
        }, /ENOSPC/)
        assert.match(engine.halted ?? '', /ENOSPC/)
        await assert.rejects(engine.makeBlock(), /ENOSPC/)
        disk.capacityBytes = Infinity
        await engine.resume()
        await engine.makeBlock()
        await verifyChain(engine.blocks, genesis().chainId)
        const all = Array.from({ length: Number(engine.blocks.height) }, (_, i) => BigInt(i + 1))
        assert.deepEqual(heights, all)
        return true
      }),
      { numRuns: 25 },
    )
    t.pass('held')
  },
)
