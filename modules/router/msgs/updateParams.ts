import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { paramsProblem, seatsSame } from '../params.js'
import { lapseProbes } from '../probes.js'

type Msg = PlainTypes['infonex.router.v1.MsgUpdateParams']
type Response = PlainTypes['infonex.router.v1.MsgUpdateParamsResponse']

/** Replaces the parameters; the authority alone may, after its delay. */
export function updateParams(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.router.v1.MsgUpdateParams', 'infonex.router.v1.MsgUpdateParamsResponse'),
    signers: ({ authority }) => [authority],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.authority)
      const problem = msg.params === null ? 'params is absent' : paramsProblem(msg.params)
      if (problem !== undefined) throw RouterError.invalidParams(problem)
    },
    execute(ctx, msg) {
      keeper.checkAuthority(msg.authority)
      const before = keeper.paramsOrDefault(ctx)
      const after = msg.params as NonNullable<Msg['params']>
      keeper.params.set(ctx, after)
      lapseProbes(keeper, ctx, before, after)
      if (seatsSame(before, after)) return {}
      for (const [id, server] of keeper.servers.walk(ctx))
        if (server.aggregators.length > 0) keeper.moved.add(ctx, id)
      return {}
    },
  }
}
