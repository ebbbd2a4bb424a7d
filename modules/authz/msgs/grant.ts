import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { isAddress, readAddress } from '../../../chain/types/readAddress.js'
import { isTimestamp, rfc3339 } from '../../../chain/types/time.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { authorizationAmino } from '../amino.js'
import { AuthzError } from '../errors.js'
import type { AuthzKeeper } from '../keeper.js'
import { type Authorization, checkAuthorization, msgTypeOf, readAuthorization } from '../state.js'

type Msg = PlainTypes['cosmos.authz.v1beta1.MsgGrant']
type Response = PlainTypes['cosmos.authz.v1beta1.MsgGrantResponse']

/** Reads the authorization of a grant. @throws TxError authz 4 for an unknown type, sdk 34 for bad bytes. */
function mustRead(grant: Msg['grant']): Authorization {
  const any = grant?.authorization ?? null
  if (any === null) throw SdkError.invalidRequest('authorization is absent')
  let authorization: Authorization | undefined
  try {
    authorization = readAuthorization(any)
  } catch {
    throw SdkError.unpackAny(`malformed ${any.type_url}`)
  }
  if (authorization === undefined) throw AuthzError.unknownAuthorization(any.type_url)
  return authorization
}

/** The granter lets the grantee run messages of one type. */
export function grant(keeper: AuthzKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.authz.v1beta1.MsgGrant',
    request: codec('cosmos.authz.v1beta1.MsgGrant'),
    response: codec('cosmos.authz.v1beta1.MsgGrantResponse'),
    amino: {
      name: 'cosmos-sdk/MsgGrant',
      toAmino: ({ granter, grantee, grant: given }) => ({
        granter,
        grantee,
        grant: {
          authorization: authorizationAmino(mustRead(given)),
          ...(given?.expiration == null ? {} : { expiration: rfc3339(given.expiration) }),
        },
      }),
    },
    signers: ({ granter }) => [granter],
    validateBasic: () => {},
    execute(ctx, msg) {
      if (msg.grantee === msg.granter) throw AuthzError.granteeIsGranter()
      const grantee = readAddress(keeper.addresses, msg.grantee, 'grantee')
      const granter = readAddress(keeper.addresses, msg.granter, 'granter')
      const authorization = mustRead(msg.grant)
      checkAuthorization(authorization, (text) => isAddress(keeper.addresses, text))
      const expiration = msg.grant?.expiration ?? null
      if (expiration !== null && !isTimestamp(expiration))
        throw SdkError.invalidRequest('expiration is not a time of the years 1 to 9999')
      const typeUrl = msgTypeOf(authorization)
      if (keeper.router.handler(typeUrl) === undefined)
        throw SdkError.invalidType(`${typeUrl} doesn't exist.`)
      keeper.accounts.ensureAccount(ctx, grantee)
      keeper.saveGrant(ctx, granter, grantee, authorization, expiration)
      return {}
    },
  }
}
