import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { VerificationError } from '../errors.js'
import { paramsProblem } from '../params.js'
import type { VerificationKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.verification.v1.MsgUpdateParams']
type Response = PlainTypes['infonex.verification.v1.MsgUpdateParamsResponse']

/** The authority replaces all parameters. */
export function updateParams(keeper: VerificationKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.verification.v1.MsgUpdateParams',
      'infonex.verification.v1.MsgUpdateParamsResponse',
    ),
    signers: ({ authority }) => [authority],
    validateBasic({ params }) {
      const problem = params === null ? 'params are absent' : paramsProblem(params)
      if (problem !== undefined) throw VerificationError.invalidParams(problem)
    },
    execute(ctx, { authority, params }) {
      keeper.checkAuthority(authority)
      if (params === null) throw VerificationError.invalidParams('params are absent')
      keeper.params.set(ctx, params)
      return {}
    },
  }
}
