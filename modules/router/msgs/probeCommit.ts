import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { commitProbe } from '../probeReveal.js'

type Msg = PlainTypes['infonex.router.v1.MsgProbeCommit']
type Response = PlainTypes['infonex.router.v1.MsgProbeCommitResponse']

/** A drawn prober binds itself to a client that nobody knows. */
export function probeCommit(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgProbeCommit', 'infonex.router.v1.MsgProbeCommitResponse'),
    signers: ({ prober }) => [prober],
    validateBasic({ prober, commitment }) {
      keeper.addresses.toBytes(prober)
      if (commitment.length !== 32)
        throw RouterError.wrongReveal(`commitment has ${commitment.length} bytes, want 32`)
    },
    execute(ctx, msg) {
      commitProbe(keeper, ctx, msg)
      return {}
    },
  }
}
