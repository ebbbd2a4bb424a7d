import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import {
  type BatchItem,
  buildReceiptTree,
  MAX_BATCH,
  provePath,
  type SumNode,
  verifyPath,
} from '../../../proto/verification/receiptTree.js'

const hash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const U128_MAX = (1n << 128n) - 1n
const fee = fc.oneof(fc.bigInt({ min: 0n, max: 1000n }), fc.bigInt({ min: 0n, max: 1n << 90n }))
const item: fc.Arbitrary<BatchItem> = fc.record({
  id: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fee,
})
const batch = fc.array(item, { minLength: 1, maxLength: 40 })

await t.test('the proof of every receipt of a batch verifies, and the total is the sum', (t) => {
  fc.assert(
    fc.property(batch, (items) => {
      const tree = buildReceiptTree(hash, items)
      return (
        tree.feeTotal === items.reduce((sum, { fee }) => sum + fee, 0n) &&
        items.every((one, i) => verifyPath(hash, tree, i, one, provePath(tree, i)))
      )
    }),
    { numRuns: 100 },
  )
  t.end()
})

/** Every way to change one thing of a proof that verifies. */
function changed(
  items: readonly BatchItem[],
  at: number,
  by: bigint,
): { name: string; verifies: boolean }[] {
  const tree = buildReceiptTree(hash, items)
  const one = items[at] as BatchItem
  const path = provePath(tree, at)
  const flip = (bytes: Uint8Array): Uint8Array =>
    bytes.map((byte, i) => (i === at % bytes.length ? byte ^ 1 : byte))
  const head = { root: tree.root, count: tree.count, feeTotal: tree.feeTotal }
  const check = (
    name: string,
    change: { head?: object; index?: number; item?: object; path?: readonly SumNode[] },
  ) => ({
    name,
    verifies: verifyPath(
      hash,
      { ...head, ...change.head },
      change.index ?? at,
      { ...one, ...change.item },
      change.path ?? path,
    ),
  })
  const nodes = path.flatMap((node, i) => {
    const replace = (other: SumNode): SumNode[] => path.map((n, j) => (i === j ? other : n))
    return [
      check(`hash ${i}`, { path: replace({ ...node, hash: flip(node.hash) }) }),
      check(`sum ${i} more`, { path: replace({ ...node, sum: node.sum + by }) }),
      check(`sum ${i} less`, { path: replace({ ...node, sum: node.sum - by }) }),
      check(`sum ${i} less, total less`, {
        path: replace({ ...node, sum: node.sum - by }),
        head: { feeTotal: tree.feeTotal - by },
      }),
    ]
  })
  return [
    check('id', { item: { id: flip(one.id) } }),
    check('fee', { item: { fee: one.fee + by } }),
    check('fee and total', { item: { fee: one.fee - by }, head: { feeTotal: tree.feeTotal - by } }),
    check('root', { head: { root: flip(tree.root) } }),
    check('total', { head: { feeTotal: tree.feeTotal - by } }),
    check('count more', { head: { count: tree.count + 1 } }),
    check('count less', { head: { count: tree.count - 1 } }),
    check('another place', { index: at === 0 ? at + 1 : at - 1 }),
    check('a node more', { path: [...path, { hash: one.id, sum: 0n }] }),
    ...(path.length > 0 ? [check('a node less', { path: path.slice(1) })] : []),
    ...nodes,
  ]
}

await t.test('H15: nothing else verifies; neither a fee nor a sum can be understated', (t) => {
  const distinct = batch.map((items) =>
    items.map((one, i) => ({ ...one, id: Uint8Array.from([i, ...one.id.subarray(1)]) })),
  )
  fc.assert(
    fc.property(distinct, fc.nat(39), fc.bigInt({ min: 1n, max: 1n << 80n }), (items, n, by) => {
      const lies = changed(items, n % items.length, by).filter(({ verifies }) => verifies)
      if (lies.length > 0) throw new Error(`verifies: ${lies.map((lie) => lie.name).join(', ')}`)
    }),
    { numRuns: 100 },
  )
  t.end()
})

await t.test('what fits no tree is refused, and never throws in a proof', (t) => {
  const id = new Uint8Array(32)
  t.throws(() => buildReceiptTree(hash, []), /a batch of 0 receipts, want 1 to 1048576/)
  t.throws(() => buildReceiptTree(hash, [{ id: new Uint8Array(31), fee: 0n }]), /31 bytes/)
  t.throws(() => buildReceiptTree(hash, [{ id, fee: -1n }]), /128 bits/)
  t.throws(() => buildReceiptTree(hash, [{ id, fee: U128_MAX + 1n }]), /128 bits/)
  const half = { id, fee: (U128_MAX >> 1n) + 1n }
  t.throws(() => buildReceiptTree(hash, [half, half]), /a sum of fees outside of 128 bits/)
  const tree = buildReceiptTree(hash, [half])
  t.throws(() => provePath(tree, 1), /no leaf 1/)
  t.throws(() => provePath(tree, -1), /no leaf -1/)
  for (const [count, index] of [
    [0, 0],
    [MAX_BATCH + 1, 0],
    [1.5, 0],
    [1, 1],
    [1, -1],
    [1, 0.5],
  ] as const)
    t.notOk(verifyPath(hash, { ...tree, count }, index, half, []), `${index} of ${count}`)
  const overflow = [{ hash: id, sum: U128_MAX }]
  t.notOk(verifyPath(hash, { ...tree, count: 2 }, 0, half, overflow), 'an overflow is no sum')
  t.notOk(verifyPath(hash, { ...tree, count: 2 }, 0, half, [{ hash: id, sum: -1n }]))
  t.notOk(verifyPath(hash, { ...tree, count: 2 }, 0, half, [{ hash: id.subarray(1), sum: 1n }]))
  t.end()
})

/** The definition once more, top down, with node's own hash of pieces. */
function reference(items: readonly BatchItem[]): { hash: Buffer; sum: bigint } {
  const u128 = (n: bigint): Buffer => Buffer.from(n.toString(16).padStart(32, '0'), 'hex')
  const of = (...parts: readonly Uint8Array[]): Buffer => {
    const h = createHash('sha256')
    for (const part of parts) h.update(part)
    return h.digest()
  }
  const [first] = items
  if (items.length === 1 && first !== undefined)
    return { hash: of(Buffer.from([0]), first.id, u128(first.fee)), sum: first.fee }
  let half = 1
  while (half * 2 < items.length) half *= 2
  const [l, r] = [reference(items.slice(0, half)), reference(items.slice(half))]
  return {
    hash: of(Buffer.from([1]), l.hash, u128(l.sum), r.hash, u128(r.sum)),
    sum: l.sum + r.sum,
  }
}

await t.test('roots are those of the definition, and golden ones', (t) => {
  const items = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    id: new Uint8Array(32).fill(n),
    fee: BigInt(n),
  }))
  for (let n = 1; n <= items.length; n++) {
    const part = items.slice(0, n)
    const { hash: tree, sum } = reference(part)
    const head = Buffer.from(`infonex/receipts/1\0\0\0${String.fromCharCode(n)}`, 'latin1')
    const total = Buffer.from(sum.toString(16).padStart(32, '0'), 'hex')
    const want = hash(Buffer.concat([head, tree, total]))
    t.equal(
      Buffer.from(buildReceiptTree(hash, part).root).toString('hex'),
      Buffer.from(want).toString('hex'),
    )
  }
  const root = Buffer.from(buildReceiptTree(hash, items).root).toString('hex')
  t.equal(root, '949fd0007f4b1921c1900e05ea7e756a89e00c15a4bf44019fed52801e6c84b9')
  t.end()
})
