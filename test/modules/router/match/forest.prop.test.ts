import fc from 'fast-check'
import t from 'tap'
import { compareBytes, toHex } from '../../../../chain/types/bytes.js'
import type { Context } from '../../../../chain/types/context.js'
import { CLASSES, classSum, FANOUT, Forest } from '../../../../modules/router/match/forest.js'
import { readU48, sumU48, writeU48 } from '../../../../modules/router/match/packed.js'
import { counted } from '../../../support/countingStores.js'
import { memoryContext } from '../../../support/memoryContext.js'

const STORE = 'match'
const AT = { market: 7, cell: 3, lane: 1 }
const forest = new Forest({ store: STORE, nodes: Uint8Array.of(1), heads: Uint8Array.of(2) })
const NODES_END = Uint8Array.of(2)

const weight = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.nat(268_435_455))
// Near the bounds of levels, where trees grow.
const leaf = fc.oneof(
  fc.nat(40),
  fc.constantFrom(15, 16, 255, 256, 4095, 4096, 65_535, 65_536, 1_048_575),
)
const op = fc.record({ klass: fc.constantFrom(0, 1, 31), leaf, weight })
const ops = fc.array(op, { maxLength: 40 })

/** Every stored byte. */
function dump(ctx: Context): string {
  return [...ctx.kv(STORE).iterate()].map(([k, v]) => `${toHex(k)}=${toHex(v)}`).join('\n')
}

/** What is wrong with the nodes of a forest; undefined if each is the sum of its children. */
function nodesProblem(ctx: Context): string | undefined {
  const sums = new Map<string, number>()
  const name = (klass: number, level: number, index: number): string => `${klass}.${level}.${index}`
  for (const [at, bytes] of forest.nodes.walk(ctx, NODES_END))
    sums.set(name(at.klass, at.level, at.index), sumU48(bytes, FANOUT))
  const claimed = new Map<string, number>()
  const depths = new Map<number, number>()
  for (const [at, bytes] of forest.nodes.walk(ctx, NODES_END)) {
    depths.set(at.klass, Math.max(depths.get(at.klass) ?? 0, at.level))
    if (at.level === 0) continue
    for (let child = 0; child < FANOUT; child++) {
      const sum = readU48(bytes, child * 6)
      if (sum > 0) claimed.set(name(at.klass, at.level - 1, at.index * FANOUT + child), sum)
    }
  }
  const head = forest.head(ctx, AT)
  for (const [klass, level] of depths) claimed.set(name(klass, level, 0), classSum(head, klass))
  for (const [key, sum] of sums)
    if (sum === 0 || claimed.get(key) !== sum) return `${key}: ${sum}, not ${claimed.get(key)}`
  return claimed.size === sums.size ? undefined : 'a parent claims a child that is not there'
}

await t.test('u48: what is written is read', async (t) => {
  fc.assert(
    fc.property(fc.nat(281_474_976_710_655), fc.nat(9), (value, at) => {
      const bytes = new Uint8Array(16)
      writeU48(bytes, at, value)
      return readU48(bytes, at) === value && bytes.filter((b) => b !== 0).length <= 6
    }),
  )
  t.throws(() => writeU48(new Uint8Array(6), 0, 281_474_976_710_656))
  t.throws(() => writeU48(new Uint8Array(6), 0, 0.5))
})

await t.test('R1: sums are those of the leaves after any changes, in every node', async () => {
  fc.assert(
    fc.property(ops, (changes) => {
      const ctx = memoryContext()
      const model = new Map<string, number>()
      for (const { klass, leaf, weight } of changes) {
        const sum = forest.set(ctx, AT, klass, leaf, weight)
        model.set(`${klass}/${leaf}`, weight)
        if (sum !== classSum(forest.head(ctx, AT), klass)) return false
      }
      for (let klass = 0; klass < CLASSES; klass++) {
        const mine = [...model].filter(([key]) => key.startsWith(`${klass}/`))
        const want = mine.reduce((sum, [, weight]) => sum + weight, 0)
        if (classSum(forest.head(ctx, AT), klass) !== want) return false
        for (const [key, weight] of mine)
          if (forest.weight(ctx, AT, klass, Number(key.split('/')[1])) !== weight) return false
      }
      return nodesProblem(ctx) === undefined
    }),
    { numRuns: 100 },
  )
})

await t.test('R1: a tree whose leaves are all taken out has no nodes', async (t) => {
  fc.assert(
    fc.property(ops, (changes) => {
      const ctx = memoryContext()
      for (const { klass, leaf, weight } of changes) forest.set(ctx, AT, klass, leaf, weight)
      for (const { klass, leaf } of changes) forest.set(ctx, AT, klass, leaf, 0)
      return [...forest.nodes.walk(ctx, NODES_END)].length === 0
    }),
    { numRuns: 50 },
  )
  const ctx = memoryContext()
  forest.set(ctx, AT, 0, 3, 5)
  t.equal([...forest.nodes.walk(ctx, NODES_END)].length, 1)
})

await t.test('R2: draws 0 to sum - 1 hit each leaf exactly as often as it weighs', async () => {
  const small = fc.uniqueArray(fc.record({ leaf, weight: fc.integer({ min: 0, max: 12 }) }), {
    selector: ({ leaf }) => leaf,
    maxLength: 20,
  })
  fc.assert(
    fc.property(small, (leaves) => {
      const ctx = memoryContext()
      for (const { leaf, weight } of leaves) forest.set(ctx, AT, 4, leaf, weight)
      const head = forest.head(ctx, AT)
      const hits = new Map<number, number>()
      for (let x = 0; x < classSum(head, 4); x++) {
        const drawn = forest.draw(ctx, AT, head, 4, x)
        const before = hits.get(drawn.leaf) ?? 0
        // Draws within a leaf are in order, so that a walk knows where the next one begins.
        if (drawn.rest !== before) return false
        hits.set(drawn.leaf, before + 1)
      }
      return leaves.every(({ leaf, weight }) => (hits.get(leaf) ?? 0) === weight)
    }),
    { numRuns: 100 },
  )
})

await t.test('R4: the bytes do not tell in what order leaves came', async () => {
  const unique = fc.uniqueArray(op, { selector: ({ klass, leaf }) => `${klass}/${leaf}` })
  fc.assert(
    fc.property(unique, fc.infiniteStream(fc.nat()), (changes, noise) => {
      const [one, other] = [memoryContext(), memoryContext()]
      const shuffled = changes
        .map((change) => ({ change, at: noise.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ change }) => change)
      const byBytes = [...changes].sort((a, b) =>
        compareBytes(Uint8Array.of(a.klass), Uint8Array.of(b.klass)),
      )
      for (const { klass, leaf, weight } of byBytes) forest.set(one, AT, klass, leaf, weight)
      for (const { klass, leaf, weight } of shuffled) forest.set(other, AT, klass, leaf, weight)
      return dump(one) === dump(other)
    }),
    { numRuns: 60 },
  )
})

await t.test(
  'R6: a change and a draw read a node a level; a change writes one a level',
  async () => {
    fc.assert(
      fc.property(fc.nat(1_048_575), leaf, (last, changed) => {
        const plain = memoryContext()
        forest.set(plain, AT, 0, last, 1)
        let levels = 1
        while (16 ** levels <= Math.max(last, changed)) levels += 1
        const { ctx, counts } = counted(plain)
        forest.set(ctx, AT, 0, changed, 5)
        const { reads, writes } = { ...counts }
        const head = forest.head(ctx, AT)
        const before = counts.reads
        forest.draw(ctx, AT, head, 0, 0)
        // A tree that grows makes at most one new root a level.
        return (
          reads <= 2 * levels + 1 && writes <= 2 * levels + 1 && counts.reads - before <= levels
        )
      }),
    )
  },
)

await t.test('weights out of range are refused, and leaves that no tree has', async (t) => {
  const ctx = memoryContext()
  t.throws(() => forest.set(ctx, AT, 0, 0, -1))
  t.throws(() => forest.set(ctx, AT, 0, 0, 1.5))
  t.throws(() => forest.set(ctx, AT, 0, 0, 268_435_456))
  t.throws(() => forest.set(ctx, AT, 0, 1_048_576, 1))
  t.throws(() => forest.set(ctx, AT, 32, 0, 1))
  t.throws(() => forest.draw(ctx, AT, forest.head(ctx, AT), 0, 0), 'an empty tree has no draw')
  t.equal(dump(ctx), '')
  forest.set(ctx, AT, 0, 3, 1)
  const before = dump(ctx)
  forest.set(ctx, AT, 0, 70_000, 0)
  t.equal(dump(ctx), before, 'to take out what is not there changes nothing')
})
