import type { ModelKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { ModelError } from '../errors.js'
import { paramsProblem } from '../params.js'

type Msg = PlainTypes['infonex.model.v1.MsgUpdateParams']
type Response = PlainTypes['infonex.model.v1.MsgUpdateParamsResponse']

/** The authority replaces all parameters. */
export function updateParams(keeper: ModelKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.model.v1.MsgUpdateParams', 'infonex.model.v1.MsgUpdateParamsResponse'),
    signers: ({ authority }) => [authority],
    validateBasic({ params }) {
      const problem = params === null ? 'params are absent' : paramsProblem(params)
      if (problem !== undefined) throw ModelError.invalidParams(problem)
    },
    execute(ctx, { authority, params }) {
      keeper.checkAuthority(authority)
      if (params === null) throw ModelError.invalidParams('params are absent')
      keeper.params.set(ctx, params)
      return {}
    },
  }
}
