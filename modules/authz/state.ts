import { codec } from '../../chain/codec/proto.js'
import { coversCoins, parseCoins, subCoins } from '../../chain/types/coin.js'
import { SdkError } from '../../chain/types/errors.js'
import type { PlainTypes } from '../../proto/gen/plain.js'

type Any = PlainTypes['google.protobuf.Any']

/** The grantee may run any message of one type. */
export interface GenericAuthorization {
  readonly typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization'
  readonly value: PlainTypes['cosmos.authz.v1beta1.GenericAuthorization']
}

/** The grantee may send up to a sum of coins. */
export interface SendAuthorization {
  readonly typeUrl: '/cosmos.bank.v1beta1.SendAuthorization'
  readonly value: PlainTypes['cosmos.bank.v1beta1.SendAuthorization']
}

/** What a grant lets its grantee do. */
export type Authorization = GenericAuthorization | SendAuthorization

const GENERIC = '/cosmos.authz.v1beta1.GenericAuthorization'
const SEND = '/cosmos.bank.v1beta1.SendAuthorization'
const MSG_SEND = '/cosmos.bank.v1beta1.MsgSend'
/** Recipients that one authorization may name, and gas to look at each. */
export const MAX_ALLOWED = 200
const GAS_EACH = 10n

const generic = codec('cosmos.authz.v1beta1.GenericAuthorization')
const send = codec('cosmos.bank.v1beta1.SendAuthorization')

/** Reads an authorization; undefined for an unknown type. @throws Error on malformed bytes. */
export function readAuthorization({ type_url: typeUrl, value }: Any): Authorization | undefined {
  if (typeUrl === GENERIC) return { typeUrl, value: generic.decode(value) }
  if (typeUrl === SEND) return { typeUrl, value: send.decode(value) }
  return undefined
}

export function authorizationAny(authorization: Authorization): Any {
  const { typeUrl } = authorization
  return typeUrl === GENERIC
    ? { type_url: typeUrl, value: generic.encode(authorization.value) }
    : { type_url: typeUrl, value: send.encode(authorization.value) }
}

/** The type of message that it is about. */
export function msgTypeOf(authorization: Authorization): string {
  return authorization.typeUrl === GENERIC ? authorization.value.msg : MSG_SEND
}

/** Checks of an authorization alone. @throws TxError */
export function checkAuthorization(
  authorization: Authorization,
  isAddress: (text: string) => boolean,
): void {
  if (authorization.typeUrl === GENERIC) {
    if (authorization.value.msg === '') throw SdkError.invalidRequest('authorization names no msg')
    return
  }
  const { spendLimit, allowList } = authorization.value
  if (spendLimit.length === 0) throw SdkError.invalidCoins('spend limit cannot be nil')
  parseCoins(spendLimit)
  if (allowList.length > MAX_ALLOWED)
    throw SdkError.invalidRequest(`allow_list has ${allowList.length} entries, want ${MAX_ALLOWED}`)
  const seen = new Set<string>()
  for (const address of allowList) {
    if (seen.has(address)) throw SdkError.invalidRequest(`duplicate address ${address}`)
    if (!isAddress(address)) throw SdkError.invalidAddress(`allow_list: ${address}`)
    seen.add(address)
  }
}

/** What becomes of an authorization that was used: as it was, another, or undefined = used up. */
export type Accepted = Authorization | undefined

/**
 * Uses an authorization for one message of its type; `consumeGas` is asked for each entry looked at.
 * @throws TxError when the message is not covered.
 */
export function accept(
  authorization: Authorization,
  msg: unknown,
  consumeGas: (amount: bigint) => void,
): Accepted {
  if (authorization.typeUrl === GENERIC) return authorization
  const { toAddress, amount } = msg as PlainTypes['cosmos.bank.v1beta1.MsgSend']
  const { spendLimit, allowList } = authorization.value
  const limit = parseCoins(spendLimit)
  const wanted = parseCoins(amount)
  if (!coversCoins(limit, wanted))
    throw SdkError.insufficientFunds('requested amount is more than spend limit')
  let allowed = allowList.length === 0
  for (const address of allowList) {
    consumeGas(GAS_EACH)
    if (address === toAddress) {
      allowed = true
      break
    }
  }
  if (!allowed) throw SdkError.unauthorized(`cannot send to ${toAddress} address`)
  const left = subCoins(limit, wanted) ?? []
  if (left.length === 0) return undefined
  const coins = left.map(({ denom, amount: rest }) => ({ denom, amount: rest.toString() }))
  return { typeUrl: SEND, value: { spendLimit: coins, allowList } }
}
