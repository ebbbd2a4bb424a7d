import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { allocateShared } from '../../../chain/store/iavl/arena.js'
import { toHex } from '../../../chain/types/bytes.js'
import { readFile, writeAtomic } from '../../../node/storage/atomicFile.js'
import { realDisk } from '../../../node/storage/disk.js'
import { lockHome } from '../../../node/storage/homeLock.js'
import { snapshotsToKeep } from '../../../node/storage/snapshots.js'
import { openState } from '../../../node/storage/stateStore.js'
import { SimDisk } from '../../support/simDisk.js'
import { commitNext, expectedHashes, open, OPTIONS, POOL } from './workload.js'

const SNAPSHOTS = '/home/state/snapshots'

function built(blocks: number, first = 1n): SimDisk {
  const disk = new SimDisk()
  const state = open(disk)
  for (let i = 0; i < blocks; i++) commitNext(state, first)
  return disk
}

await t.test('opening says in words what it did', (t) => {
  t.match(open(new SimDisk()).report.join(), /the state is empty/)
  const disk = built(20)
  const state = open(disk)
  t.equal(state.multiStore.version, 20n)
  t.match(state.report.join('\n'), /restored the snapshot of height \d+: \d+ keys/)
  t.match(
    state.report.join('\n'),
    /replayed \d+ blocks of the commit log: height 20, app hash [0-9A-F]{64}/,
  )
  t.end()
})

await t.test('a chain may begin at any height', (t) => {
  for (const first of [1n, 2n, 1_000n, 1n << 40n]) {
    const hashes = expectedHashes(first, 12)
    const state = open(built(12, first))
    t.equal(state.multiStore.version, first + 11n)
    t.equal(toHex(state.multiStore.appHash), hashes.get(first + 11n))
  }
  t.end()
})

await t.test('a damaged snapshot is passed over for an older one', (t) => {
  const hashes = expectedHashes(1n, 40)
  const size = (disk: SimDisk): number => disk.sizeOf(`${SNAPSHOTS}/${newest(disk)}`)
  const newest = (disk: SimDisk): string =>
    disk
      .list(SNAPSHOTS)
      .filter((name) => name.endsWith('.snapshot'))
      .at(-1) as string
  for (let at = 0; at < size(built(20)); at += 41) {
    const disk = built(20)
    disk.damage(`${SNAPSHOTS}/${newest(disk)}`, at)
    const state = open(disk)
    assert.match(
      state.report.join('\n'),
      /passed over the snapshot of height \d+, which is damaged/,
    )
    assert.equal(state.multiStore.version, 20n)
    assert.equal(toHex(state.multiStore.appHash), hashes.get(20n))
  }
  const disk = built(20)
  for (const name of disk.list(SNAPSHOTS)) disk.damage(`${SNAPSHOTS}/${name}`, 5)
  t.throws(() => open(disk), { name: 'StateError', message: /no snapshot below it is good/ })
  t.end()
})

await t.test('the home of another application is refused', (t) => {
  const disk = built(2)
  const other = (): unknown =>
    openState(disk, '/home/state', { ...OPTIONS, names: ['acc', 'bank'] })
  t.throws(other, { name: 'StateError', message: /another application/ })
  t.end()
})

await t.test('older states come back from snapshot and log, within what is kept', (t) => {
  const hashes = expectedHashes(1n, 40)
  const state = open(built(20))
  const oldest = state.snapshots.heights[0] as bigint
  for (let height = oldest; height <= 20n; height++)
    t.equal(toHex(state.stateAt(height).appHash), hashes.get(height))
  t.throws(() => state.stateAt(1n), { name: 'StateError' })
  const snapshots = { intervalBlocks: 3, keep: 1, replayBlocks: 11, chunkBytes: 700 }
  const wide = open(new SimDisk(), { snapshots })
  while (wide.multiStore.version < 40n) {
    const height = commitNext(wide)
    for (let h = height > 11n ? height - 11n : 1n; h <= height; h++)
      assert.equal(toHex(wide.stateAt(h).appHash), hashes.get(h), `${h} at ${height}`)
  }
  t.ok((wide.snapshots.heights[0] as bigint) > 1n, 'and no more than that')
  t.throws(() => state.stateAt(21n), { name: 'StateError', message: /height 21 is not kept/ })
  t.strictSame(
    [...state.records(18n)].map((r) => r.height),
    [18n, 19n, 20n],
  )
  t.end()
})

await t.test('which snapshots are kept', (t) => {
  const kept = (heights: bigint[], keep: number, latest: bigint, window: bigint): bigint[] => [
    ...snapshotsToKeep(heights, keep, latest - window, window).kept,
  ]
  const ten = [10n, 20n, 30n, 40n, 50n, 60n, 70n, 80n, 90n]
  t.strictSame(kept(ten, 2, 95n, 50n), [40n, 70n, 80n, 90n], 'anchor 40, next anchor 70, newest 2')
  t.strictSame(kept(ten, 1, 95n, 1_000n), [90n], 'the log reaches the genesis')
  t.strictSame(kept(ten, 1, 95n, 100n), [50n, 90n], 'the next anchor of the genesis')
  t.strictSame(kept(ten, 2, 95n, 0n), [80n, 90n], 'no window')
  t.strictSame(kept([], 2, 95n, 10n), [])
  let heights: bigint[] = []
  let logFrom = 1n
  for (let h = 1n; h <= 3_000n; h++) {
    if (h % 10n === 0n) heights = kept([...heights, h], 2, h, 200n)
    if (heights[0] !== undefined && heights[0] <= h - 200n) logFrom = heights[0] + 1n
    const anchored = logFrom === 1n || heights.some((s) => s <= h - 200n && s + 1n >= logFrom)
    assert.ok(anchored && h - logFrom < 420n && heights.length <= 5, `${h}: ${heights.join()}`)
  }
  t.end()
})

await t.test('state sync: chunks of one node make the state of another', (t) => {
  const source = open(built(20))
  const [snapshot, older] = source.sync.listSnapshots()
  if (snapshot === undefined || older === undefined) throw new Error('no snapshots')
  t.ok(snapshot.height > older.height, 'newest first')
  t.ok(snapshot.chunks > 1, `${snapshot.chunks} chunks`)
  const appHash = source.stateAt(snapshot.height).appHash
  const chunk = (i: number): Uint8Array => source.sync.loadSnapshotChunk(snapshot.height, 1, i)
  t.equal(source.sync.loadSnapshotChunk(snapshot.height, 2, 0).length, 0)
  t.equal(source.sync.loadSnapshotChunk(1n, 1, 0).length, 0)
  t.equal(chunk(snapshot.chunks).length, 0)

  const disk = new SimDisk()
  const target = open(disk)
  const { sync } = target
  t.equal(sync.applySnapshotChunk(0, chunk(0), 'p'), 'abort', 'nothing was offered')
  t.equal(sync.offerSnapshot({ ...snapshot, format: 9 }, appHash), 'rejectFormat')
  t.equal(sync.offerSnapshot({ ...snapshot, hash: new Uint8Array(32) }, appHash), 'reject')
  t.equal(sync.offerSnapshot({ ...snapshot, chunks: 1 }, appHash), 'reject')
  t.equal(sync.offerSnapshot(snapshot, new Uint8Array(32)), 'accept')
  for (let i = 0; i < snapshot.chunks - 1; i++)
    t.equal(sync.applySnapshotChunk(i, chunk(i), 'p'), 'accept')
  t.equal(
    sync.applySnapshotChunk(snapshot.chunks - 1, chunk(snapshot.chunks - 1), 'p'),
    'rejectSnapshot',
    'another app hash',
  )
  t.equal(target.multiStore.version, 0n)
  t.equal(sync.offerSnapshot(snapshot, appHash), 'accept')
  t.equal(sync.applySnapshotChunk(1, chunk(1), 'p'), 'retry', 'out of order')
  t.equal(sync.applySnapshotChunk(0, chunk(1), 'p'), 'retry', 'other bytes')
  for (let i = 0; i < snapshot.chunks; i++)
    t.equal(sync.applySnapshotChunk(i, chunk(i), 'p'), 'accept')
  t.equal(target.multiStore.version, snapshot.height)
  t.equal(toHex(target.multiStore.appHash), toHex(appHash))
  t.equal(sync.offerSnapshot(snapshot, appHash), 'abort', 'not on a state')

  const next = commitNext(target)
  const again = open(disk.reboot())
  t.equal(again.multiStore.version, next)
  t.equal(toHex(again.multiStore.appHash), expectedHashes(1n, 40).get(next))
  t.strictSame(again.sync.listSnapshots()[0], snapshot, 'the same bytes on both nodes')
  t.end()
})

await t.test('on the real disk a worker writes the snapshot beside the blocks', async (t) => {
  const home = mkdtempSync(path.join(tmpdir(), 'infonex-state-'))
  t.teardown(() => {
    rmSync(home, { recursive: true })
  })
  const notes: string[] = []
  const options = {
    ...OPTIONS,
    pool: { ...POOL, allocate: allocateShared },
    note: (line: string) => void notes.push(line),
  }
  const state = openState(realDisk, home, options)
  for (let i = 0; i < 10; i++) commitNext(state)
  await state.snapshots.settled()
  for (let i = 0; i < 10; i++) commitNext(state)
  await state.snapshots.settled()
  t.ok(state.snapshots.heights.length > 0)
  t.match(notes.join('\n'), /snapshot of height \d+: \d+ bytes/)
  t.equal(state.multiStore.stats().pins, 0)
  await state.close()
  const again = openState(realDisk, home, options)
  t.match(again.report.join('\n'), /restored the snapshot/)
  t.equal(toHex(again.multiStore.appHash), expectedHashes(1n, 40).get(20n))
  await again.close()
})

await t.test('a file is replaced whole or not at all', (t) => {
  const old = Buffer.alloc(2_000, 'old')
  const fresh = Buffer.alloc(3_000, 'new')
  for (let at = 0; at < 8; at++) {
    for (let seed = 0; seed < 12; seed++) {
      const disk = new SimDisk(seed)
      disk.mkdir('/d')
      writeAtomic(disk, '/d/state.json', old)
      disk.crashAt = disk.operations + at
      let done = false
      try {
        writeAtomic(disk, '/d/state.json', fresh)
        done = true
      } catch {
        assert.ok(disk.dead)
      }
      const content = readFile(disk.reboot(seed), '/d/state.json') as Buffer
      assert.ok(content.equals(fresh) || (!done && content.equals(old)))
    }
  }
  t.equal(readFile(new SimDisk(), '/none/x') === undefined, true)
  t.end()
})

await t.test('one process works in a home; a dead one does not hold it', (t) => {
  const home = mkdtempSync(path.join(tmpdir(), 'infonex-lock-'))
  t.teardown(() => {
    rmSync(home, { recursive: true })
  })
  const unlock = lockHome(home)
  t.throws(() => lockHome(home), { name: 'HomeInUseError', message: /in use by process \d+/ })
  unlock()
  unlock()
  for (const left of ['999999999 1\n', `${process.pid} 12345\n`, 'garbage', '', '-1 0', '0']) {
    writeFileSync(path.join(home, 'LOCK'), left)
    const again = lockHome(home)
    t.throws(() => lockHome(home), { name: 'HomeInUseError' })
    again()
  }
  t.end()
})
