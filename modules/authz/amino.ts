import { coinsJson } from '../../chain/codec/coinJson.js'
import { SdkError } from '../../chain/types/errors.js'
import type { AnyValue, Json, MsgRouter } from '../../chain/types/module.js'
import type { Authorization } from './state.js'

/** An authorization in amino JSON. */
export function authorizationAmino(authorization: Authorization): Json {
  if (authorization.typeUrl === '/cosmos.authz.v1beta1.GenericAuthorization')
    return {
      type: 'cosmos-sdk/GenericAuthorization',
      value: authorization.value.msg === '' ? {} : { msg: authorization.value.msg },
    }
  const { spendLimit, allowList } = authorization.value
  return {
    type: 'cosmos-sdk/SendAuthorization',
    value: {
      spend_limit: coinsJson(spendLimit),
      ...(allowList.length === 0 ? {} : { allow_list: allowList }),
    },
  }
}

/** A message inside another in amino JSON. @throws TxError sdk 18 when its type has no such form. */
export function nestedAmino(router: MsgRouter, { typeUrl, value }: AnyValue): Json {
  const handler = router.handler(typeUrl)
  if (handler?.amino === undefined)
    throw SdkError.invalidRequest(`${typeUrl} cannot be signed with amino JSON`)
  const decoded = handler.request.decode(value) as unknown
  return { type: handler.amino.name, value: handler.amino.toAmino(decoded) }
}
