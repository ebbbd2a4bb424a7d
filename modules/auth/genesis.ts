import { type Read, readAll, readList, readRecord } from '../../chain/codec/genesisJson.js'
import { parsePubKey } from '../../chain/codec/pubKey.js'
import { equalBytes, toLatin1 } from '../../chain/types/bytes.js'
import { coversCoins, type Coins, parseCoins } from '../../chain/types/coin.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import { accountJson, readAccount } from './accountJson.js'
import { type AuthKeeper, moduleAddress } from './keeper.js'
import { DEFAULT_PARAMS, paramProblems, paramsItem, paramsJson, readParams } from './params.js'
import { type Account, baseOf, pubKeyOf, vestingOf, withBase } from './state.js'

const readGenesis = readRecord({ params: readParams, accounts: readList(readAccount) })

const read: Read<ReturnType<typeof readGenesis>> = readGenesis

/** No accounts, the SDK's parameters. */
export function defaultGenesis(): Json {
  return { params: paramsJson(DEFAULT_PARAMS), accounts: [] }
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: AuthKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const { params, accounts } = read(genesis, 'auth', problems)
  problems.push(...paramProblems(params).map((text) => `auth.${text}`))
  const seen = new Set<string>()
  accounts.forEach((account, i) => {
    if (account === undefined) return
    const at = `auth.accounts[${i}]`
    const { address } = baseOf(account)
    if (seen.has(address)) problems.push(`${at}.address ${address} is there twice`)
    seen.add(address)
    problems.push(...accountProblems(keeper, account).map((text) => `${at}: ${text}`))
  })
  return problems
}

/** What `body` refuses, as a sentence. */
function refusal(body: () => void): string[] {
  try {
    body()
    return []
  } catch (error) {
    if (error instanceof TxError) return [error.message]
    throw error
  }
}

function accountProblems(keeper: AuthKeeper, account: Account): string[] {
  const base = baseOf(account)
  const problems = refusal(() => void keeper.addresses.toBytes(base.address))
  if (problems.length > 0) return problems
  const address = keeper.addresses.toBytes(base.address)
  const key = pubKeyOf(base)
  if (key !== null)
    problems.push(
      ...refusal(() => {
        if (!equalBytes(parsePubKey(key).address, address))
          problems.push(`account address ${base.address} and pubkey address do not match`)
      }),
    )
  if (account.typeUrl === '/cosmos.auth.v1beta1.ModuleAccount') {
    const { name } = account.value
    if (name.trim() === '') problems.push('module account name cannot be blank')
    else if (!equalBytes(moduleAddress(name), address))
      problems.push(`address ${base.address} is not that of module ${name}`)
  }
  return [...problems, ...vestingProblems(account)]
}

function vestingProblems(account: Account): string[] {
  const base = vestingOf(account)
  if (base === undefined) return []
  const problems: string[] = []
  const coins = (name: string, wire: typeof base.originalVesting): Coins => {
    problems.push(...refusal(() => void parseCoins(wire)).map((text) => `${name}: ${text}`))
    return problems.length === 0 ? parseCoins(wire) : []
  }
  const original = coins('original_vesting', base.originalVesting)
  const delegated = coins('delegated_vesting', base.delegatedVesting)
  coins('delegated_free', base.delegatedFree)
  if (problems.length === 0 && !coversCoins(original, delegated))
    problems.push('delegated_vesting is more than original_vesting')
  if (base.endTime < 0n) problems.push(`end_time is ${base.endTime}, want 0 or more seconds`)
  if (
    account.typeUrl === '/cosmos.vesting.v1beta1.ContinuousVestingAccount' &&
    account.value.startTime >= base.endTime
  )
    problems.push(`start_time ${account.value.startTime} is not before end_time ${base.endTime}`)
  if (account.typeUrl === '/cosmos.vesting.v1beta1.PeriodicVestingAccount') {
    const end = account.value.vestingPeriods.reduce((at, { length }) => at + length, 0n)
    if (account.value.startTime + end !== base.endTime)
      problems.push(`the vesting periods end at ${account.value.startTime + end}, not at end_time`)
    for (const [i, period] of account.value.vestingPeriods.entries()) {
      if (period.length < 1n) problems.push(`vesting_periods[${i}].length is not positive`)
      coins(`vesting_periods[${i}].amount`, period.amount)
    }
  }
  return problems
}

/** Accounts in the order of their numbers; a number taken twice gives way to the lowest free one. */
function numbered(accounts: readonly Account[]): Account[] {
  const byNumber = (a: Account, b: Account): number => {
    const [x, y] = [baseOf(a).accountNumber, baseOf(b).accountNumber]
    return x < y ? -1 : x > y ? 1 : 0
  }
  const sorted = [...accounts].sort(byNumber)
  const taken = new Set(sorted.map((account) => baseOf(account).accountNumber))
  const seen = new Set<bigint>()
  let free = 0n
  const unique = sorted.map((account) => {
    const base = baseOf(account)
    if (!seen.has(base.accountNumber)) {
      seen.add(base.accountNumber)
      return account
    }
    while (taken.has(free)) free += 1n
    taken.add(free)
    seen.add(free)
    return withBase(account, { ...base, accountNumber: free })
  })
  return unique.sort(byNumber)
}

/** Writes parameters and accounts, and makes the accounts of all modules. @throws Error on problems. */
export function initGenesis(keeper: AuthKeeper, ctx: Context, genesis: Json): void {
  const { params, accounts } = readAll(read, genesis, 'auth')
  paramsItem.set(ctx, params)
  const known = new Set<string>()
  let next = 0n
  for (const account of numbered(accounts.filter((a) => a !== undefined))) {
    const { address, accountNumber } = baseOf(account)
    known.add(toLatin1(keeper.addresses.toBytes(address)))
    keeper.setAccount(ctx, account)
    next = accountNumber + 1n
  }
  keeper.nextNumber.set(ctx, next)
  const names = Object.keys(keeper.modules).sort((a, b) => (a < b ? -1 : 1))
  for (const name of names)
    if (!known.has(toLatin1(moduleAddress(name)))) keeper.moduleAccount(ctx, name)
}

/** Parameters and accounts in the order of their addresses. */
export function exportGenesis(keeper: AuthKeeper, ctx: QueryContext): Json {
  const accounts: Json[] = []
  for (const [, account] of keeper.accounts.walk(ctx)) accounts.push(accountJson(account))
  return { params: paramsJson(keeper.params(ctx)), accounts }
}
