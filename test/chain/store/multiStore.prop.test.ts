import assert from 'node:assert/strict'
import {
  ics23,
  iavlSpec,
  tendermintSpec,
  verifyMembership,
  verifyNonMembership,
} from '@confio/ics23'
import fc from 'fast-check'
import t from 'tap'
import { MultiStore } from '../../../chain/store/multiStore.js'
import { verifyProof } from '../../../chain/store/verifyProof.js'
import { compareBytes, equalBytes, toHex, utf8 } from '../../../chain/types/bytes.js'
import type { ChangeSet } from '../../../chain/types/kv.js'

const NAMES = ['bank', 'acc', 'empty']
type Model = Map<string, Map<string, string>>
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const key = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 2, max: 15 }),
  fc.uint8Array({ minLength: 7, maxLength: 10, min: 254 }),
  fc.uint8Array({ minLength: 1, maxLength: 40 }),
)
const value = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 40 }),
  fc.integer({ min: 1, max: 3_000 }).map((n) => new Uint8Array(n).fill(n)),
)
const write = fc.record({
  store: fc.constantFrom('bank', 'acc'),
  key,
  value: fc.option(value, { nil: undefined, freq: 3 }),
})
const block = fc.record({
  writes: fc.array(write, { maxLength: 25, size: 'max' }),
  discarded: fc.option(fc.array(write, { maxLength: 25, size: 'max' }), {
    nil: undefined,
    freq: 3,
  }),
  pin: fc.boolean(),
  unpin: fc.boolean(),
})
type Block = typeof block extends fc.Arbitrary<infer B> ? B : never
type Write = Block['writes'][number]

function changeSet(writes: readonly Write[]): ChangeSet {
  const names = [...new Set(writes.map((w) => w.store))].sort((a, b) => (a < b ? -1 : 1))
  return {
    stores: names.map((name) => {
      const last = new Map(writes.filter((w) => w.store === name).map((w) => [text(w.key), w]))
      const changes = [...last.values()].sort((a, b) => compareBytes(a.key, b.key))
      return { name, changes: changes.map((w) => ({ key: w.key, value: w.value })) }
    }),
  }
}

function applyTo(model: Model, changes: ChangeSet): Model {
  const next = new Map([...model].map(([name, rows]) => [name, new Map(rows)]))
  for (const { name, changes: rows } of changes.stores) {
    const store = next.get(name) ?? new Map<string, string>()
    next.set(name, store)
    for (const row of rows) {
      if (row.value === undefined) store.delete(text(row.key))
      else store.set(text(row.key), text(row.value))
    }
  }
  return next
}

function rowsOf(rows: ReadonlyMap<string, string> | undefined): [string, string][] {
  return [...(rows ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The store answers at `version` exactly as the model does, and proves some of it. */
function checkVersion(store: MultiStore, version: bigint, hash: Uint8Array, model: Model): void {
  const view = store.at(version)
  assert.ok(view !== undefined)
  for (const name of store.names) {
    const want = rowsOf(model.get(name))
    const got: string[][] = [...view.store(name).iterate()].map(([k, v]) => [text(k), text(v)])
    assert.deepEqual(got, want)
    const back: string[] = [...view.store(name).iterate(undefined, undefined, true)].map(([k]) =>
      text(k),
    )
    assert.deepEqual(back, want.map(([k]) => k).reverse())
    if (want.length === 0) {
      assert.throws(() => store.prove(version, name, Uint8Array.of(1)), {
        codespace: 'sdk',
        code: 18,
      })
      continue
    }
    const probes = [want[0], want[want.length >> 1], want.at(-1)].map((row) => (row as string[])[0])
    for (const probe of [...probes, '\0', '\xff\xff\xff', `${probes[1]}\0`, `${probes[1]}z`])
      checkProof(store, version, hash, name, latin1(probe as string), model.get(name)?.get(probe!))
  }
}

function checkProof(
  store: MultiStore,
  version: bigint,
  hash: Uint8Array,
  name: string,
  key: Uint8Array,
  want: string | undefined,
): void {
  const { value, ops } = store.prove(version, name, key)
  assert.equal(value && text(value), want)
  verifyProof(ops, hash, name, key, value)
  const [tree, simple] = ops.map((op) => ics23.CommitmentProof.decode(op.data))
  const root = simple?.exist?.value as Uint8Array
  assert.ok(verifyMembership(simple!, tendermintSpec, hash, utf8(name), root))
  assert.ok(
    value === undefined
      ? verifyNonMembership(tree!, iavlSpec, root, key)
      : verifyMembership(tree!, iavlSpec, root, key, value),
  )
}

function run(blocks: readonly Block[], keepVersions: number, first: bigint): boolean {
  const pool = { poison: true, nodes: 1, arenaBytes: 64 }
  const store = new MultiStore({ names: NAMES, keepVersions, pool })
  const history: { version: bigint; hash: Uint8Array; model: Model }[] = []
  const pins: { version: bigint; release: () => void }[] = []
  let model: Model = new Map()
  for (const [i, b] of blocks.entries()) {
    const version = first + BigInt(i)
    if (b.discarded !== undefined) {
      store.stage(version, changeSet(b.discarded))
      assert.equal(store.countReachable(), store.stats().liveNodes)
      if (i % 2 === 0) store.discard()
      if (i % 2 === 0) assert.equal(store.countReachable(), store.stats().liveNodes)
    }
    const changes = changeSet(b.writes)
    const hash = store.stage(version, changes)
    assert.equal(store.countReachable(), store.stats().liveNodes)
    model = applyTo(model, changes)
    store.commit()
    assert.ok(equalBytes(store.appHash, hash))
    history.push({ version, hash, model })
    if (b.pin) pins.push({ version, release: store.pin(version) })
    if (b.unpin) pins.shift()?.release()
    assert.ok(pins.every((pin) => store.at(pin.version) !== undefined))
    assert.equal(store.countReachable(), store.stats().liveNodes)
  }
  for (const pin of pins) pin.release()
  assert.equal(store.countReachable(), store.stats().liveNodes)
  assert.ok(store.stats().versions <= Math.max(2, keepVersions))
  for (const { version, hash, model } of history) {
    if (version < store.oldestVersion) assert.equal(store.at(version), undefined)
    else checkVersion(store, version, hash, model)
  }
  return restores(store)
}

/** Export and import give the same root, figures and rows. */
function restores(store: MultiStore): boolean {
  if (store.version === 0n) return true
  const copy = new MultiStore({ names: NAMES })
  const restore = copy.restore(store.version)
  for (const item of store.export(store.version)) {
    if ('store' in item) restore.store(item.store)
    else restore.node(item.node)
  }
  assert.equal(toHex(restore.finish()), toHex(store.appHash))
  assert.equal(copy.stats().keys, store.stats().keys)
  const old = store.stats().liveBytes - copy.stats().liveBytes
  // What only old versions hold: exact, but for the keys that are gone from the latest.
  assert.ok(store.stats().oldBytes <= old && store.stats().oldBytes >= old - 64 * 25 * 14)
  const next = changeSet([{ store: 'acc', key: Uint8Array.of(5), value: Uint8Array.of(6) }])
  return equalBytes(copy.stage(store.version + 1n, next), store.stage(store.version + 1n, next))
}

await t.test('IAVL equals a sorted map and its proofs verify at every version', (t) => {
  // Beyond 2^41 a version's varint outgrows the longest prefix that the ICS-23 spec allows.
  const first = fc.constantFrom(1n, 2n, 1000n, (1n << 30n) - 3n, 1n << 40n)
  fc.assert(
    fc.property(
      fc.array(block, { maxLength: 14, size: 'max' }),
      fc.integer({ min: 1, max: 8 }),
      first,
      (blocks, keep, version) => run(blocks, keep, version),
    ),
    { numRuns: 100 },
  )
  t.end()
})

await t.test('old versions go when they hold more bytes than allowed', (t) => {
  const store = new MultiStore({ names: ['s'], keepBytes: 4_000 })
  for (let i = 1; i <= 40; i++) {
    const value = new Uint8Array(300).fill(i)
    const changes = [{ key: utf8(`k${i % 3}`), value }]
    store.stage(BigInt(i), { stores: [{ name: 's', changes }] })
    store.commit()
    t.ok(store.stats().oldBytes <= 4_000 || store.stats().versions === 2)
    const { liveBytes, oldBytes } = store.stats()
    // Three leaves and two inner nodes, a key slot and a value each.
    if (i >= 3) t.equal(liveBytes - oldBytes, 5 * 64 + 3 * 16 + 3 * 304)
  }
  t.ok(store.stats().versions < 15, 'fewer than the count allows')
  t.equal(store.at(store.oldestVersion - 1n), undefined)
  t.ok(store.at(store.oldestVersion))
  t.end()
})

await t.test('what cannot be proved is refused', (t) => {
  const store = new MultiStore({ names: ['s', 'empty'] })
  const refusal = { codespace: 'sdk', code: 18 }
  t.throws(() => store.prove(1n, 's', utf8('k')), { ...refusal, message: /not resident/ })
  const changes = [{ key: utf8('k'), value: utf8('v') }]
  store.stage(1n, { stores: [{ name: 's', changes }] })
  t.throws(() => store.prove(1n, 's', utf8('k')), { ...refusal, message: /not resident/ })
  store.commit()
  t.throws(() => store.prove(1n, 'nosuch', utf8('k')), { ...refusal, message: /no store is named/ })
  t.throws(() => store.prove(1n, 's', new Uint8Array()), {
    ...refusal,
    message: /key is not empty/,
  })
  t.throws(() => store.prove(1n, 'empty', utf8('k')), { ...refusal, message: /without any key/ })
  t.end()
})

await t.test('misuse is a bug, and leaves the store as it was', (t) => {
  const store = new MultiStore({ names: ['s'] })
  const put = (value: Uint8Array): ChangeSet => ({
    stores: [{ name: 's', changes: [{ key: utf8('k'), value }] }],
  })
  t.throws(() => store.commit(), { name: 'AssertionError' })
  store.stage(7n, put(utf8('v')))
  store.commit()
  t.throws(() => store.stage(9n, put(utf8('w'))), { message: /does not follow/ })
  t.throws(() => store.stage(8n, put(new Uint8Array())), { message: /empty/ })
  t.throws(() => store.commit(), { name: 'AssertionError' })
  t.equal(store.version, 7n)
  t.equal(store.countReachable(), 1)
  t.equal(store.stats().liveNodes, 1)
  const view = store.at(7n)?.store('s')
  for (const v of [8n, 9n, 10n]) {
    store.stage(v, put(utf8(`v${v}`)))
    store.commit()
  }
  t.equal(text(view?.get(utf8('k')) ?? new Uint8Array()), 'v')
  for (let v = 11n; v < 120n; v++) {
    store.stage(v, put(utf8(`v${v}`)))
    store.commit()
  }
  t.throws(() => view?.get(utf8('k')), { message: /after it was pruned/ })
  t.end()
})

await t.test('a change set with another app hash is refused', (t) => {
  const store = new MultiStore({ names: ['s'] })
  const changes = [{ key: utf8('k'), value: utf8('v') }]
  const set = { stores: [{ name: 's', changes }] }
  t.throws(() => store.applyChangeSet(1n, set, new Uint8Array(32)), { name: 'RestoreError' })
  t.equal(store.version, 0n)
  t.equal(store.stats().liveNodes, 0)
  const hash = store.stage(1n, set)
  store.applyChangeSet(1n, set, hash)
  t.equal(store.version, 1n)
  t.end()
})

await t.test(
  'a store that joins later changes no hash before its first key, is proven from then on, and is read from snapshots of before',
  () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(write, { maxLength: 10 }), { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: text }),
        (blocks, late) => {
          const old = new MultiStore({ names: NAMES })
          const now = new MultiStore({
            names: [...NAMES, 'audit', 'zeal'],
            joining: ['audit', 'zeal'],
          })
          blocks.forEach((writes, i) => {
            const changes = changeSet(writes)
            const hash = old.stage(BigInt(i + 1), changes)
            old.commit()
            now.applyChangeSet(BigInt(i + 1), changes, hash)
          })
          const height = BigInt(blocks.length)
          const read = new MultiStore({ names: now.names, joining: ['audit', 'zeal'] })
          const restore = read.restore(height)
          for (const item of old.export(height))
            if ('store' in item) restore.store(item.store)
            else restore.node(item.node)
          assert.deepEqual(restore.finish(old.appHash), old.appHash)
          const rows = late.map((k) => ({ key: k, value: Uint8Array.of(1) }))
          rows.sort((a, b) => compareBytes(a.key, b.key))
          const joined = { stores: [{ name: 'zeal', changes: rows }] }
          const hash = now.stage(height + 1n, joined)
          now.commit()
          read.applyChangeSet(height + 1n, joined, hash)
          assert.notDeepEqual(hash, old.appHash)
          // As if a program had had exactly these stores all the time.
          const plain = new MultiStore({ names: [...NAMES, 'zeal'] })
          blocks.forEach((writes, i) => {
            plain.stage(BigInt(i + 1), changeSet(writes))
            plain.commit()
          })
          assert.deepEqual(plain.stage(height + 1n, joined), hash)
          for (const { key: k } of rows) {
            const { value: got, ops } = now.prove(height + 1n, 'zeal', k)
            verifyProof(ops, hash, 'zeal', k, got)
          }
          assert.throws(() => now.prove(height + 1n, 'audit', Uint8Array.of(1)), { code: 18 })
          assert.throws(() => now.prove(height, 'zeal', Uint8Array.of(1)), { code: 18 })
        },
      ),
      { numRuns: 60 },
    )
    return Promise.resolve()
  },
)
