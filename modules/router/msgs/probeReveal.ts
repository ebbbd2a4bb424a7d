import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { revealProbe } from '../probeReveal.js'

type Msg = PlainTypes['infonex.router.v1.MsgProbeReveal']
type Response = PlainTypes['infonex.router.v1.MsgProbeRevealResponse']

/** Shows after the epoch who the client was, and what it saw. */
export function probeReveal(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgProbeReveal', 'infonex.router.v1.MsgProbeRevealResponse'),
    signers: ({ prober }) => [prober],
    validateBasic({ prober, client, nonce }) {
      keeper.addresses.toBytes(prober)
      keeper.addresses.toBytes(client)
      if (nonce.length !== 32)
        throw RouterError.wrongReveal(`nonce has ${nonce.length} bytes, want 32`)
    },
    execute(ctx, msg) {
      return revealProbe(keeper, ctx, msg)
    },
  }
}
