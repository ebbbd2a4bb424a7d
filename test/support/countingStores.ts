/** Stores that count what is asked of them: for bounds on reads and writes. */
import type { Context } from '../../chain/types/context.js'
import type { KVStore, StoreAccess, StoreBranch } from '../../chain/types/kv.js'

/** Reads (get and has) and writes (set and delete) so far. */
export interface Counts {
  reads: number
  writes: number
}

function counting(parent: KVStore, counts: Counts): KVStore {
  return {
    get(key) {
      counts.reads += 1
      return parent.get(key)
    },
    has(key) {
      counts.reads += 1
      return parent.has(key)
    },
    iterate: (start, end, reverse) => parent.iterate(start, end, reverse),
    set(key, value) {
      counts.writes += 1
      parent.set(key, value)
    },
    delete(key) {
      counts.writes += 1
      parent.delete(key)
    },
  }
}

/** The same state, with every access counted; branches of it do not count. */
export function counted(
  ctx: Context,
  stores: StoreAccess & { branch(): StoreBranch } = ctx.stores,
): { ctx: Context; counts: Counts } {
  const counts: Counts = { reads: 0, writes: 0 }
  const known = new Map<string, KVStore>()
  const store = (name: string): KVStore => {
    const found = known.get(name) ?? counting(stores.store(name), counts)
    known.set(name, found)
    return found
  }
  return { ctx: ctx.with({ stores: { store, branch: () => stores.branch() } }), counts }
}
