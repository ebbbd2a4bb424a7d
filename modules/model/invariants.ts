import { modelId } from '../../chain/codec/merkle.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Invariant } from '../../chain/types/module.js'
import type { ModelKeeper } from './keeper.js'
import { COMPLETE } from './state.js'

/** What must always hold of the registry. */
export function modelInvariants(keeper: ModelKeeper): readonly Invariant[] {
  return [
    {
      name: 'ids-are-commitments',
      check(ctx) {
        for (const [id, m] of keeper.models.walk(ctx)) {
          const { graphRoot, weightRoots, mode, profile, canonicalVersion: version } = m
          const want = modelId({ graphRoot, weightRoots, mode, profile, version })
          if (!equalBytes(id, want)) return `model ${toHex(id)} has the commitments of another`
          if (!keeper.byOwner.has(ctx, [keeper.addresses.toBytes(m.owner), id]))
            return `model ${toHex(id)} is not in its owner's index`
        }
        return undefined
      },
    },
    {
      name: 'graphs-are-whole',
      check(ctx) {
        for (const [id, m] of keeper.models.walk(ctx)) {
          const posted = keeper.graph(ctx, id).length
          if (posted !== m.graphPosted || (m.status >= COMPLETE && posted !== m.graphBytes))
            return `model ${toHex(id)}: ${posted} bytes of its graph are kept`
        }
        return undefined
      },
    },
  ]
}
