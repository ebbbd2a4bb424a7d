import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'

import type { RouterKeeper } from '../keeper.js'
import { registerProber as register } from '../probes.js'

type Msg = PlainTypes['infonex.router.v1.MsgRegisterProber']
type Response = PlainTypes['infonex.router.v1.MsgRegisterProberResponse']

/** Offers to probe, with a bond behind it. */
export function registerProber(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.router.v1.MsgRegisterProber',
      'infonex.router.v1.MsgRegisterProberResponse',
    ),
    signers: ({ prober }) => [prober],
    validateBasic({ prober }) {
      keeper.addresses.toBytes(prober)
    },
    execute(ctx, { prober }) {
      register(keeper, ctx, prober)
      return {}
    },
  }
}
