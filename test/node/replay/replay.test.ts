/** A home that ran, was killed or was tampered with, run again block by block. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { be64, compareBytes } from '../../../chain/types/bytes.js'
import type { ChangeSet } from '../../../chain/types/kv.js'
import { KvBlockStore } from '../../../node/engine/blockStore.js'
import { LevelKvDb } from '../../../node/engine/kvDb.js'
import { homeFiles } from '../../../node/genesis/home.js'
import { changeDifference, type Mismatch } from '../../../node/replay/compare.js'
import { replay } from '../../../node/replay/replay.js'
import { SegmentLog } from '../../../node/storage/commitLog.js'
import { realDisk } from '../../../node/storage/disk.js'
import { devKey, signSend } from '../../support/load.js'
import { spawnNode } from '../../support/nodeProcess.js'
import { rpcCall } from '../../support/rpcCall.js'

const home = await mkdtemp(path.join(tmpdir(), 'infonex-replay-test-'))
t.teardown(() => rm(home, { recursive: true, force: true }))
const CHAIN = 'infonex-dev-1'
const options = {
  home,
  chainId: CHAIN,
  rpcAddress: 'tcp://127.0.0.1:0',
  apiAddress: false,
  grpcAddress: false,
  logLevel: 'silent',
} as const

/** Runs a node, sends `count` transactions (the last one fails in its block), ends it. */
async function live(first: number, count: number, end: 'stop' | 'kill'): Promise<void> {
  const node = await spawnNode(options)
  const from = await devKey(0)
  const to = await devKey(1)
  for (let i = first; i < first + count; i++) {
    const amount = i === first + count - 1 ? 10n ** 30n : 5n
    const tx = signSend({
      from,
      to: to.address,
      amount,
      accountNumber: 0n,
      sequence: BigInt(i),
      chainId: CHAIN,
    })
    await rpcCall(node.urls.rpc, 'broadcast_tx_commit', { tx: Buffer.from(tx).toString('base64') })
  }
  await (end === 'stop' ? node.stop() : node.kill())
}

await live(0, 3, 'stop')
await live(3, 2, 'kill')

await t.test('a home that was stopped, and killed, replays to the same hashes', async (t) => {
  const bars: number[] = []
  const all = await replay({ home, progress: (done) => bars.push(done) })
  t.equal(all.mismatch, null)
  t.equal(all.started_at, 'genesis')
  t.equal(all.blocks, Number(all.to))
  t.ok(all.txs >= 5, `${all.txs} transactions, the beacon's among them`)
  t.same(
    bars,
    Array.from({ length: all.blocks }, (_, i) => i + 1),
    'progress goes block by block',
  )
  const part = await replay({ home, from: 4n, to: BigInt(all.to) - 1n, workers: 0 })
  t.equal(part.mismatch, null)
  t.match(part.started_at, /state of height 3/)
  const end = await replay({ home, from: BigInt(all.to) })
  t.equal(end.app_hash, all.app_hash, 'from the middle as from genesis')
})

await t.test('a replay changes no byte of the home, after a stop or a kill', async (t) => {
  const bytes = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort((a, b) => (a < b ? -1 : 1))
        .map((file) => [file, readFileSync(file).toString('base64')]),
    )
  const before = bytes()
  t.ok(Object.keys(before).some((file) => file.includes('blocks')))
  t.equal((await replay({ home })).mismatch, null)
  t.same(bytes(), before)
})

await t.test('it says which heights it has, and leaves a home in use alone', async (t) => {
  await t.rejects(replay({ home, from: 0n }), /heights 0 to \d+ were asked for, 1 to \d+ are kept/)
  await t.rejects(replay({ home, to: 999n }), /were asked for/)
  await t.rejects(replay({ home: path.join(home, 'none') }), /holds no blocks/)
  const node = await spawnNode(options)
  await t.rejects(replay({ home }), /is in use by process/)
  await node.stop()
})

/** A copy of the home in which something was changed, and what a replay of it finds. */
async function tampered(change: (copy: string) => Promise<void> | void): Promise<Mismatch | null> {
  const copy = await mkdtemp(path.join(tmpdir(), 'infonex-replay-copy-'))
  try {
    await cp(home, copy, { recursive: true })
    await rm(path.join(copy, 'LOCK'), { force: true })
    await change(copy)
    return (await replay({ home: copy, workers: 0 })).mismatch
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

await t.test('a tampered log record is found by block, store and key', async (t) => {
  const found = await tampered((copy) => {
    const dir = path.join(homeFiles(copy).state, 'log')
    const old = new SegmentLog(realDisk, dir, {}, () => undefined)
    const records = [...old.read(1n)]
    old.close()
    rmSync(dir, { recursive: true })
    const log = new SegmentLog(realDisk, dir, {}, () => undefined)
    for (const { height, appHash, changes } of records) {
      const stores = changes.stores.map(({ name, changes: rows }) => ({
        name,
        changes: rows.map((row, i) =>
          height === 3n && name === 'acc' && i === 0 ? { ...row, value: Buffer.from('f') } : row,
        ),
      }))
      log.append({ height, appHash, changes: height === 3n ? { stores } : changes })
    }
    log.close()
  })
  t.match(found, { height: '3', what: 'state', store: 'acc', expected: '66' })
  t.match(found?.key, /^[0-9a-f]+$/)
})

await t.test('a tampered block is found', async (t) => {
  const found = await tampered(async (copy) => {
    const db = await LevelKvDb.open(homeFiles(copy).blocks)
    const key = Buffer.concat([Buffer.from('b'), be64(3n)])
    const bytes = Buffer.from((await db.get(key)) ?? [])
    const at = bytes.lastIndexOf('uinx')
    t.ok(at > 0, 'the block holds a send')
    bytes[at] = 0x75 ^ 1
    await db.batch([{ type: 'put', key, value: bytes }])
    await db.close()
  })
  t.match(found, { height: '3', what: 'block' })
})

await t.test('another parameter in genesis is found at the first block', async (t) => {
  const found = await tampered((copy) => {
    const file = homeFiles(copy).genesis
    const text = readFileSync(file, 'utf8')
    const other = text.replace('"max_memo_characters": "256"', '"max_memo_characters": "255"')
    t.not(other, text)
    writeFileSync(file, other)
  })
  t.match(found, { height: '1', what: 'state', store: 'acc' })
})

await t.test('damage in the middle of the log is refused with height and offset', async (t) => {
  const replayed = tampered((copy) => {
    const dir = path.join(homeFiles(copy).state, 'log')
    const file = path.join(dir, readdirSync(dir)[0] ?? '')
    const bytes = readFileSync(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(file, bytes)
  })
  await t.rejects(replayed, /height 1.*byte 32|byte 32.*height 1/)
})

await t.test('a tampered result is found and named', async (t) => {
  const blocks = await KvBlockStore.open(await LevelKvDb.open(homeFiles(home).blocks))
  let height = 1n
  for (; ; height++) {
    const results = await blocks.results(height)
    if ((results?.txResults.length ?? 0) < 2) continue
    const txResults = (results?.txResults ?? []).map((r, i) =>
      i === 1 ? { ...r, gasUsed: r.gasUsed + 1n } : r,
    )
    if (results !== undefined) await blocks.saveResults(height, { ...results, txResults })
    break
  }
  await blocks.close()
  const { mismatch } = await replay({ home })
  t.match(mismatch, { height: `${height}`, what: 'tx_result', tx_index: 1, field: 'gasUsed' })
  t.match(mismatch?.tx_hash, /^[0-9A-F]{64}$/)
  t.equal(BigInt(mismatch?.expected ?? 0), BigInt(mismatch?.got ?? 0) + 1n)
})

const keys = fc.uint8Array({ minLength: 1, maxLength: 2 })
const changes = fc
  .uniqueArray(fc.tuple(keys, fc.option(keys)), {
    maxLength: 6,
    selector: ([key]) => Buffer.from(key).toString('hex'),
  })
  .map((list) =>
    list
      .map(([key, value]) => ({ key, value: value ?? undefined }))
      .sort((a, b) => compareBytes(a.key, b.key)),
  )
const changeSet: fc.Arbitrary<ChangeSet> = fc
  .record({ a: changes, b: changes })
  .map(({ a, b }) => ({
    stores: [
      { name: 'a', changes: a },
      { name: 'b', changes: b },
    ].filter((s) => s.changes.length > 0),
  }))
const flat = (set: ChangeSet): Map<string, string> =>
  new Map(
    set.stores.flatMap(({ name, changes: list }) =>
      list.map(({ key, value }): [string, string] => [
        `${name} ${Buffer.from(key).toString('hex')}`,
        value === undefined ? 'deleted' : Buffer.from(value).toString('hex'),
      ]),
    ),
  )

await t.test('the first key named is the lowest that two change sets treat unlike', async () => {
  fc.assert(
    fc.property(changeSet, changeSet, (one, other) => {
      const [a, b] = [flat(one), flat(other)]
      const unlike = [...new Set([...a.keys(), ...b.keys()])]
        .filter((key) => a.get(key) !== b.get(key))
        .sort((x, y) => (x < y ? -1 : 1))
      const found = changeDifference(one, other)
      return unlike.length === 0
        ? found === undefined
        : found !== undefined && `${found.store} ${found.key}` === unlike[0]
    }),
    { numRuns: 300 },
  )
})
