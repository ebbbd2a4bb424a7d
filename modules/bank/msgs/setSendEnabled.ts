import { codec } from '../../../chain/codec/proto.js'
import { isDenom } from '../../../chain/types/coin.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { sendEnabledJson } from '../json.js'
import type { BankKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.bank.v1beta1.MsgSetSendEnabled']
type Response = PlainTypes['cosmos.bank.v1beta1.MsgSetSendEnabledResponse']

/** The authority says which denominations may be sent. */
export function setSendEnabled(keeper: BankKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.bank.v1beta1.MsgSetSendEnabled',
    request: codec('cosmos.bank.v1beta1.MsgSetSendEnabled'),
    response: codec('cosmos.bank.v1beta1.MsgSetSendEnabledResponse'),
    amino: {
      name: 'cosmos-sdk/MsgSetSendEnabled',
      toAmino: ({ authority, sendEnabled, useDefaultFor }) => ({
        ...(authority === '' ? {} : { authority }),
        ...(sendEnabled.length === 0 ? {} : { send_enabled: sendEnabled.map(sendEnabledJson) }),
        ...(useDefaultFor.length === 0 ? {} : { use_default_for: useDefaultFor }),
      }),
    },
    signers: ({ authority }) => [authority],
    validateBasic: () => {},
    execute(ctx, { authority, sendEnabled, useDefaultFor }) {
      keeper.accounts.checkAuthority(authority)
      const seen = new Set<string>()
      for (const denom of [...sendEnabled.map((entry) => entry.denom), ...useDefaultFor]) {
        if (!isDenom(denom)) throw SdkError.invalidRequest(`invalid denom: ${denom}`)
        if (seen.has(denom)) throw SdkError.invalidRequest(`duplicate denom "${denom}"`)
        seen.add(denom)
      }
      for (const { denom, enabled } of sendEnabled) keeper.sendEnabled.set(ctx, denom, enabled)
      for (const denom of useDefaultFor) keeper.sendEnabled.delete(ctx, denom)
      return {}
    },
  }
}
