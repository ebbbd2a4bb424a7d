import { readAll, readList, readRecord, readText } from '../../chain/codec/genesisJson.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import { toNs } from '../../chain/types/time.js'
import { allowanceJson, readAllowanceJson } from './json.js'
import type { FeegrantKeeper } from './keeper.js'
import { checkAllowance, expirationOf } from './state.js'

const read = readRecord({
  allowances: readList(
    readRecord({ granter: readText, grantee: readText, allowance: readAllowanceJson }),
  ),
})

/** No allowances. */
export function defaultGenesis(): Json {
  return { allowances: [] }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: FeegrantKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const seen = new Set<string>()
  read(genesis, 'feegrant', problems).allowances.forEach((entry, i) => {
    const at = `feegrant.allowances[${i}]`
    for (const name of ['granter', 'grantee'] as const)
      if (!isAddress(keeper.addresses, entry[name]))
        problems.push(`${at}.${name} is "${entry[name]}", want an address of this chain`)
    if (entry.granter === entry.grantee) problems.push(`${at}: grantee and granter are the same`)
    const id = `${entry.granter}/${entry.grantee}`
    if (seen.has(id)) problems.push(`${at} is there twice`)
    seen.add(id)
    if (entry.allowance === undefined) return
    try {
      checkAllowance(entry.allowance)
    } catch (error) {
      if (!(error instanceof TxError)) throw error
      problems.push(`${at}.allowance: ${error.message}`)
    }
  })
  return problems
}

/** Writes the allowances that have not expired. @throws Error on problems. */
export function initGenesis(keeper: FeegrantKeeper, ctx: Context, genesis: Json): void {
  for (const { granter, grantee, allowance } of readAll(read, genesis, 'feegrant').allowances) {
    if (allowance === undefined) continue
    const expiration = expirationOf(allowance)
    if (expiration !== null && toNs(expiration) < ctx.timeNs) continue
    const key = {
      granter: keeper.addresses.toBytes(granter),
      grantee: keeper.addresses.toBytes(grantee),
    }
    keeper.grant(ctx, key, allowance)
  }
}

/** All allowances in key order. */
export function exportGenesis(keeper: FeegrantKeeper, ctx: QueryContext): Json {
  const allowances: Json[] = []
  for (const [key, { granter, grantee }] of keeper.allowances.walk(ctx)) {
    const allowance = keeper.getAllowance(ctx, key)
    if (allowance !== undefined)
      allowances.push({ granter, grantee, allowance: allowanceJson(allowance) })
  }
  return { allowances }
}
