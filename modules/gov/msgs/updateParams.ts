import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { GovError } from '../errors.js'
import type { GovKeeper } from '../keeper.js'
import { paramsProblem } from '../params.js'

type Msg = PlainTypes['infonex.gov.v1.MsgUpdateParams']
type Response = PlainTypes['infonex.gov.v1.MsgUpdateParamsResponse']

/** Replaces gov's own parameters; by an announcement like all others, since nobody has the account's key. */
export function updateParams(keeper: GovKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.gov.v1.MsgUpdateParams', 'infonex.gov.v1.MsgUpdateParamsResponse'),
    signers: ({ authority }) => [authority],
    validateBasic({ params }) {
      const problem = params === null ? 'params are absent' : paramsProblem(params)
      if (problem !== undefined) throw GovError.invalidParams(problem)
    },
    execute(ctx, { authority, params }) {
      const want = keeper.addresses.toText(keeper.account)
      if (authority !== want)
        throw GovError.wrongAuthority(`authority is ${authority}, want ${want}`)
      if (params === null) throw GovError.invalidParams('params are absent')
      keeper.params.set(ctx, params)
      return {}
    },
  }
}
