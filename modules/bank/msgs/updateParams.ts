import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { sendEnabledJson } from '../json.js'
import type { BankKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.bank.v1beta1.MsgUpdateParams']
type Response = PlainTypes['cosmos.bank.v1beta1.MsgUpdateParamsResponse']

/** The authority replaces all parameters. */
export function updateParams(keeper: BankKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.bank.v1beta1.MsgUpdateParams',
    request: codec('cosmos.bank.v1beta1.MsgUpdateParams'),
    response: codec('cosmos.bank.v1beta1.MsgUpdateParamsResponse'),
    amino: {
      name: 'cosmos-sdk/x/bank/MsgUpdateParams',
      toAmino: ({ authority, params }) => ({
        ...(authority === '' ? {} : { authority }),
        params: {
          ...((params?.sendEnabled.length ?? 0) === 0
            ? {}
            : { send_enabled: params?.sendEnabled.map(sendEnabledJson) ?? [] }),
          ...(params?.defaultSendEnabled === true ? { default_send_enabled: true } : {}),
        },
      }),
    },
    signers: ({ authority }) => [authority],
    validateBasic: () => {},
    execute(ctx, { authority, params }) {
      keeper.accounts.checkAuthority(authority)
      if (params === null) throw SdkError.invalidRequest('params are absent')
      if (params.sendEnabled.length > 0)
        throw SdkError.invalidRequest('use of send_enabled in params is no longer supported')
      keeper.paramsItem.set(ctx, params)
      return {}
    },
  }
}
