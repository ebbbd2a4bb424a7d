/** PayWord by its definition (marketplace.md 2.3), computed again with node:crypto alone. */
import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../chain/codec/hash.js'
import {
  isPlace,
  leadsToRoot,
  payWordIdBytes,
  payWordSeed,
  payWordSignBytes,
  WordChains,
  WordError,
  WordHasher,
  WordReceiver,
} from '../../proto/payment/payword.js'

/** Written down once; words that payees hold depend on them. */
const GOLDEN = {
  root: 'ec2a008f36fe6dfb39ae638ff80874ab9ea36917c7e44a98006bce87c3950529',
  word: 'e847148dc12f8cc60af6b1596aa3f211a4179ceceeb7a500a0559770d47ef121',
  idBytes: 'infonex/payword-id/1\x03c-1\x09',
  signBytes: 'infonex/payword/1\x03c-1\x09',
}

const be32 = (n: number): Buffer => {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(n)
  return out
}
const digest = (...parts: Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()

/** All words of a commit, and its root, with nothing of ours. */
function byDefinition(seed: Uint8Array, id: Uint8Array, blocks: number, len: number) {
  const words = Array.from({ length: blocks }, (_, b) => {
    const list: Buffer[] = [createHmac('sha256', seed).update(id).update(be32(b)).digest()]
    for (let j = len - 1; j >= 0; j--)
      list.push(digest(Buffer.of(1), id, be32(b), be32(j), list.at(-1) as Buffer))
    return list.reverse()
  })
  let level = words.map((list, b) => digest(Buffer.of(0), be32(b), list[0] as Buffer))
  while (level.length > 1)
    level = level.flatMap((left, i) =>
      i % 2 === 0 ? [digest(Buffer.of(2), left, level[i + 1] as Buffer)] : [],
    )
  return { words, root: level[0] as Buffer }
}

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const log2 = fc.nat({ max: 4 })

await t.test('words, root and proofs are those of the definition, by either SHA-256', async () => {
  fc.assert(
    fc.property(bytes32, bytes32, log2, log2, (seed, id, log2Blocks, log2Len) => {
      const want = byDefinition(seed, id, 1 << log2Blocks, 1 << log2Len)
      return [sha256, nobleSha256].every((hash) => {
        const chains = new WordChains(hash, seed, { id, log2Blocks, log2Len })
        const hasher = new WordHasher(hash, { id, log2Blocks, log2Len })
        if (Buffer.compare(chains.root, want.root) !== 0) return false
        return want.words.every((list, block) =>
          list.slice(1).every((word, i) => {
            const got = chains.word(block, i + 1)
            const at = { block, index: i + 1, word: got, proof: chains.proof(block) }
            return Buffer.compare(got, word) === 0 && leadsToRoot(hasher, chains.root, at)
          }),
        )
      })
    }),
    { numRuns: 40 },
  )
})

await t.test(
  'a seed is HKDF-SHA-256 of the payment key, salted with the channel (H25)',
  async () => {
    const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
    const key = fc.uint8Array({ minLength: 32, maxLength: 100 })
    fc.assert(
      fc.property(key, bytes32, u64, (paymentKey, channelId, epoch) => {
        const number = Buffer.alloc(8)
        number.writeBigUInt64BE(epoch)
        const info = Buffer.concat([Buffer.from('infonex/payword-seed/1'), number])
        const want = Buffer.from(hkdfSync('sha256', paymentKey, channelId, info, 32))
        return Buffer.compare(payWordSeed(sha256, paymentKey, channelId, epoch), want) === 0
      }),
    )
  },
)

await t.test('golden: a commit of 4 blocks of 8', (t) => {
  const id = digest(Buffer.from('golden id'))
  const chains = new WordChains(sha256, digest(Buffer.from('golden seed')), {
    ...{ id, log2Blocks: 2, log2Len: 3 },
  })
  t.equal(Buffer.from(chains.root).toString('hex'), GOLDEN.root)
  t.equal(Buffer.from(chains.word(2, 5)).toString('hex'), GOLDEN.word)
  const message = Uint8Array.of(9)
  t.equal(Buffer.from(payWordIdBytes('c-1', message)).toString('latin1'), GOLDEN.idBytes)
  t.equal(Buffer.from(payWordSignBytes('c-1', message)).toString('latin1'), GOLDEN.signBytes)
  t.end()
})

await t.test('places, shapes and keys that are none', (t) => {
  const id = new Uint8Array(32)
  const shape = { id, log2Blocks: 1, log2Len: 1 }
  const rows: [number, number, boolean][] = [
    ...([
      [0, 1, true],
      [1, 2, true],
      [0, 0, false],
      [0, 3, false],
      [2, 1, false],
    ] as const),
    ...([
      [-1, 1, false],
      [0.5, 1, false],
      [0, 1.5, false],
      [Number.NaN, 1, false],
    ] as const),
  ].map(([b, j, ok]) => [b, j, ok])
  for (const [b, j, ok] of rows) t.equal(isPlace(shape, b, j), ok, `${b}, ${j}`)
  for (const bad of [
    { id: new Uint8Array(31) },
    { log2Blocks: 11 },
    { log2Len: -1 },
    { log2Len: 0.5 },
  ])
    t.throws(() => new WordHasher(sha256, { ...shape, ...bad }), RangeError)
  t.throws(() => payWordSeed(sha256, new Uint8Array(31), id, 0n), RangeError)
  const chains = new WordChains(sha256, id, shape)
  t.throws(() => chains.word(0, 0), RangeError)
  const hasher = new WordHasher(sha256, shape)
  const good = { block: 0, index: 1, word: chains.word(0, 1), proof: chains.proof(0) }
  t.notOk(leadsToRoot(hasher, chains.root, { ...good, word: new Uint8Array(31) }))
  t.notOk(leadsToRoot(hasher, chains.root, { ...good, proof: [] }))
  t.notOk(leadsToRoot(hasher, chains.root, { ...good, proof: [new Uint8Array(31)] }))
  const payee = new WordReceiver(hasher, chains.root)
  payee.accept(0, 1, good.word, good.proof)
  for (const index of [Number.NaN, 1.5, -1, 1, 3, 2 ** 40])
    t.throws(() => payee.accept(0, index, good.word), WordError)
  t.throws(() => payee.accept(Number.NaN, 1, good.word, good.proof), WordError)
  t.throws(() => payee.accept(0, 2, new Uint8Array(31)), WordError)
  t.equal(payee.position?.index, 1)
  t.end()
})
