import fc from 'fast-check'
import t from 'tap'
import { PackedMap } from '../../chain/collections/packedMap.js'
import { be64, fromBe64, toHex } from '../../chain/types/bytes.js'
import { memoryContext } from '../support/memoryContext.js'

const SIZE = 8
const map = new PackedMap<bigint>({
  store: 's',
  prefix: Uint8Array.of(7),
  name: 'packed',
  key: {
    size: 8,
    write: (bytes, at, key) => void bytes.set(be64(key), at),
    read: (bytes, at) => fromBe64(bytes, at),
  },
  size: SIZE,
})
const change = fc.record({
  key: fc.bigInt({ min: 0n, max: 3n }),
  at: fc.nat(SIZE - 1),
  byte: fc.nat(3),
})

await t.test('a packed map is a map of bytes in which zeros are nothing', async () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const ctx = memoryContext()
      const model = new Map<bigint, Uint8Array>()
      for (const { key, at, byte } of changes) {
        map.edit(ctx, key, (bytes) => void (bytes[at] = byte))
        const bytes = model.get(key) ?? new Uint8Array(SIZE)
        bytes[at] = byte
        model.set(key, bytes)
      }
      const stored = [...map.walk(ctx, Uint8Array.of(8))].map(([k, v]) => `${k} ${toHex(v)}`)
      const want = [0n, 1n, 2n, 3n].flatMap((k) => {
        const bytes = model.get(k)
        return bytes?.some((byte) => byte !== 0) === true ? [`${k} ${toHex(bytes)}`] : []
      })
      return stored.join() === want.join()
    }),
  )
})

await t.test('the evidence of a change leads from the bytes before to those after', async () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 3 })), (edits) => {
      const ctx = memoryContext()
      return edits.every((changes) => {
        const before = map.get(ctx, 1n).slice()
        ctx.diffs.length = 0
        map.edit(ctx, 1n, (bytes) => {
          for (const { at, byte } of changes) bytes[at] = byte
        })
        const patches = ctx.diffs.flatMap((diff) => diff.patches)
        for (const { path, value } of patches)
          before.set(Buffer.from(String(value), 'hex'), Number(path[0]))
        return toHex(before) === toHex(map.get(ctx, 1n)) && patches.length <= 1
      })
    }),
  )
})

await t.test(
  'what does not fit the layout is a bug, and nothing that was handed out changes',
  async (t) => {
    const ctx = memoryContext()
    const first = map.edit(ctx, 1n, (bytes) => void (bytes[0] = 1))
    map.edit(ctx, 1n, (bytes) => void (bytes[0] = 2))
    t.equal(first[0], 1)
    ctx.kv('s').set(map.keyBytes(2n), Uint8Array.of(1))
    t.throws(() => map.edit(ctx, 2n, () => undefined), /1 bytes, want 8/)
  },
)

await t.test('keys that are equal are the same key, whatever was asked for before', async () => {
  const pairs = new PackedMap<readonly [number, number]>({
    store: 's',
    prefix: Uint8Array.of(9),
    name: 'pairs',
    key: {
      size: 2,
      write: (bytes, at, key) => void bytes.set(key, at),
      read: (bytes, at) => [bytes[at] as number, bytes[at + 1] as number],
    },
    size: 1,
  })
  const key = fc.tuple(fc.nat(2), fc.nat(2))
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat(255))), (writes) => {
      const ctx = memoryContext()
      const model = new Map<string, number>()
      for (const [key, value] of writes) {
        const [old] = pairs.get(ctx, key)
        if (old !== (model.get(key.join()) ?? 0)) return false
        pairs.edit(ctx, key, (bytes) => void (bytes[0] = value))
        model.set(key.join(), value)
      }
      return writes.every(([key]) => pairs.get(ctx, [...key])[0] === model.get(key.join()))
    }),
  )
})
