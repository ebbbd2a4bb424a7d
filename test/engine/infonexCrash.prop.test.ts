/** A whole node on a disk that drops, tears and reorders what was not synced, and dies at any operation. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { simulateDisk } from '../sim/disk.js'
import { type DiskNode, lossesOf, openNode, type Told, work } from '../sim/nodeOnDisk.js'
import { SimDisk } from '../support/simDisk.js'

const nothing = (): Told => ({ blocks: new Map(), txs: new Set() })

async function check(node: DiskNode, told: Told): Promise<void> {
  assert.deepEqual(await lossesOf(node, told), { lost: 0, mismatches: [] })
}

await t.test('engine and application run together, and a light client verifies it', async (t) => {
  const told = nothing()
  const node = await openNode(new SimDisk(3))
  await work(node, told, 6)
  await check(node, told)
  t.equal(told.txs.size, 18)
  t.equal(node.engine.status().latestHeight, 7n)
  const stored = await node.engine.blocks.block(7n)
  t.equal(stored?.block.txs.length, 4, 'three sends and the beacon')
})

await t.test('any crash on a disk that forgets: nothing told is lost, one app hash', async (t) => {
  const { failures, crashes, txsTold } = await simulateDisk({ runs: 40, seed: 1 })
  t.same(failures, [])
  t.ok(crashes > 40 && txsTold > 100, `${crashes} crashes, ${txsTold} transactions told`)
})

await t.test('the sync of each kind of file is needed: left out, it is found', async (t) => {
  for (const file of ['/log/', '/snapshots/', '/blocks', '/data/state.json', '/config/key.json']) {
    const { lost, refused } = await simulateDisk({ runs: 12, seed: 1, ignoreSync: file })
    t.ok(lost + refused > 0, `${file}: ${lost} lost, ${refused} homes refused`)
  }
})

await t.test('a full disk stops the node; with room again it goes on in place', async (t) => {
  let stops = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 3000, max: 30_000 }), async (room) => {
      const told = nothing()
      const disk = new SimDisk(5)
      const node = await openNode(disk)
      disk.capacityBytes = disk.usedBytes + room
      try {
        await work(node, told, 6)
      } catch (error) {
        assert.match(String(error), /ENOSPC/)
        assert.match(node.engine.halted ?? '', /ENOSPC/)
        stops++
      }
      disk.capacityBytes = Infinity
      await node.engine.resume()
      await node.engine.makeBlock()
      await check(node, told)
      return true
    }),
    { numRuns: 12 },
  )
  t.ok(stops > 3, `${stops} stops`)
})
