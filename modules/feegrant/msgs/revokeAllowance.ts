import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import type { FeegrantKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.feegrant.v1beta1.MsgRevokeAllowance']
type Response = PlainTypes['cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse']

/** The granter pays no longer. */
export function revokeAllowance(keeper: FeegrantKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.feegrant.v1beta1.MsgRevokeAllowance',
    request: codec('cosmos.feegrant.v1beta1.MsgRevokeAllowance'),
    response: codec('cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse'),
    amino: {
      name: 'cosmos-sdk/MsgRevokeAllowance',
      toAmino: ({ granter, grantee }) => ({ granter, grantee }),
    },
    signers: ({ granter }) => [granter],
    validateBasic: () => {},
    execute(ctx, msg) {
      if (msg.grantee === msg.granter) throw SdkError.invalidAddress('addresses must be different')
      const grantee = readAddress(keeper.addresses, msg.grantee, 'grantee')
      const granter = readAddress(keeper.addresses, msg.granter, 'granter')
      keeper.revoke(ctx, { granter, grantee })
      return {}
    },
  }
}
