import type { PaymentKeeper } from '../keeper.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { PaymentError } from '../errors.js'
import { paramsProblem } from '../params.js'

type Msg = PlainTypes['infonex.payment.v1.MsgUpdateParams']
type Response = PlainTypes['infonex.payment.v1.MsgUpdateParamsResponse']

/** The authority replaces all parameters. */
export function updateParams(keeper: PaymentKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.payment.v1.MsgUpdateParams',
      'infonex.payment.v1.MsgUpdateParamsResponse',
    ),
    signers: ({ authority }) => [authority],
    validateBasic({ params }) {
      const problem = params === null ? 'params are absent' : paramsProblem(params)
      if (problem !== undefined) throw PaymentError.invalidParams(problem)
    },
    execute(ctx, { authority, params }) {
      keeper.checkAuthority(authority)
      if (params === null) throw PaymentError.invalidParams('params are absent')
      keeper.params.set(ctx, params)
      return {}
    },
  }
}
