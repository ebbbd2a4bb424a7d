import { AuthKeeper, type Permission } from '../../modules/auth/keeper.js'
import { authModule } from '../../modules/auth/module.js'
import { BankKeeper } from '../../modules/bank/keeper.js'
import { bankModule } from '../../modules/bank/module.js'
import { AuthzKeeper } from '../../modules/authz/keeper.js'
import { authzModule } from '../../modules/authz/module.js'
import { FeegrantKeeper } from '../../modules/feegrant/keeper.js'
import { feegrantModule } from '../../modules/feegrant/module.js'
import { vestingModule } from '../../modules/auth/vestingModule.js'
import { Router } from '../../chain/baseapp/router.js'
import { codec } from '../../chain/codec/proto.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { parseCoins } from '../../chain/types/coin.js'
import type { Context } from '../../chain/types/context.js'
import type { AnyMsgHandler, AnyQueryHandler, AppModule, Json } from '../../chain/types/module.js'
import { TxError } from '../../chain/types/errors.js'
import { addressBytes, addresses, memoryContext, query, run } from '../support/memoryContext.js'

/** The module accounts of the tests. */
export const MODULES: Readonly<Record<string, readonly Permission[]>> = {
  fee_collector: [],
  gov: [],
  mint: ['minter'],
  vault: ['burner'],
}

/** The modules of accounts over one empty memory store. */
export function setup(ctx: Context = memoryContext()) {
  const router = new Router()
  const auth = new AuthKeeper({ addresses, modules: MODULES, authority: 'gov' })
  const bank = new BankKeeper({ addresses, accounts: auth })
  const authz = new AuthzKeeper({ addresses, accounts: auth, router })
  const feegrant = new FeegrantKeeper({ addresses, accounts: auth, bank })
  const modules: readonly AppModule[] = [
    authModule(auth),
    bankModule(bank),
    vestingModule({ auth, bank }),
    authzModule(authz),
    feegrantModule(feegrant),
  ]
  for (const module of modules) for (const handler of module.msgs) router.add(handler)
  for (const module of modules) module.initGenesis(ctx, module.defaultGenesis())
  return { auth, bank, authz, feegrant, router, modules, ctx }
}

/** All of the modules of accounts, wired to each other. */
export type Setup = ReturnType<typeof setup>

/** A message packed as google.protobuf.Any. */
export function pack<N extends keyof PlainTypes>(
  name: N,
  value: PlainTypes[N],
): { type_url: string; value: Uint8Array } {
  return { type_url: `/${name}`, value: codec(name).encode(value) }
}

/** Seconds since 1970 as a timestamp. */
export function at(seconds: bigint, nanos = 0): { seconds: bigint; nanos: number } {
  return { seconds, nanos }
}

/** What all modules of an export hold. */
export function exportAll(modules: readonly AppModule[], ctx: Context): Json {
  return Object.fromEntries(modules.map((m) => [m.name, m.exportGenesis(ctx)]))
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
