import { AuthKeeper, type Permission } from '../../modules/auth/keeper.js'
import { authModule } from '../../modules/auth/module.js'
import { BankKeeper } from '../../modules/bank/keeper.js'
import { bankModule } from '../../modules/bank/module.js'
import { parseCoins } from '../../chain/types/coin.js'
import type { Context } from '../../chain/types/context.js'
import type { AnyMsgHandler, AnyQueryHandler, AppModule } from '../../chain/types/module.js'
import { TxError } from '../../chain/types/errors.js'
import { addressBytes, addresses, memoryContext, query, run } from '../support/memoryContext.js'

/** The module accounts of the tests. */
export const MODULES: Readonly<Record<string, readonly Permission[]>> = {
  fee_collector: [],
  gov: [],
  mint: ['minter'],
  vault: ['burner'],
}

/** auth and bank over one empty memory store. */
export function setup() {
  const auth = new AuthKeeper({ addresses, modules: MODULES, authority: 'gov' })
  const bank = new BankKeeper({ addresses, accounts: auth })
  const modules: readonly AppModule[] = [authModule(auth), bankModule(bank)]
  const ctx = memoryContext()
  for (const module of modules) module.initGenesis(ctx, module.defaultGenesis())
  return { auth, bank, modules, ctx }
}

/** "5uinx,7ubtc" as wire coins, sorted or not as written. */
export function wire(text: string): { denom: string; amount: string }[] {
  if (text === '') return []
  return text.split(',').map((part) => {
    const [, amount = '', denom = ''] = /^([-0-9]*)(.*)$/.exec(part) ?? []
    return { denom, amount }
  })
}

/** Gives coins to the n-th test address out of thin air; the supply grows. */
export function fund(
  { bank, auth }: { bank: BankKeeper; auth: AuthKeeper },
  ctx: Context,
  n: number,
  text: string,
): void {
  auth.ensureAccount(ctx, addressBytes(n))
  for (const { denom, amount } of parseCoins(wire(text))) {
    const address = addressBytes(n)
    bank.setBalance(ctx, address, denom, bank.getBalance(ctx, address, denom) + amount)
    bank.setSupply(ctx, denom, bank.getSupply(ctx, denom) + amount)
  }
}

/** The handler of a message in some modules. */
export function handlerOf(modules: readonly AppModule[], typeUrl: string): AnyMsgHandler {
  const found = modules.flatMap((m) => m.msgs).find((h) => h.typeUrl === typeUrl)
  if (found === undefined) throw new Error(`no handler for ${typeUrl}`)
  return found
}

/** Runs a message through its wire; gives 'codespace code: text' of a refusal, or undefined. */
export function refusalOf(
  modules: readonly AppModule[],
  ctx: Context,
  typeUrl: string,
  msg: unknown,
): string | undefined {
  try {
    run(handlerOf(modules, typeUrl), ctx, msg)
    return undefined
  } catch (error) {
    if (error instanceof TxError) return `${error.codespace} ${error.code}: ${error.message}`
    throw error
  }
}

/** Asks a query through its wire. */
export function ask<R>(
  modules: readonly AppModule[],
  ctx: Context,
  path: string,
  request: unknown,
): R {
  const found = modules
    .flatMap((m): readonly AnyQueryHandler[] => m.queries)
    .find((q) => q.path === path)
  if (found === undefined) throw new Error(`no query ${path}`)
  return query(found, ctx, request) as R
}

/** Every broken invariant. */
export function broken(modules: readonly AppModule[], ctx: Context): string[] {
  return modules
    .flatMap((m) => m.invariants)
    .map((invariant) => invariant.check(ctx))
    .filter((text) => text !== undefined)
}
