import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../../chain/codec/hash.js'
import { listRoot, modelId, tensorRoot } from '../../../chain/codec/merkle.js'
import { toHex } from '../../../chain/types/bytes.js'
import {
  CHUNK_BYTES,
  leafHash,
  TensorHasher,
  treePath,
  verifyChunk,
  verifyItem,
} from '../../../proto/inference/tree.js'

const bytes = (max: number) => fc.uint8Array({ maxLength: max })

await t.test('a tensor root does not depend on how its bytes are cut into pieces', async () => {
  fc.assert(
    fc.property(bytes(5000), fc.array(fc.nat(1500), { maxLength: 8 }), (data, cuts) => {
      const hasher = new TensorHasher(sha256, 'UINT8', [data.length])
      let at = 0
      for (const cut of cuts) {
        hasher.update(data.subarray(at, at + cut))
        at = Math.min(data.length, at + cut)
      }
      hasher.update(data.subarray(at))
      return toHex(hasher.root()) === toHex(tensorRoot('UINT8', [data.length], data))
    }),
  )
})

await t.test('every chunk proves itself, and no other position, chunk, count or path', async () => {
  fc.assert(
    fc.property(bytes(9000), fc.nat(), fc.nat(), fc.nat(), (data, pick, flip, move) => {
      const tensor = { dtype: 'UINT8', shape: [data.length] } as const
      const leaves: Uint8Array[] = []
      const root = new TensorHasher(sha256, 'UINT8', [data.length], leaves).update(data).root()
      const index = pick % leaves.length
      const chunk = data.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)
      const path = treePath(sha256, leaves, index)
      const ok = (i: number, c: Uint8Array, p: readonly Uint8Array[]) =>
        verifyChunk(sha256, root, tensor, i, c, p)
      if (!ok(index, chunk, path)) return false
      const forged = chunk.slice()
      if (forged.length > 0) {
        const at = flip % forged.length
        forged[at] = (forged[at] as number) ^ 1
        if (ok(index, forged, path)) return false
      }
      const other = move % (leaves.length + 2)
      if (other !== index && ok(other, chunk, path)) return false
      if (ok(index, chunk, [...path, root]) || (path.length > 0 && ok(index, chunk, path.slice(1))))
        return false
      return !verifyChunk(sha256, root, { dtype: 'INT8', shape: [data.length] }, index, chunk, path)
    }),
  )
})

await t.test('lists that differ have roots that differ, and items prove their place', async () => {
  const list = fc.array(bytes(40), { maxLength: 20 })
  fc.assert(
    fc.property(list, list, (a, b) => {
      const equal = a.map(toHex).join() === b.map(toHex).join() && a.length === b.length
      return (toHex(listRoot(a)) === toHex(listRoot(b))) === equal
    }),
  )
  fc.assert(
    fc.property(fc.array(bytes(40), { minLength: 1, maxLength: 20 }), fc.nat(), (items, pick) => {
      const index = pick % items.length
      const item = items[index] as Uint8Array
      const leaves = items.map((one, i) => leafHash(sha256, i, one))
      const path = treePath(sha256, leaves, index)
      const root = listRoot(items)
      return (
        verifyItem(sha256, root, items.length, index, item, path) &&
        !verifyItem(sha256, root, items.length + 1, index, item, path) &&
        !verifyItem(sha256, root, items.length, index + 1, item, path)
      )
    }),
  )
})

await t.test('type, shape and byte count are bound by a tensor root', async (t) => {
  const data = new Uint8Array(24)
  const roots = [
    tensorRoot('UINT8', [24], data),
    tensorRoot('INT8', [24], data),
    tensorRoot('UINT8', [2, 12], data),
    tensorRoot('UINT8', [12, 2], data),
    tensorRoot('FP32', [6], data),
    tensorRoot('UINT8', [1, 24], data),
    tensorRoot('UINT8', [25], new Uint8Array(25)),
    listRoot([data]),
  ].map(toHex)
  t.equal(new Set(roots).size, roots.length)
  t.throws(() => tensorRoot('FP32', [5], data), /24 bytes.*want 20/)
  t.throws(() => tensorRoot('FP32', [1, 1, 1, 1, 1, 1, 1, 1, 6], data), /rank 9/)
  t.throws(() => tensorRoot('FP32', [-1], data), /bad dimension/)
  t.throws(() => tensorRoot('FP32', [2 ** 30, 2 ** 30], data), /2\^40/)
})

await t.test('golden roots: these bytes are consensus', async (t) => {
  const ramp = Uint8Array.from({ length: 3000 }, (_, i) => i & 255)
  t.strictSame(
    {
      empty: toHex(tensorRoot('FP32', [0], new Uint8Array(0))),
      ramp: toHex(tensorRoot('UINT8', [3, 1000], ramp)),
      none: toHex(listRoot([])),
      three: toHex(listRoot([ramp.slice(0, 1), ramp.slice(0, 2), ramp.slice(0, 3)])),
      model: toHex(
        modelId({
          graphRoot: sha256(new Uint8Array(0)),
          weightRoots: [sha256(ramp)],
          mode: 1,
          profile: 1,
          version: 1,
        }),
      ),
    },
    {
      empty: 'a076878e441f32a4af7b66cda4db70af20c4a30bde5db829a3000b6126926928',
      ramp: '692a72525331e07f8be9bea3ddda0d99e196b6807d1da8a7063e796f237e9d07',
      none: '51af071dce90278d423d5871b7a1d836c2b8e691524a8fff4635991f708e1da1',
      three: 'b18aacc6587920d73d0c9edf49661141906aa9926cd1a16c16737a6c7dba9da7',
      model: 'a7c099956206c9cea1a33e80faabe25a725be23253316e14a922dedf34011a38',
    },
  )
})
