import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { SlaError } from '../errors.js'
import { paramsProblem } from '../params.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgUpdateParams']
type Response = PlainTypes['infonex.sla.v1.MsgUpdateParamsResponse']

/** The authority replaces all parameters; the denomination of bonds stays while there is one. */
export function updateParams(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgUpdateParams', 'infonex.sla.v1.MsgUpdateParamsResponse'),
    signers: ({ authority }) => [authority],
    validateBasic({ params }) {
      const problem = params === null ? 'params are absent' : paramsProblem(params)
      if (problem !== undefined) throw SlaError.invalidParams(problem)
    },
    execute(ctx, { authority, params }) {
      keeper.checkAuthority(authority)
      if (params === null) throw SlaError.invalidParams('params are absent')
      const { bondDenom } = keeper.paramsOrDefault(ctx)
      if (params.bondDenom !== bondDenom && keeper.hasBonds(ctx))
        throw SlaError.invalidParams(
          `bond_denom is ${params.bondDenom}, want ${bondDenom} while there are bonds`,
        )
      keeper.params.set(ctx, params)
      return {}
    },
  }
}
