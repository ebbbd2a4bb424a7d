import fc from 'fast-check'
import t from 'tap'
import { equalBytes } from '../../chain/types/bytes.js'
import { addressBytes, address, addresses, at, memoryContext } from './memoryContext.js'
import { MemStores } from './memStore.js'

const step = fc.record({
  key: fc.uint8Array({ minLength: 1, maxLength: 2 }),
  value: fc.option(fc.uint8Array({ minLength: 1, maxLength: 3 })),
})

await t.test(
  'a written branch equals the same writes made directly, a dropped one nothing',
  (t) => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), fc.boolean(), (first, second, keep) => {
        const direct = new MemStores()
        const branched = new MemStores()
        const branch = branched.branch()
        for (const [steps, inBranch] of [[first, branched] as const, [second, branch] as const])
          for (const { key, value } of steps)
            for (const stores of inBranch === branch && !keep ? [inBranch] : [direct, inBranch])
              if (value === null) stores.store('s').delete(key)
              else stores.store('s').set(key, value)
        const seen = [...branch.store('s').iterate()].map(([k]) => k)
        if (keep) branch.write()
        const sorted = seen.every((k, i) => i === 0 || !equalBytes(k, seen[i - 1] as Uint8Array))
        return sorted && JSON.stringify(direct.dump()) === JSON.stringify(branched.dump())
      }),
    )
    t.end()
  },
)

await t.test(
  'a context is at height 1, charges no one, and keeps its state at later heights',
  (t) => {
    const ctx = memoryContext()
    t.equal(ctx.height, 1n)
    ctx.kv('x').set(Uint8Array.of(1), Uint8Array.of(2))
    const next = at(ctx, { height: 7n }, 'query')
    t.equal(next.height, 7n)
    t.same(next.kv('x').get(Uint8Array.of(1)), Uint8Array.of(2))
    t.same(addresses.toBytes(address(300)), addressBytes(300))
    t.throws(() => new MemStores(['a']).store('b'), /no store b/)
    t.end()
  },
)
