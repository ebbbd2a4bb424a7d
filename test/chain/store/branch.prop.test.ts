import fc from 'fast-check'
import t from 'tap'
import { blockBranch } from '../../../chain/store/branch.js'
import { SortedKeys } from '../../../chain/store/sortedKeys.js'
import { compareBytes, toHex } from '../../../chain/types/bytes.js'
import type { KVStore, ReadonlyKVStore, StoreBranch } from '../../../chain/types/kv.js'

type Model = Map<string, string>
const hex = (bytes: Uint8Array): string => toHex(bytes)
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

/** What iterating over the model gives; hex order is byte order. */
function range(model: Model, start?: string, end?: string, reverse = false): string[] {
  const rows = [...model]
    .filter(([k]) => (start === undefined || k >= start) && (end === undefined || k < end))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}=${v}`)
  return reverse ? rows.reverse() : rows
}

function committed(model: Model): ReadonlyKVStore {
  return {
    get: (key) => (model.has(hex(key)) ? bytes(model.get(hex(key)) as string) : undefined),
    has: (key) => model.has(hex(key)),
    *iterate(start, end, reverse = false) {
      const [from, to] = [start && hex(start), end && hex(end)]
      for (const row of range(model, from, to, reverse)) {
        const [k, v] = row.split('=') as [string, string]
        yield [bytes(k), bytes(v)]
      }
    },
  }
}

const key = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 2, max: 3 }).map(hex),
  fc.uint8Array({ minLength: 1, maxLength: 4 }).map(hex),
)
const value = fc.uint8Array({ minLength: 1, maxLength: 3 }).map(hex)
const bound = fc.option(key, { nil: undefined })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('set' as const), key, value) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('delete' as const), key) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('get' as const), key) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('range' as const), bound, bound, fc.boolean()) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('push' as const)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('write' as const)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('flush' as const)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('drop' as const)) },
)

/** Runs steps on nested branches and on copies of a Map; true while both agree. */
function agrees(
  base: Model,
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): boolean {
  const root = blockBranch({ store: () => committed(base) })
  const models: Model[] = [new Map(base)]
  const branches: StoreBranch[] = []
  const store = (): KVStore => (branches.at(-1) ?? root).store('s')
  const model = (): Model => models.at(-1) as Model
  for (const s of steps) {
    if (s[0] === 'set') {
      store().set(bytes(s[1]), bytes(s[2]))
      model().set(s[1], s[2])
    } else if (s[0] === 'delete') {
      store().delete(bytes(s[1]))
      model().delete(s[1])
    } else if (s[0] === 'get') {
      const got = store().get(bytes(s[1]))
      if ((got && hex(got)) !== model().get(s[1])) return false
      if (store().has(bytes(s[1])) !== model().has(s[1])) return false
    } else if (s[0] === 'range') {
      const [from, to] = [s[1], s[2]].map((k) => (k === undefined ? undefined : bytes(k)))
      const rows = [...store().iterate(from, to, s[3])].map(([k, v]) => `${hex(k)}=${hex(v)}`)
      if (rows.join() !== range(model(), s[1], s[2], s[3]).join()) return false
    } else if (s[0] === 'push') {
      branches.push((branches.at(-1) ?? root).branch())
      models.push(new Map(model()))
    } else if (s[0] === 'flush') {
      // Written, and used on.
      branches.at(-1)?.write()
      if (models.length > 1) models[models.length - 2] = new Map(model())
    } else if (branches.length > 0) {
      const top = models.pop() as Model
      const branch = branches.pop() as StoreBranch
      if (s[0] === 'write') {
        branch.write()
        models[models.length - 1] = top
      }
    }
  }
  const rows = root.changes().stores.flatMap(({ changes }) => changes)
  const sorted = rows.every((r, i) => i === 0 || compareBytes(rows[i - 1]!.key, r.key) < 0)
  const after = new Map(base)
  for (const row of rows) {
    if (row.value === undefined) after.delete(hex(row.key))
    else after.set(hex(row.key), hex(row.value))
  }
  return sorted && range(after).join() === range(models[0] as Model).join()
}

await t.test('nested branches read, walk and write as a sorted map does', (t) => {
  const base = fc.array(fc.tuple(key, value), { maxLength: 12 }).map((rows) => new Map(rows))
  fc.assert(
    fc.property(base, fc.array(step, { maxLength: 80, size: 'max' }), (model, steps) =>
      agrees(model, steps),
    ),
    { numRuns: 300 },
  )
  t.end()
})

await t.test('sorted keys stay sorted through splits of buckets', (t) => {
  const keys = new SortedKeys(['m'])
  const model = ['m']
  let seed = 7
  for (let i = 0; i < 5_000; i++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    const text = String(seed)
    if (model.includes(text)) continue
    keys.add(text)
    model.push(text)
  }
  model.sort((a, b) => (a < b ? -1 : 1))
  const inside = model.filter((k) => k >= '3' && k < '7')
  t.strictSame([...keys.range(undefined, undefined, false)], model)
  t.strictSame([...keys.range('3', '7', false)], inside)
  t.strictSame([...keys.range('3', '7', true)], inside.reverse())
  t.end()
})

await t.test('empty keys and values are bugs, loudly', (t) => {
  const store = blockBranch({ store: () => committed(new Map()) }).store('s')
  const none = new Uint8Array()
  const one = Uint8Array.of(1)
  t.throws(() => store.set(none, one), { name: 'AssertionError', message: /key is not empty/ })
  t.throws(() => store.set(one, none), { name: 'AssertionError', message: /value is not empty/ })
  t.throws(() => store.delete(none), { name: 'AssertionError', message: /key is not empty/ })
  t.end()
})
