import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { AuthKeeper } from '../keeper.js'
import { paramProblems, paramsItem, paramsJson } from '../params.js'

type Msg = PlainTypes['cosmos.auth.v1beta1.MsgUpdateParams']
type Response = PlainTypes['cosmos.auth.v1beta1.MsgUpdateParamsResponse']

/** The authority replaces all parameters. */
export function updateParams(keeper: AuthKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.auth.v1beta1.MsgUpdateParams',
    request: codec('cosmos.auth.v1beta1.MsgUpdateParams'),
    response: codec('cosmos.auth.v1beta1.MsgUpdateParamsResponse'),
    amino: {
      name: 'cosmos-sdk/x/auth/MsgUpdateParams',
      toAmino: ({ authority, params }) => ({
        authority,
        params: params === null ? {} : paramsJson(params),
      }),
    },
    signers: ({ authority }) => [authority],
    validateBasic: () => {},
    execute(ctx, { authority, params }) {
      keeper.checkAuthority(authority)
      if (params === null) throw SdkError.invalidRequest('params are absent')
      const [problem] = paramProblems(params)
      if (problem !== undefined) throw SdkError.invalidRequest(problem)
      paramsItem.set(ctx, params)
      return {}
    },
  }
}
