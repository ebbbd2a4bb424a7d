import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'

import type { RouterKeeper } from '../keeper.js'
import { retireProber as retire } from '../probes.js'

type Msg = PlainTypes['infonex.router.v1.MsgRetireProber']
type Response = PlainTypes['infonex.router.v1.MsgRetireProberResponse']

/** Offers it no more; the bond is free again. */
export function retireProber(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgRetireProber', 'infonex.router.v1.MsgRetireProberResponse'),
    signers: ({ prober }) => [prober],
    validateBasic({ prober }) {
      keeper.addresses.toBytes(prober)
    },
    execute(ctx, { prober }) {
      retire(keeper, ctx, prober)
      return {}
    },
  }
}
