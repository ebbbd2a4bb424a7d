import { coinsJson, readWireCoins } from '../../chain/codec/coinJson.js'
import {
  type Read,
  readAll,
  readList,
  readRecord,
  readText,
  readTime,
  typeUrlOf,
} from '../../chain/codec/genesisJson.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import { rfc3339, toNs } from '../../chain/types/time.js'
import type { AuthzKeeper } from './keeper.js'
import { type Authorization, checkAuthorization, msgTypeOf, readAuthorization } from './state.js'

const GENERIC = '/cosmos.authz.v1beta1.GenericAuthorization'
const SEND = '/cosmos.bank.v1beta1.SendAuthorization'

const readGeneric = readRecord({ msg: readText }, ['@type'])
const readSend = readRecord({ spend_limit: readWireCoins, allow_list: readList(readText) }, [
  '@type',
])

const readAuthorizationJson: Read<Authorization | undefined> = (json, at, problems) => {
  const type = typeUrlOf(json)
  if (type === GENERIC) return { typeUrl: GENERIC, value: readGeneric(json, at, problems) }
  if (type === SEND) {
    const { spend_limit: spendLimit, allow_list: allowList } = readSend(json, at, problems)
    return { typeUrl: SEND, value: { spendLimit, allowList } }
  }
  problems.push(`${at}.@type is not ${GENERIC} or ${SEND}`)
  return undefined
}

const read = readRecord({
  authorization: readList(
    readRecord({
      granter: readText,
      grantee: readText,
      authorization: readAuthorizationJson,
      expiration: readTime,
    }),
  ),
})

/** No grants. */
export function defaultGenesis(): Json {
  return { authorization: [] }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: AuthzKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const seen = new Set<string>()
  read(genesis, 'authz', problems).authorization.forEach((entry, i) => {
    const at = `authz.authorization[${i}]`
    for (const name of ['granter', 'grantee'] as const)
      if (!isAddress(keeper.addresses, entry[name]))
        problems.push(`${at}.${name} is "${entry[name]}", want an address of this chain`)
    if (entry.granter === entry.grantee) problems.push(`${at}: grantee and granter are the same`)
    if (entry.authorization === undefined) return
    try {
      checkAuthorization(entry.authorization, (text) => isAddress(keeper.addresses, text))
    } catch (error) {
      if (!(error instanceof TxError)) throw error
      problems.push(`${at}.authorization: ${error.message}`)
    }
    const type = msgTypeOf(entry.authorization)
    if (keeper.router.handler(type) === undefined)
      problems.push(`${at}.authorization: ${type} is no message of this chain`)
    const id = `${entry.granter}/${entry.grantee}${type}`
    if (seen.has(id)) problems.push(`${at} is there twice`)
    seen.add(id)
  })
  return problems
}

/** Writes the grants that have not expired. @throws Error on problems. */
export function initGenesis(keeper: AuthzKeeper, ctx: Context, genesis: Json): void {
  for (const entry of readAll(read, genesis, 'authz').authorization) {
    const { granter, grantee, authorization, expiration } = entry
    if (authorization === undefined) continue
    if (expiration !== null && toNs(expiration) <= ctx.timeNs) continue
    const [from, to] = [keeper.addresses.toBytes(granter), keeper.addresses.toBytes(grantee)]
    keeper.saveGrant(ctx, from, to, authorization, expiration)
  }
}

function authorizationJson(authorization: Authorization): Json {
  if (authorization.typeUrl === GENERIC) return { '@type': GENERIC, msg: authorization.value.msg }
  const { spendLimit, allowList } = authorization.value
  return { '@type': SEND, spend_limit: coinsJson(spendLimit), allow_list: allowList }
}

/** All grants in key order. */
export function exportGenesis(keeper: AuthzKeeper, ctx: QueryContext): Json {
  const authorization: Json[] = []
  for (const [{ granter, grantee }, grant] of keeper.grants.walk(ctx)) {
    const given = grant.authorization === null ? undefined : readAuthorization(grant.authorization)
    authorization.push({
      granter: keeper.addresses.toText(granter),
      grantee: keeper.addresses.toText(grantee),
      authorization: given === undefined ? null : authorizationJson(given),
      expiration: grant.expiration === null ? null : rfc3339(grant.expiration),
    })
  }
  return { authorization }
}
