import fc from 'fast-check'
import t from 'tap'
import { u64Value } from '../../../chain/collections/item.js'
import { bytesKey } from '../../../chain/collections/keys.js'
import { StoreMap } from '../../../chain/collections/map.js'
import { MAX_VISITED, paginate } from '../../../chain/collections/paginate.js'
import { toHex } from '../../../chain/types/bytes.js'
import { memoryContext } from '../../support/memoryContext.js'

const map = new StoreMap<Uint8Array, bigint>({
  store: 'x',
  prefix: Uint8Array.of(7),
  name: 'x',
  key: bytesKey,
  value: u64Value,
})

const NONE = new Uint8Array()
const request = { key: NONE, offset: 0n, limit: 0n, countTotal: false, reverse: false }

/** Keys that begin with 1 or 2; neighbours of the map are filled as well. */
const keys = fc
  .array(
    fc.tuple(fc.constantFrom(1, 2), fc.nat(3), fc.nat(255)).map((k) => Uint8Array.from(k)),
    {
      maxLength: 40,
    },
  )
  .map((list) => [...new Map(list.map((k) => [toHex(k), k])).values()])

function filled(list: readonly Uint8Array[]): ReturnType<typeof memoryContext> {
  const ctx = memoryContext()
  for (const key of list) map.set(ctx, key, BigInt(key[2] ?? 0))
  ctx.kv('x').set(Uint8Array.of(6, 255), Uint8Array.of(1))
  ctx.kv('x').set(Uint8Array.of(8), Uint8Array.of(1))
  return ctx
}

const options = fc.record({
  prefix: fc.option(fc.constantFrom(Uint8Array.of(1), Uint8Array.of(2)), { nil: undefined }),
  even: fc.boolean(),
})

/** What should be listed, by the plainest means. */
function expected(
  list: readonly Uint8Array[],
  { prefix, even }: { prefix?: Uint8Array | undefined; even: boolean },
  reverse: boolean,
): string[] {
  const found = list
    .filter((k) => prefix === undefined || k[0] === prefix[0])
    .filter((k) => !even || (k[2] ?? 0) % 2 === 0)
    .map(toHex)
    .sort((a, b) => (a < b ? -1 : 1))
  return reverse ? found.reverse() : found
}

const given = ({ prefix, even }: { prefix?: Uint8Array | undefined; even: boolean }) => ({
  ...(prefix === undefined ? {} : { prefix }),
  ...(even ? { include: (_: Uint8Array, value: bigint) => value % 2n === 0n } : {}),
})

await t.test('pages that are followed by next_key add up to the whole list, either way', (t) => {
  fc.assert(
    fc.property(
      keys,
      options,
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      (list, opt, reverse, limit) => {
        const ctx = filled(list)
        const seen: string[] = []
        let key: Uint8Array = NONE
        for (;;) {
          const page = paginate(
            ctx,
            map,
            { ...request, key, limit: BigInt(limit), reverse },
            given(opt),
          )
          if (page.items.length > limit) return false
          seen.push(...page.items.map(([k]) => toHex(k)))
          key = page.pagination.nextKey
          if (key.length === 0) break
        }
        return seen.join() === expected(list, opt, reverse).join()
      },
    ),
  )
  t.end()
})

await t.test('an offset skips so many entries, and the total counts all of them', (t) => {
  fc.assert(
    fc.property(
      keys,
      options,
      fc.boolean(),
      fc.nat(10),
      fc.integer({ min: 1, max: 7 }),
      (list, opt, reverse, offset, limit) => {
        const ask = {
          ...request,
          offset: BigInt(offset),
          limit: BigInt(limit),
          reverse,
          countTotal: true,
        }
        const page = paginate(filled(list), map, ask, given(opt))
        const all = expected(list, opt, reverse)
        return (
          page.items.map(([k]) => toHex(k)).join() === all.slice(offset, offset + limit).join() &&
          page.pagination.total === BigInt(all.length)
        )
      },
    ),
  )
  t.end()
})

await t.test(
  'limits: 100 by default and with the total, 1000 at most, no key with an offset',
  (t) => {
    const ctx = memoryContext()
    for (let i = 0; i < 1200; i++) map.set(ctx, Uint8Array.of(i >> 8, i & 255), 1n)
    const plain = paginate(ctx, map, null)
    t.equal(plain.items.length, 100)
    t.equal(plain.pagination.total, 1200n)
    const large = paginate(ctx, map, { ...request, limit: (1n << 64n) - 1n })
    t.equal(large.items.length, 1000)
    t.equal(large.pagination.total, 0n)
    t.same([...large.pagination.nextKey], [1000 >> 8, 1000 & 255])
    t.throws(
      () => paginate(ctx, map, { ...request, offset: 1n, key: Uint8Array.of(1) }),
      /InvalidArgument desc = invalid request, either offset or key is expected, got both/,
    )
    t.throws(
      () => paginate(ctx, map, { ...request, offset: BigInt(MAX_VISITED) + 1n }),
      /offset is 100001, want at most 100000: go on by key/,
    )
    t.end()
  },
)

await t.test(
  'a request that would visit too much ends with a key to go on from and no total',
  (t) => {
    const ctx = memoryContext()
    const many = MAX_VISITED + 5
    const store = {
      *iterate(start?: Uint8Array) {
        const from =
          start === undefined || start.length < 5 ? 0 : Buffer.from(start).readUInt32BE(1)
        for (let i = from; i < many; i++) {
          const key = Buffer.alloc(5, 7)
          key.writeUInt32BE(i, 1)
          yield [key, u64Value.encode(BigInt(i))] as const
        }
      },
    }
    const query = { block: ctx.block, gas: ctx.gas, kv: () => store as never }
    const include = (_: Uint8Array, value: bigint): boolean => value >= BigInt(MAX_VISITED)
    const first = paginate(query, map, { ...request, countTotal: true }, { include })
    t.same(first.items, [])
    t.equal(first.pagination.total, 0n)
    const key = first.pagination.nextKey
    t.equal(Buffer.from(key).readUInt32BE(0), MAX_VISITED)
    const second = paginate(query, map, { ...request, key }, { include })
    t.equal(second.items.length, 5)
    t.end()
  },
)
