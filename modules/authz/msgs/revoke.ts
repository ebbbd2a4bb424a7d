import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { AuthzError } from '../errors.js'
import type { AuthzKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.authz.v1beta1.MsgRevoke']
type Response = PlainTypes['cosmos.authz.v1beta1.MsgRevokeResponse']

/** The granter takes a grant back. */
export function revoke(keeper: AuthzKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.authz.v1beta1.MsgRevoke',
    request: codec('cosmos.authz.v1beta1.MsgRevoke'),
    response: codec('cosmos.authz.v1beta1.MsgRevokeResponse'),
    amino: {
      name: 'cosmos-sdk/MsgRevoke',
      toAmino: ({ granter, grantee, msgTypeUrl }) => ({
        granter,
        grantee,
        msg_type_url: msgTypeUrl,
      }),
    },
    signers: ({ granter }) => [granter],
    validateBasic: () => {},
    execute(ctx, msg) {
      if (msg.grantee === msg.granter) throw AuthzError.granteeIsGranter()
      const grantee = readAddress(keeper.addresses, msg.grantee, 'grantee')
      const granter = readAddress(keeper.addresses, msg.granter, 'granter')
      if (msg.msgTypeUrl === '') throw SdkError.invalidRequest('missing msg method name')
      keeper.deleteGrant(ctx, { granter, grantee, msgTypeUrl: msg.msgTypeUrl })
      return {}
    },
  }
}
