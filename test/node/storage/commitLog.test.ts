import assert from 'node:assert/strict'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import type { CommitRecord } from '../../../chain/types/kv.js'
import { LogWriteError, SegmentLog } from '../../../node/storage/commitLog.js'
import { SimDisk } from '../../support/simDisk.js'
import { changesOf, commitNext, expectedHashes, open, plain } from './workload.js'

const DIR = '/log'
const record = (height: bigint): CommitRecord => ({
  height,
  appHash: new Uint8Array(32).fill(Number(height)),
  changes: changesOf(height),
})
const logOn = (disk: SimDisk, lines: string[] = [], segmentBytes = 2_000): SegmentLog =>
  new SegmentLog(disk, DIR, { segmentBytes }, (line) => lines.push(line))
const heights = (log: SegmentLog, from = 1n): bigint[] => [...log.read(from)].map((r) => r.height)
const upTo = (n: number): bigint[] => Array.from({ length: n }, (_, i) => BigInt(i + 1))

await t.test('records come back in order, over files and openings, from any height', (t) => {
  const disk = new SimDisk()
  const log = logOn(disk)
  t.equal(log.firstHeight, undefined)
  t.equal(log.nextHeight, undefined)
  for (const height of upTo(30)) log.append(record(height))
  t.ok(log.segments > 3)
  t.throws(() => log.append(record(32n)), { message: /wants height 31, got 32/ })
  t.strictSame(heights(log), upTo(30))
  log.close()
  t.throws(() => log.append(record(31n)), { message: /closed/ })
  const again = logOn(disk)
  t.equal(again.firstHeight, 1n)
  t.equal(again.nextHeight, 31n)
  t.strictSame(heights(again, 17n), upTo(30).slice(16))
  const [got] = [...again.read(29n)]
  t.equal(toHex(got?.appHash ?? new Uint8Array()), toHex(record(29n).appHash))
  t.strictSame(plain(got?.changes), plain(record(29n).changes))
  t.equal(again.prune(12n) > 0, true)
  t.ok((again.firstHeight as bigint) <= 12n)
  t.strictSame(heights(again, 12n), upTo(30).slice(11))
  again.skipTo(100n)
  again.append(record(100n))
  t.strictSame(heights(logOn(disk), 100n), [100n])
  t.throws(() => heights(logOn(disk), 20n), { message: /damaged at height 31: height 100/ })
  t.end()
})

await t.test('a torn tail is cut and said; what stood before it stays', (t) => {
  const whole = new SimDisk()
  const source = logOn(whole, [], 1e6)
  for (const height of upTo(5)) source.append(record(height))
  const name = whole.list(DIR)[0] as string
  const bytes = Buffer.alloc(whole.sizeOf(`${DIR}/${name}`))
  whole.open(`${DIR}/${name}`, 'read').read(bytes, 0)
  const ends: number[] = []
  for (let i = 0; i < 5; i++) {
    const probe = new SimDisk()
    const log = logOn(probe, [], 1e6)
    for (const height of upTo(i + 1)) log.append(record(height))
    ends.push(probe.sizeOf(`${DIR}/${name}`))
  }
  for (let size = 33; size < bytes.length; size += 7) {
    const disk = new SimDisk()
    disk.mkdir(DIR)
    const file = disk.open(`${DIR}/${name}`, 'create')
    file.append(bytes.subarray(0, size))
    // Zeros are what an extended, never written file holds.
    if (size % 2 === 0) file.append(Buffer.alloc(100))
    const lines: string[] = []
    const log = logOn(disk, lines, 1e6)
    const padding = (end: number): boolean =>
      size % 2 === 0 && end - 8 < size && bytes.subarray(size, end).every((b) => b === 0)
    const kept = ends.filter((end) => end <= size || padding(end)).length
    assert.deepEqual(heights(log), upTo(kept))
    assert.match(lines.join(), /cut \d+ bytes of an unfinished record of height/)
    assert.match(
      lines.join(),
      new RegExp(`of height ${kept + 1} .* at byte ${ends[kept - 1] ?? 32};`),
    )
    log.append(record(BigInt(kept + 1)))
    assert.deepEqual(heights(logOn(disk)), upTo(kept + 1))
  }
  t.pass()
  t.end()
})

await t.test('a file that was begun by a process that then died keeps its name, too', (t) => {
  let begun = 0
  for (let seed = 1; seed <= 40; seed++) {
    const disk = new SimDisk(seed)
    const first = logOn(disk)
    // Making and filling the file are 3 operations, the 4th makes its name durable: the process ends there.
    disk.failures.set(disk.operations + 3, 'EIO')
    assert.throws(() => first.append(record(1n)), LogWriteError)
    first.close()
    const second = logOn(disk)
    begun += second.segments
    second.append(record(1n))
    assert.deepEqual(heights(logOn(disk.reboot(seed))), [1n], `seed ${seed}`)
  }
  t.equal(begun, 40, 'each found the file of the one before')
  t.end()
})

await t.test('any damaged byte of committed blocks is refused with height and offset', (t) => {
  const disk = new SimDisk()
  const log = logOn(disk, [], 1_000)
  for (const height of upTo(7)) log.append(record(height))
  const tail = disk.sizeOf(`${DIR}/${disk.list(DIR).at(-1) as string}`)
  log.append(record(8n))
  log.close()
  const names = disk.list(DIR)
  t.ok(names.length >= 2)
  let found = 0
  for (const name of names) {
    const last = name === names.at(-1)
    const size = disk.sizeOf(`${DIR}/${name}`)
    for (let at = 0; at < size; at += 3) {
      disk.damage(`${DIR}/${name}`, at)
      try {
        const got = heights(logOn(disk, [], 1_000))
        // Only the last record may look as if it was never finished; padding says nothing.
        assert.ok(got.length === 8 || (last && at >= tail), `byte ${at} of ${name}`)
      } catch (error) {
        assert.equal((error as Error).name, 'LogCorruptError')
        assert.match(
          (error as Error).message,
          /damaged at height \d+: .* in \d{20}\.log at byte \d+/,
        )
        found++
      }
      if (!last || disk.sizeOf(`${DIR}/${name}`) === size) disk.damage(`${DIR}/${name}`, at)
      else break
    }
  }
  t.ok(found > 300, `${found} damaged bytes refused`)
  t.end()
})

await t.test(
  'bytes of a transaction that look like a record do not make a torn tail a damage',
  (t) => {
    const disk = new SimDisk()
    const log = logOn(disk, [], 1e6)
    log.append(record(1n))
    const name = `${DIR}/${disk.list(DIR)[0] as string}`
    const copy = Buffer.alloc(disk.sizeOf(name) - 32)
    disk.open(name, 'read').read(copy, 32)
    copy.fill(0x11, 16, 24)
    const changes = { stores: [{ name: 'acc', changes: [{ key: copy, value: copy }] }] }
    log.append({ height: 2n, appHash: new Uint8Array(32), changes })
    log.close()
    disk.open(name, 'append').truncate(disk.sizeOf(name) - 30)
    t.strictSame(heights(logOn(disk)), [1n])
    t.end()
  },
)

await t.test(
  'a full disk refuses the block, keeps the others, and goes on when there is room',
  (t) => {
    const hashes = expectedHashes(1n, 40)
    for (const capacity of [700, 1_500, 2_222, 3_333, 4_000, 6_001, 8_003]) {
      const disk = new SimDisk(capacity)
      const state = open(disk)
      disk.capacityBytes = capacity
      let acked = 0n
      let refused: unknown
      while (refused === undefined && acked < 40n) {
        try {
          acked = commitNext(state)
        } catch (error) {
          refused = error
        }
      }
      assert.ok(refused instanceof LogWriteError, String(refused))
      assert.match(refused.message, /not committed: the disk is full \(ENOSPC\)/)
      assert.equal(refused.fatal, false)
      assert.throws(() => commitNext(state), LogWriteError)
      assert.equal(state.multiStore.version, acked)
      // Restarted while full: everything that was acknowledged is there.
      const other = open(disk.reboot(capacity))
      assert.equal(other.multiStore.version, acked)
      if (acked > 0n) assert.equal(toHex(other.multiStore.appHash), hashes.get(acked))
      // The node that stayed up goes on once there is room.
      disk.capacityBytes = Infinity
      assert.equal(commitNext(state), acked + 1n)
      assert.equal(commitNext(state), acked + 2n)
      assert.equal(open(disk.reboot()).multiStore.version, acked + 2n)
    }
    t.pass()
    t.end()
  },
)

await t.test('an error of the disk at any operation never makes a block half acknowledged', (t) => {
  const hashes = expectedHashes(1n, 60)
  const count = new SimDisk()
  const plain = open(count)
  for (let i = 0; i < 14; i++) commitNext(plain)
  let fatal = 0
  for (let at = 0; at < count.operations; at++) {
    for (const code of ['EIO', 'ENOSPC']) {
      const disk = new SimDisk(at)
      const state = open(disk)
      disk.failures.set(disk.operations + at, code)
      let acked = 0n
      for (let i = 0; i < 14; i++) {
        try {
          acked = commitNext(state)
        } catch (error) {
          assert.ok(error instanceof LogWriteError)
          if (error.fatal) fatal++
        }
      }
      const after = open(disk.reboot(at))
      assert.ok(after.multiStore.version >= acked, `${after.multiStore.version} < ${acked}`)
      assert.ok(after.multiStore.version <= acked + 1n)
      const { version, appHash } = after.multiStore
      if (version > 0n) assert.equal(toHex(appHash), hashes.get(version))
    }
  }
  t.ok(fatal > 0, 'a failed sync stops the log until the node restarts')
  t.end()
})
