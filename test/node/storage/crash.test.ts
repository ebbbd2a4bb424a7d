import assert from 'node:assert/strict'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import { SimDisk } from '../../support/simDisk.js'
import { commitNext, expectedHashes, open } from './workload.js'

const BLOCKS = 22
const hashes = expectedHashes(1n, 2 * BLOCKS)

/** Opens and commits until `last` or the crash; returns the last height that was acknowledged. */
function work(disk: SimDisk, last: bigint, acknowledged = 0n): bigint {
  let acked = acknowledged
  try {
    const state = open(disk)
    const { version, appHash } = state.multiStore
    assert.ok(version >= acked, `height ${version}, but ${acked} was acknowledged`)
    assert.ok(version <= acked + 1n, `height ${version} after ${acked}`)
    if (version > 0n) assert.equal(toHex(appHash), hashes.get(version))
    acked = version
    while (acked < last) acked = commitNext(state)
  } catch (error) {
    if (!disk.dead) throw error
  }
  return acked
}

const plain = new SimDisk()
work(plain, BigInt(BLOCKS))
const operations = plain.operations

await t.test('the workload rotates, snapshots and prunes', (t) => {
  const log = plain.list('/home/state/log')
  const snapshots = plain.list('/home/state/snapshots')
  t.ok(log.length > 1, `segments: ${log.join(' ')}`)
  t.ok((log[0] as string) > `${'1'.padStart(20, '0')}.log`, 'the first segment was pruned')
  t.ok(snapshots.length >= 2, `snapshots: ${snapshots.join(' ')}`)
  t.ok(operations > 100, `${operations} operations`)
  t.end()
})

await t.test('a crash at any operation loses no acknowledged block', (t) => {
  let lost = 0
  for (let at = 0; at < operations; at++) {
    for (let seed = 1; seed <= 6; seed++) {
      const disk = new SimDisk(at * 31 + seed)
      disk.crashAt = at
      const acked = work(disk, BigInt(BLOCKS))
      const after = work(disk.reboot(seed), BigInt(BLOCKS) + 3n, acked)
      if (after !== BigInt(BLOCKS) + 3n) lost++
    }
  }
  t.equal(lost, 0, `${operations} crash points, 6 disks each`)
  t.end()
})

await t.test('crashes during recovery lose no acknowledged block either', (t) => {
  for (let seed = 1; seed <= 300; seed++) {
    let disk = new SimDisk(seed)
    let acked = 0n
    for (let life = 0; life < 6; life++) {
      disk.crashAt = (seed * 17 + life * 29) % (life % 2 === 0 ? 60 : 9)
      acked = work(disk, BigInt(BLOCKS), acked)
      disk = disk.reboot(seed + life)
    }
    const after = work(disk, acked + 4n, acked)
    assert.equal(after, acked + 4n)
  }
  t.pass('300 histories of six crashes')
  t.end()
})

await t.test('without the sync of a commit the same test finds lost blocks', (t) => {
  // The proof that this test can fail: a disk whose fdatasync does nothing.
  let lost = 0
  for (let seed = 1; seed <= 40; seed++) {
    const disk = new SimDisk(seed)
    disk.ignoreSync = true
    disk.crashAt = 30 + seed
    const acked = work(disk, BigInt(BLOCKS))
    try {
      work(disk.reboot(seed), BigInt(BLOCKS), acked)
    } catch {
      lost++
    }
  }
  t.ok(lost > 10, `${lost} of 40`)
  t.end()
})
